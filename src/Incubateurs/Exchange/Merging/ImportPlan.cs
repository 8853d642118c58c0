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
    /// <param name="before">What it said the last time.</param>
    public void KeepSource(string kind, string id, SourceTexts texts, LastSource? before)
    {
        if (!Origin.IsWhole)
            return;

        Write(tx =>
        {
            // No change of the log, and yet the static API shows it.
            if (texts.Published != before?.Published)
                tx.Raise(Areas.Portfolio);
            return tx.SaveSourceAsync(kind, id, Origin.Code, texts);
        });
    }

    public async Task WriteAsync(Tx tx)
    {
        foreach (var write in writes)
            await write(tx);
    }
}
