using System.Net;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Candidacies;

/// <summary>What the public register says of one administration, and how a test waits for what is made of it.</summary>
internal static class RegisterScene
{
    public const string Known = """
        { "results": [ { "siren": "130025265", "etat_administratif": "A", "nom_complet": "UNE ADMINISTRATION",
            "matching_etablissements": [ { "siret": "13002526500013", "etat_administratif": "A", "commune": "75107" } ],
            "complements": { "est_administration": true, "est_service_public": true, "est_association": false, "liste_idcc": [] } } ],
          "total_results": 1, "page": 1, "per_page": 10, "total_pages": 1 }
        """;

    public const string Absent = """{ "results": [], "total_results": 0 }""";

    public static readonly string Closed = Known.Replace(
        "\"siret\": \"13002526500013\", \"etat_administratif\": \"A\"",
        "\"siret\": \"13002526500013\", \"etat_administratif\": \"F\"",
        StringComparison.Ordinal);

    public static async Task<(string HandOver, string Candidacy)> RetainedAsync(HttpClient agent)
    {
        var handOver = await agent.HandOverAsync();
        var (id, _) = await agent.CandidacyAsync(handOver);
        Assert.Equal(HttpStatusCode.OK, (await agent.RetainAsync(handOver, id)).StatusCode);
        return (handOver, id);
    }

    public static async Task<JsonElement> ControlsAsync(HttpClient agent, string candidacy) =>
        await Given.JsonAsync(await agent.GetAsync($"/v1/candidacies/{candidacy}/controls"));

    public static async Task<JsonElement> ControlAsync(TestApi api, HttpClient agent, string candidacy)
    {
        for (var i = 0; i < 300; i++)
        {
            var controls = await ControlsAsync(agent, candidacy);
            if (controls.GetProperty("total").GetInt32() > 0)
                return Assert.Single(controls.GetProperty("items").EnumerateArray());
            await WaitAsync(api, TimeSpan.FromSeconds(1));
        }

        throw new TimeoutException("No control was recorded.");
    }

    private const int MostMoments = 1000;

    // The clock of the test stands still; the register and the queue are on threads of their own.
    public static async Task WaitAsync(TestApi api, TimeSpan time, Func<bool>? until = null)
    {
        var steps = (int)Math.Min(time.TotalSeconds, 150);
        for (var i = 0; i < steps && until?.Invoke() != true; i++)
        {
            api.Time.Advance(time / steps);
            await Task.Delay(steps == 1 ? 20 : 10);
        }

        // The clock of the test has come far enough; a busy machine may still need a moment.
        for (var i = 0; i < MostMoments && until?.Invoke() == false; i++)
            await Task.Delay(10);
    }

    public static Task<long> PendingAsync(TestApi api) => CountAsync(api, "SELECT count(*) FROM pending_controls");

    public static Task<long> AttemptsAsync(TestApi api) => CountAsync(api, "SELECT coalesce(sum(attempts), 0) FROM pending_controls");

    public static Task<long> CountAsync(TestApi api, string sql) =>
        api.Services.GetRequiredService<Database>().ReadAsync(tx => tx.ScalarAsync<long>(sql), CancellationToken.None);
}
