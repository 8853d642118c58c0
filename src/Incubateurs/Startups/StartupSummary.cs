using System.ComponentModel.DataAnnotations;
using Incubateurs.Incubation;
using Incubateurs.Incubators;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>A startup in a list. With `fields` only the members asked for are present, and `id` always.</summary>
public record StartupSummary : IVersioned
{
    /// <summary>Id of the startup, case-sensitive, stable; former ids redirect.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the startup.</summary>
    public string? Name { get; init; }

    /// <summary>What problem it solves for whom, in a sentence.</summary>
    public string? Pitch { get; init; }

    /// <summary>Where the startup stands on the day asked for.</summary>
    public Status? Status { get; init; }

    /// <summary>The current phase; absent while nothing has begun.</summary>
    public CurrentPhase? Phase { get; init; }

    /// <summary>The next planned phase, if any.</summary>
    public PlannedPhase? Planned { get; init; }

    /// <summary>The incubation, from entry to exit.</summary>
    public IncubationPeriod? Incubation { get; init; }

    /// <summary>The incubators; several in a co-incubation.</summary>
    public IReadOnlyList<IncubatorReference>? Incubators { get; init; }

    /// <summary>The sponsoring administrations.</summary>
    public IReadOnlyList<AdministrationReference>? Sponsors { get; init; }

    /// <summary>The administration that received the startup by a hand-over.</summary>
    public AdministrationReference? Host { get; init; }

    /// <summary>Address of the service.</summary>
    public string? Link { get; init; }

    /// <summary>Address of the source code.</summary>
    public string? Repository { get; init; }

    /// <summary>Address to write to, as published.</summary>
    public string? Contact { get; init; }

    /// <summary>Themes in the words of the startup.</summary>
    public IReadOnlyList<string>? Themes { get; init; }

    /// <summary>For whom the service is.</summary>
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>What the service is built with.</summary>
    public IReadOnlyList<string>? Technologies { get; init; }

    /// <summary>The day its national impact was recognised.</summary>
    public DateOnly? NationalImpactOn { get; init; }

    /// <summary>Conformity with the accessibility rules (RGAA): none, partial or full.</summary>
    [AllowedValues("none", "partial", "full")]
    public string? Accessibility { get; init; }

    /// <summary>Version of the startup, from 1; it grows with each change of it.</summary>
    [Range(1, int.MaxValue)]
    public int? Version { get; init; }

    /// <summary>The instant of the last change.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>That it stands in no list any more, and why; absent of a startup that lives.</summary>
    public Withdrawal? Withdrawn { get; init; }
}

/// <summary>A phase that a startup is in.</summary>
/// <param name="Code">Code of the phase in the referential `/v1/phases`.</param>
/// <param name="Since">The day the phase started.</param>
public sealed record CurrentPhase(string Code, DateOnly Since);

/// <summary>A phase that is planned for a later day.</summary>
/// <param name="Code">Code of the phase in the referential `/v1/phases`.</param>
/// <param name="StartsOn">The day the phase is planned to start.</param>
public sealed record PlannedPhase(string Code, DateOnly StartsOn);

/// <summary>The incubation of a startup: from its entry to its exit, or to the day asked for. Empty when nothing is known.</summary>
/// <param name="StartedOn">Entry: start of the first incubation phase.</param>
/// <param name="BuiltOn">Build entry: start of the first of construction, acceleration, consolidation.</param>
/// <param name="EndedOn">Exit: start of the final run of phases out of incubation; absent while incubating.</param>
/// <param name="Days">Days from the entry to the exit, or to the day asked for.</param>
/// <param name="Verdict">The duration beside the doctrine's one to three years, by calendar anniversaries.</param>
public sealed record IncubationPeriod(
    DateOnly? StartedOn = null,
    DateOnly? BuiltOn = null,
    DateOnly? EndedOn = null,
    int? Days = null,
    Verdict? Verdict = null);
