using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Incubateurs.Startups;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>
/// A hand-over in a list: all but its staff, adaptations, findings and follow-ups, unless `fields` asks for them. With `fields` only
/// the members asked for are present, and `id` always.
/// </summary>
public record HandOverSummary
{
    /// <summary>Id of the hand-over.</summary>
    public required string Id { get; init; }

    /// <summary>The startup that is handed over.</summary>
    public NamedReference? Startup { get; init; }

    /// <summary>Where the hand-over stands.</summary>
    public HandOverStatus? Status { get; init; }

    /// <summary>What the startup becomes at its host.</summary>
    public HandOverModel? Model { get; init; }

    /// <summary>The day it was opened.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>The scenario that is hoped for.</summary>
    public string? PreferredScenario { get; init; }

    /// <summary>The scenario that is taken otherwise.</summary>
    public string? FallbackScenario { get; init; }

    /// <summary>Why it was opened, or cancelled.</summary>
    public string? Reason { get; init; }

    /// <summary>The administration that receives the startup, with the numbers by which others know it.</summary>
    public IdentifiedReference? Host { get; init; }

    /// <summary>Administrations that receive it together with the host.</summary>
    public IReadOnlyList<NamedReference>? CoHosts { get; init; }

    /// <summary>How many administrations have applied, those that have withdrawn included.</summary>
    public long? Candidacies { get; init; }

    /// <summary>Staff of the host that works in the startup.</summary>
    public IReadOnlyList<Secondment>? Secondments { get; init; }

    /// <summary>The checklist of adaptations of both sides.</summary>
    public IReadOnlyList<Adaptation>? Adaptations { get; init; }

    /// <summary>What it costs, in incubation and at the host.</summary>
    public Cost? Cost { get; init; }

    /// <summary>The day from which the host answers for the startup.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>Points of the doctrine that are not met; they alert and forbid nothing.</summary>
    public IReadOnlyList<Finding>? Findings { get; init; }

    /// <summary>Openly fictional, as its startup; it stands in no list.</summary>
    public bool? Specimen { get; init; }

    /// <summary>Why it was completed all the same.</summary>
    public string? Justification { get; init; }

    /// <summary>What became of the service afterwards.</summary>
    public IReadOnlyList<FollowUp>? FollowUps { get; init; }

    /// <summary>Version of the hand-over, from 1; adaptations have their own.</summary>
    [Range(1, int.MaxValue)]
    public int? Version { get; init; }
}

/// <summary>A hand-over of a startup to a host administration.</summary>
[AlwaysThere("startup", "status", "model", "openedOn", "candidacies", "secondments", "adaptations", "findings", "followUps")]
public sealed record HandOver : HandOverSummary, IVersioned, IMaybeSpecimen
{
    [SetsRequiredMembers]
    internal HandOver(HandOverSummary whole)
        : base(whole)
    {
    }
}

/// <summary>A member of the host's staff working in the startup; never a name.</summary>
/// <param name="Id">Id of the secondment.</param>
/// <param name="Function">What the member of staff does.</param>
/// <param name="From">First day in the startup.</param>
/// <param name="To">Last day; absent while it lasts.</param>
/// <param name="FullTimeShare">Share of full time, above 0 and at most 1.</param>
public sealed record Secondment(string Id, string Function, DateOnly From, DateOnly? To, [property: Range(0, 1)] double FullTimeShare);

/// <summary>A point of the checklist.</summary>
/// <param name="Code">Code of the adaptation.</param>
/// <param name="Direction">Which side adapts to which.</param>
/// <param name="Label">What the adaptation is called.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="DueOn">The day by which it shall be done.</param>
/// <param name="EvidenceUrl">Where it can be seen.</param>
/// <param name="Note">What there is to say of it.</param>
/// <param name="Reason">Why the adaptation is waived.</param>
public sealed record Adaptation(
    string Code,
    AdaptationDirection Direction,
    Label Label,
    AdaptationStatus Status,
    DateOnly? DueOn,
    string? EvidenceUrl,
    string? Note,
    string? Reason) : IVersioned
{
    /// <summary>Version of the adaptation, from 1; `If-Match` of its PUT names it.</summary>
    [Range(1, int.MaxValue)]
    public int? Version { get; init; }
}

/// <summary>What a startup costs, in euros per year.</summary>
/// <param name="IncubationPerYear">Yearly cost in incubation.</param>
/// <param name="MarginalPerYear">Marginal yearly cost at the host.</param>
/// <param name="Ratio">The marginal cost as a part of that of the incubation.</param>
public sealed record Cost(long IncubationPerYear, long MarginalPerYear, [property: Range(0, 1e12)] double Ratio);

/// <summary>A point of the doctrine that is not met.</summary>
/// <param name="Code">Code of the finding.</param>
/// <param name="Detail">What is not met, in the language asked for.</param>
public sealed record Finding([property: MaxLength(50), RegularExpression("^[a-z_]+$")] string Code, string Detail);

/// <summary>What is looked at after a hand-over.</summary>
/// <param name="IndicatorsImprove">Whether the impact indicators improve.</param>
/// <param name="UserTests">Whether users are still tested with.</param>
/// <param name="RegularEvolutions">Whether the product evolves regularly.</param>
/// <param name="Communication">Whether the product is talked about.</param>
/// <param name="OpenSource">Whether its code is still open.</param>
public sealed record Signals(
    bool? IndicatorsImprove = null,
    bool? UserTests = null,
    bool? RegularEvolutions = null,
    bool? Communication = null,
    bool? OpenSource = null);

/// <summary>A look at a service that was handed over.</summary>
/// <param name="Id">Id of the follow-up.</param>
/// <param name="ObservedOn">The day of the look.</param>
/// <param name="Signals">Signals that were seen.</param>
/// <param name="Outcome">What became of the service.</param>
/// <param name="Note">What there is to say.</param>
public sealed record FollowUp(string Id, DateOnly ObservedOn, Signals Signals, FollowUpOutcome Outcome, string? Note);

/// <summary>A page of hand-overs.</summary>
/// <param name="Items">The hand-overs, the last opened first.</param>
/// <param name="Total">How many match on all pages, counted with the first.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record HandOverPage([property: MaxLength(200)] IReadOnlyList<HandOverSummary> Items, long Total, string? Next = null) : IPage;
