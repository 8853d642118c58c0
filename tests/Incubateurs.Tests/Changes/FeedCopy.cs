using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Changes;

/// <summary>
/// A partner's copy of the portfolio, kept by the items of the feed alone: a thing is what its last item said, and is no more where that
/// says nothing. Names in references are those of the things named.
/// </summary>
internal sealed class FeedCopy
{
    private static readonly string[] Moving = ["reputation", "candidacies", "findings"];

    private readonly SortedDictionary<(string Resource, string Id), JsonObject> things = [];
    private readonly HashSet<(string Resource, string Id)> unlisted = [];
    private readonly Dictionary<(string Resource, string Id), string> owners = [];

    /// <summary>The last item that it has seen.</summary>
    public long Seq { get; private set; }

    public string Next { get; private set; } = "/v1/changes?after=0&limit=200";

    /// <summary>Takes all that there is.</summary>
    public async Task FollowAsync(HttpClient client)
    {
        for (; ; )
        {
            var page = await Given.JsonAsync(await client.GetAsync(Next));
            Next = page.GetProperty("next").GetString()!;
            if (page.GetProperty("items").GetArrayLength() == 0)
                return;

            foreach (var item in page.GetProperty("items").EnumerateArray())
                Take(item);
        }
    }

    /// <summary>Takes one item. None is left out: their numbers have no gap.</summary>
    public void Take(JsonElement item)
    {
        Assert.Equal(Seq + 1, item.GetProperty("seq").GetInt64());
        Seq++;
        TakeAgain(item);
    }

    /// <summary>Takes an item that may have been seen before, as who is told at least once does.</summary>
    public void TakeAgain(JsonElement item)
    {
        var key = (item.GetProperty("resource").GetString()!, item.GetProperty("id").GetString()!);
        if (item.TryGetProperty("startup", out var startup))
            owners[key] = startup.GetString()!;
        if (item.TryGetProperty("data", out var data))
            things[key] = (JsonObject)JsonNode.Parse(data.GetRawText())!;
        else
            _ = things.Remove(key);
        var verb = item.GetProperty("type").GetString()!.Split('.')[1];
        if (key.Item1 is "incubator" or "administration")
            _ = verb == "withdrawn" ? unlisted.Add(key) : verb is "returned" or "removed" && unlisted.Remove(key);
    }

    /// <summary>All that the server answers to anybody is what the copy says, but for what moves with the day and what strangers write.</summary>
    public async Task AssertEqualsAsync(HttpClient client)
    {
        var living = Ids("startup", startup => startup["withdrawn"] is null);
        Assert.Equal(living, await IdsAsync(client, "/v1/startups?limit=200&fields=name"));
        Assert.Equal(
            Ids("startup", startup => startup["withdrawn"] is not null),
            await IdsAsync(client, "/v1/startups?limit=200&fields=name&withdrawn=true"));
        Assert.Equal(Ids("incubator"), await IdsAsync(client, "/v1/incubators?limit=200"));
        Assert.Equal(Ids("administration"), await IdsAsync(client, "/v1/administrations?limit=200"));
        Assert.Equal(
            Ids("handOver", handOver => living.Contains((string)handOver["startup"]!["id"]!)),
            await IdsAsync(client, "/v1/hand-overs?limit=200"));

        foreach (var ((resource, id), thing) in things)
            switch (resource)
            {
                case "startup":
                    // Of one that was merged its address tells where it went.
                    if (thing["withdrawn"] is JsonObject withdrawn && withdrawn.ContainsKey("mergedInto"))
                        break;
                    await AssertSameAsync(client, $"/v1/startups/{Uri.EscapeDataString(id)}", thing);
                    await AssertListAsync(client, id, "committee");
                    await AssertListAsync(client, id, "benefit");
                    break;
                case "handOver":
                    await AssertSameAsync(client, $"/v1/hand-overs/{id}", thing);
                    break;
                case "incubator" or "administration":
                    await AssertSameAsync(client, $"/v1/{resource}s/{Uri.EscapeDataString(id)}", thing);
                    break;
            }
    }

    private SortedSet<string> Ids(string resource, Func<JsonObject, bool>? where = null) =>
        new(things.Where(thing => thing.Key.Resource == resource && !unlisted.Contains(thing.Key) && where?.Invoke(thing.Value) != false)
            .Select(thing => thing.Key.Id), StringComparer.Ordinal);

    private async Task AssertSameAsync(HttpClient client, string address, JsonObject thing)
    {
        var shown = (JsonObject)JsonNode.Parse(await (await client.GetAsync(address)).Content.ReadAsStringAsync())!;
        var (answer, copy) = (Lasting(shown), Named(thing));
        Assert.Equal(
            [],
            answer.Concat(copy).Select(member => member.Key).Distinct().Where(name => !JsonNode.DeepEquals(answer[name], copy[name]))
                .Select(name => $"{address} {name}: {answer[name]?.ToJsonString()} is kept as {copy[name]?.ToJsonString()}"));
    }

    private async Task AssertListAsync(HttpClient client, string startup, string resource)
    {
        var list = await Given.JsonAsync(await client.GetAsync($"/v1/startups/{Uri.EscapeDataString(startup)}/{resource}s"));
        var own = things.Where(thing => thing.Key.Resource == resource && owners[thing.Key] == startup)
            .Select(thing => thing.Value.ToJsonString()).Order(StringComparer.Ordinal);
        Assert.Equal(
            own,
            list.GetProperty("items").EnumerateArray().Select(item => JsonNode.Parse(item.GetRawText())!.ToJsonString())
                .Order(StringComparer.Ordinal));
    }

    private static JsonObject Lasting(JsonObject shown)
    {
        foreach (var name in Moving)
            _ = shown.Remove(name);
        if (shown["incubation"] is JsonObject incubation)
            _ = incubation.Remove("days") | incubation.Remove("verdict");
        return shown;
    }

    private JsonObject Named(JsonObject thing)
    {
        var named = (JsonObject)thing.DeepClone();
        foreach (var reference in Many(named["incubators"]))
            Rename(reference, "incubator");
        foreach (var reference in Many(named["sponsors"]).Append(named["owner"] as JsonObject))
            Rename(reference, "administration", "acronym");

        // That of a hand-over has its numbers, too.
        if (named.ContainsKey("openedOn"))
            Rename(named["host"] as JsonObject, "administration", "acronym", "siret", "directoryId");
        else
            Rename(named["host"] as JsonObject, "administration", "acronym");
        foreach (var reference in Many(named["coHosts"]))
            Rename(reference, "administration");
        Rename(named["startup"] as JsonObject, "startup");
        return named;
    }

    private static IEnumerable<JsonObject?> Many(JsonNode? list) => (list as JsonArray ?? []).Select(one => one as JsonObject);

    private void Rename(JsonObject? reference, string resource, params string[] members)
    {
        if (reference is null || !things.TryGetValue((resource, (string)reference["id"]!), out var thing))
            return;

        reference["name"] = thing["name"]!.DeepClone();
        foreach (var member in (string[])["acronym", "siret", "directoryId"])
        {
            _ = reference.Remove(member);
            if (members.Contains(member) && thing[member] is { } told)
                reference[member] = told.DeepClone();
        }
    }

    private static async Task<SortedSet<string>> IdsAsync(HttpClient client, string address)
    {
        SortedSet<string> ids = new(StringComparer.Ordinal);
        for (string? next = address; next is not null;)
        {
            var page = await Given.JsonAsync(await client.GetAsync(next));
            foreach (var item in page.GetProperty("items").EnumerateArray())
                Assert.True(ids.Add(item.GetProperty("id").GetString()!));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        return ids;
    }
}
