using Dapper;
using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Tests.Durability;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Access;

/// <summary>The log of an earlier build, once it is sealed in the way of today.</summary>
public sealed class AccessUpgradeTests
{
    [Theory]
    [InlineData("UPDATE accesses SET status = 500 WHERE id = 60", "it was not as an earlier build had sealed it, from row 60 on")]
    [InlineData("DELETE FROM accesses WHERE id = 60", "from row 61 on")]
    public async Task What_was_altered_in_the_log_of_an_earlier_build_is_found_after_it_was_sealed_anew(string sql, string fault)
    {
        using var earlier = new EarlierBuild(EarlierBuild.Names.First());
        await using (var connection = new SqliteConnection(earlier.Connection))
            _ = await connection.ExecuteAsync(sql);
        await using var api = earlier.Open();

        var log = await api.Services.GetRequiredService<Database>().WriteAsync(
            Actor.System, tx => tx.CheckAccessesAsync(), CancellationToken.None);

        Assert.Contains(log.Faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_made_the_changes_of_an_earlier_build_is_vouched_for_after_it_was_sealed_anew()
    {
        using var earlier = new EarlierBuild(EarlierBuild.Names.First());
        await using var api = earlier.Open();
        var database = api.Services.GetRequiredService<Database>();

        Assert.Empty((await database.WriteAsync(Actor.System, tx => tx.CheckAccessesAsync(), CancellationToken.None)).Faults);
        _ = await database.WriteAsync(
            Actor.System,
            tx => tx.ExecuteAsync("UPDATE changes SET agent_id = 0 WHERE subject = 'startup' AND agent_id IS NOT NULL"),
            CancellationToken.None);

        Assert.Contains(
            (await database.ReadAsync(tx => tx.CheckAccessesAsync(), CancellationToken.None)).Faults,
            found => found.StartsWith("Changes by agents up to", StringComparison.Ordinal));
    }
}
