using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>
/// Startups of which lists, filters and figures say something else than their facts and phases do, because somebody or something else than
/// this program has written what is derived of them.
/// </summary>
internal static class DerivedStartupStore
{
    private const string KnownSql = "SELECT startup_id FROM startup_versions WHERE known_to = @Open ORDER BY startup_id";

    private const string ForgetSql = """
        DELETE FROM spans WHERE startup_id = @id;
        DELETE FROM startup_terms WHERE startup_id = @id;
        DELETE FROM search_texts WHERE startup_id = @id;
        """;

    // Each change with which something else may have been derived. Of administrations all are meant whose id stands among the sponsors.
    private const string ChangesSql = """
        SELECT v.known_from AS change FROM startup_versions v WHERE v.startup_id = @id
         UNION
        SELECT v.known_to FROM startup_versions v WHERE v.startup_id = @id
         UNION
        SELECT p.known_from FROM startup_phases p WHERE p.startup_id = @id
         UNION
        SELECT p.known_to FROM startup_phases p WHERE p.startup_id = @id
         UNION
        SELECT w.known_from FROM withdrawals w WHERE w.kind = 'startup' AND w.id = @id
         UNION
        SELECT w.known_to FROM withdrawals w WHERE w.kind = 'startup' AND w.id = @id
         UNION
        SELECT a.known_from
          FROM startup_versions v
          JOIN administration_versions a ON v.sponsors LIKE '%"' || a.administration_id || '"%'
         WHERE v.startup_id = @id
         ORDER BY change
        """;

    /// <summary>Their ids.</summary>
    public static async Task<IReadOnlyList<string>> ListStaleStartupsAsync(this Tx tx)
    {
        List<string> stale = [];
        foreach (var id in (await tx.QueryAsync<string>(KnownSql, new { Tx.Open })).ToList())
            if (!await tx.IsAsDerivedAsync((await tx.FindRecordedAsync(id, Knowledge.Now))!))
                stale.Add(id);
        return stale;
    }

    /// <summary>Derives all of a startup anew, change by change; the words are indexed by who derives those of all anew.</summary>
    public static async Task DeriveStartupAnewAsync(this Tx tx, string id)
    {
        await tx.ExecuteAsync(ForgetSql, new { id });
        StartupFacts? before = null;
        foreach (var change in (await tx.QueryAsync<long>(ChangesSql, new { id })).Where(change => change != Tx.Open).ToList())
        {
            var knowledge = new Knowledge(change);
            var startup = await tx.FindRecordedAsync(id, knowledge);
            if (startup is { IsListed: true })
                await tx.DeriveAsync(change, id, before, startup.Facts, knowledge);
            else
                await tx.DeriveNothingAsync(change, id);
            before = startup is { IsListed: true } ? startup.Facts : null;
        }
    }
}
