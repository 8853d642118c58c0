using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Incubateurs.Access;
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
        for (var next = "/v1/accesses?resource=/v1/startups/a&to=2026-08-20T10:03:00Z&limit=2"; next is not null;)
        {
            var page = await Given.JsonAsync(await one.GetAsync(next));
            Assert.Equal(3, page.GetProperty("total").GetInt32());
            pages.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var following) ? following.GetString() : null;
        }

        Assert.Equal([7L, 5, 3], pages.Select(row => row.GetProperty("id").GetInt64()));
        Assert.Equal(4, (await ItemsAsync(one, "?agent=dominique@poste.example")).Count);
        Assert.Equal(2, (await ItemsAsync(one, "?resource=/v1/startups/a&from=2026-08-20T10:01:00Z")).Count);

        // The anonymous wait until the day is over.
        Assert.Empty(await ItemsAsync(api.CreateClient(), ""));
        api.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(4, (await ItemsAsync(api.CreateClient(), $"?administration={Given.ThirdSiret}")).Count);
        Assert.Equal(3, (await ItemsAsync(api.CreateClient(), "?resource=/v1/startups/a")).Count);
    }

    [Fact]
    public async Task The_anonymous_see_days_that_are_over_without_times_persons_or_a_total()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.GetAsync("/v1/startups");
        await UntilAsync(async () => await CountAsync(api) == 2);

        Assert.Equal(0, (await TestApi.JsonAsync(await api.GetAsync("/v1/accesses/seal"))).GetProperty("rows").GetInt32());
        api.Time.Advance(TimeSpan.FromDays(1));
        var page = await TestApi.JsonAsync(await api.GetAsync("/v1/accesses"));

        Assert.False(page.TryGetProperty("total", out _));
        Assert.Equal(2, page.GetProperty("items").GetArrayLength());
        Assert.All(page.GetProperty("items").EnumerateArray(), row =>
        {
            Assert.Equal("2026-08-20", row.GetProperty("day").GetString());
            Assert.DoesNotContain(row.EnumerateObject(), member => member.Name is "at" or "agent" or "requestId");
        });

        // Ever shorter periods tell no minute.
        foreach (var (period, count) in ((string, int)[])
            [
                ("?from=2026-08-20T15:00:00Z", 2), ("?to=2026-08-20T03:00:00Z", 2), ("?to=2026-08-19T22:00:00Z", 0),
                ("?from=2026-08-20T22:00:00Z", 0), ("?from=9999-12-31T23:59:59Z", 0), ("?to=9999-12-31T23:59:59Z", 2),
                ("?from=0001-01-01T00:00:00Z&to=0001-01-01T00:00:00Z", 0),
            ])
            Assert.Equal((period, count), (period, (await ItemsAsync(api.CreateClient(), period)).Count));
    }

    [Fact]
    public async Task A_read_is_in_the_file_without_anybody_asking_for_the_log()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        _ = await agent.GetAsync("/v1/me");

        await UntilAsync(async () => await CountAsync(api) == 2);
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
