using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
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
    [AllowNull]
    public IReadOnlyList<string> Incubators { get; init => field = value ?? []; } = [];

    /// <summary>Ids of the sponsoring administrations.</summary>
    [AllowNull]
    public IReadOnlyList<string> Sponsors { get; init => field = value ?? []; } = [];

    /// <summary>Address of the service.</summary>
    public string? Link { get; init; }

    /// <summary>Address of the source code.</summary>
    public string? Repository { get; init; }

    /// <summary>Address to write to; that of the team and not of a person.</summary>
    public string? Contact { get; init; }

    /// <summary>Themes in the words of the startup.</summary>
    [AllowNull]
    public IReadOnlyList<string> Themes { get; init => field = value ?? []; } = [];

    /// <summary>For whom the service is.</summary>
    [AllowNull]
    public IReadOnlyList<string> Audiences { get; init => field = value ?? []; } = [];

    /// <summary>What the service is built with.</summary>
    [AllowNull]
    public IReadOnlyList<string> Technologies { get; init => field = value ?? []; } = [];

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
    [AllowNull]
    public IReadOnlyList<StartupEvent> Events { get; init => field = value ?? []; } = [];

    /// <summary>The facts that this says, tidied; the source is not an agent's to say.</summary>
    internal StartupFacts Facts(StartupSource? source)
    {
        var facts = new StartupFacts(this, source);
        foreach (var member in Member<StartupDescription>.All)
            if (member.Get(facts) is string text)
                member.Set(facts, text.Tidy());
            else if (member.Get(facts) is IReadOnlyList<string> texts)
                member.Set(facts, texts.TidyList());
        return facts;
    }
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
