using Incubateurs.Web.Problems;

namespace Incubateurs.Administrations;

/// <summary>What the registration of administrations refuses.</summary>
internal static class AdministrationProblems
{
    public static readonly ProblemType SiretTaken = new("siret_taken", 409,
        new("SIRET déjà attribué", "SIRET taken"),
        new("Une autre administration a ce SIRET.", "Another administration has this SIRET."));

    public static readonly ProblemType SuccessionCycle = new("succession_cycle", 409,
        new("Succession en boucle", "Cycle of successions"),
        new(
            "Une administration ne peut se succéder à elle-même, fût-ce par d'autres.",
            "An administration cannot succeed itself, be it through others."));
}
