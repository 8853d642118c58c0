namespace Incubateurs.Words;

/// <summary>Texts of bodies as they are kept: composed, without blanks around.</summary>
internal static class TidyText
{
    public static string Tidy(this string text) => text.Trim().Composed();

    /// <summary>Each value once, in the order given.</summary>
    public static IReadOnlyList<string> TidyList(this IReadOnlyList<string>? texts) =>
        [.. (texts ?? []).Select(Tidy).Distinct(StringComparer.Ordinal)];
}
