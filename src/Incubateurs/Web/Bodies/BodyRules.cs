using System.Globalization;
using FluentValidation;
using Incubateurs.Words;

namespace Incubateurs.Web.Bodies;

/// <summary>Rules that many bodies share. How long a member may be is said once, in <see cref="Bounds"/>.</summary>
internal static class BodyRules
{
    /// <summary>Says something, and no more than the document allows for a member of this name.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, string member)
    {
        var most = Bounds.LongestOf(member);
        return rule
            .Must(text => text is null || !text.IsBlank()).Says(
                "Ne peut pas être vide : omettre le champ.", "Cannot be blank: leave it out.")
            .Must(text => text is null || IsWithin(text, most)).Says(
                $"{most} caractères au plus.", $"At most {most.ToString(CultureInfo.InvariantCulture)} characters.");
    }

    /// <summary>A text that must be there.</summary>
    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, string member) =>
        rule.Text(member).NotNull().Says("Champ obligatoire.", "Required.");

    /// <summary>An address on the Web.</summary>
    public static IRuleBuilderOptions<T, string?> WebAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Text("url").Must(text => text is null || Words.WebAddress.IsUri(text.Trim()))
            .Says(
                "Adresse attendue : http:// ou https://, sans blanc, sans identifiant, les accents codés (%C3%A9).",
                "An address is expected: http:// or https://, without blanks and credentials, accents encoded (%C3%A9).");

    /// <summary>A list whose values are texts as long as the document allows.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> Texts<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule, string member)
    {
        var most = Bounds.LongestOf(member);
        return rule
            .Must(list => list is null || list.Count <= Bounds.MostItems).Says(
                $"{Bounds.MostItems} valeurs au plus.", $"At most {Bounds.MostItems} values.")
            .Must(list => list is null || list.All(text => text is not null && !text.IsBlank() && IsWithin(text, most)))
            .Says($"Chaque valeur : un texte de 1 à {most} caractères.", $"Each value: a text of 1 to {most} characters.");
    }

    /// <summary>An id that an agent chooses.</summary>
    public static IRuleBuilderOptions<T, string?> NewId<T>(this IRuleBuilder<T, string?> rule) => rule.Matches(StartupIds.Pattern)
        .Says(
            "Lettres et chiffres ASCII, points, tirets et soulignés ; 88 caractères au plus.",
            "ASCII letters and digits, dots, hyphens and underscores; at most 88 characters.");

    /// <summary>One of a few words.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, params string[] words) =>
        rule.Must(word => word is null || words.Contains(word))
            .Says($"Valeurs possibles : {string.Join(", ", words)}.", $"One of: {string.Join(", ", words)}.");

    // JSON Schema counts characters and not halves of them.
    private static bool IsWithin(string text, int most) => text.Length <= most || text.EnumerateRunes().Count() <= most;
}
