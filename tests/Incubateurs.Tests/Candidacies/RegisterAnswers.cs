namespace Incubateurs.Tests.Candidacies;

/// <summary>What the public register says of one administration.</summary>
internal static class RegisterAnswers
{
    public const string Known = """
        { "results": [ { "siren": "130025265", "etat_administratif": "A", "nom_complet": "UNE ADMINISTRATION",
            "matching_etablissements": [ { "siret": "13002526500013", "etat_administratif": "A", "commune": "75107" } ],
            "complements": { "est_administration": true, "est_service_public": true, "est_association": false, "liste_idcc": [] } } ],
          "total_results": 1, "page": 1, "per_page": 10, "total_pages": 1 }
        """;

    public const string Absent = """{ "results": [], "total_results": 0 }""";

    public static readonly string Closed = Known.Replace("\"siret\": \"13002526500013\", \"etat_administratif\": \"A\"", "\"siret\": \"13002526500013\", \"etat_administratif\": \"F\"", StringComparison.Ordinal);
}
