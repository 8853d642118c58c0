namespace Incubateurs.Words;

/// <summary>
/// Ids in the annuaire de l'administration, the State's directory (lannuaire.service-public.gouv.fr): a number (`172231`), a
/// UUID, or the name of a page, which ends in either (`administration-centrale-ou-ministere_172231`).
/// </summary>
internal static class DirectoryIds
{
    /// <summary>Neither dot, slash nor colon: an address of a page is not taken for an id.</summary>
    public const string Pattern = "^[A-Za-z0-9_-]+$";

    // Not the pattern itself, which .NET ends before a line break.
    public static bool IsOne(string text) =>
        text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}
