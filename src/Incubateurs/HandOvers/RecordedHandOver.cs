using Incubateurs.Startups;

namespace Incubateurs.HandOvers;

/// <summary>A hand-over as recorded.</summary>
internal sealed record RecordedHandOver
{
    public required string Id { get; init; }
    public required string StartupId { get; init; }
    public int Version { get; init; }
    public HandOverStatus Status { get; init; }
    public required HandOverModel Model { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public string? HostId { get; init; }

    /// <summary>The candidacy that was retained; null where the host was named outside.</summary>
    public string? CandidacyId { get; init; }
    public DateOnly? EffectiveOn { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public HandOverDetails Details { get; init; } = new();

    /// <summary>Its startup is withdrawn: nothing is written to it meanwhile.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Its startup is the specimen.</summary>
    public bool IsSpecimen { get; init; }
}

/// <summary>What hangs on a hand-over.</summary>
internal sealed record HandOverDetails
{
    public string? PreferredScenario { get; init; }
    public string? FallbackScenario { get; init; }
    public string? Reason { get; init; }
    public string? Justification { get; init; }
    public IReadOnlyList<string> CoHosts { get; init; } = [];
    public IReadOnlyList<Secondment> Secondments { get; init; } = [];

    /// <summary>Those that somebody wrote; the others are to do, in version 1.</summary>
    public IReadOnlyList<RecordedAdaptation> Adaptations { get; init; } = [];
    public NewCost? Cost { get; init; }
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];
}

/// <summary>The state of an adaptation.</summary>
internal sealed record RecordedAdaptation(string Code, AdaptationState State, int Version);
