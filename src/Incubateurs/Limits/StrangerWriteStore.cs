using Incubateurs.Storage;

namespace Incubateurs.Limits;

/// <summary>What strangers wrote within the last hour, by the hash that they have today.</summary>
internal static class StrangerWriteStore
{
    private const string ListSql = """
        SELECT at, subject
          FROM stranger_writes
         WHERE stranger = @stranger
           AND door = @door
           AND at > @hourAgo
         ORDER BY at DESC
        """;

    private const string AddSql = """
        DELETE FROM stranger_writes WHERE stranger = @stranger AND door = @door AND at <= @hourAgo;
        INSERT INTO stranger_writes (stranger, network, door, subject, at) VALUES (@stranger, @network, @door, @subject, @Clock);
        """;

    /// <summary>The newest first.</summary>
    public static async Task<IReadOnlyList<(DateTimeOffset At, string Subject)>> ListWritesAsync(
        this Tx tx, Stranger stranger, string door) =>
        [
            .. (
                await tx.QueryAsync<Row>(
                    ListSql, new { stranger = stranger.Id, door, hourAgo = tx.Clock.AddHours(-1) })).Select(row => (row.At, row.Subject)),
        ];

    public static Task AddWriteAsync(this Tx tx, Stranger stranger, string door, string subject) =>
        tx.ExecuteAsync(
            AddSql, new { stranger = stranger.Id, network = stranger.Network, door, subject, tx.Clock, hourAgo = tx.Clock.AddHours(-1) });

    private sealed record Row
    {
        public required DateTimeOffset At { get; init; }
        public required string Subject { get; init; }
    }
}
