using System.Globalization;
using System.Text.RegularExpressions;

namespace Incubateurs.Exchange.Reading;

/// <summary>Days as people wrote them: <c>yyyy-MM-dd</c>, and what can mean one day only.</summary>
internal static partial class SourceDates
{
    /// <summary>
    /// Null when the text is no day. One-digit months and days, slashes and a time of day after the date are read
    /// and not ISO; <c>01/05/2026</c> could be two days and is none.
    /// </summary>
    public static (DateOnly Day, bool IsIso)? Read(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso))
            return (iso, true);
        if (Sloppy().Match(text) is not { Success: true } match)
            return null;
        var written = $"{match.Groups["y"].Value}-{match.Groups["m"].Value.PadLeft(2, '0')}-{match.Groups["d"].Value.PadLeft(2, '0')}";
        return DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (day, false)
            : null;
    }

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})([-/])(?<m>[0-9]{1,2})\1(?<d>[0-9]{1,2})(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:Z|[+-][0-9]{1,2}(?::?[0-9]{2})?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Sloppy();
}
