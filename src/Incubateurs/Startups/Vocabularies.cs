using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>A word of a vocabulary.</summary>
/// <param name="Code">Code of the word, as startups and administrations bear it.</param>
/// <param name="Label">What the word stands for, for people.</param>
public sealed record Term(string Code, Label Label);

/// <summary>A vocabulary that sources agree on.</summary>
/// <param name="Items">The words in the order of their codes.</param>
/// <param name="Total">How many there are: all are in `items`.</param>
public sealed record Terms(IReadOnlyList<Term> Items, long Total);

/// <summary>
/// The words that sources agree on for audiences and ministerial domains. Neither is closed: what else is said stands in the facets.
/// </summary>
internal static class Vocabularies
{
    public static readonly Terms Audiences = Of(
        new("association", new("Associations", "Associations")),
        new("collectivite-territoriale", new("Collectivités territoriales", "Local authorities")),
        new("entreprise", new("Entreprises", "Companies")),
        new("etablissement-scolaire", new("Établissements scolaires", "Schools")),
        new("etat", new("Services de l'État", "State services")),
        new("particulier", new("Particuliers", "Individuals")));

    public static readonly Terms Domains = Of(
        new("affaires-etrangeres", new("Affaires étrangères", "Foreign affairs")),
        new("agriculture", new("Agriculture", "Agriculture")),
        new("armees", new("Armées", "Armed forces")),
        new("autres", new("Autres", "Others")),
        new("bercy", new("Économie et finances", "Economy and finance")),
        new("culture", new("Culture", "Culture")),
        new("education", new("Éducation nationale", "National education")),
        new("enseignement-sup", new("Enseignement supérieur et recherche", "Higher education and research")),
        new("environnement", new("Environnement", "Environment")),
        new("interieur", new("Intérieur", "Interior")),
        new("justice", new("Justice", "Justice")),
        new("solidarite-sante", new("Solidarités et santé", "Solidarity and health")),
        new("spm", new("Services du Premier ministre", "Services of the Prime Minister")),
        new("sport", new("Sports", "Sports")),
        new("territoires", new("Territoires", "Territories")),
        new("travail", new("Travail", "Labour")));

    private static Terms Of(params IReadOnlyList<Term> terms) => new(terms, terms.Count);
}
