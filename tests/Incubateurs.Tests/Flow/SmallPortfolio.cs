using System.Text.Json;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Flow;

/// <summary>Eight startups, of which every figure can be worked out by hand.</summary>
internal static class SmallPortfolio
{
    /// <summary>Since 29 February; overdue.</summary>
    public static readonly ContentFile Leap = Fiche("c-leap", "[dinum]", "construction 2020-02-29", "acceleration 2021-02-28");

    public static readonly ContentFile Planned = Fiche("e-planned", "[dinum]", "construction 2027-01-01");

    public static readonly IReadOnlyList<ContentFile> Files =
    [
        Fiche("a-handed-over", "[dinum]", "investigation 2022-01-10", "construction 2022-06-10", "transfere 2024-06-10"),
        Fiche("b-inconclusive", "[ign]", "investigation 2023-03-01", "abandon-investigation 2023-09-01"),
        Leap,
        Fiche("d-both", "[dinum, ign]", "investigation 2025-05-01", "construction 2025-05-01", "consolidation 2026-05-01"),
        Planned,
        Fiche("f-exit-alone", "[ign]", "transfere 2021-04-01"),
        Fiche("g-stopped-later", "[ign]", "construction 2019-01-01", "transfere 2022-01-01", "abandon 2023-01-01"),
        Fiche("h-came-back", "[ign]", "construction 2018-01-01", "abandon 2018-12-31", "construction 2026-01-01"),
    ];

    /// <param name="phases">Code and start of each.</param>
    public static ContentFile Fiche(string id, string incubators, params string[] phases) => SmallContent.Text(
        $"_startups/{id}.md",
        $"---\ntitle: {id}\nincubators: {incubators}\nsponsors: [/organisations/{(incubators.Contains("dinum", StringComparison.Ordinal) ? "dinum" : "ign")}]\n"
        + Imported.PhaseLines(phases.Select(phase => phase.Split(' ')).Select(phase => (phase[0], phase[1], ""))) + "---\n");

    public static async Task<TestApi> OpenAsync(params IEnumerable<ContentFile> startups)
    {
        var api = new TestApi();
        await api.ImportAsync(startups);
        return api;
    }

    public static async Task ImportAsync(this TestApi api, params IEnumerable<ContentFile> startups)
    {
        var database = api.Services.GetRequiredService<Database>();
        var portfolio = PortfolioReader.Read(Imported.References.Concat(startups), database.Today);
        _ = await database.WriteAsync(Actor.System, tx => Import.RunAsync(tx, portfolio, Origin.Checkout), CancellationToken.None);
    }

    public static async Task<JsonElement> FiguresAsync(this TestApi api, string address) =>
        await Given.JsonAsync(await api.GetAsync(address));

    /// <summary>The members of an object as <c>name value</c>, texts and numbers alone.</summary>
    public static string Line(this JsonElement element) => string.Join(
        ", ",
        element.EnumerateObject().Where(
            member => member.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String).Select(member => $"{member.Name} {member.Value}"));

    public static IEnumerable<string> Lines(this JsonElement elements) => elements.EnumerateArray().Select(Line);

    /// <summary>The entries of a map that are not zero.</summary>
    public static string Counts(this JsonElement map) =>
        string.Join(' ', map.EnumerateObject().Where(entry => entry.Value.GetInt32() != 0).Select(entry => $"{entry.Name}:{entry.Value}"));
}
