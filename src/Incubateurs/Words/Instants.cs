using System.Globalization;
using System.Text.RegularExpressions;

namespace Incubateurs.Words;

/// <summary>Days and instants as the fixed-width texts of the database and of the contract.</summary>
internal static partial class Instants
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly TimeZoneInfo Paris = FindParis();

    public static string Text(this DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static string Text(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    /// <summary>A day that the database holds. Lists read thousands: digits by place, as every day is written alike.</summary>
    public static DateOnly Day(string text) => new(Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2));

    /// <summary>An instant that the database holds.</summary>
    public static DateTimeOffset Instant(string text) => new(
        Number(text, 0, 4), Number(text, 5, 2), Number(text, 8, 2),
        Number(text, 11, 2), Number(text, 14, 2), Number(text, 17, 2), Number(text, 20, 3),
        TimeSpan.Zero);

    /// <summary>A day written as <c>yyyy-MM-dd</c> and in no other way, or null.</summary>
    public static DateOnly? TryDay(string text) =>
        DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>An instant written as the database writes it, or null.</summary>
    public static DateTimeOffset? TryInstant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;

    /// <summary>An instant of RFC 3339; what lies below the millisecond is dropped, as recorded instants have none.</summary>
    public static DateTimeOffset? TryRead(string text)
    {
        // A plus that nobody encoded arrives as a blank. RFC 3339 allows small letters, and as many decimals as one likes.
        var value = Decimals().Replace(text.Replace(' ', '+').Replace('t', 'T').Replace('z', 'Z'), "$1");
        return DateTimeOffset.TryParseExact(
            value, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.Truncated()
            : null;
    }

    [GeneratedRegex(@"(\.[0-9]{7})[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Decimals();

    private static readonly string[] Formats =
        [
            .. new[]
            {
                "yyyy-MM-dd'T'HH:mm:ss",
                "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
                "yyyy-MM-dd'T'HH:mm",
            }.SelectMany(format => new[] { format + "'Z'", format + "zzz" }),
        ];

    /// <summary>The instant without what lies below the millisecond, which nothing stores.</summary>
    public static DateTimeOffset Truncated(this DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    /// <summary>The day of an instant in Paris.</summary>
    public static DateOnly DayInParis(this DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime);

    /// <summary>The instant at which a day begins in Paris.</summary>
    public static DateTimeOffset MidnightInParis(this DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Paris.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static int Number(string text, int start, int length)
    {
        var number = 0;
        foreach (var digit in text.AsSpan(start, length))
            number = char.IsAsciiDigit(digit)
                ? (10 * number) + digit - '0'
                : throw new FormatException($"\"{text}\" is no day or instant.");
        return number;
    }

    // A bare machine may have no time zone data; the rule of the European Union is then written out.
    private static TimeZoneInfo FindParis()
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out var paris))
            return paris;

        var spring = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday);
        var autumn = TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1), spring, autumn);
        return TimeZoneInfo.CreateCustomTimeZone("Europe/Paris", TimeSpan.FromHours(1), "Paris", "Paris", "Paris", [summer]);
    }
}
