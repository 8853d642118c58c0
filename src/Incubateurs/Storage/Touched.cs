namespace Incubateurs.Storage;

/// <summary>A thing that says something else since a change: what the feed tells.</summary>
/// <param name="Change">The sequence of the change.</param>
/// <param name="ChangeType">The type of the change.</param>
/// <param name="Resource">Of <see cref="Kinds"/>.</param>
/// <param name="StartupId">The startup that it is, or belongs to.</param>
/// <param name="Type">What happened to the thing, where the change tells it of another one.</param>
internal sealed record Touched(long Change, string ChangeType, string Resource, string Id, string? StartupId, string? Type);
