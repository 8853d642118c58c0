using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>
/// What an import will write, decided by reading alone: the writer is held for the writing and not for the comparing. It is right
/// for as long as nobody else has written.
/// </summary>
internal sealed class ImportPlan(Tx read, Origin origin, List<Anomaly> anomalies)
{
    private readonly List<Func<Tx, Task>> writes = [];

    /// <summary>What is decided by.</summary>
    public Tx Read { get; } = read;

    public Origin Origin { get; } = origin;

    /// <summary>The change up to which it was decided.</summary>
    public long Sequence => Read.Versions.Sequence;

    public int Imported { get; set; }

    public int Unchanged { get; set; }

    /// <summary>How many startups it withdraws because the source no longer has them.</summary>
    public int Withdrawn { get; set; }

    /// <summary>How many living startups imports have brought.</summary>
    public int Brought { get; set; }

    public IReadOnlyList<Anomaly> Anomalies => anomalies;

    public void Report(Anomaly anomaly) => anomalies.Add(anomaly);

    /// <summary>Adds something to write, in the order in which it is said.</summary>
    public void Write(Func<Tx, Task> write) => writes.Add(write);

    /// <summary>Keeps what the source says, against which the next import is merged; of a fiction there is none.</summary>
    public void KeepSource(string kind, string id, string file, string parsed, string raw)
    {
        if (Origin.IsWhole)
            Write(tx => tx.SaveSourceAsync(kind, id, Origin.Code, file, parsed, raw));
    }

    public async Task WriteAsync(Tx tx)
    {
        foreach (var write in writes)
            await write(tx);
    }
}
