using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Incubateurs.Candidacies;
using Incubateurs.Startups;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.HandOvers;

/// <summary>The tables of docs/HANDOVER.md, cell by cell: what each state allows, and with which code it refuses the rest.</summary>
public sealed class HandOverTableTests
{
    private static readonly Dictionary<string, (string Operation, Func<Case, Task<HttpResponseMessage>> Send)> Actions = new()
    {
        ["apply"] = ("AddCandidacy", given => given.ApplyAsync(Given.FourthSiret)),
        ["apply again with the same SIRET"] = ("AddCandidacy", given => given.ApplyAsync(Given.Siret)),
        ["change model, scenarios, reason"] = ("EditHandOver", given => given.PatchAsync(new { model = "merge", reason = "x" })),
        ["retain a candidate"] = ("RetainHost", given => given.RetainAsync(given.Other)),
        ["name a host"] = ("RetainHost", given => given.PutAsync("host", new { administrationId = Given.Siret })),
        ["add a secondment"] = (
            "AddSecondment", given => given.PostAsync("secondments", new { function = "dev", from = "2026-01-01", fullTimeShare = 1 })),
        ["set an adaptation"] = ("SetAdaptation", given => given.PutAsync("adaptations/procurement", new { status = "done" })),
        ["set the cost"] = ("SetCost", given => given.PutAsync("cost", new { incubationPerYear = 2, marginalPerYear = 1 })),
        ["complete"] = (
            "CompleteHandOver", given => given.PostAsync("completion", new { effectiveOn = "2026-08-20", justification = "x" })),
        ["cancel"] = ("CancelHandOver", given => given.PostAsync("cancellation", new { reason = "x" })),
        ["follow up"] = (
            "AddFollowUp",
            given => given.PostAsync("follow-ups", new { observedOn = "2026-08-20", signals = new { }, outcome = "inService" })),
        ["open another one of the startup"] = (
            "OpenHandOver", given => given.Agent.PostAsJsonAsync($"/v1/startups/{given.Startup}/hand-overs", new { model = "merge" })),
        ["read it"] = ("ReadCandidacy", given => given.Agent.GetAsync($"/v1/candidacies/{given.Candidacy}")),
        ["correct its contact"] = ("CorrectContact", given => given.CorrectAsync()),
        ["withdraw it"] = ("WithdrawCandidacy", given => given.Agent.DeleteAsync($"/v1/candidacies/{given.Candidacy}")),
        ["withdraw the retained one"] = ("WithdrawCandidacy", given => given.Agent.DeleteAsync($"/v1/candidacies/{given.Candidacy}")),
        ["give it a new secret"] = ("RenewSecret", given => given.Agent.PostAsync($"/v1/candidacies/{given.Candidacy}/secret", null)),
        ["retain it"] = ("RetainHost", given => given.RetainAsync(given.Candidacy)),
        ["control it"] = ("AddControl", given => given.ControlAsync("confirmed")),
        ["control the retained one"] = ("AddControl", given => given.ControlAsync("confirmed")),
        ["its SIRET applies again"] = ("AddCandidacy", given => given.ApplyAsync(Given.Siret)),
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_state_allows_or_refuses_as_the_table_says(string action, string state, string cell)
    {
        await using var api = new TestApi();
        var given = await Case.InAsync(api, state);

        var response = await Actions[action].Send(given);

        if (int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            Assert.True(
                (int)response.StatusCode == status,
                $"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        else
            _ = await Given.RefusedAsync(response, HttpStatusCode.Conflict, cell);
    }

    [Fact]
    public async Task Every_write_of_hand_overs_and_candidacies_and_every_state_is_in_a_table()
    {
        await using var api = new TestApi();
        var contract = await ContractOf.ServedAsync(api);
        var writes = contract.Operations.Where(operation => operation.Method != "get"
            && operation.Description.GetProperty("tags")[0].GetString() is "Hand-overs" or "Candidacies");

        Assert.Equal(
            writes.Select(operation => operation.Id).Order(StringComparer.Ordinal),
            Actions.Values.Select(action => action.Operation).Distinct().Where(id => id != "ReadCandidacy").Order(StringComparer.Ordinal));
        var cells = Cells().Select(cell => cell.Data).ToList();
        Assert.Equal(Actions.Keys.Order(StringComparer.Ordinal), cells.Select(cell => cell.Item1).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<HandOverStatus>().Select(state => state.Code())
                .Concat(Enum.GetValues<CandidacyStatus>().Select(state => state.Code())).Order(StringComparer.Ordinal),
            cells.Select(cell => cell.Item2).Distinct().Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string, string> Cells()
    {
        var data = new TheoryData<string, string, string>();
        string[] states = [];
        foreach (var row in File.ReadLines(Path.Combine(Repository.Root, "docs", "HANDOVER.md")).Select(Split))
            if (row is [] || (row[0] != "action" && states.Length == 0))
                states = [];
            else if (row[0] == "action")
                states = row;
            else if (!row[0].StartsWith('-'))
                for (var i = 1; i < row.Length; i++)
                    data.Add(row[0], states[i], row[i]);
        return data;

        static string[] Split(string line) =>
            line.StartsWith('|') ? [.. line.Trim('|').Split('|').Select(cell => cell.Trim(' ', '`'))] : [];
    }

    /// <summary>A hand-over with two candidacies, of which one is looked at.</summary>
    private sealed record Case(
        HttpClient Agent, HttpClient Stranger, HttpClient Candidate, string Startup, string HandOver, string Candidacy, string Other)
    {
        public static async Task<Case> InAsync(TestApi api, string state)
        {
            var agent = await api.AgentAsync();
            var startup = await agent.StartupAsync();
            var id = (
                await Given.JsonAsync(
                    await agent.PostAsJsonAsync($"/v1/startups/{startup}/hand-overs", new { model = "itDepartment" }),
                    HttpStatusCode.Created))
                .GetProperty("id").GetString()!;
            var (candidacy, secret) = await agent.CandidacyAsync(id);
            var (other, _) = await agent.CandidacyAsync(id, Given.OtherSiret);
            var given = new Case(agent, api.CreateClient(), api.Candidate(secret), startup, id, candidacy, other);
            if (state is "hostRetained" or "retained" or "completed" or "refused" or "cancelled")
                await DoneAsync(given.RetainAsync(candidacy));
            if (state == "notRetained")
                await DoneAsync(given.RetainAsync(other));
            if (state == "refused")
                await DoneAsync(given.ControlAsync("notConfirmed"));
            if (state == "withdrawn")
                await DoneAsync(agent.DeleteAsync($"/v1/candidacies/{candidacy}"));
            if (state is "completed" or "cancelled")
                await DoneAsync(Actions[state == "completed" ? "complete" : "cancel"].Send(given));
            return given;
        }

        public Task<HttpResponseMessage> PostAsync(string step, object body) =>
            Agent.PostAsJsonAsync($"/v1/hand-overs/{HandOver}/{step}", body);

        public Task<HttpResponseMessage> PutAsync(string step, object body) =>
            Agent.ChangeAsync(HttpMethod.Put, $"/v1/hand-overs/{HandOver}/{step}", body);

        public Task<HttpResponseMessage> RetainAsync(string candidacy) => PutAsync("host", new { candidacyId = candidacy });

        public Task<HttpResponseMessage> CorrectAsync() => Candidate.MergeAsync($"/v1/candidacies/{Candidacy}", new { contact = "a@b.example" });

        public Task<HttpResponseMessage> ControlAsync(string verdict) =>
            Agent.PostAsJsonAsync($"/v1/candidacies/{Candidacy}/controls", new { verdict });

        public Task<HttpResponseMessage> ApplyAsync(string siret) =>
            Stranger.PostAsJsonAsync($"/v1/hand-overs/{HandOver}/candidacies", new { siret, swornStatement = true });

        public Task<HttpResponseMessage> PatchAsync(object patch)
        {
            var request = new HttpRequestMessage(HttpMethod.Patch, $"/v1/hand-overs/{HandOver}")
            {
                Content = JsonContent.Create(patch, new MediaTypeHeaderValue("application/merge-patch+json")),
            };
            request.Headers.TryAddWithoutValidation("If-Match", "*");
            return Agent.SendAsync(request);
        }

        private static async Task DoneAsync(Task<HttpResponseMessage> step)
        {
            var response = await step;
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
