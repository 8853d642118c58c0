using Incubateurs.Storage;

namespace Incubateurs.Incubators;

/// <summary>The incubators.</summary>
internal static class IncubatorStore
{
    private const string LivingSql = """
        SELECT f.former_id, f.id
          FROM former_ids f
         WHERE f.kind = 'incubator'
           AND f.former_id IN @ids
           AND
        """;

    /// <summary>The ids with former ones replaced by those of today.</summary>
    public static async Task<IReadOnlyList<string>> LivingIncubatorIdsAsync(this Tx tx, IReadOnlyList<string> ids, Knowledge knowledge)
    {
        if (ids.Count == 0)
            return ids;

        var former = (await tx.QueryAsync<FormerRow>($"{LivingSql} {knowledge.Of("f")}", new { ids, sequence = knowledge.Sequence }))
            .ToLookup(row => row.FormerId, row => row.Id);
        return [.. ids.SelectMany(id => former.Contains(id) ? former[id] : [id]).Distinct()];
    }

    private sealed record FormerRow
    {
        public required string FormerId { get; init; }
        public required string Id { get; init; }
    }
}
