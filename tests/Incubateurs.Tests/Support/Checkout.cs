using System.Text.Json;

namespace Incubateurs.Tests.Support;

/// <summary>
/// A portfolio on disk as its publisher lays it out, broken files beside it, and the figures that another program counted in it.
/// A test over <see cref="CheckoutsAttribute"/> reads the invented one always, and the real one besides where that is at hand.
/// </summary>
/// <param name="Name">Stands in the name of the test.</param>
/// <param name="Root">Holds <c>malformed</c> and <c>reference</c>.</param>
/// <param name="Directory">What <c>import</c> would be given: it holds <c>content</c>.</param>
public sealed record Checkout(string Name, string Root, string Directory)
{
    /// <summary>Every one that there is here.</summary>
    public static IReadOnlyList<Checkout> All { get; } = Repository.SharedData is { } data ? [Invented(), Real(data)] : [Invented()];

    public string Content => Path.Combine(Directory, "content");

    public required int Startups { get; init; }

    public required int Administrations { get; init; }

    public required int Incubators { get; init; }

    /// <summary>The id of a startup whose file a test edits.</summary>
    public required string Edited { get; init; }

    /// <summary>Ids whose phases a test changes and changes back: a hand-over, a stop, an exit that was stopped later, a stay.</summary>
    public required IReadOnlyList<string> Rewritten { get; init; }

    /// <summary>Startups of an incubator that its figures leave out.</summary>
    public IReadOnlyDictionary<string, int> LeftOut { get; init; } = new Dictionary<string, int>();

    /// <summary>Broken files, and what is to be reported of each.</summary>
    public required IReadOnlyList<(string Name, string Class)> Broken { get; init; }

    public IReadOnlyList<string> MalformedFiles =>
        [.. System.IO.Directory.EnumerateFiles(Path.Combine(Root, "malformed")).Order(StringComparer.Ordinal)];

    /// <summary>The figures of all its startups on 20 August 2026 and some days before.</summary>
    public JsonElement Figures() => JsonDocument.Parse(File.ReadAllText(Reference("json"))).RootElement;

    /// <summary>The lifecycle of each startup on 20 August 2026, by the names of the columns.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Lifecycles()
    {
        var lines = File.ReadAllLines(Reference("csv")).Select(line => line.Split(';')).ToList();
        return [.. lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public override string ToString() => Name;

    private string Reference(string extension) => Path.Combine(Root, "reference", $"lifecycle-2026-08-20.{extension}");

    // Committed, with a README that says what is in it. Broken files are named for what is to be reported of them.
    private static Checkout Invented()
    {
        var root = Path.Combine(Repository.Root, "tests", "Incubateurs.Tests", "Checkout");
        return new("invented", root, root)
        {
            Startups = 61,
            Administrations = 12,
            Incubators = 6,
            Edited = "digue",
            Rewritten = ["marnage", "sonar", "trait-de-cote", "registre-des-nuages"],
            Broken =
            [
                .. System.IO.Directory.EnumerateFiles(Path.Combine(root, "malformed")).Select(path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal).Select(name => (name, name.Split("--")[0])),
            ],
        };
    }

    // What beta.gouv.fr published; its licence is not ours, so that none of it is committed.
    private static Checkout Real(string data) => new("real", data, Path.Combine(data, "beta.gouv.fr"))
    {
        Startups = 237,
        Administrations = 144,
        Incubators = 23,
        Edited = "pix",
        Rewritten = ["pix", "mes-aides", "candilib", "trackdechets"],

        // A startup with a list of incubators is counted with each of them by the API, and these figures know one.
        LeftOut = new Dictionary<string, int> { ["ademe"] = 1 },
        Broken =
        [
            ("invalid-yaml--poubelles-battle.md", "invalid-yaml"),
            ("invalid-yaml--protege-toit.md", "invalid-yaml"),
            ("invalid-yaml--rest-0.md", "invalid-yaml"),
            ("no-front-matter--signaux-faibles.md", "no-front-matter"),
            ("non-utf8--chauffage-urbain.png", "not-utf-8"),
            ("non-utf8--$BoRiS.png", "not-utf-8"),
            ("invalid-yaml--access4all.md", "no-phases"),
            ("inverted-phase--moncomptepro.md", "phase-end-before-start"),
            ("phase-start-absurd--basegun.md", "phase-start-too-early"),
            ("phase-start-string--pass-emploi.md", "phase-start-not-iso"),
            ("phase-without-start--api-geo.md", "phase-without-start"),
        ],
    };
}
