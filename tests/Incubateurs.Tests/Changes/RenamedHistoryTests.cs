using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Flow;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>
/// A file that another one names in <c>redirect_from </c> is the same startup under another id (docs/ARCHITECTURE.md, The life of an
/// import).
/// </summary>
public sealed class RenamedHistoryTests
{
    [Fact]
    public async Task History_goes_on_under_each_new_id()
    {
        await using var api = new TestApi();
        await ImportAsync(api, Imported.Startup("one", Lines("2024-01-01")));
        var agent = await api.AgentAsync();
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/one", new { pitch = "Un autre texte." }));
        await ImportAsync(api, Imported.Startup("two", "redirect_from: /startups/one\n" + Lines("2024-01-01")));
        await ImportAsync(api, Imported.Startup("three", "redirect_from: /startups/two\n" + Lines("2024-01-01")));

        var history = await Given.JsonAsync(await api.GetAsync("/v1/startups/three/history"));
        var half = await Given.JsonAsync(await api.GetAsync("/v1/startups/three/history?limit=3"));
        var rest = await Given.JsonAsync(await api.GetAsync(half.GetProperty("next").GetString()!));

        // What the new file says otherwise is imported anew.
        Assert.Equal(
            ["startup.renamed two three", "startup.renamed one two", "startup.described", "startup.registered"],
            Told(history).Where(line => line != "startup.imported"));
        Assert.Equal(Told(history), [.. Told(half), .. Told(rest)]);
        Assert.Equal(history.GetProperty("items").GetArrayLength(), history.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_comes_back_under_the_old_id_is_no_part_of_it()
    {
        await using var api = new TestApi();
        await ImportAsync(api, Imported.Startup("one", Lines("2024-01-01")));
        var renamed = Imported.Startup("two", "redirect_from: /startups/one\n" + Lines("2024-01-01"));
        await ImportAsync(api, renamed);
        var before = Told(await Given.JsonAsync(await api.GetAsync("/v1/startups/two/history")));

        await ImportAsync(api, renamed, Imported.Startup("one", Lines("2025-01-01")));

        Assert.Equal(before, Told(await Given.JsonAsync(await api.GetAsync("/v1/startups/two/history"))));
    }

    private static string Lines(string start) => "mission: Un texte.\n" + Imported.PhaseLines(("investigation", start, ""));

    private static Task ImportAsync(TestApi api, params IEnumerable<Incubateurs.Exchange.Reading.ContentFile> files)
    {
        api.Time.Advance(TimeSpan.FromMinutes(1));
        return api.ImportAsync(files);
    }

    private static List<string> Told(System.Text.Json.JsonElement history) =>
    [
        .. history.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("type").GetString() + (item.GetProperty("type").GetString() == "startup.renamed"
            ? $" {item.GetProperty("before").GetProperty("id")} {item.GetProperty("after").GetProperty("id")}"
            : "")),
    ];
}
