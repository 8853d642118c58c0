using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>Ids as the source writes them: names of files and last parts of paths.</summary>
internal static class SourceIds
{
    private const int Most = 200;

    /// <summary>The id of a file whose name has lost its <c>.md</c>.</summary>
    public static string OfFile(string stem) => stem.Composed();

    /// <summary>The id in NFC, without <c>.md</c> or <c>.html</c>.</summary>
    public static string Plain(string name)
    {
        var id = name.Sound().Trim();
        foreach (var ending in (string[])[".md", ".html"])
            if (id.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                id = id[..^ending.Length];
        return id.Composed();
    }

    /// <summary>The id that a path such as <c>/organisations/dinum</c>, or a bare id, points to.</summary>
    public static string OfPath(string path) => Plain(path[(path.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/'));

    /// <summary>Whether it can stand in a URL as one segment.</summary>
    public static bool IsUsable(string id) =>
        id.Length is > 0 and <= Most
            && id is not "." and not ".."
            && !id.Any(c => char.IsControl(c) || c is '/' or '\\' or '\uFFFD' or '\uFEFF' or '\u200B');
}
