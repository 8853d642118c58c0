namespace Incubateurs.HandOvers;

/// <summary>How far an adaptation has come.</summary>
public enum AdaptationStatus
{
    /// <summary>Still to do.</summary>
    Todo,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>Not needed here, for a reason.</summary>
    Waived,
}

/// <summary>Which side adapts to which.</summary>
public enum AdaptationDirection
{
    /// <summary>The startup adapts to its host.</summary>
    StartupToHost,

    /// <summary>The host is changed by the startup.</summary>
    HostToStartup,
}

/// <summary>What became of the service.</summary>
public enum FollowUpOutcome
{
    /// <summary>In service.</summary>
    InService,

    /// <summary>In service, and worse than before.</summary>
    Degraded,

    /// <summary>Part of another service.</summary>
    Merged,

    /// <summary>Stopped.</summary>
    Stopped,
}
