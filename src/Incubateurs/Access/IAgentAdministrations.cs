using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>For which administrations agents act; whoever knows administrations says.</summary>
internal interface IAgentAdministrations
{
    /// <summary>The administration that bears a SIRET; null when none does.</summary>
    Task<string?> FindAsync(Tx tx, string siret);

    /// <summary>Whether some administration of the legal unit (SIREN) of a SIRET is known, or was by a SIRET that it had.</summary>
    Task<bool> KnowsUnitAsync(Tx tx, string siret);

    /// <summary>The administration that bears it, made where none bears the SIRET. Only within a write.</summary>
    Task<string> FindOrAddAsync(Tx tx, string siret);

    /// <summary>An administration by its name, or by its id where it has none.</summary>
    Task<AdministrationReference> NameAsync(Tx tx, string id);
}
