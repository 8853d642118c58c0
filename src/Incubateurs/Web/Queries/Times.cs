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
        new(
            "knownAt",
            "The instant whose knowledge answers: what the portfolio said then. Now if absent; from now on it is all that is "
                + "recorded. Later than both now and the last change it is refused.");

    private static readonly Label YetToCome = new(
        "Cet instant n'est pas encore venu : le dernier possible est maintenant, ou celui du dernier changement.",
        "This instant is yet to come: the latest is now, or that of the last change.");

    public static readonly IReadOnlyList<QueryParameter> Both = [AsOf, KnownAt];

    /// <summary>
    /// The day the request came, for all that it does: an answer read before midnight and labelled after it
    /// would be kept as the new day's.
    /// </summary>
    public static DateOnly Today(this HttpContext http) => Came(http).Day;

    /// <summary>The instant the request came, for all that it does, as with the day.</summary>
    public static DateTimeOffset Now(this HttpContext http) => Came(http).At;

    /// <summary>The <c>knownAt</c> of the request, as it was sent; null where it sent none.</summary>
    public static DateTimeOffset? Asked(this HttpContext http) => http.Query().Instant(KnownAt);

    /// <summary>
    /// The instant whose knowledge answers; null for the present, which is all that is recorded. From now on it is the present:
    /// a clock that was wrong may have recorded what was written yesterday at an instant which is yet to come.
    /// </summary>
    public static DateTimeOffset? Known(QueryReader reader) => reader.Instant(KnownAt) is { } asked && asked < reader.Now ? asked : null;

    /// <summary>Whether nobody can know yet what is known then.</summary>
    public static bool IsYetToCome(DateTimeOffset? asked, DateTimeOffset now, Versions versions) =>
        asked > now && asked > versions.ChangedAt;

    /// <summary>
    /// Whether the answer shows changes that were recorded at later instants than the one that was asked for. Once the clock has
    /// passed that one, it shows them no more, though nothing was written.
    /// </summary>
    public static bool ShowsLater(DateTimeOffset? asked, DateTimeOffset now, Versions versions) =>
        asked >= now && asked < versions.ChangedAt;

    /// <summary>Notes that an instant is yet to come.</summary>
    public static void Check(QueryReader reader, Func<Versions> versions)
    {
        if (reader.Instant(KnownAt) is { } asked && asked > reader.Now && IsYetToCome(asked, reader.Now, versions()))
            reader.Refuse(KnownAt.Name, YetToCome);
    }

    private static RequestTime Came(HttpContext http)
    {
        if (http.Features.Get<RequestTime>() is { } known)
            return known;

        var now = http.RequestServices.GetRequiredService<Database>().Now;
        var came = new RequestTime(now, now.DayInParis());
        http.Features.Set(came);
        return came;
    }

    private sealed record RequestTime(DateTimeOffset At, DateOnly Day);

    public static DateOnly Day(QueryReader reader, DateOnly today)
    {
        var day = reader.Day(AsOf) ?? reader.Instant(KnownAt)?.DayInParis() ?? today;
        return day > LastDay ? LastDay : day;
    }

    // The last day of the calendar stands for ever in the tables, which end before it.
    private static readonly DateOnly LastDay = DateOnly.MaxValue.AddDays(-1);
}
