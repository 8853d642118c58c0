using System.Text.Json;
using System.Text.Json.Serialization;
using Incubateurs.Exchange.Reading;

namespace Incubateurs.Exchange.Merging;

/// <summary>What an import did, as JSON: the first four counts are of <c>_startups</c>.</summary>
/// <param name="Withdrawn">Startups that the source no longer has.</param>
/// <param name="WriterMilliseconds">How long nobody else could write.</param>
internal sealed record ImportReport(
    int Read, int Imported, int Unchanged, int LeftOut, int Withdrawn, double WriterMilliseconds, IReadOnlyList<Anomaly> Anomalies)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static ImportReport Of(ImportResult result) =>
        new(
            result.Read,
            result.Imported,
            result.Unchanged,
            result.LeftOut,
            result.Withdrawn,
            Math.Round(result.WriterHeld.TotalMilliseconds, 1),
            result.Anomalies)
        {
            IsRefused = result.IsRefused,
        };

    /// <summary>Nothing was written, because so much would be withdrawn.</summary>
    [JsonIgnore]
    public bool IsRefused { get; init; }

    /// <summary>0 with warnings or without; 1 when a file was left out; 2 when nothing could be imported.</summary>
    [JsonIgnore]
    public int ExitCode =>
        Imported + Unchanged == 0 ? ExitCodes.NothingDone
        : Anomalies.Any(anomaly => anomaly.Severity == Severity.Error) ? ExitCodes.Incomplete
        : ExitCodes.Done;

    public string ToJson() => JsonSerializer.Serialize(this, Options);
}

/// <summary>How a command ended.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int Incomplete = 1;
    public const int NothingDone = 2;
}
