using System.ComponentModel.DataAnnotations;
using Incubateurs.Administrations;
using Incubateurs.Startups;

namespace Incubateurs.Changes;

/// <summary>
/// What a change says of a thing, before or after: dated facts without persons, only those that the change is about. Which they are
/// for each type is catalogued at `/changes`.
/// </summary>
public sealed record ChangedMembers
{
    /// <summary>Id of what was added, corrected or withdrawn; of a renamed startup its own.</summary>
    public string? Id { get; init; }

    /// <summary>Code of a phase in the referential `/v1/phases`.</summary>
    public string? Phase { get; init; }

    /// <summary>The day the phase starts.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Why the phase was written.</summary>
    public string? Reason { get; init; }

    /// <summary>Name of the startup, the incubator or the administration.</summary>
    public string? Name { get; init; }

    /// <summary>What problem it solves for whom, in a sentence.</summary>
    public string? Pitch { get; init; }

    /// <summary>Description in Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>Ids of the incubators.</summary>
    public IReadOnlyList<string>? Incubators { get; init; }

    /// <summary>Ids of the sponsoring administrations.</summary>
    public IReadOnlyList<string>? Sponsors { get; init; }

    /// <summary>Address of the service.</summary>
    public string? Link { get; init; }

    /// <summary>Address of the source code.</summary>
    public string? Repository { get; init; }

    /// <summary>Themes in the words of the startup.</summary>
    public IReadOnlyList<string>? Themes { get; init; }

    /// <summary>For whom the service is.</summary>
    public IReadOnlyList<string>? Audiences { get; init; }

    /// <summary>What the service is built with.</summary>
    public IReadOnlyList<string>? Technologies { get; init; }

    /// <summary>The day its national impact was recognised.</summary>
    public DateOnly? NationalImpactOn { get; init; }

    /// <summary>Conformity with the accessibility rules (RGAA).</summary>
    public string? Accessibility { get; init; }

    /// <summary>Address of the public statistics.</summary>
    public string? StatsUrl { get; init; }

    /// <summary>Address of the public budget.</summary>
    public string? BudgetUrl { get; init; }

    /// <summary>Address of the public impact figures.</summary>
    public string? ImpactUrl { get; init; }

    /// <summary>Address of the technical dashboard.</summary>
    public string? DashlordUrl { get; init; }

    /// <summary>The risk analysis, whether done and where published.</summary>
    public RiskAnalysis? RiskAnalysis { get; init; }

    /// <summary>Dated events such as the launch of the product.</summary>
    public IReadOnlyList<StartupEvent>? Events { get; init; }

    /// <summary>Id of the startup that a withdrawn one is the same as.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The day a committee was held.</summary>
    public DateOnly? HeldOn { get; init; }

    /// <summary>What the committee decided.</summary>
    [AllowedValues("continue", "provisional", "stop")]
    public string? Decision { get; init; }

    /// <summary>The day until which the committee funds.</summary>
    public DateOnly? FundedUntil { get; init; }

    /// <summary>The day a benefit or a service was looked at.</summary>
    public DateOnly? ObservedOn { get; init; }

    /// <summary>What changed for whom.</summary>
    public string? Statement { get; init; }

    /// <summary>For whom a benefit was observed.</summary>
    public string? Audience { get; init; }

    /// <summary>How many volunteers took part.</summary>
    public int? Volunteers { get; init; }

    /// <summary>Where the benefit is shown.</summary>
    public string? Url { get; init; }

    /// <summary>Id of the hand-over that was opened.</summary>
    public string? HandOver { get; init; }

    /// <summary>What the startup becomes at its host.</summary>
    public HandOverModel? Model { get; init; }

    /// <summary>The day the hand-over was opened.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>The scenario that is hoped for.</summary>
    public string? PreferredScenario { get; init; }

    /// <summary>The scenario that is taken otherwise.</summary>
    public string? FallbackScenario { get; init; }

    /// <summary>Id of the administration that receives the startup.</summary>
    public string? Host { get; init; }

    /// <summary>Ids of administrations that receive it together with the host.</summary>
    public IReadOnlyList<string>? CoHosts { get; init; }

    /// <summary>Where the hand-over, its adaptation or the report stands.</summary>
    public string? Status { get; init; }

    /// <summary>What a member of the host's staff does; never a name.</summary>
    public string? Function { get; init; }

    /// <summary>First day of a secondment, or of the existence of an administration.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of a secondment.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Share of full time, above 0 and at most 1.</summary>
    [Range(0, 1)]
    public double? FullTimeShare { get; init; }

    /// <summary>Code of the adaptation.</summary>
    public string? Code { get; init; }

    /// <summary>The day by which the adaptation shall be done.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Where the adaptation can be seen.</summary>
    public string? EvidenceUrl { get; init; }

    /// <summary>Yearly cost in incubation, in euros.</summary>
    public long? IncubationPerYear { get; init; }

    /// <summary>Marginal yearly cost at the host, in euros.</summary>
    public long? MarginalPerYear { get; init; }

    /// <summary>The day from which the host answers for the startup.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>Codes of the points of the doctrine that are not met.</summary>
    public IReadOnlyList<string>? Findings { get; init; }

    /// <summary>What became of the service.</summary>
    public string? Outcome { get; init; }

    /// <summary>Id of the review that was moderated.</summary>
    public string? Review { get; init; }

    /// <summary>Id of the report that was answered or moderated.</summary>
    public string? Report { get; init; }

    /// <summary>Whether the review, the report or the incubator is hidden.</summary>
    public bool? Hidden { get; init; }

    /// <summary>True where the words of the review or the report were deleted for good.</summary>
    public bool? Erased { get; init; }

    /// <summary>Id of the administration that answers for an incubator.</summary>
    public string? Owner { get; init; }

    /// <summary>Address of the incubator.</summary>
    public string? Website { get; init; }

    /// <summary>Acronym of the administration.</summary>
    public string? Acronym { get; init; }

    /// <summary>Kind of body, in the words of the source.</summary>
    public string? Kind { get; init; }

    /// <summary>Ministerial domain of the administration.</summary>
    public string? Domain { get; init; }

    /// <summary>SIRET number, 14 digits.</summary>
    public string? Siret { get; init; }

    /// <summary>Id in the State's directory.</summary>
    public string? DirectoryId { get; init; }

    /// <summary>Last day of the existence of an administration.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Who succeeds the administration, each with the day.</summary>
    public IReadOnlyList<Successor>? SucceededBy { get; init; }
}
