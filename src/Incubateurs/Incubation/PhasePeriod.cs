using System.Text.Json.Serialization;
using Incubateurs.Web.Reads;

namespace Incubateurs.Incubation;

/// <summary>A phase of a startup. It lasts until the next one starts.</summary>
/// <param name="Id">Id of the phase, stable over its corrections.</param>
/// <param name="Phase">Code of the phase in the referential `/v1/phases`.</param>
/// <param name="StartsOn">The day the phase starts.</param>
/// <param name="EndsOn">The day the next phase started; absent for the current one and for those planned.</param>
/// <param name="Planned">True while the phase has not begun.</param>
/// <param name="RecordedEnd">An end as the source wrote it; it decides nothing.</param>
/// <param name="Reason">Why the phase was written, in the words of whoever did.</param>
/// <param name="HandOver">Id of the hand-over that wrote the phase.</param>
/// <param name="RecordedAt">The instant at which the phase was written.</param>
public sealed record PhasePeriod(
    string Id,
    string Phase,
    DateOnly StartsOn,
    DateOnly? EndsOn,
    bool? Planned,
    DateOnly? RecordedEnd,
    string? Reason,
    string? HandOver,
    DateTimeOffset RecordedAt) : IVersioned
{
    /// <summary>Version of the startup; it leads the `ETag`.</summary>
    [JsonIgnore]
    public int? Version { get; init; }
}

/// <summary>The phases of a startup.</summary>
/// <param name="Items">The phases by start.</param>
public sealed record PhasePeriods(IReadOnlyList<PhasePeriod> Items) : IVersioned
{
    /// <summary>Version of the startup; it leads the `ETag`.</summary>
    [JsonIgnore]
    public int? Version { get; init; }
}
