namespace Incubateurs.Tests.Conventions;

/// <summary>
/// The plan of the house: a room knows the floors below its own, and on its own floor those that <see cref="Pairs"/> lists.
/// A room is a folder of <c>src/Incubateurs</c>, and its namespace.
/// </summary>
internal static class Plan
{
    public const string Root = "Incubateurs";

    /// <summary>From the top to the ground. Web is a stack of floors: what is above refuses, reads and writes by what is below.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Floors =
    [
        [""],
        ["Commands"],
        ["Discovery"],
        ["Contract", "Site", "Assistants"],
        ["Exchange.Export", "Exchange.Sirets"],
        ["Exchange.Embedded"],
        ["Exchange.Merging"],
        ["Exchange.Reading"],
        ["Webhooks"],
        ["Changes", "Compatibility"],
        [
            "Startups.Listing", "Candidacies", "HandOvers", "Reviews", "Reports", "Quality", "Startups", "Startups.Search",
            "Flow", "Incubation", "Incubators", "Administrations", "Pictures",
        ],
        ["Access", "Limits"],
        ["Web.Writes"],
        ["Web.Reads"],
        ["Web.Bodies"],
        ["Web.Queries"],
        ["Web.Problems"],
        ["Web.Pipeline"],
        ["Storage.Sqlite"],
        ["Storage"],
        ["Words"],
    ];

    /// <summary>Who knows whom on one floor, and no others. Never both ways, never in a circle.</summary>
    public static readonly IReadOnlySet<(string From, string To)> Pairs = new HashSet<(string, string)>
    {
        // What is shown of a startup: where it stands, who answers for it, what words find it, its life as a picture.
        ("Startups", "Incubation"), ("Startups", "Administrations"), ("Startups", "Incubators"),
        ("Startups", "Startups.Search"), ("Startups", "Pictures"),
        ("Startups.Listing", "Startups"), ("Startups.Listing", "Startups.Search"), ("Startups.Listing", "Incubation"),
        ("Startups.Listing", "Administrations"), ("Startups.Listing", "Incubators"),

        // A hand-over is of a startup, to an administration; candidates apply to a hand-over, and one becomes the host.
        ("HandOvers", "Startups"), ("HandOvers", "Incubation"), ("HandOvers", "Administrations"),
        ("Candidacies", "HandOvers"), ("Candidacies", "Startups"), ("Candidacies", "Administrations"),

        // What the public says of a startup; a report is moderated as a review is.
        ("Reviews", "Startups"), ("Reports", "Startups"), ("Reports", "Reviews"),

        // Figures are of lives, by who answers for them.
        ("Flow", "Incubation"), ("Flow", "Administrations"), ("Flow", "Pictures"),
        ("Quality", "Flow"), ("Quality", "Incubation"),

        // Who owns an incubator.
        ("Incubators", "Administrations"),
    };

    /// <summary>The mentions that the plan does not allow.</summary>
    public static IReadOnlyList<Mention> Violations(IEnumerable<Mention> mentions) =>
        [
            .. mentions.Where(
                mention => RoomOf(mention.Namespace) is { } to && RoomOfPath(mention.Path) is var from && from != to && !Allows(from, to)),
        ];

    /// <summary>The room that a namespace of ours is; null for anybody else's.</summary>
    public static string? RoomOf(string space) =>
        space == Root ? "" : space.StartsWith(Root + ".", StringComparison.Ordinal) ? space[(Root.Length + 1)..] : null;

    /// <summary>The room that a source lies in.</summary>
    public static string RoomOfPath(string path) =>
        Path.GetDirectoryName(path[(path.IndexOf(Root + "/", StringComparison.Ordinal) + Root.Length + 1)..])!.Replace('/', '.');

    public static bool Allows(string from, string to) => FloorOf(from) < FloorOf(to) || Pairs.Contains((from, to));

    /// <summary>0 at the top; a room that is on no floor is none.</summary>
    public static int FloorOf(string room) =>
        Floors.Index().Where(floor => floor.Item.Contains(room)).Select(floor => floor.Index).DefaultIfEmpty(-1).First();
}
