using Incubateurs.Administrations;
using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>Startups are filtered and counted by the domains of their sponsors.</summary>
internal static class SponsoredStore
{
    private const string SponsoredSql = """
        SELECT startup_id
          FROM startup_terms
         WHERE kind = 'sponsor'
           AND key = @id
           AND known_to = @Open
        """;

    /// <summary>Behind a write: where the domain of a sponsor has changed, what its startups derive from it follows.</summary>
    public static async Task FollowDomainsAsync(this Tx tx)
    {
        foreach (var id in tx.Signalled(AdministrationRecordStore.DomainChanged))
            foreach (var startupId in await tx.QueryAsync<string>(SponsoredSql, new { id, Tx.Open }))
                if (await tx.FindRecordedAsync(startupId, Knowledge.Now) is { } startup)
                    await tx.RefreshIndexAsync(tx.Sequence, startupId, startup.Facts, startup.Facts);
    }
}
