using System.ComponentModel.DataAnnotations;

namespace Incubateurs.Startups;

/// <summary>What the public says of a startup.</summary>
/// <param name="Count">How many reviews count: none that is hidden; of one author the last of a day, of one network the last five.</param>
/// <param name="Mean">Mean of their ratings; absent without any.</param>
/// <param name="Distribution">How many gave each rating, from 1 to 5.</param>
/// <param name="OpenReports">How many reports are open, those of security and the hidden ones apart.</param>
public sealed record Reputation(
    long Count, [property: Range(1, 5)] double? Mean, IReadOnlyList<RatingCount> Distribution, long OpenReports);

/// <summary>How many gave a rating.</summary>
/// <param name="Rating">Rating, from 1 to 5.</param>
/// <param name="Count">How many gave this rating.</param>
public sealed record RatingCount([property: Range(1, 5)] int Rating, long Count);
