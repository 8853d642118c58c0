namespace Incubateurs.Words;

/// <summary>Texts in the order of the database, which compares their bytes in UTF-8: that of their code points.</summary>
internal static class CodePoints
{
    public static int Compare(string one, string other)
    {
        var first = one.AsSpan().CommonPrefixLength(other);
        return first == one.Length || first == other.Length
            ? one.Length.CompareTo(other.Length)
            : Place(one[first]).CompareTo(Place(other[first]));
    }

    // Halves of surrogate pairs stand for what comes after all other characters, U+E000 to U+FFFF included.
    private static int Place(char character) => char.IsSurrogate(character) ? character + char.MaxValue : character;
}
