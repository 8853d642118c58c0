using System.Text.Json;
using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Access;

/// <summary>Whoever can write the file alters the log: it is found by <c>check</c>, or by whoever kept an earlier head.</summary>
public sealed class AccessChainTests
{
    private const string Forged = """
        UPDATE accesses_head
           SET last_id = (SELECT max(id) FROM accesses), seal = (SELECT seal FROM accesses ORDER BY id DESC LIMIT 1)
        """;

    private const string EmptyHead = """
        UPDATE accesses_head
           SET last_id = 0, seal = '0000000000000000000000000000000000000000000000000000000000000000'
        """;

    private const string ForgedKey = """
        INSERT INTO keys (prefix, hash, agent_id, administration_id, siret, created_at)
        SELECT 'abcdefgh', hash, agent_id, administration_id, siret, created_at FROM keys
        """;

    // What it says: rows 1 and 2 are the key and the startup of the agent, 3 and 4 what it read; the change of row 2 is the last.
    [Theory]
    [InlineData("UPDATE accesses SET status = 500 WHERE id = 3", "The access log is not as it was sealed, from row 3 on.")]
    [InlineData("UPDATE accesses SET at = replace(at, '-', '/') WHERE id = 3", "from row 3 on")]
    [InlineData("UPDATE accesses SET at = 'some day' WHERE id = 3", "from row 3 on")]
    [InlineData("UPDATE accesses SET request_id = '' WHERE id = 3", "from row 3 on")]
    [InlineData("UPDATE accesses SET status = status + 4294967296 WHERE id = 3", "from row 3 on")]
    [InlineData("UPDATE accesses SET method = lower(method) WHERE id = 3", "from row 3 on")]
    [InlineData("UPDATE accesses SET agent_id = 0 WHERE id = 3", "from row 3 on")]
    [InlineData("UPDATE accesses SET day = '2026-08-19' WHERE id = 3", "from row 3 on")]
    [InlineData("UPDATE agents SET email = 'somebody@else.example' WHERE email IS NOT NULL", "from row 1 on")]
    [InlineData("UPDATE agents SET secret = lower(hex(randomblob(32)))", "from row 1 on")]
    [InlineData("UPDATE agents SET secret = NULL WHERE email IS NOT NULL", "Agent 1 was erased, and no row of the access log knows it.")]
    [InlineData("UPDATE accesses SET seal = replace(seal, substr(seal, 1, 1), 'x') WHERE id = 3", "from row 3 on")]
    [InlineData("DELETE FROM accesses WHERE id = 3", "from row 4 on")]
    [InlineData("DELETE FROM accesses WHERE id > 2", "The access log ends with row 2, and not with row")]
    [InlineData("DELETE FROM accesses", "ends with row 0, and not with row")]
    [InlineData("DELETE FROM accesses WHERE id > 3; " + Forged, "does not hold the head that was kept")]
    [InlineData("DELETE FROM accesses; " + EmptyHead, "does not hold the head that was kept")]
    [InlineData("DELETE FROM accesses; " + EmptyHead, "The key inc_")]
    [InlineData(
        "UPDATE accesses_head SET cut_id = 3, cut_seal = (SELECT seal FROM accesses WHERE id = 3); DELETE FROM accesses WHERE id <= 3",
        "The access log was cut at row 3 otherwise than by retention.")]
    [InlineData("UPDATE changes SET agent_id = (SELECT max(id) + 0 FROM agents WHERE id = 0)", "is not as row 2 of the access log has it.")]
    [InlineData("UPDATE changes SET administration_id = 'dinum'", "is not as row 2 of the access log has it.")]
    [InlineData("UPDATE changes SET type = 'startup.changed' WHERE agent_id IS NOT NULL", "is not as row 2 of the access log has it.")]
    [InlineData("DELETE FROM changes WHERE agent_id IS NOT NULL", "is not as row 2 of the access log has it.")]
    [InlineData(
        "INSERT INTO changes SELECT sequence + 1, at, administration_id, type, subject, subject_id, data, agent_id FROM changes "
            + "ORDER BY sequence DESC LIMIT 1",
        "is an agent's, and no row of the access log knows it.")]
    [InlineData(ForgedKey, "The key inc_abcdefgh is not as the access log has it.")]
    [InlineData("UPDATE keys SET hash = hash || 'a'", "is not as the access log has it.")]
    [InlineData("UPDATE keys SET expires_on = '2099-12-31'", "is not as the access log has it.")]
    [InlineData("UPDATE keys SET revoked_at = created_at", "is not as the access log has it.")]
    [InlineData("INSERT INTO agents (email, secret) VALUES ('a@b.fr', 'zz'); UPDATE accesses SET agent_id = 2 WHERE id = 3", "from row 3 on")]
    public async Task What_is_altered_is_found(string sql, string fault)
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        _ = await agent.StartupAsync();
        for (var i = 0; i < 2; i++)
            _ = await agent.GetAsync("/v1/startups/absente");
        var head = (await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString()!;
        Assert.Empty((await CheckAsync(api, head)).Faults);

        await WriteAsync(api, sql);

        Assert.Contains((await CheckAsync(api, head)).Faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_rewrites_all_of_it_is_found_by_those_who_kept_a_head()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 3; i++)
            _ = await agent.GetAsync("/v1/startups/absente");
        var head = await HeadAsync(agent);

        // The row that tells too much is left out, and what follows is sealed as if it had never been.
        var database = api.Services.GetRequiredService<Database>();
        _ = await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.ExecuteAsync("DELETE FROM accesses WHERE id > 2");
                await tx.ExecuteAsync(Forged);
                await tx.AppendAccessesAsync(
                    [.. Enumerable.Range(0, 3).Select(i => new AccessEntry(tx.Clock, "camille@dinum.example", "x", "GET", "", "/", 200, $"{i}"))]);
                return 0;
            },
            CancellationToken.None);

        Assert.Empty((await CheckAsync(api)).Faults);
        Assert.Single((await CheckAsync(api, head)).Faults);
        Assert.False(await ContinuesAsync(agent, head));
        Assert.True(await ContinuesAsync(agent, await HeadAsync(agent)));
    }

    [Fact]
    public async Task The_log_goes_on_from_every_head_that_it_ever_had_and_from_no_other()
    {
        await using var api = new TestApi();
        using var agent = await api.AgentAsync();
        List<string> heads = [AccessSeal.None];
        for (var i = 0; i < 3; i++)
        {
            _ = await agent.GetAsync("/v1/startups/absente");
            heads.Add(await HeadAsync(agent));
        }

        foreach (var head in heads)
            Assert.True(await ContinuesAsync(agent, head));
        Assert.False(await ContinuesAsync(agent, new string('a', 64)));
        foreach (var none in (string[])["", "abc", new('A', 64), new('0', 65), $"{new string('0', 63)}g"])
            Assert.Equal(400, (int)(await agent.GetAsync($"/v1/accesses/seal?from={none}")).StatusCode);

        api.Time.Advance(TimeSpan.FromDays(1));
        var closed = await TestApi.JsonAsync(await api.GetAsync($"/v1/accesses/seal?from={heads[1]}"));
        Assert.Equal("2026-08-20", closed.GetProperty("day").GetString());
        Assert.True(closed.GetProperty("from").GetProperty("continues").GetBoolean());
    }

    [Fact]
    public async Task What_was_kept_long_enough_goes_as_an_event_and_heads_of_before_are_known_still()
    {
        await using var api = new TestApi(("Accesses:RetentionDays", "30"));
        using var agent = await api.AgentAsync();
        for (var i = 0; i < 3; i++)
            _ = await agent.GetAsync("/v1/startups/absente");
        var head = await HeadAsync(agent);

        api.Time.Advance(TimeSpan.FromDays(31));
        for (var patience = 0; patience < 500 && (await CutAsync(agent)).Id == 0; patience++)
            await Task.Delay(20);
        _ = await agent.GetAsync("/v1/me");

        var (id, seal) = await CutAsync(agent);
        Assert.True(id >= 4);
        Assert.True(await ContinuesAsync(agent, head));
        Assert.Empty((await CheckAsync(api, head)).Faults);
        var items = (await Given.JsonAsync(await agent.GetAsync("/v1/accesses?limit=200"))).GetProperty("items").EnumerateArray().ToList();
        var cut = items.Single(row => row.GetProperty("route").GetString() == "retention");
        Assert.Contains($"cut {id} {seal}", Covers(cut));

        // The key is as good as it was, and still vouched for, although the row that told of it is gone.
        Assert.Contains(Covers(cut), line => line!.StartsWith("key ", StringComparison.Ordinal));
        await WriteAsync(api, "UPDATE keys SET expires_on = '2099-12-31'");
        Assert.Single((await CheckAsync(api, head)).Faults);
    }

    [Fact]
    public async Task A_clock_that_was_wrong_once_cuts_nothing_that_is_younger()
    {
        await using var api = new TestApi();
        var database = api.Services.GetRequiredService<Database>();
        Task<int> NoteAsync(int years) => database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.AppendAccessesAsync(new AccessEntry(tx.Clock.AddYears(years), "a@b.fr", "x", "GET", "", "/", 200, "r"));
                return 0;
            },
            CancellationToken.None);
        foreach (var years in (int[])[0, -20, 0])
            _ = await NoteAsync(years);
        Task<int> CutAsync(int years) => database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.CutAccessesAsync(tx.Clock.AddYears(years));
                return 0;
            },
            CancellationToken.None);

        _ = await CutAsync(-1);
        Assert.Equal(3, (await CheckAsync(api)).Rows);

        // An old log may hold such a stamp.
        await WriteAsync(api, "UPDATE accesses SET at = '2006-01-01T00:00:00.000Z' WHERE id = 2");
        _ = await CutAsync(-1);
        Assert.Equal(3, (await CheckAsync(api)).Rows);
    }

    private static List<string?> Covers(JsonElement row) => [.. row.GetProperty("covers").EnumerateArray().Select(line => line.GetString())];

    private static async Task<string> HeadAsync(HttpClient agent) =>
        (await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses/seal"))).GetProperty("head").GetString()!;

    private static async Task<bool> ContinuesAsync(HttpClient agent, string head) =>
        (await TestApi.JsonAsync(await agent.GetAsync($"/v1/accesses/seal?from={head}"))).GetProperty("from").GetProperty("continues").GetBoolean();

    private static async Task<(long Id, string? Seal)> CutAsync(HttpClient agent) =>
        (await TestApi.JsonAsync(await agent.GetAsync("/v1/accesses/seal"))).TryGetProperty("cut", out var cut)
            ? (cut.GetProperty("id").GetInt64(), cut.GetProperty("seal").GetString())
            : (0, null);

    private static Task<AccessFindings> CheckAsync(TestApi api, string? head = null) =>
        api.Services.GetRequiredService<Database>().ReadAsync(tx => tx.CheckAccessesAsync(head), CancellationToken.None);

    private static async Task WriteAsync(TestApi api, string sql) => await api.Services.GetRequiredService<Database>()
        .WriteAsync(Actor.System, tx => tx.ExecuteAsync(sql), CancellationToken.None);
}
