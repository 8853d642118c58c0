using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using Incubateurs.Commands;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>A copy kept by the feed alone, from empty, is what the server answers.</summary>
public sealed class FeedCopyTests
{
    private const int Writers = 16;

    [Theory]
    [Checkouts]
    public async Task A_copy_is_what_the_server_answers_while_sixteen_write_and_imports_run(Checkout checkout)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        using var reader = api.CreateClient();
        var copy = new FeedCopy();
        await copy.FollowAsync(reader);
        await copy.AssertEqualsAsync(reader);
        var whole = ContentFolder.Read(checkout.Directory).ToList();

        using var done = new CancellationTokenSource();
        var following = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
                await copy.FollowAsync(reader);
        });
        var writers = Enumerable.Range(0, Writers).Select(seed => new RandomWriter(agent, api.CreateClient(), seed)).ToList();
        var writing = writers.Select(writer => Task.Run(() => writer.WriteAsync(40))).ToList();
        _ = await api.ImportWholeAsync(whole);
        await Task.WhenAll(writing);
        _ = await api.ImportWholeAsync(whole.Where((_, i) => i % 7 != 0));
        _ = await api.ImportWholeAsync(whole);
        await done.CancelAsync();
        await following;
        await copy.FollowAsync(reader);

        Assert.InRange(writers.Sum(writer => writer.Done), 100, int.MaxValue);
        await copy.AssertEqualsAsync(reader);
        api.Time.Advance(TimeSpan.FromDays(70));
        Assert.True((await agent.MergeAsync("/v1/startups/pix", new { pitch = "Une écriture annonce ce qui a commencé." })).IsSuccessStatusCode);
        await copy.FollowAsync(reader);
        await copy.AssertEqualsAsync(reader);
    }

    [Fact]
    public async Task A_copy_follows_a_startup_that_an_import_renames_and_the_filter_finds_it_under_both_ids()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var reader = api.CreateClient();
        var copy = new FeedCopy();
        const string Lived = "phases:\n  - name: acceleration\n    start: 2024-01-01\nevents:\n  - name: committee\n    date: 2025-01-01\n";
        _ = await api.ImportWholeAsync([.. Imported.References, Imported.Startup("ancien", Lived), Imported.Startup("autre", Lived)]);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups/ancien/hand-overs", new { model = "itDepartment" }), HttpStatusCode.Created);
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups/ancien/benefits", new { observedOn = "2026-08-01", statement = "Plus vite." }),
            HttpStatusCode.Created);
        await copy.FollowAsync(reader);

        _ = await api.ImportWholeAsync(
            [.. Imported.References, Imported.Startup("nouveau", "redirect_from:\n  - /startups/ancien\n" + Lived), Imported.Startup("autre", Lived)]);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/nouveau", new { pitch = "Autre." }));
        await copy.FollowAsync(reader);

        await copy.AssertEqualsAsync(reader);
        var of = (await FeedTests.ItemsAsync(api, "/v1/changes?startup=nouveau&limit=200"))
            .Select(item => $"{FeedTests.Text(item, "type")} {FeedTests.Text(item, "id")}").ToList();
        Assert.Contains("startup.registered ancien", of);
        Assert.Contains("startup.renamed ancien", of);
        Assert.Contains("startup.described nouveau", of);
        Assert.DoesNotContain("startup.registered autre", of);
        Assert.Equal(of.Count, (await FeedTests.ItemsAsync(api, "/v1/changes?startup=ancien&limit=200")).Count);
        var gone = (await FeedTests.ItemsAsync(api, "/v1/changes?type=startup.renamed"))[0];
        Assert.Equal("ancien", FeedTests.Text(gone, "id"));
        Assert.False(gone.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task A_copy_follows_what_is_erased()
    {
        const string Person = "prenom.nom@ailleurs.invalid";
        using var here = new Installation();
        await using var api = new TestApi(("Portfolio:Embedded", "true"), ("ConnectionStrings:Incubateurs", $"Data Source={here.File}"));
        using var agent = await api.AgentAsync();
        using var reader = api.CreateClient();
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/pix", new { contact = Person, pitch = $"De {Person}.", description = Person }));
        _ = await Given.JsonAsync(
            await agent.PostAsJsonAsync("/v1/startups/pix/benefits", new { observedOn = "2026-08-01", statement = $"{Person} le dit." }),
            HttpStatusCode.Created);
        var handOver = await agent.HandOverAsync();
        _ = await Given.JsonAsync(await agent.MergeAsync($"/v1/hand-overs/{handOver}", new { preferredScenario = $"Chez {Person}" }));
        var copy = new FeedCopy();
        await copy.FollowAsync(reader);

        Assert.Equal(0, await new RootCommand { EraseCommand.Build() }
            .Parse(["erase", "--contact", Person, $"--ConnectionStrings:Incubateurs=Data Source={here.File}"]).InvokeAsync());
        await copy.FollowAsync(reader);

        await copy.AssertEqualsAsync(reader);
        Assert.DoesNotContain(
            Person, await (await reader.GetAsync("/v1/changes?limit=200&after=" + (copy.Seq - 150))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_by_page_and_by_stream_survive_a_server_that_is_killed_and_restarted()
    {
        using var here = new Installation();
        var key = await here.KeyAsync();
        var (byPage, byStream) = (new FeedCopy(), new FeedCopy());
        for (var round = 0; round < 3; round++)
        {
            await using var server = here.Serve();
            using var client = await server.ServingAsync();
            using var agent = new HttpClient { BaseAddress = client.BaseAddress };
            agent.DefaultRequestHeaders.Authorization = new("Bearer", key);
#pragma warning disable CA2025 // They end with the server, before the clients go.
            var reading = Task.WhenAll(FollowAsync(byPage, client), StreamAsync(byStream, client));
#pragma warning restore CA2025
            var writing = Enumerable.Range(round * 100, Writers)
                .Select(seed => Task.Run(() => WriteAsync(new RandomWriter(agent, client, seed)))).ToList();
            var import = here.RunAsync("import", here.Checkout($"lot{round}", 40, 400), "--max-withdrawn", "100");

            await Task.Delay(TimeSpan.FromSeconds(3));
            _ = await server.KillAsync();
            await Task.WhenAll([reading, .. writing, import]);
            here.AssertSound();
        }

        await using var last = here.Serve();
        using var reader = await last.ServingAsync();
        await byPage.FollowAsync(reader);
        await byPage.AssertEqualsAsync(reader);
        await using (var stream = await EventReader.OpenAsync(reader, "/v1/changes/stream", $"{byStream.Seq}"))
            while (byStream.Seq < byPage.Seq)
                byStream.Take((await stream.NextAsync())!.Value);
        await byStream.AssertEqualsAsync(reader);
        Assert.InRange(byPage.Seq, 200, long.MaxValue);
    }

    // Until the server goes away.
    private static async Task FollowAsync(FeedCopy copy, HttpClient client)
    {
        try
        {
            while (true)
            {
                await copy.FollowAsync(client);
                await Task.Delay(10);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
        }
    }

    private static async Task StreamAsync(FeedCopy copy, HttpClient client)
    {
        try
        {
            await using var stream = await EventReader.OpenAsync(client, "/v1/changes/stream", $"{copy.Seq}");
            while (await stream.NextAsync() is { } item)
                copy.Take(item);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
        }
    }

    private static async Task WriteAsync(RandomWriter writer)
    {
        try
        {
            await writer.WriteAsync(10_000);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
        }
    }
}
