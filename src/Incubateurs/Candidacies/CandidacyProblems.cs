using Incubateurs.Web.Problems;

namespace Incubateurs.Candidacies;

/// <summary>What candidacies refuse.</summary>
internal static class CandidacyProblems
{
    public static readonly ProblemType CandidacyWithdrawn = new("candidacy_withdrawn", 409,
        new("Candidature retirée", "Candidacy withdrawn"),
        new("Le candidat s'est retiré.", "The candidate has withdrawn."));

    public static readonly ProblemType NotRetained = new("not_retained", 409,
        new("Candidat non retenu", "Candidate not retained"),
        new(
            "Seul le candidat retenu est contrôlé, et après l'avoir été.",
            "Only the retained candidate is controlled, and after being retained."));

    public static readonly ProblemType SwornStatementRequired = new("sworn_statement_required", 400,
        new("Déclaration sur l'honneur attendue", "Sworn statement required"),
        new(
            "Une candidature demande un SIRET et une déclaration sur l'honneur (`swornStatement: true`).",
            "A candidacy needs a SIRET and a sworn statement (`swornStatement: true`)."));
}
