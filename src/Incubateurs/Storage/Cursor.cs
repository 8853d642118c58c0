using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>Where a page ended, and of what list. Opaque to clients and bound to the query it came from.</summary>
/// <param name="Key">The sort key of the last item; empty when it has none.</param>
/// <param name="Id">The id of the last item.</param>
/// <param name="Day">The day the first page was asked on.</param>
/// <param name="QueryHash">Of the canonical query: <see cref="HashOf"/>.</param>
/// <param name="Total">The total of the first page.</param>
/// <param name="Sequence">What the first page knew, where the list is held to that.</param>
internal sealed record Cursor(string Key, string Id, DateOnly Day, string QueryHash, long Total, long? Sequence = null)
{
    /// <summary>No cursor of ours is longer; a longer text is not worth decoding.</summary>
    public const int LongestText = 4096;

    /// <summary>What is said of a cursor that is broken or of another query.</summary>
    public static readonly Label Foreign = new(
        "Ce curseur n'est pas de cette requête : reprendre `next` tel quel.",
        "This cursor is not of this query: take `next` as it is.");

    /// <summary>The last item has no value to sort by; such items come last both ways.</summary>
    public bool Absent => Key.Length == 0;

    /// <summary>Sixteen characters that tell one query from another.</summary>
    public static string HashOf(string canonicalQuery) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalQuery)).AsSpan(0, 12));
}
