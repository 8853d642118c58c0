using Incubateurs.Incubation;

namespace Incubateurs.Compatibility;

/// <summary>One of the versions of the static API that were published: from 2 to 2.7.</summary>
/// <param name="Minor">What stands behind the dot; nothing does in the first.</param>
internal sealed record StaticVersion(int Minor)
{
    // What each version was the first to have.
    private const int WithContacts = 1;
    private const int WithIncubators = 3;
    private const int WithSponsors = 5;
    private const int WithTopics = 6;
    private const int WithSeveralIncubators = 7;

    public static readonly IReadOnlyList<StaticVersion> All = [.. Enumerable.Range(0, 8).Select(minor => new StaticVersion(minor))];

    /// <summary>As it stands in addresses.</summary>
    public string Name => Minor == 0 ? "v2" : $"v2.{Minor}";

    /// <summary>Whether a startup has its contact and its description.</summary>
    public bool HasContacts => Minor >= WithContacts;

    /// <summary>Whether there is <c>incubators.json</c>.</summary>
    public bool HasIncubators => Minor >= WithIncubators;

    /// <summary>
    /// Whether there are <c>sponsors.json</c> and <c>startups.csv</c>, and a startup has its sponsors and how it stands with security
    /// and accessibility.
    /// </summary>
    public bool HasSponsors => Minor >= WithSponsors;

    /// <summary>
    /// Whether there is <c>organisations.json</c>, a startup has its themes, technologies and impact, and the address of its statistics
    /// is always a text.
    /// </summary>
    public bool HasTopics => Minor >= WithTopics;

    /// <summary>Whether a startup has the list of its incubators.</summary>
    public bool HasSeveralIncubators => Minor >= WithSeveralIncubators;

    /// <summary>
    /// The name of a phase. Up to 2.5 the names are those that the version was published with: the publisher changed them in place, and
    /// its clients broke.
    /// </summary>
    public string NameOf(Phase phase) =>
        HasTopics ? phase.Code
        : phase == Phases.Consolidation ? "transfer"
        : phase.Kind is PhaseKind.Operated or PhaseKind.HandedOver ? "success"
        : phase.Kind is PhaseKind.Stopped ? Phases.Alumni
        : phase.Code;
}
