using System.Net.Http.Json;
using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Exchange.Embedded;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Access;

/// <summary>What is in the log beside the requests of agents.</summary>
public sealed class AccessEventTests
{
    [Fact]
    public async Task What_is_done_to_the_service_itself_and_what_is_refused_are_rows_too()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var key = ApiKey.New();
        _ = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.AddKeyAsync(key, "b@c.fr", Given.Siret, Given.Siret, expiresOn: null);
                return await tx.RevokeKeyAsync(key.Prefix);
            },
            CancellationToken.None);
        for (var i = 0; i < 130; i++)
            Assert.Equal(401, (int)(await api.GetAsync("/v1/startups/un-texte-quelconque", ("Authorization", $"Bearer {key.Text}"))).StatusCode);
        await Task.Delay(500);

        var rows = (await Given.JsonAsync(await agent.GetAsync("/v1/accesses?limit=200"))).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(100, rows.Count(row => row.GetProperty("status").GetInt32() == 401));
        Assert.All(rows.Where(row => row.GetProperty("status").GetInt32() == 401), row =>
        {
            Assert.Equal("", row.GetProperty("resource").GetString());
            Assert.DoesNotContain(row.EnumerateObject(), member => member.Name is "agent" or "administration");
        });
        Assert.Equal($"inc_{key.Prefix}", Single(rows, "keys revoke").GetProperty("resource").GetString());
        Assert.Equal([$"revoked {key.Prefix}"], Covers(Single(rows, "keys revoke")));
        Assert.Equal(2, rows.Count(row => row.GetProperty("route").GetString() == "keys create"));
        var found = await api.Services.GetRequiredService<Database>().ReadAsync(tx => tx.CheckAccessesAsync(), CancellationToken.None);
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task A_candidate_that_withdraws_is_in_the_log_and_nobody_is_named()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var handOver = await agent.HandOverAsync();
        var made = await Given.JsonAsync(
            await api.CreateClient().PostAsJsonAsync($"/v1/hand-overs/{handOver}/candidacies", new { siret = Given.Siret, swornStatement = true }),
            System.Net.HttpStatusCode.Created);
        var id = made.GetProperty("id").GetString();

        var left = await api.SendAsync(
            HttpMethod.Delete, $"/v1/candidacies/{id}", ("Authorization", $"Candidacy {made.GetProperty("followUpSecret").GetString()}"));

        Assert.Equal(204, (int)left.StatusCode);
        var row = (await Given.JsonAsync(await agent.GetAsync($"/v1/accesses?resource=/v1/candidacies/{id}"))).GetProperty("items")[0];
        Assert.Equal(("DELETE", 204), (row.GetProperty("method").GetString(), row.GetProperty("status").GetInt32()));
        Assert.DoesNotContain(row.EnumerateObject(), member => member.Name is "agent" or "administration");
    }

    [Fact]
    public async Task A_change_that_was_slipped_in_is_found_where_no_agent_has_ever_written()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        var database = api.Services.GetRequiredService<Database>();

        _ = await database.WriteAsync(
            new("camille@dinum.example", Given.Siret),
            tx => tx.AppendAsync(Areas.Portfolio, "startup.registered", Kinds.Startup, "faux", new { }),
            CancellationToken.None);

        var found = await database.ReadAsync(tx => tx.CheckAccessesAsync(), CancellationToken.None);
        Assert.EndsWith("is an agent's, and no row of the access log knows it.", Assert.Single(found.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trials_on_the_specimen_are_vouched_for_until_it_is_set_back_and_an_administration_of_one_may_be_named_in_earnest()
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        for (var patience = 0; patience < 500 && !(await api.GetAsync("/v1/startups/exemple")).IsSuccessStatusCode; patience++)
            await Task.Delay(20);
        using var agent = await api.AgentAsync("camille@poste.example", Given.ThirdSiret);
        var database = api.Services.GetRequiredService<Database>();
        var retained = await agent.ChangeAsync(
            HttpMethod.Put, $"/v1/hand-overs/{SpecimenRecords.HandOverId}/host", new { candidacyId = SpecimenRecords.CandidacyId });
        _ = await Given.JsonAsync(retained);
        _ = await Given.JsonAsync(await agent.MergeAsync("/v1/startups/exemple", new { pitch = "Un essai." }));
        Assert.Empty((await database.ReadAsync(tx => tx.CheckAccessesAsync(), CancellationToken.None)).Faults);

        // One that a trial made is named in earnest, and then the trial is forgotten.
        using var other = await api.AgentAsync("claude@dinum.example");
        Assert.Empty((await database.ReadAsync(tx => tx.CheckAccessesAsync(), CancellationToken.None)).Faults);
        api.Time.Advance(TimeSpan.FromDays(1));
        _ = await Specimen.SetBackAsync(database, CancellationToken.None);
        Assert.Empty((await database.ReadAsync(tx => tx.CheckAccessesAsync(), CancellationToken.None)).Faults);
    }

    private static JsonElement Single(List<JsonElement> rows, string route) => rows.Single(row => row.GetProperty("route").GetString() == route);

    private static List<string?> Covers(JsonElement row) => [.. row.GetProperty("covers").EnumerateArray().Select(line => line.GetString())];
}
