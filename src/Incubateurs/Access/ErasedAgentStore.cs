using Incubateurs.Storage;
using Incubateurs.Web.Writes;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>Erases an agent: afterwards nothing tells who did what it did, and the chain of the access log holds.</summary>
internal static class ErasedAgentStore
{
    private const string FindSql = "SELECT id FROM agents WHERE email = @email";

    private const string KeysSql = "SELECT prefix FROM keys WHERE agent_id = @id ORDER BY prefix";

    private const string AdministrationsSql = """
        SELECT administration_id FROM accesses WHERE agent_id = @id
         UNION
        SELECT administration_id FROM keys WHERE agent_id = @id
        """;

    private const string AnswersSql = "DELETE FROM idempotent_answers WHERE caller IN @callers";

    private const string DaysSql = "SELECT DISTINCT day FROM accesses WHERE agent_id = @id";

    private const string CoarsenSql = "UPDATE accesses SET at = @midnight, request_id = '' WHERE agent_id = @id AND day = @day";

    private const string EraseSql = "UPDATE agents SET email = NULL, secret = NULL WHERE id = @id";

    /// <summary>False where nobody has this address.</summary>
    public static async Task<bool> EraseAgentAsync(this Tx tx, string email)
    {
        if (await tx.ScalarAsync<long?>(FindSql, new { email }) is not { } id)
            return false;

        foreach (var prefix in await tx.QueryAsync<string>(KeysSql, new { id }))
            _ = await tx.RevokeKeyAsync(prefix);
        var callers = (await tx.QueryAsync<string>(AdministrationsSql, new { id }))
            .Select(administration => Idempotency.Hashed($"{email} {administration}")).ToList();
        await tx.ExecuteAsync(AnswersSql, new { callers });
        foreach (var day in (await tx.QueryAsync<DateOnly>(DaysSql, new { id })).ToList())
            await tx.ExecuteAsync(CoarsenSql, new { id, day, midnight = day.MidnightInParis() });
        await tx.ExecuteAsync(EraseSql, new { id });
        await tx.AppendAccessesAsync(AccessEntry.Done(tx.Clock, "erase", "agent", Covered.ErasedAgent(id)));
        return true;
    }
}
