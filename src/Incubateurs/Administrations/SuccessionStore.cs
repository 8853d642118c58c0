using Incubateurs.Storage;

namespace Incubateurs.Administrations;

/// <summary>Who succeeds whom. The graph is small and has no cycle; it is walked in memory.</summary>
internal static class SuccessionStore
{
    private const string ListSql = """
        SELECT s.predecessor_id, s.successor_id, s.on_day
          FROM successions s
         WHERE
        """;

    private const string CloseSql = "UPDATE successions SET known_to = @sequence WHERE predecessor_id = @id AND known_to = @Open";

    private const string AddSql = """
        INSERT INTO successions (predecessor_id, successor_id, on_day, known_from, known_to)
        VALUES (@id, @SuccessorId, @On, @sequence, @Open)
        """;

    /// <summary>Makes the successors of an administration those given.</summary>
    public static async Task SaveSuccessorsAsync(this Tx tx, long sequence, string id, IReadOnlyList<Successor> successors)
    {
        await tx.ExecuteAsync(CloseSql, new { id, sequence, Tx.Open });
        await tx.ExecuteAsync(
            AddSql, successors.Select(successor => new { id, SuccessorId = successor.Id, successor.On, sequence, Tx.Open }));
        tx.Touch(sequence, Kinds.Administration, id);
    }

    public static async Task<IReadOnlyList<Succession>> ListSuccessionsAsync(this Tx tx, Knowledge knowledge) =>
        [.. await tx.QueryAsync<Succession>($"{ListSql} {knowledge.Of("s")}", new { sequence = knowledge.Sequence })];

    /// <summary>The administrations and all that they succeeded, whenever: asking for DINUM finds what was DINSIC's.</summary>
    public static async Task<IReadOnlyList<string>> WithPredecessorsAsync(this Tx tx, IReadOnlyList<string> ids, Knowledge knowledge)
    {
        if (ids.Count == 0)
            return ids;

        var predecessors = (await tx.ListSuccessionsAsync(knowledge)).ToLookup(pair => pair.SuccessorId, pair => pair.PredecessorId);
        if (predecessors.Count == 0)
            return ids;

        List<string> found = [.. ids.Distinct()];
        for (var i = 0; i < found.Count; i++)
            found.AddRange(predecessors[found[i]].Except(found));
        return found;
    }
}
