using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>Which items of the feed are asked for: by the page, the stream, the Atom feed and webhooks.</summary>
/// <param name="Types">What happened.</param>
/// <param name="Startups">Ids of startups, with all that belongs to them; former ids are accepted.</param>
/// <param name="Phases">Codes of the phases that a startup enters.</param>
/// <param name="Incubators">Ids of incubators, with what happens to their startups.</param>
internal sealed record FeedFilter(
    IReadOnlyList<string> Types, IReadOnlyList<string> Startups, IReadOnlyList<string> Phases, IReadOnlyList<string> Incubators)
{
    private static readonly ChoiceParameter TypeParameter =
        new("type", "What happened: a resource and a verb, catalogued at `/changes`.", [.. FeedTypes.All]) { Repeatable = true };

    private static readonly TextParameter StartupParameter = new(
        "startup", "Id of a startup: what happens to it, to its hand-overs, committees and benefits. Former ids are accepted.",
        Bounds.LongestId)
    { Repeatable = true };

    private static readonly ChoiceParameter PhaseParameter = new(
        "phase",
        "Code of a phase: only the items with which a startup enters it. Older names are accepted, `alumni` means both ways to stop.",
        [.. Incubation.Phases.All.Select(phase => phase.Code), .. Incubation.Phases.All.SelectMany(phase => phase.FormerNames).Distinct()])
    { Repeatable = true };

    private static readonly IdParameter IncubatorParameter = new(
        "incubator", "Id of an incubator: what happens to it, to its startups and to those that leave it.", Kinds.Incubator)
    {
        Repeatable = true,
        AsksPast = _ => true,
    };

    public static readonly FeedFilter Everything = new([], [], [], []);

    public static readonly IReadOnlyList<QueryParameter> Parameters =
        [TypeParameter, StartupParameter, PhaseParameter, IncubatorParameter];

    public static FeedFilter Asked(QueryReader reader) => new(
        reader.Texts(TypeParameter),
        reader.Texts(StartupParameter),
        PhasesOf(reader.Texts(PhaseParameter)),
        reader.Texts(IncubatorParameter));

    /// <summary>The codes that names of phases mean.</summary>
    public static IReadOnlyList<string> PhasesOf(IEnumerable<string> names) =>
        [.. names.SelectMany(Incubation.Phases.Named).Select(phase => phase.Code).Distinct()];

    /// <summary>The filter in one spelling: two that mean the same are equal.</summary>
    public string Key { get; } =
        JsonText.Of(new[] { Types, Startups, Phases, Incubators }.Select(some => some.Order(StringComparer.Ordinal)));
}
