using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Administrations;

/// <summary>Agents act for administrations, which their keys and tokens name by a SIRET.</summary>
internal sealed class AgentAdministrations : IAgentAdministrations
{
    public Task<string?> FindAsync(Tx tx, string siret) => tx.FindAdministrationOfSiretAsync(siret);

    public Task<bool> KnowsUnitAsync(Tx tx, string siret) => tx.KnowsUnitOfSiretAsync(siret);

    public Task<string> FindOrAddAsync(Tx tx, string siret) => tx.AdministrationOfSiretAsync(siret, tx.IsOfSpecimen);

    public Task<AdministrationReference> NameAsync(Tx tx, string id) => tx.FindRecordedNameAsync(id, Knowledge.Now);
}
