using System.Text.Json;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.HandOvers;

/// <summary>The walk of docs/HANDOVER.md, command by command.</summary>
public sealed class HandOverWalkTests
{
    private static readonly string[] Figures = ["/v1/flow", "/v1/flow/durations", "/v1/flow/incubations", "/v1/flow/stock"];

    [Fact]
    public async Task Every_command_of_the_page_works_on_the_embedded_portfolio()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var walk = new ShellWalk(api);

        await walk.RunAsync(await PageAsync());

        await CheckAsync(api, walk);
        Assert.Equal(
            2,
            walk.Sent.Count(
                sent => sent is { Method: "POST", Status: 201 } && sent.Path.EndsWith("/candidacies", StringComparison.Ordinal)));
        Assert.Equal(3, walk.Sent.Count(sent => sent.Status == 409));
    }

    [Fact]
    public async Task Every_command_works_on_an_imported_startup_in_acceleration()
    {
        await using var api = new TestApi();
        ContentFile[] checkout =
        [
            .. Imported.References,
            Imported.Startup(
                "ma-demarche",
                "mission: importée\n" + Imported.PhaseLines(
                    ("investigation", "2023-09-04", ""), ("construction", "2024-01-08", ""), ("acceleration", "2024-06-03", ""))),
            Imported.Startup(
                "pix", "mission: importée\n" + Imported.PhaseLines(("construction", "2016-06-08", ""), ("transfere", "2019-09-01", ""))),
        ];
        var database = api.Services.GetRequiredService<Database>();
        var result = await database.WriteAsync(
            Actor.System, tx => Import.RunAsync(
                tx, PortfolioReader.Read(checkout, database.Today), Origin.Checkout), CancellationToken.None);
        Assert.Equal(2, result.Imported);
        var walk = new ShellWalk(api);

        await walk.RunAsync(await PageAsync(), ("STARTUP", "ma-demarche"));

        await CheckAsync(api, walk);
        Assert.Equal(
            ["investigation", "construction", "acceleration", "consolidation", "transfere"],
            (
                await JsonAsync(
                    api,
                    "/v1/startups/ma-demarche")).GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("phase").GetString()));
    }

    [Fact]
    public async Task The_record_of_an_old_hand_over_changes_no_figure()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        var page = await PageAsync();
        var (first, second) = (
            page.IndexOf("## Try it", StringComparison.Ordinal), page.IndexOf("## One that was", StringComparison.Ordinal));
        var walk = new ShellWalk(api);
        await walk.RunAsync(page[first..second]);
        var before = await FiguresAsync(api);
        Assert.False((await JsonAsync(api, "/v1/startups/pix")).TryGetProperty("host", out _));

        await walk.RunAsync(page[second..]);

        Assert.Equal(before, await FiguresAsync(api));
        var pix = await JsonAsync(api, "/v1/startups/pix");
        Assert.Equal(
            ("GIP Pix", "completed"),
            (pix.GetProperty("host").GetProperty("name").GetString(), pix.GetProperty("handOver").GetProperty("status").GetString()));
        Assert.Equal(3, pix.GetProperty("phases").GetArrayLength());
        Assert.False((await JsonAsync(api, "/v1/startups/pix?asOf=2019-08-31")).TryGetProperty("host", out _));
    }

    private static async Task CheckAsync(TestApi api, ShellWalk walk)
    {
        var startup = await JsonAsync(api, $"/v1/startups/{walk.Variables["STARTUP"]}");
        Assert.Equal("handedOver", startup.GetProperty("status").GetString());
        Assert.Equal("2025-12-01", startup.GetProperty("phase").GetProperty("since").GetString());
        Assert.True(startup.TryGetProperty("host", out _));

        var handOver = await JsonAsync(api, $"/v1/hand-overs/{walk.Variables["HANDOVER"]}");
        Assert.Equal(("completed", 2, 1, 1), (
            handOver.GetProperty("status").GetString(),
            handOver.GetProperty("candidacies").GetInt32(),
            handOver.GetProperty("secondments").GetArrayLength(),
            handOver.GetProperty("followUps").GetArrayLength()));
        Assert.Equal(
            ["open_adaptations"],
            handOver.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()));

        var history = await JsonAsync(api, $"/v1/startups/{walk.Variables["STARTUP"]}/history");
        Assert.Equal(
            [
                "followUp.added",
                "handOver.completed",
                "cost.set",
                "adaptation.set",
                "adaptation.set",
                "secondment.added",
                "host.retained",
                "handOver.opened",
            ],
            history.GetProperty("items").EnumerateArray().Where(item => item.TryGetProperty("handOver", out _))
                .Select(item => item.GetProperty("type").GetString()!));
    }

    private static Task<string> PageAsync() => File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "HANDOVER.md"));

    private static async Task<JsonElement> JsonAsync(TestApi api, string address) => await Given.JsonAsync(await api.GetAsync(address));

    private static async Task<string> FiguresAsync(TestApi api)
    {
        List<string> bodies = [];
        foreach (var address in Figures)
            bodies.Add(await api.CreateClient().GetStringAsync(address));
        return string.Join('\n', bodies);
    }
}
