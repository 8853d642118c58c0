namespace Incubateurs.Storage;

/// <summary>
/// The version of the data: the last change and, for each area that answers show, how often it was raised.
/// One row holds it; a body is labelled with the row read in its own transaction.
/// </summary>
/// <param name="Sequence">The last change.</param>
/// <param name="ChangedAt">The instant of the last change.</param>
/// <param name="Portfolio">Startups, incubators, administrations.</param>
/// <param name="HandOvers">Hand-overs.</param>
/// <param name="Voices">What strangers write: candidacies, reviews, reports.</param>
internal sealed record Versions(long Sequence, DateTimeOffset ChangedAt, long Portfolio, long HandOvers, long Voices);

/// <summary>The areas of the data that a write raises and an answer shows.</summary>
[Flags]
internal enum Areas
{
    None = 0,
    Portfolio = 1,
    HandOvers = 2,
    Voices = 4,
    All = Portfolio | HandOvers | Voices,
}

/// <summary>Who writes: an agent for an administration, or the system itself (an import, a timer) when both are null.</summary>
internal sealed record Actor(string? Agent = null, string? AdministrationId = null)
{
    public static readonly Actor System = new();
}
