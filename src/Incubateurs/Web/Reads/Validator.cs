using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Web.Reads;

/// <summary>
/// What makes two answers of one address equal: the versions of the areas shown, the day, the language, who asks, and whether changes
/// of later instants are shown than the one asked for (<see cref="Times.ShowsLater"/>). An answer about a past day as known at a past
/// instant is frozen: only what leaves every answer changes it.
/// </summary>
internal readonly record struct Validator(
    long Portfolio,
    long HandOvers,
    long Voices,
    long Agents,
    long? Specimen,
    long? Removals,
    long? Feed,
    DateOnly Day,
    Language Language,
    Caller Caller,
    bool ShowsLater)
{
    private const int AddressBytes = 9;

    private static readonly string Build = typeof(Validator).Module.ModuleVersionId.ToString("N")[..6];

    public static Validator Of(
        Versions versions, Areas shown, bool isFrozen, DateOnly day, Language language, Caller caller, bool showsLater = false) =>
        isFrozen
            ? new(0, 0, 0, 0, null, versions.Removals.Number, null, default, language, caller, ShowsLater: false)
            : new(
                shown.HasFlag(Areas.Portfolio) ? versions.Portfolio.Number : 0,
                shown.HasFlag(Areas.HandOvers) ? versions.HandOvers.Number : 0,
                shown.HasFlag(Areas.Voices) ? versions.Voices.Number : 0,
                caller == Caller.Anonymous ? 0 : versions.Agents.Number,
                shown.HasFlag(Areas.Specimen) ? versions.Specimen.Number : null,
                null,
                shown.HasFlag(Areas.Feed) ? versions.Feed.Number : null,
                day,
                language,
                caller,
                showsLater);

    /// <summary>
    /// The part of an <c>ETag</c> behind the first dot (docs/ARCHITECTURE.md, Validators). It names the address too, since one answer's
    /// tag says nothing of another's.
    /// </summary>
    /// <param name="address">The path, with the prefix that stands before the addresses in the answer, and the canonical query.</param>
    /// <param name="moved">The day on which the answer moved last, as far as it moves with the calendar.</param>
    public string Rest(string address, DateOnly? moved)
    {
        var shown = Removals is { } removals ? $"f{removals}"
            : Feed is { } feed ? $"c{feed}"
            : $"{Portfolio}-{HandOvers}-{Voices}-{Agents}{(Specimen is { } specimen ? $"-s{specimen}" : "")}";
        var asker = $"{(Language == Language.En ? "en" : "fr")}{(int)Caller}{(ShowsLater ? "+" : "")}";
        return string.Create(CultureInfo.InvariantCulture, $"{shown}-{moved?.DayNumber ?? 0:x}-{asker}-{Build}-{Hash(address)}");
    }

    /// <summary>The tag of a thing of some version, or of a list, whose version is that of the portfolio.</summary>
    public string Tag(long? version, string rest) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{version ?? Portfolio}.{rest}\"");

    /// <summary>
    /// The tag among those of <c>If-None-Match</c> that has this rest behind a version, or null. A proxy that compressed
    /// the body may have weakened it, or put a word behind it; <c>*</c> asks whether anything exists, which only the query tells.
    /// </summary>
    public static string? Match(string ifNoneMatch, string rest)
    {
        foreach (var part in ifNoneMatch.Split(',', StringSplitOptions.TrimEntries))
        {
            var tag = WithoutSuffix(part.StartsWith("W/", StringComparison.Ordinal) ? part[2..] : part);
            var dot = tag.IndexOf('.', StringComparison.Ordinal);
            if (dot > 1 && tag.Length == dot + rest.Length + 2 && tag[0] == '"' && tag[^1] == '"'
                && !tag.AsSpan(1, dot - 1).ContainsAnyExceptInRange('0', '9')
                && tag.AsSpan(dot + 1, rest.Length).SequenceEqual(rest))
                return tag;
        }

        return null;
    }

    private static string WithoutSuffix(string tag)
    {
        foreach (var suffix in (ReadOnlySpan<string>)["-gzip\"", "-br\"", ";gzip\"", ";br\""])
            if (tag.EndsWith(suffix, StringComparison.Ordinal))
                return tag[..^suffix.Length] + "\"";
        return tag;
    }

    private static string Hash(string address) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, AddressBytes));
}
