using Incubateurs.Storage;

namespace Incubateurs.Http;

/// <summary>The two times of a question: what was true on a day, and what was known at an instant.</summary>
internal static class Times
{
    public static readonly DayParameter AsOf =
        new("asOf", "The day the answer is about: what was true then. Today in Paris if absent, or the day of `knownAt`.") { Example = "2026-08-20" };

    public static readonly InstantParameter KnownAt =
        new("knownAt", "The instant whose knowledge answers: what the portfolio said then. Now if absent.");

    public static readonly IReadOnlyList<QueryParameter> Both = [AsOf, KnownAt];

    public static DateOnly Day(QueryReader reader, DateOnly today) =>
        reader.Day(AsOf) ?? reader.Instant(KnownAt)?.DayInParis() ?? today;

    /// <summary>What was known at an instant, or is known now.</summary>
    public static async Task<Knowledge> KnowledgeAsync(this Tx tx, DateTimeOffset? knownAt) =>
        knownAt is { } instant ? new(await tx.SequenceAtAsync(instant)) : Knowledge.Now;
}
