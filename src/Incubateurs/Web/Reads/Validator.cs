using System.Globalization;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.Web.Reads;

/// <summary>
/// What makes two answers of one address equal: the versions of the areas shown, the day, the language, who asks, whether changes
/// of later instants are shown than the one asked for (<see cref="Times.ShowsLater"/>), and the program that writes them. Its
/// text is the part of an <c>ETag</c> behind the first dot (docs/ARCHITECTURE.md, Validators).
/// </summary>
internal readonly record struct Validator(
    long Portfolio, long HandOvers, long Voices, DateOnly Day, Language Language, Caller Caller, bool ShowsLater)
{
    private static readonly string Build = typeof(Validator).Module.ModuleVersionId.ToString("N")[..6];

    public static Validator Of(
        Versions versions, Areas shown, DateOnly day, Language language, Caller caller, bool showsLater = false) => new(
        shown.HasFlag(Areas.Portfolio) ? versions.Portfolio : 0,
        shown.HasFlag(Areas.HandOvers) ? versions.HandOvers : 0,
        shown.HasFlag(Areas.Voices) ? versions.Voices : 0,
        day,
        language,
        caller,
        showsLater);

    public string Rest() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Portfolio}-{HandOvers}-{Voices}-{Day.DayNumber:x}-{(Language == Language.En ? "en" : "fr")}{(int)Caller}{Later}-{Build}");

    /// <summary>The tag of a thing of some version, or of a list, whose version is that of the portfolio.</summary>
    public string Tag(long? version) => string.Create(CultureInfo.InvariantCulture, $"\"{version ?? Portfolio}.{Rest()}\"");

    /// <summary>
    /// The tag among those of <c>If-None-Match</c> that has this rest behind a version, or null. A proxy that compressed
    /// the body may have weakened it; <c>*</c> asks whether anything exists, which only the query tells.
    /// </summary>
    public static string? Match(string ifNoneMatch, string rest)
    {
        foreach (var part in ifNoneMatch.Split(',', StringSplitOptions.TrimEntries))
        {
            var tag = part.StartsWith("W/", StringComparison.Ordinal) ? part[2..] : part;
            var dot = tag.IndexOf('.', StringComparison.Ordinal);
            if (dot > 1 && tag.Length == dot + rest.Length + 2 && tag[0] == '"' && tag[^1] == '"'
                && !tag.AsSpan(1, dot - 1).ContainsAnyExceptInRange('0', '9')
                && tag.AsSpan(dot + 1, rest.Length).SequenceEqual(rest))
                return tag;
        }

        return null;
    }

    private string Later => ShowsLater ? "+" : "";
}
