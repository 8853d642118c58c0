using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Incubateurs.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Webhooks;

/// <summary>Webhooks as agents make, read, change and delete them.</summary>
public sealed class WebhookTests
{
    private const string Url = "https://partenaire.incubateurs.invalid/recu";

    [Fact]
    public async Task Its_secret_is_shown_once_and_is_its_own()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var (id, secret) = await agent.WebhookAsync(new { url = Url });
        var (otherId, other) = await agent.WebhookAsync(new { url = Url });

        Assert.NotEqual(id, otherId);
        Assert.NotEqual(secret, other);
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", secret);
        foreach (var address in (string[])["/v1/webhooks", $"/v1/webhooks/{id}", $"/v1/webhooks/{id}/attempts"])
            Assert.DoesNotContain("whsec_", await agent.GetStringAsync(address), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_of_its_making_is_without_its_secret_and_makes_no_other()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        async Task<HttpResponseMessage> PostAsync(string address, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", address);
            return await agent.SendAsync(request);
        }

        var made = await Given.JsonAsync(await PostAsync("/v1/webhooks", new { url = Url }), HttpStatusCode.Created);
        var again = await Given.JsonAsync(await PostAsync("/v1/webhooks", new { url = Url }), HttpStatusCode.Created);
        var rotation = $"/v1/webhooks/{made.GetProperty("id").GetString()}/secret";
        var rotated = await Given.JsonAsync(await PostAsync(rotation, new { }), HttpStatusCode.Created);
        var rotatedAgain = await Given.JsonAsync(await PostAsync(rotation, new { }), HttpStatusCode.Created);

        Assert.Equal(made.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.True(made.TryGetProperty("secret", out _) && rotated.TryGetProperty("secret", out _));
        Assert.False(again.TryGetProperty("secret", out _) || rotatedAgain.TryGetProperty("secret", out _));
        Assert.Equal(1, (await Given.JsonAsync(await agent.GetAsync("/v1/webhooks"))).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Every_agent_reads_and_changes_them_and_nobody_else()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var other = await api.AgentAsync("dominique@laposte.example", Given.OtherSiret);
        var (id, _) = await agent.WebhookAsync(new { url = Url, types = new[] { "phase.added" } });

        var webhook = await other.WebhookOfAsync(id);

        Assert.Equal(Given.Siret, webhook.GetProperty("administration").GetProperty("id").GetString());
        Assert.DoesNotContain("camille", webhook.GetRawText(), StringComparison.Ordinal);
        Assert.True(webhook.GetProperty("enabled").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await other.DeleteAsync($"/v1/webhooks/{id}")).StatusCode);
        _ = await Given.RefusedAsync(await agent.GetAsync($"/v1/webhooks/{id}"), HttpStatusCode.NotFound, "not_found");
        foreach (var address in (string[])["/v1/webhooks", $"/v1/webhooks/{id}", $"/v1/webhooks/{id}/attempts"])
            _ = await Given.RefusedAsync(await api.GetAsync(address), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task The_address_of_the_next_page_keeps_its_query_and_the_page_behind_the_last_is_none()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        List<string> made = [];
        for (var i = 0; i < 5; i++)
            made.Add((await agent.WebhookAsync(new { url = Url })).Id);

        List<string> read = [];
        for (var next = "/v1/webhooks?limit=2"; next is not null;)
        {
            var page = await Given.JsonAsync(await agent.GetAsync(next));
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
            Assert.True(next?.Contains("limit=2", StringComparison.Ordinal) != false);
        }

        Assert.Equal(made, read);
    }

    [Theory]
    [InlineData("http://partenaire.incubateurs.invalid/", "url")]
    [InlineData("https://127.0.0.1/", "url")]
    [InlineData("https://[::1]/", "url")]
    [InlineData("https://169.254.169.254/latest/meta-data", "url")]
    [InlineData("https://0x7f.1/", "url")]
    [InlineData("https://moi:secret@partenaire.incubateurs.invalid/", "url")]
    [InlineData("ftp://partenaire.incubateurs.invalid/", "url")]
    [InlineData("partenaire", "url")]
    public async Task An_address_that_is_no_public_one_of_https_is_refused(string url, string path)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var problem = await Given.RefusedAsync(
            await agent.PostAsJsonAsync("/v1/webhooks", new { url }), HttpStatusCode.BadRequest, "invalid_request");

        Assert.True(problem.GetProperty("errors").TryGetProperty(path, out _));
    }

    [Fact]
    public async Task What_nobody_knows_is_refused_in_its_filters_all_at_once()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        using var agent = await api.AgentAsync();
        string[] no = ["rien"];

        var problem = await Given.RefusedAsync(
            await agent.PostAsJsonAsync("/v1/webhooks", new { url = Url, types = no, startups = no, phases = no, incubators = no }),
            HttpStatusCode.BadRequest,
            "invalid_request");
        var (id, _) = await agent.WebhookAsync(
            new { url = Url, types = (string[])["phase.added"], startups = (string[])["pix"], phases = (string[])["alumni"] });

        Assert.Equal(
            ["incubators", "phases", "startups", "types"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        Assert.Equal(
            ["abandon", "abandon-investigation"],
            (await agent.WebhookOfAsync(id)).GetProperty("phases").EnumerateArray().Select(phase => phase.GetString()!).Order());
    }

    [Fact]
    public async Task An_administration_has_at_most_fifty_and_another_one_as_many()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        using var other = await api.AgentAsync("dominique@laposte.example", Given.OtherSiret);
        for (var i = 0; i < 50; i++)
            _ = await agent.WebhookAsync(new { url = Url });

        _ = await Given.RefusedAsync(
            await agent.PostAsJsonAsync("/v1/webhooks", new { url = Url }), HttpStatusCode.Conflict, "too_many_webhooks");
        _ = await other.WebhookAsync(new { url = Url });
    }

    [Fact]
    public async Task Of_two_changes_at_once_one_is_told_that_it_is_late()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = Url });
        var read = await agent.GetAsync($"/v1/webhooks/{id}");
        var version = (await Given.JsonAsync(read)).GetProperty("version").GetInt32();

        var first = await Given.JsonAsync(
            await agent.MergeAsync($"/v1/webhooks/{id}", new { types = (string[])["phase.added"] }, $"\"{version}\""));
        var second = await agent.MergeAsync($"/v1/webhooks/{id}", new { enabled = false }, $"\"{version}\"");
        var third = await Given.JsonAsync(await agent.MergeAsync(
            $"/v1/webhooks/{id}", new { enabled = false }, $"\"{first.GetProperty("version").GetInt32()}\""));
        using var bare = new HttpRequestMessage(HttpMethod.Patch, $"/v1/webhooks/{id}")
        {
            Content = JsonContent.Create(new { enabled = true }),
        };

        Assert.Equal($"W/\"{version}\"", read.Headers.ETag!.ToString());
        _ = await Given.RefusedAsync(second, HttpStatusCode.PreconditionFailed, "stale_version");
        _ = await Given.RefusedAsync(await agent.SendAsync(bare), HttpStatusCode.PreconditionRequired, "if_match_required");
        Assert.False(third.GetProperty("enabled").GetBoolean());
        Assert.Equal("agent", third.GetProperty("disabled").GetProperty("reason").GetString());
        Assert.Equal("phase.added", third.GetProperty("types")[0].GetString());
    }

    [Fact]
    public async Task The_last_thousand_attempts_are_kept_for_a_month()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var (id, _) = await agent.WebhookAsync(new { url = Url });
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System,
            async tx =>
            {
                for (var i = 1; i <= 1_003; i++)
                    await tx.AddAttemptsAsync(id, new WebhookAttempt($"a{i}", AttemptKind.Item, tx.Now, 1, Delivered: true, i, 200));
                return 0;
            },
            CancellationToken.None);
        async Task<JsonElement> PageAsync() => await Given.JsonAsync(await agent.GetAsync($"/v1/webhooks/{id}/attempts?limit=1"));

        var page = await PageAsync();
        var second = await Given.JsonAsync(await agent.GetAsync(page.GetProperty("next").GetString()));
        Assert.Equal((1_000, "a1003"), (page.GetProperty("total").GetInt32(), page.GetProperty("items")[0].GetProperty("id").GetString()));
        Assert.Equal("a1002", second.GetProperty("items")[0].GetProperty("id").GetString());

        api.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal(1_000, (await PageAsync()).GetProperty("total").GetInt32());
        for (var patience = 0; patience < 500 && (await PageAsync()).GetProperty("total").GetInt32() > 0; patience++)
        {
            api.Time.Advance(TimeSpan.FromHours(6));
            await Task.Delay(20);
        }

        Assert.Empty((await PageAsync()).GetProperty("items").EnumerateArray());
        Assert.InRange(api.Time.GetUtcNow(), new DateTimeOffset(2026, 9, 19, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue);
    }

    [Fact]
    public async Task Their_making_is_a_row_of_the_access_log_as_every_access_is()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();

        var (id, _) = await agent.WebhookAsync(new { url = Url });
        _ = await agent.WebhookOfAsync(id);
        var rows = (await Given.JsonAsync(await agent.GetAsync("/v1/accesses"))).GetProperty("items").EnumerateArray()
            .Select(row => $"{row.GetProperty("method").GetString()} {row.GetProperty("resource").GetString()}").ToList();

        Assert.Contains("POST /v1/webhooks", rows);
        Assert.Contains($"GET /v1/webhooks/{id}", rows);
    }
}
