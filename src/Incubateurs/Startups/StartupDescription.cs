using System.ComponentModel.DataAnnotations;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>What agents say of a startup: all of it but its phases, which are resources of their own.</summary>
[AlwaysThere("pitch")]
public record StartupDescription
{
    /// <summary>Name of the startup.</summary>
    public required string Name { get; init; }

    /// <summary>What problem it solves for whom, in a sentence.</summary>
    public string? Pitch { get; init; }

    /// <summary>Description in Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>Ids of the incubators; several in a co-incubation. Former ids are accepted.</summary>
    public IReadOnlyList<string>? Incubators { get; init; }

    /// <summary>Ids of the sponsoring administrations.</summary>
    public IReadOnlyList<string>? Sponsors { get; init; }

    /// <summary>Address of the service.</summary>
    public string? Link { get; init; }

    /// <summary>Address of the source code.</summary>
    public string? Repository { get; init; }

    /// <summary>Address to write to; that of the team and not of a person.</summary>
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

    /// <summary>The facts as an agent would have written them.</summary>
    internal static StartupDescription Of(StartupFacts facts) => new()
    {
        Name = facts.Name,
        Pitch = facts.Pitch,
        Description = facts.Description,
        Incubators = facts.Incubators,
        Sponsors = facts.Sponsors,
        Link = facts.Link,
        Repository = facts.Repository,
        Contact = facts.Contact,
        Themes = facts.Themes,
        Audiences = facts.Audiences,
        Technologies = facts.Technologies,
        NationalImpactOn = facts.NationalImpactOn,
        Accessibility = facts.Accessibility,
        StatsUrl = facts.StatsUrl,
        BudgetUrl = facts.BudgetUrl,
        ImpactUrl = facts.ImpactUrl,
        DashlordUrl = facts.DashlordUrl,
        RiskAnalysis = facts.RiskAnalysis,
        Events = facts.Events,
    };

    /// <summary>The facts that this says; the source is not an agent's to say.</summary>
    internal StartupFacts Facts(StartupSource? source) => new()
    {
        Name = Name.Tidy(),
        Pitch = Pitch?.Tidy(),
        Description = Description?.Tidy(),
        Incubators = Incubators.TidyList(),
        Sponsors = Sponsors.TidyList(),
        Link = Link?.Tidy(),
        Repository = Repository?.Tidy(),
        Contact = Contact?.Tidy(),
        Themes = Themes.TidyList(),
        Audiences = Audiences.TidyList(),
        Technologies = Technologies.TidyList(),
        NationalImpactOn = NationalImpactOn,
        Accessibility = Accessibility,
        StatsUrl = StatsUrl?.Tidy(),
        BudgetUrl = BudgetUrl?.Tidy(),
        ImpactUrl = ImpactUrl?.Tidy(),
        DashlordUrl = DashlordUrl?.Tidy(),
        RiskAnalysis = RiskAnalysis,
        Events = Events ?? [],
        Source = source,
    };
}

/// <summary>A startup to register. A name and a pitch suffice: nobody is asked for approval.</summary>
[AlwaysThere("pitch")]
public sealed record NewStartup : StartupDescription
{
    /// <summary>The id it shall have; made from the name if absent.</summary>
    [RegularExpression(StartupIds.Pattern)]
    public string? Id { get; init; }

    /// <summary>The day its first phase starts; today in Paris if absent.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>Code of its first phase; an investigation if absent.</summary>
    public string? Phase { get; init; }

    /// <summary>Why it begins as it does.</summary>
    public string? Reason { get; init; }
}
