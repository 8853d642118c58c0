using System.Text.RegularExpressions;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>
/// Whether an organisation bears a person's name: told by its shape alone, so it can be wrong both ways. It rather overlooks a
/// person than suspects a body: two or three words, each with one capital, none of them a word that bodies are named with.
/// </summary>
internal static partial class PersonalName
{
    // Folded, in the singular.
    private static readonly HashSet<string> WordsOfBodies =
    [
        .. """
           academie accueil action administration agence agriculture aide alliance apprentissage archive armee assemblee association
           assurance atelier autorite banque bibliotheque bureau business caisse campus canope centre chambre cinematheque cite club
           collectif collectivite college comite commissariat commission communaute commune compagnie competence confederation
           conseil conservatoire consulat cooperation coordination cour culture defense defenseur delegation departement
           developpement digital direction domaine ecole economie education emploi energie enfance ensemble entreprise environnement
           espace etablissement etat europe expertise fabrique federation fonction fond fondation force foret formation francais
           francaise france fraternite gendarmerie general generale gouvernement grand grande groupe groupement habitat haut haute
           hopital imprimerie incubateur innovation inspection institut jeunesse justice laboratoire ligue logement logistique
           mairie maison marine mediateur mediatheque meteo metropole ministere mission mobilite monnaie musee mutualite national
           nationale nouveau nouvelle numerique observatoire office opera operateur ordre parc parquet patrimoine pays petit petite
           plan plateforme pole police port prefecture presidence public publique recherche rectorat regie region republique reseau
           saint sainte sante secours secretariat securite senat service social sociale societe solidarite sous sport startup
           syndicat systeme technologie territoire theatre tourisme transition transport travail tresor tribunal union universite
           urbanisme urssaf vieillesse ville voie volontaire
           alsace aquitaine ardenne auvergne bordeaux bourgogne bretagne corse est guadeloupe guyane ile lille loire lorraine lyon
           marseille martinique mayotte nante nord normandie occitanie ouest pari provence reunion rhone savoie seine strasbourg sud
           toulouse
           au aux de des du en et l la le les pour sur
           """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    public static bool Fits(string name) =>
        Shape().IsMatch(name)
        && !Folding.Key(name).Split(' ')
            .Any(word => WordsOfBodies.Contains(word) || WordsOfBodies.Contains(word.TrimEnd('s', 'x')));

    // Dominique Exemplaire, Jean-Loup D'Exemple; no digit, no acronym, no word in small letters.
    [GeneratedRegex(
        @"^\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*(?: (?:\p{Lu}['’])?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*){1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
