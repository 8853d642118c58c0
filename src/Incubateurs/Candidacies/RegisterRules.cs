namespace Incubateurs.Candidacies;

/// <summary>What the answer of the public register means for a candidate. Pure.</summary>
internal static class RegisterRules
{
    private const string Active = "A";

    /// <summary>
    /// Confirmed: an establishment in activity of an administration. A body that the register does not know is no fraud;
    /// nor is an association that it does not list as one charged with a public service: it cannot tell.
    /// </summary>
    public static RegisterFinding Judge(string siret, IReadOnlyList<Unit> results)
    {
        foreach (var unit in results)
            if (unit.Establishments?.FirstOrDefault(establishment => establishment.Siret == siret) is { } found)
                return Judge(unit, found);
        return new(ControlVerdict.Impossible, "Registre public : SIRET absent.");
    }

    private static RegisterFinding Judge(Unit unit, Establishment establishment)
    {
        if ((establishment.EtatAdministratif ?? Active) != Active || (unit.EtatAdministratif ?? Active) != Active)
            return new(ControlVerdict.NotConfirmed, "Registre public : établissement ou organisme fermé.");
        return unit.Complements switch
        {
            { EstAdministration: true } => new(ControlVerdict.Confirmed, "Registre public : établissement actif d'une administration."),
            { EstServicePublic: true } => new(
                ControlVerdict.Confirmed, "Registre public : établissement actif d'un organisme chargé d'un service public."),
            { EstAssociation: true } => new(
                ControlVerdict.Impossible, "Registre public : association active ; sa mission de service public n'y figure pas."),
            { EstAdministration: false } => new(
                ControlVerdict.NotConfirmed, "Registre public : établissement actif, qui n'est pas celui d'une administration."),
            _ => new(ControlVerdict.Impossible, "Registre public : établissement actif, de nature non précisée."),
        };
    }
}
