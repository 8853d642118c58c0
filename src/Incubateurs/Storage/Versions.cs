namespace Incubateurs.Storage;

/// <summary>
/// The version of the data: the last change and, for each area that answers show, how often it was raised and when last.
/// One row holds it; a body is labelled with the row read in its own transaction.
/// </summary>
/// <param name="Sequence">The last change.</param>
/// <param name="ChangedAt">The instant of the last change of any area.</param>
/// <param name="Portfolio">Startups, incubators, administrations.</param>
/// <param name="HandOvers">Hand-overs.</param>
/// <param name="Voices">What strangers write: candidacies, reviews, reports.</param>
/// <param name="Agents">What agents and candidates alone see.</param>
/// <param name="Specimen">All that is written to the specimen, whatever it is: it moves nothing else.</param>
/// <param name="Removals">What leaves every answer, those of the past too: moderation and erasing.</param>
/// <param name="Feed">The feed of changes; -1 until an earlier build's log is filled in.</param>
internal sealed record Versions(
    long Sequence,
    DateTimeOffset ChangedAt,
    AreaVersion Portfolio,
    AreaVersion HandOvers,
    AreaVersion Voices,
    AreaVersion Agents,
    AreaVersion Specimen,
    AreaVersion Removals,
    AreaVersion Feed)
{
    /// <summary>When one of these areas was changed last.</summary>
    public DateTimeOffset LastChange(Areas areas)
    {
        var last = DateTimeOffset.MinValue;
        foreach (var (area, at) in (ReadOnlySpan<(Areas, DateTimeOffset)>)
            [
                (Areas.Portfolio, Portfolio.At), (Areas.HandOvers, HandOvers.At), (Areas.Voices, Voices.At), (Areas.Agents, Agents.At),
                (Areas.Specimen, Specimen.At), (Areas.Removals, Removals.At), (Areas.Feed, Feed.At),
            ])
            if (areas.HasFlag(area) && at > last)
                last = at;
        return last;
    }
}

/// <summary>How often an area was raised, and when last.</summary>
internal readonly record struct AreaVersion(long Number, DateTimeOffset At)
{
    public AreaVersion Raised(DateTimeOffset at) => new(Number + 1, at);
}

/// <summary>The areas of the data that a write raises and an answer shows.</summary>
[Flags]
internal enum Areas
{
    None = 0,
    Portfolio = 1,
    HandOvers = 2,
    Voices = 4,
    Agents = 8,
    Removals = 16,
    Specimen = 32,
    Feed = 64,

    /// <summary>What anybody may see.</summary>
    All = Portfolio | HandOvers | Voices,
}

/// <summary>Who writes: an agent for an administration, or the system itself (an import, a timer) when both are null.</summary>
internal sealed record Actor(string? Agent = null, string? AdministrationId = null)
{
    public static readonly Actor System = new();
}
