using System.Net;
using System.Net.Http.Json;
using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Webhooks;

/// <summary>What signs is shown once and nowhere else: not in an answer, not in a log, not by a verb.</summary>
public sealed class WebhookSecrecyTests
{
    [Fact]
    public async Task A_secret_is_in_no_answer_no_log_and_no_verb()
    {
        await using var receiver = await Receiver.OpenAsync();
        receiver.Answer = (_, _) => Task.FromResult(receiver.Messages.Count == 0 ? 200 : 410);
        using var here = new Installation();
        var key = await here.KeyAsync();
        List<string> answers = [];
        List<string> secrets = [];
        string log;
        await using (var server = here.Serve("--Webhooks:AllowPrivate=true", "--Logging:LogLevel:Default=Trace"))
        {
            using var agent = await server.ServingAsync();
            agent.DefaultRequestHeaders.Authorization = new("Bearer", key);
            var (id, first) = await agent.WebhookAsync(new { url = receiver.Address + "?jeton=tres-secret" });
            var rotated = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/secret", null), HttpStatusCode.Created);
            secrets = [first["whsec_".Length..], rotated.GetProperty("secret").GetString()!["whsec_".Length..]];
            _ = await agent.StartupAsync("Une");
            _ = await agent.StartupAsync("Autre");
            _ = await agent.AttemptsAsync(id, 2);
            answers.Add(await (await agent.PostAsync($"/v1/webhooks/{id}/test", null)).Content.ReadAsStringAsync());
            answers.Add(await (await agent.MergeAsync($"/v1/webhooks/{id}", new { enabled = true })).Content.ReadAsStringAsync());
            foreach (var address in (string[])
                ["/v1/webhooks", $"/v1/webhooks/{id}", $"/v1/webhooks/{id}/attempts", "/v1/accesses?limit=200", "/v1/changes", "/v1/changes.atom", "/status"])
                answers.Add(await agent.GetStringAsync(address));
            server.Signal("TERM");
            Assert.Equal(0, await server.ExitAsync());
            log = server.Output;
        }

        var check = await here.RunAsync("check");
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("is disabled (Gone)", log, StringComparison.Ordinal);
        Assert.All(secrets, secret =>
        {
            Assert.DoesNotContain(secret, string.Concat(answers), StringComparison.Ordinal);
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, check.Output, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("tres-secret", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_made_it_is_in_no_file_once_that_agent_is_erased()
    {
        const string Email = "quelquun@laposte.example";
        using var here = new Installation();
        await using (var api = new TestApi(("ConnectionStrings:Incubateurs", $"Data Source={here.File}")))
        {
            using var agent = await api.AgentAsync(Email, Given.OtherSiret);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/webhooks")
            {
                Content = JsonContent.Create(new { url = "https://partenaire.incubateurs.invalid/" }),
            };
            request.Headers.Add("Idempotency-Key", "une");
            _ = await Given.JsonAsync(await agent.SendAsync(request), HttpStatusCode.Created);
        }

        Assert.Equal(0, (await here.RunAsync("erase", "--agent", Email)).ExitCode);

        Assert.Equal(1, here.Count("webhooks"));
        Assert.DoesNotContain(Email, await File.ReadAllTextAsync(here.File, System.Text.Encoding.Latin1), StringComparison.Ordinal);
    }
}
