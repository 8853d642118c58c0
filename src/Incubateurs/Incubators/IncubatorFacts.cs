namespace Incubateurs.Incubators;

/// <summary>What is recorded of an incubator: one version of it. The owner is the id of an administration.</summary>
internal sealed record IncubatorFacts
{
    public required string Name { get; init; }
    public string? Owner { get; init; }
    public string? Website { get; init; }
    public string? Repository { get; init; }
    public string? Contact { get; init; }
    public string? Description { get; init; }
    public bool Hidden { get; init; }
}

/// <summary>The facts of an incubator with the version that they are.</summary>
internal sealed record RecordedIncubator(string Id, int Version, DateTimeOffset ModifiedAt, IncubatorFacts Facts);
