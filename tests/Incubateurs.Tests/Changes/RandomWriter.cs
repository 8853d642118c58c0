using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>
/// An agent, and strangers, who write at random: whatever the contract lets them, often refused, never answered 500. Several write at
/// once to the same few things.
/// </summary>
internal sealed class RandomWriter(HttpClient agent, HttpClient stranger, int seed)
{
    private static readonly string[] Phases =
        ["investigation", "construction", "acceleration", "consolidation", "opere", "transfere", "abandon-investigation", "abandon"];

    private static readonly string[] Sirets = [Given.Siret, Given.OtherSiret, Given.ThirdSiret];

    private readonly Random random = new(seed);

    /// <summary>How many of the writes were done.</summary>
    public int Done { get; private set; }

    public async Task WriteAsync(int writes)
    {
        for (var i = 0; i < writes; i++)
            await OnceAsync();
    }

    private async Task OnceAsync()
    {
        var startup = $"/v1/startups/{Uri.EscapeDataString(await AnyAsync("/v1/startups?limit=200&fields=name") ?? "rien")}";
        switch (random.Next(24))
        {
            case 0 or 1:
                await SendAsync(HttpMethod.Post, "/v1/startups", new
                {
                    name = $"Service {random.Next(10_000)}",
                    pitch = "Un texte.",
                    startedOn = Day(-2500, 0),
                    incubators = Some(await AnyAsync("/v1/incubators?limit=200")),
                    sponsors = Some(await AnyAsync("/v1/administrations?limit=200")),
                });
                break;
            case 2 or 3:
                await SendAsync(HttpMethod.Patch, startup, new
                {
                    pitch = $"Autre {random.Next()}",
                    contact = $"equipe{random.Next(9)}@exemple.gouv.fr",
                    sponsors = Some(await AnyAsync("/v1/administrations?limit=200")),
                });
                break;
            case 4:
                await SendAsync(HttpMethod.Patch, startup, new { name = $"Nom {random.Next(100)}" });
                break;
            case 5 or 6:
                await SendAsync(
                    HttpMethod.Post, $"{startup}/phases", new { phase = Any(Phases), startsOn = Day(-2000, 60), reason = "Ainsi." });
                break;
            case 7:
                if (await AnyAsync($"{startup}/phases") is { } phase)
                    await (random.Next(2) == 0
                        ? SendAsync(HttpMethod.Patch, $"{startup}/phases/{phase}", new { startsOn = Day(-2000, 60), reason = "Mal lu." })
                        : SendAsync(HttpMethod.Delete, $"{startup}/phases/{phase}?reason=non", null));
                break;
            case 8:
                await SendAsync(HttpMethod.Post, $"{startup}/committees", new { heldOn = Day(-300, 0), decision = "continue" });
                break;
            case 9:
                await SendAsync(HttpMethod.Post, $"{startup}/benefits", new { observedOn = Day(-300, 0), statement = "Plus vite." });
                break;
            case 10:
                var into = await AnyAsync("/v1/startups?limit=200&fields=name");
                await SendAsync(HttpMethod.Put, $"{startup}/withdrawal", random.Next(2) == 0
                    ? new { reason = "Deux fois." }
                    : new { reason = "La même.", mergedInto = into });
                break;
            case 11:
                if (await AnyAsync("/v1/startups?limit=200&fields=name&withdrawn=true") is { } gone)
                    await SendAsync(HttpMethod.Delete, $"/v1/startups/{Uri.EscapeDataString(gone)}/withdrawal", null);
                break;
            case 12:
                await SendAsync(HttpMethod.Post, "/v1/incubators", new { name = $"Incubateur {random.Next(100)}" });
                break;
            case 13:
                if (await AnyAsync("/v1/incubators?limit=200") is { } incubator)
                    await SendAsync(
                        HttpMethod.Patch, $"/v1/incubators/{Uri.EscapeDataString(incubator)}", new { name = $"Incubateur {random.Next(100)}" });
                break;
            case 14:
                await SendAsync(HttpMethod.Post, "/v1/administrations", new { name = $"Administration {random.Next(100)}" });
                break;
            case 15:
                var (one, other) = (await AnyAsync("/v1/administrations?limit=200"), await AnyAsync("/v1/administrations?limit=200"));
                if (one is not null)
                    await SendAsync(HttpMethod.Patch, $"/v1/administrations/{Uri.EscapeDataString(one)}", random.Next(2) == 0
                        ? new { name = $"Direction {random.Next(100)}", acronym = $"D{random.Next(9)}" }
                        : new { succeededBy = new[] { new { id = other, on = Day(-900, 0) } } });
                break;
            case 16:
                await SendAsync(HttpMethod.Post, $"{startup}/hand-overs", new { model = "itDepartment", reason = "Un hôte." });
                break;
            case 17:
                await StrangerAsync($"{startup}/reviews", new { rating = random.Next(1, 6), relation = "user" });
                await StrangerAsync($"{startup}/reports", new { reason = "other", message = "Quoi." });
                break;
            default:
                if (await AnyAsync("/v1/hand-overs?limit=200") is { } handOver)
                    await StepAsync($"/v1/hand-overs/{handOver}");
                break;
        }
    }

    private async Task StepAsync(string handOver)
    {
        switch (random.Next(12))
        {
            case 0 or 1:
                await StrangerAsync($"{handOver}/candidacies", new { siret = Any(Sirets), swornStatement = true });
                break;
            case 2 or 3:
                if (await AnyAsync($"{handOver}/candidacies") is { } candidacy)
                    await SendAsync(HttpMethod.Put, $"{handOver}/host", new { candidacyId = candidacy });
                break;
            case 4:
                if (await AnyAsync($"{handOver}/candidacies") is { } retained)
                    await (random.Next(2) == 0
                        ? SendAsync(HttpMethod.Post, $"/v1/candidacies/{retained}/controls", new { verdict = "notConfirmed" })
                        : SendAsync(HttpMethod.Delete, $"/v1/candidacies/{retained}", null));
                break;
            case 5:
                if (await AnyAsync("/v1/administrations?limit=200") is { } host)
                    await SendAsync(HttpMethod.Put, $"{handOver}/host", new { administrationId = host });
                break;
            case 6:
                await SendAsync(HttpMethod.Patch, handOver, new { preferredScenario = $"Scénario {random.Next(99)}", model = "merge" });
                break;
            case 7:
                await SendAsync(HttpMethod.Put, $"{handOver}/adaptations/domain-name", new { status = "done", note = $"{random.Next()}" });
                await SendAsync(HttpMethod.Put, $"{handOver}/cost", new { incubationPerYear = random.Next(1, 99), marginalPerYear = 1 });
                break;
            case 8:
                await SendAsync(
                    HttpMethod.Post, $"{handOver}/secondments", new { function = "dev", from = Day(-200, -100), fullTimeShare = 1 });
                break;
            case 9:
                await SendAsync(HttpMethod.Post, $"{handOver}/cancellation", new { reason = "Non." });
                break;
            case 10:
                await SendAsync(
                    HttpMethod.Post, $"{handOver}/follow-ups", new { observedOn = Day(0, 0), signals = new { }, outcome = "inService" });
                break;
            default:
                await SendAsync(
                    HttpMethod.Post, $"{handOver}/completion", new { effectiveOn = Day(0, random.Next(2) * 40), justification = "Soit." });
                break;
        }
    }

    private T Any<T>(IReadOnlyList<T> many) => many[random.Next(many.Count)];

    private static string[] Some(string? one) => one is null ? [] : [one];

    private string Day(int from, int to) =>
        new DateOnly(2026, 8, 20).AddDays(random.Next(from, to + 1)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private async Task<string?> AnyAsync(string list)
    {
        var response = await agent.GetAsync(list);
        if (response.StatusCode != HttpStatusCode.OK)
            return null;

        var ids = (await TestApi.JsonAsync(response)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)
            .ToList();
        return ids.Count == 0 ? null : Any(ids);
    }

    private Task StrangerAsync(string address, object body) => SendAsync(stranger, HttpMethod.Post, address, body);

    private Task SendAsync(HttpMethod method, string address, object? body) => SendAsync(agent, method, address, body);

    private async Task SendAsync(HttpClient client, HttpMethod method, string address, object? body)
    {
        using var request = new HttpRequestMessage(method, address)
        {
            Content = body is null
                ? null
                : JsonContent.Create(body, new MediaTypeHeaderValue(method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json")),
        };
        if (method != HttpMethod.Post)
            Assert.True(request.Headers.TryAddWithoutValidation("If-Match", "*"));
        using var response = await client.SendAsync(request);
        Assert.True((int)response.StatusCode < 500, $"{method} {address} {JsonSerializer.Serialize(body)}: {await response.Content.ReadAsStringAsync()}");
        if (response.IsSuccessStatusCode)
            Done++;
    }
}
