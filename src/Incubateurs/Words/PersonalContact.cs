using System.Text.RegularExpressions;

namespace Incubateurs.Words;

/// <summary>Whether an address looks like a person's (<c>prenom.nom@</c>): told by its shape alone, so it can be wrong both ways.</summary>
internal static partial class PersonalContact
{
    private static readonly HashSet<string> Roles = new(StringComparer.OrdinalIgnoreCase)
    {
        "accueil", "assistance", "atelier", "bureau", "contact", "equipe", "fabrique", "incubateur", "info", "innovation", "lab", "mission",
        "numerique", "pole", "produit", "projet", "secretariat", "service", "snum", "startup", "support", "team",
    };

    public static bool LooksPersonal(string contact) =>
        Shape().Match(contact) is { Success: true } match && !match.Groups["part"].Captures.Any(part => Roles.Contains(part.Value));

    [
        GeneratedRegex(
            @"^(?:mailto:)?(?<part>\p{L}+)(?:['’-](?<part>\p{L}+))*\.(?<part>\p{L}+)(?:['’-](?<part>\p{L}+))*\d{0,3}@",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase),
    ]
    private static partial Regex Shape();
}
