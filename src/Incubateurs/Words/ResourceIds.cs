namespace Incubateurs.Words;

/// <summary>Ids as they come in addresses: case-sensitive, with dots and accents, in Unicode's composed form.</summary>
internal static class ResourceIds
{
    /// <summary>The composed form; what is no character in it is U+FFFD, so that it names nothing.</summary>
    public static string Normal(this string id) => id.Composed();

    /// <summary>An id that names nothing, as a problem repeats it: anybody may send pages of noise.</summary>
    public static string Shown(this string id) =>
        id.Length <= LongestShown
            ? id
            : string.Concat(id.AsSpan(0, char.IsHighSurrogate(id[LongestShown - 1]) ? LongestShown - 1 : LongestShown), "…");

    private const int LongestShown = 100;
}
