using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Web.Queries;

/// <summary>The two times of a question: what was true on a day, and what was known at an instant.</summary>
internal static class Times
{
    public static readonly DayParameter AsOf =
        new(
            "asOf",
            "The day the answer is about: what was true then. Today in Paris if absent, or the day of `knownAt`.")
        {
            Example =
                "2026-08-20"
        };

    public static readonly InstantParameter KnownAt =
        new("knownAt", "The instant whose knowledge answers: what the portfolio said then. Now if absent.");

    public static readonly IReadOnlyList<QueryParameter> Both = [AsOf, KnownAt];

    /// <summary>
    /// The day the request came, for all that it does: an answer read before midnight and labelled after it
    /// would be kept as the new day's.
    /// </summary>
    public static DateOnly Today(this HttpContext http)
    {
        if (http.Features.Get<RequestDay>() is { } known)
            return known.Day;

        var today = http.RequestServices.GetRequiredService<Database>().Today;
        http.Features.Set(new RequestDay(today));
        return today;
    }

    private sealed record RequestDay(DateOnly Day);

    public static DateOnly Day(QueryReader reader, DateOnly today)
    {
        var day = reader.Day(AsOf) ?? reader.Instant(KnownAt)?.DayInParis() ?? today;
        return day > LastDay ? LastDay : day;
    }

    // The last day of the calendar stands for ever in the tables, which end before it.
    private static readonly DateOnly LastDay = DateOnly.MaxValue.AddDays(-1);
}
