using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Commands;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Incubateurs.Tests.Access;

/// <summary>
/// The audit that agents accept for their trust: all they ask is there, can be asked for, and cannot be altered unnoticed.
/// </summary>
public sealed class AuditTests
{
    [Fact]
    public async Task What_is_refused_to_an_agent_is_recorded_too()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        await EmbeddedAsync(api);
        using var agent = await api.AgentAsync();
        var etag = (await agent.GetAsync("/v1/startups/exemple")).Headers.ETag!.ToString();
        using var conditional = new HttpRequestMessage(HttpMethod.Get, "/v1/startups/exemple");
        Assert.True(conditional.Headers.TryAddWithoutValidation("If-None-Match", etag));
        using var blind = new HttpRequestMessage(HttpMethod.Patch, "/v1/startups/exemple") { Content = new StringContent("{}", Encoding.UTF8, "application/merge-patch+json") };

        HttpResponseMessage[] answers =
        [
            await agent.SendAsync(conditional),
            await agent.GetAsync("/v1/startups?colour=red"),
            await agent.GetAsync("/v1/startups/absente"),
            await agent.GetAsync("/nowhere"),
            await agent.DeleteAsync("/v1/startups/exemple"),
            await agent.PostAsJsonAsync("/v1/startups", new { name = "x", pitch = "p", id = "exemple" }),
            await agent.MergeAsync("/v1/startups/exemple", new { pitch = "p" }, "\"999\""),
            await agent.PostAsync(new Uri("/v1/startups", UriKind.Relative), new StringContent("x", Encoding.UTF8, "text/plain")),
            await agent.SendAsync(blind),
        ];

        var rows = await ItemsAsync(agent, $"?limit={answers.Length}");
        Assert.Equal([304, 400, 404, 404, 405, 409, 412, 415, 428], answers.Select(answer => (int)answer.StatusCode));
        Assert.Equal(answers.Select(answer => (int)answer.StatusCode), rows.Reverse().Select(row => row.GetProperty("status").GetInt32()));
        Assert.Equal(
            answers.Select(answer => answer.Headers.GetValues("Request-Id").Single()),
            rows.Reverse().Select(row => row.GetProperty("requestId").GetString()));
        Assert.Equal(("PATCH", "/v1/startups/{id}", "/v1/startups/exemple"), Asked(rows[2]));
        Assert.Equal(("POST", "/v1/startups", "/v1/startups"), Asked(rows[3]));
    }

    [Fact]
    public async Task Accesses_are_filtered_and_paged_for_agents_and_by_administration_and_resource_for_anyone()
    {
        await using var api = new TestApi();
        using var one = await api.AgentAsync("camille@dinum.example");
        using var other = await api.AgentAsync("dominique@poste.example", Given.ThirdSiret);
        for (var i = 0; i < 3; i++)
        {
            _ = await one.GetAsync("/v1/startups/a");
            _ = await other.GetAsync("/v1/startups/b");
            api.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var pages = new List<JsonElement>();
        for (var next = "/v1/accesses?to=2026-08-20T10:03:00Z&limit=4"; next is not null;)
        {
            var page = await Given.JsonAsync(await one.GetAsync(next));
            Assert.Equal(6, page.GetProperty("total").GetInt32());
            pages.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var following) ? following.GetString() : null;
        }

        Assert.Equal([6L, 5, 4, 3, 2, 1], pages.Select(row => row.GetProperty("id").GetInt64()));
        Assert.Equal(3, (await ItemsAsync(one, "?agent=dominique@poste.example")).Count);
        Assert.Equal(2, (await ItemsAsync(one, "?resource=/v1/startups/a&from=2026-08-20T10:01:00Z")).Count);
        Assert.Equal(3, (await ItemsAsync(api.CreateClient(), $"?administration={Given.ThirdSiret}")).Count);
        Assert.Equal(3, (await ItemsAsync(api.CreateClient(), "?resource=/v1/startups/a")).Count);
        Assert.All(
            await ItemsAsync(api.CreateClient(), ""),
            row => Assert.False(row.TryGetProperty("agent", out _) || row.TryGetProperty("requestId", out _)));
    }

    [Fact]
    public async Task A_read_is_in_the_file_without_anybody_asking_for_the_log()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        _ = await agent.GetAsync("/v1/me");

        await UntilAsync(async () => await CountAsync(api) == 1);
    }

    [Fact]
    public async Task What_was_kept_long_enough_goes_by_itself_and_the_chain_holds_on()
    {
        await using var api = new TestApi(("Accesses:RetentionDays", "30"));
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 3; i++)
            _ = await agent.GetAsync("/v1/me");
        var cut = (await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString();

        api.Time.Advance(TimeSpan.FromDays(31));
        await UntilAsync(async () => await CountAsync(api) == 0);
        _ = await agent.GetAsync("/v1/me");

        var seal = await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"));
        Assert.Equal(
            (true, 1, 4L),
            (seal.GetProperty("valid").GetBoolean(), seal.GetProperty("count").GetInt32(), seal.GetProperty("firstKept").GetInt64()));
        Assert.True(
            (await api.Services.GetRequiredService<Database>().ReadAsync(tx => tx.VerifyAccessesAsync(cut), CancellationToken.None)).Known);
    }

    [Theory]
    [InlineData("at = replace(at, '-', '/')")]
    [InlineData("at = 'some day'")]
    [InlineData("request_id = ''")]
    [InlineData("status = status + 4294967296")]
    [InlineData("method = lower(method)")]
    public async Task A_row_is_compared_as_it_stands_and_the_log_can_still_be_read(string change)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 3; i++)
            _ = await agent.GetAsync("/v1/me");
        _ = await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"));

        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System, tx => tx.ExecuteAsync($"UPDATE accesses SET {change} WHERE id = 2"), CancellationToken.None);

        Assert.Equal(2, (await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"))).GetProperty("firstAltered").GetInt64());
        Assert.Equal(4, (await ItemsAsync(agent, "")).Count + 1);
    }

    [Fact]
    public async Task One_byte_altered_in_the_file_itself_is_found_and_check_says_so()
    {
        using var database = new TestDatabase();
        var file = database.Connection["Data Source=".Length..];
        await AppendAsync(database, "/v1/startups/first", "/v1/startups/second", "/v1/startups/third");
        var (seal, _) = await database.ReadAsync(tx => tx.VerifyAccessesAsync());
        Assert.True(await database.Database.WipeLogAsync(CancellationToken.None));

        Assert.Equal(0, await CheckAsync(database, "--head", seal.Head));
        Assert.Equal(1, await CheckAsync(database, "--head", seal.Head[1..] + "0"));
        var bytes = await File.ReadAllBytesAsync(file);
        // The row itself, where method, route and resource lie side by side; the index has the resource once more.
        bytes[bytes.AsSpan().IndexOf("GET/v1/startups/{id}/v1/startups/second"u8) + 30] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        using var altered = database.Open();
        Assert.Equal(2, (await altered.ReadAsync(tx => tx.VerifyAccessesAsync(), CancellationToken.None)).Seal.FirstAltered);
        Assert.Equal(1, await CheckAsync(database));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("a month")]
    public void A_retention_that_cannot_be_meant_ends_the_start(string days)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Accesses:RetentionDays"] = days }).Build();

        Assert.Contains(
            "Accesses:RetentionDays",
            Assert.Throws<OptionsValidationException>(() => AccessSettings.Of(configuration)).Message,
            StringComparison.Ordinal);
    }

    private static async Task EmbeddedAsync(TestApi api) =>
        await UntilAsync(async () => (await api.GetAsync("/v1/startups/exemple")).StatusCode == HttpStatusCode.OK);

    private static Task<int> AppendAsync(TestDatabase database, params string[] resources) => database.Database.WriteAsync(
        Actor.System,
        async tx =>
        {
            await tx.AppendAccessesAsync(
                [.. resources.Select(path => new AccessEntry(tx.Now, "a@b.fr", "dinum", "GET", "/v1/startups/{id}", path, 200, "r"))]);
            return 0;
        },
        CancellationToken.None);

    private static Task<int> CheckAsync(TestDatabase database, params string[] options) =>
        new RootCommand { CheckCommand.Build() }
            .Parse(["check", .. options, $"--ConnectionStrings:Incubateurs={database.Connection}"]).InvokeAsync();

    private static Task<long> CountAsync(TestApi api) => api.Services.GetRequiredService<Database>().ReadAsync(
        tx => tx.ScalarAsync<long>("SELECT count(*) FROM accesses"), CancellationToken.None);

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient client, string query) =>
        [.. (await Given.JsonAsync(await client.GetAsync($"/v1/accesses{query}"))).GetProperty("items").EnumerateArray()];

    private static (string?, string?, string?) Asked(JsonElement row) =>
        (row.GetProperty("method").GetString(), row.GetProperty("route").GetString(), row.GetProperty("resource").GetString());

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var patience = 0; patience < 500 && !await holds(); patience++)
            await Task.Delay(20);
        Assert.True(await holds());
    }
}
