using Incubateurs.Storage;
using Incubateurs.Web.Writes;

namespace Incubateurs.Access;

/// <summary>
/// An agent whose SIRET no administration bears makes one by what it writes, in the write's own transaction: reading makes nothing.
/// </summary>
internal sealed class FirstWrites(IAgentAdministrations administrations) : IWriteAuthors
{
    public async Task AddAsync(HttpContext http, Tx tx)
    {
        if (http.Agent() is { Via: Credential.Token, Siret: { } siret } agent && agent.AdministrationId == siret
            && tx.Written() != tx.Versions)
            _ = await administrations.FindOrAddAsync(tx, siret);
    }
}
