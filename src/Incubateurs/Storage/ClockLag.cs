namespace Incubateurs.Storage;

/// <summary>
/// The clock, behind what is recorded: it was once wrong, or is now. Recorded instants grow all the same, each just after the one
/// before, until the clock has caught up.
/// </summary>
internal static class ClockLag
{
    /// <summary>Servers that are kept in time, and two writes within a millisecond, differ by less.</summary>
    public static TimeSpan Tolerated { get; } = TimeSpan.FromMinutes(1);

    /// <summary>By how much an instant that was recorded is later than the clock; null where that is tolerated.</summary>
    public static TimeSpan? Of(DateTimeOffset recorded, DateTimeOffset now) =>
        recorded - now is var lag && lag > Tolerated ? lag : null;
}
