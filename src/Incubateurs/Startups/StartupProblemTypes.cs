namespace Incubateurs.Http;

/// <summary>What the registration of startups, incubators and administrations refuses.</summary>
internal static partial class ProblemTypes
{
    public static readonly ProblemType IdTaken = new("id_taken", 409,
        new("Identifiant déjà pris", "Id taken"),
        new("Cet identifiant est, ou fut, celui d'une autre ressource : en choisir un autre, ou l'omettre.", "This id is, or was, that of another resource: choose another one, or leave it out."));

    public static readonly ProblemType SiretTaken = new("siret_taken", 409,
        new("SIRET déjà attribué", "SIRET taken"),
        new("Une autre administration a ce SIRET.", "Another administration has this SIRET."));

    public static readonly ProblemType SuccessionCycle = new("succession_cycle", 409,
        new("Succession en boucle", "Cycle of successions"),
        new("Une administration ne peut se succéder à elle-même, fût-ce par d'autres.", "An administration cannot succeed itself, be it through others."));
}
