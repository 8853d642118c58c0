using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Incubateurs.Incubation;
using Incubateurs.Tests.Support;
using Incubateurs.Words;
using YamlDotNet.Serialization;

namespace Incubateurs.Tests.Exchange.Embedded;

public class EmbeddedPortfolioTests
{
    private static readonly string[] Facts =
        [
            "title",
            "incubator",
            "incubators",
            "sponsors",
            "link",
            "repository",
            "stats_url",
            "usertypes",
            "thematiques",
            "techno",
            "redirect_from",
        ];

    private static readonly string DigestsFile = Path.Combine(Repository.Root, "tests", "Incubateurs.Tests", "Checkout", "embedded.json");

    // The day on which the source was published.
    private static readonly DateOnly Published = new(2026, 8, 20);

    private static readonly Dictionary<string, Fiche> Startups = Embedded("_startups");
    private static readonly Dictionary<string, Fiche> Fictions = Embedded("_startups", "Specimen");

    [Fact]
    public void Thirty_eight_real_startups_are_embedded_under_their_ids_and_fictional_ones_apart()
    {
        Assert.Equal(38, Startups.Count);
        Assert.Equal(SpecimenIds.Startups.Order(), Fictions.Keys.Order());
        // Ids that a build might lose: a culture's name, an accent, an upper-case letter.
        Assert.Contains("demarches-simplifiees.fr", Startups);
        Assert.Contains("données-et-territoires", Startups);
        Assert.Contains("auxAJ", Startups);
    }

    [Fact]
    public void No_resource_is_lost_to_a_satellite_assembly_and_the_readme_is_none()
    {
        var names = Resources().ToList();

        Assert.All(names, name => Assert.Matches("^Portfolio/_(startups|organisations|incubators|phases|events)/[^/]+[.]md$", name));
        Assert.All(names, name => Assert.True(name.IsNormalized(NormalizationForm.FormC), name));
        Assert.Equal(Phases.All.Select(phase => phase.Code).Order(), Embedded("_phases").Keys.Order());
    }

    [Fact]
    public void Every_phase_every_status_and_a_planned_phase_are_there_to_be_seen()
    {
        var standings = Startups.Values.Select(fiche => Lifecycle.On(Published, fiche.Phases)).ToList();

        Assert.Equal(Phases.All.ToHashSet(), standings.Select(standing => standing.Current!.Value.Phase).ToHashSet());
        Assert.Contains(standings, standing => standing.Next is not null);
        Assert.Contains(standings, standing => standing is { Exit: not null, Entry: null });
        Assert.Contains(standings, standing => standing.IsOverdue(Published));
    }

    [Fact]
    public void Every_incubator_and_every_administration_that_is_named_is_embedded()
    {
        var incubators = Embedded("_incubators");
        var administrations = Embedded("_organisations");

        var namedIncubators = Startups.Values.SelectMany(fiche => fiche.Texts("incubator").Concat(fiche.Texts("incubators")));
        var namedAdministrations = Startups.Values.SelectMany(fiche => fiche.Texts("sponsors"))
            .Concat(incubators.Values.SelectMany(fiche => fiche.Texts("owner")))
            .Select(path => path.Replace("/organisations/", "", StringComparison.Ordinal));

        Assert.Equal(incubators.Keys.ToHashSet(), namedIncubators.ToHashSet());
        Assert.Equal(administrations.Keys.ToHashSet(), namedAdministrations.ToHashSet());
    }

    [Fact]
    public void Each_fictional_startup_says_that_it_is_and_no_real_one_has_a_contact_or_a_description()
    {
        Assert.All(Fictions.Values, fiction =>
        {
            Assert.Contains("fiction", fiction.Texts("title").Single(), StringComparison.Ordinal);
            Assert.Contains("imaginaire", fiction.Texts("mission").Single(), StringComparison.Ordinal);
            Assert.Contains("fiction", fiction.Body, StringComparison.Ordinal);
        });
        Assert.All(Startups, pair =>
        {
            Assert.Empty(pair.Value.Texts("contact"));
            Assert.Empty(pair.Value.Body);
        });
    }

    [Fact]
    public void The_facts_equal_the_source_and_its_sentences_are_not_copied()
    {
        var digests = JsonSerializer.Deserialize<Dictionary<string, Digests>>(File.ReadAllText(DigestsFile), JsonSerializerOptions.Web)!;

        Assert.Equal(digests.Keys.Order(), Startups.Keys.Order());
        foreach (var (id, ours) in Startups)
        {
            Assert.Equal((id, digests[id].Facts), (id, Digest(ours.Facts())));
            Assert.NotEqual(digests[id].Mission, Digest(ours.Texts("mission").Single()));
            if (Repository.SharedData is { } data)
                CompareTexts(ours, Fiche.Read(File.ReadAllText($"{data}/beta.gouv.fr/content/_startups/{id}.md")), digests[id]);
        }
    }

    // The texts themselves say more than their digests, and hold these to the source.
    private static void CompareTexts(Fiche ours, Fiche theirs, Digests digests)
    {
        var pitch = ours.Texts("mission").Single();

        Assert.Equal(theirs.Facts(), ours.Facts());
        Assert.Equal(digests, new(Digest(theirs.Facts()), Digest(theirs.Texts("mission").Single())));
        Assert.NotEqual(theirs.Texts("mission").Single(), pitch);
        for (var at = 0; at + 60 <= pitch.Length; at++)
            Assert.DoesNotContain(pitch.Substring(at, 60), theirs.Body, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Resources(string portfolio = "Portfolio") =>
        typeof(Lifecycle).Assembly.GetManifestResourceNames().Where(name => name.StartsWith($"{portfolio}/", StringComparison.Ordinal));

    private static Dictionary<string, Fiche> Embedded(string folder, string portfolio = "Portfolio") =>
        Resources(portfolio).Where(name => name.StartsWith($"{portfolio}/{folder}/", StringComparison.Ordinal)).ToDictionary(
            name => Path.GetFileNameWithoutExtension(name),
            name =>
            {
                using var reader = new StreamReader(typeof(Lifecycle).Assembly.GetManifestResourceStream(name)!);
                return Fiche.Read(reader.ReadToEnd());
            });

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    /// <summary>Digests of what the source states: its texts are not ours to keep.</summary>
    private sealed record Digests(string Facts, string Mission);

    private sealed record Fiche(Dictionary<string, object?> Front, string Body)
    {
        public IReadOnlyList<PhaseStart> Phases =>
            [.. ((List<object>)Front["phases"]!).Cast<Dictionary<object, object>>().Select(phase => new PhaseStart(
                Incubateurs.Incubation.Phases.Find((string)phase["name"])!, DateOnly.ParseExact((string)phase["start"], "yyyy-MM-dd")))];

        /// <summary>One fact a line.</summary>
        public string Facts() => string.Concat(
            EmbeddedPortfolioTests.Facts.SelectMany(key => Texts(key).Select(text => $"{key}: {text}\n"))
                .Concat(Phases.Select(phase => $"phase: {phase.Phase.Code} {phase.StartsOn:yyyy-MM-dd}\n")));

        public static Fiche Read(string text)
        {
            var parts = text.TrimStart('\uFEFF').Split("---\n", 3);
            return new(new DeserializerBuilder().Build().Deserialize<Dictionary<string, object?>>(parts[1]), parts[2].Trim());
        }

        public IReadOnlyList<string> Texts(string key) => Front.GetValueOrDefault(key) switch
        {
            null or "" => [],
            string text => [text.Trim()],
            var list => [.. ((List<object>)list).Select(item => ((string)item).Trim())],
        };
    }
}
