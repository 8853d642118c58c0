namespace Incubateurs.Storage;

/// <summary>The ids that things of a kind have and had.</summary>
internal static class KnownIdStore
{
    // What startups name without anything else being known of it stands in lists too.
    private const string EverSql = """
        SELECT f.former_id AS id FROM former_ids f WHERE f.kind = @kind
         UNION
        SELECT t.key AS id FROM startup_terms t WHERE t.kind = @term
        """;

    private const string NowSql = """
        SELECT f.former_id AS id FROM former_ids f WHERE f.kind = @kind AND f.known_to = @Open
         UNION
        SELECT t.key AS id FROM startup_terms t WHERE t.kind = @term AND t.known_to = @Open
        """;

    private const string GoneSql = "SELECT id FROM withdrawals WHERE kind = @kind AND known_to = @Open";

    /// <summary>Those of every knowledge, and of them those of the present.</summary>
    public static async Task<(IReadOnlyList<string> Ever, IReadOnlyList<string> Now)> ListKnownIdsAsync(this Tx tx, string kind)
    {
        var args = new { kind, term = kind == Kinds.Incubator ? "incubator" : "sponsor", Tx.Open };
        var all = (await tx.QueryAsync<string>(
            kind == Kinds.Incubator ? "SELECT id FROM incubators" : "SELECT id FROM administrations")).ToList();
        var gone = (await tx.QueryAsync<string>(GoneSql, args)).ToHashSet(StringComparer.Ordinal);
        return (
            [.. all, .. await tx.QueryAsync<string>(EverSql, args)],
            [.. all.Where(id => !gone.Contains(id)), .. await tx.QueryAsync<string>(NowSql, args)]);
    }
}
