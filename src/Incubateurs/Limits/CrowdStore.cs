using Incubateurs.Storage;

namespace Incubateurs.Limits;

/// <summary>
/// Bounds what all strangers together write through a door within an hour, for one thing and in all: a flood from very many
/// addresses ends there. Whoever is the first of its outermost network still comes through, so that a flood does not shut the door
/// on those who are no part of it; three times as much is the end for everybody.
/// </summary>
internal static class CrowdStore
{
    public const int MostForOne = 100;
    public const int MostInAll = 1_000;

    private const int ForNewcomers = 3;

    private const string IsKnownSql = """
        SELECT count(*)
          FROM (SELECT 1
                  FROM stranger_writes
                 WHERE network = @network
                   AND door = @door
                   AND at > @hourAgo
                 LIMIT 1) w
        """;

    private const string ForOneSql = """
        SELECT at
          FROM stranger_writes
         WHERE layer = 0
           AND door = @door
           AND subject = @subject
           AND at > @hourAgo
         ORDER BY at DESC
         LIMIT 1 OFFSET @before
        """;

    private const string InAllSql = """
        SELECT at
          FROM stranger_writes
         WHERE layer = 0
           AND door = @door
           AND at > @hourAgo
         ORDER BY at DESC
         LIMIT 1 OFFSET @before
        """;

    /// <summary>When the crowd lets another one in; in the past where it does.</summary>
    public static async Task<DateTimeOffset> WhenLetInAsync(this Tx tx, Stranger stranger, string door, string subject)
    {
        var hourAgo = tx.Clock.AddHours(-1);
        var times = await tx.ScalarAsync<long>(IsKnownSql, new { door, network = stranger.Networks[^1], hourAgo }) > 0 ? 1 : ForNewcomers;
        var one = await tx.FirstAsync<DateTimeOffset?>(ForOneSql, new { door, subject, hourAgo, before = (times * MostForOne) - 1 });
        var all = await tx.FirstAsync<DateTimeOffset?>(InAllSql, new { door, hourAgo, before = (times * MostInAll) - 1 });
        return (one > all || all is null ? one : all)?.AddHours(1) ?? DateTimeOffset.MinValue;
    }
}
