using Incubateurs.Storage;

namespace Incubateurs.Limits;

/// <summary>What was written through a door.</summary>
internal readonly record struct StrangerWrite(DateTimeOffset At, string Subject);

/// <summary>What strangers wrote within the last hour, by the hashes that their networks have today: a row for each layer.</summary>
internal static class StrangerWriteStore
{
    private const string ListSql = """
        SELECT network, at, subject
          FROM stranger_writes
         WHERE network IN @Networks
           AND door = @door
           AND at > @hourAgo
         ORDER BY at DESC
        """;

    private const string ForgetSql = "DELETE FROM stranger_writes WHERE network IN @Networks AND door = @door AND at <= @hourAgo";

    private const string AddSql =
        "INSERT INTO stranger_writes (network, layer, door, subject, at) VALUES (@network, @layer, @door, @subject, @Clock)";

    /// <summary>By network, the newest first.</summary>
    public static async Task<ILookup<string, StrangerWrite>> ListWritesAsync(this Tx tx, Stranger stranger, string door) =>
        (await tx.QueryAsync<Row>(ListSql, new { stranger.Networks, door, hourAgo = tx.Clock.AddHours(-1) }))
            .ToLookup(row => row.Network, row => new StrangerWrite(row.At, row.Subject));

    public static async Task AddWriteAsync(this Tx tx, Stranger stranger, string door, string subject)
    {
        await tx.ExecuteAsync(ForgetSql, new { stranger.Networks, door, hourAgo = tx.Clock.AddHours(-1) });
        foreach (var (layer, network) in stranger.Networks.Index())
            await tx.ExecuteAsync(AddSql, new { network, layer, door, subject, tx.Clock });
    }

    private sealed record Row
    {
        public required string Network { get; init; }
        public required DateTimeOffset At { get; init; }
        public required string Subject { get; init; }
    }
}
