namespace Incubateurs.Startups;

/// <summary>The hand-over in the detail of its startup.</summary>
/// <param name="Id">Id of the hand-over.</param>
/// <param name="Status">Where the hand-over stands.</param>
/// <param name="Model">What the startup becomes at its host.</param>
/// <param name="OpenedOn">The day it was opened.</param>
/// <param name="EffectiveOn">The day from which the host answers for the startup.</param>
public sealed record HandOverReference(
    string Id, HandOverStatus Status, HandOverModel Model, DateOnly OpenedOn, DateOnly? EffectiveOn = null);

/// <summary>Where a hand-over stands.</summary>
public enum HandOverStatus
{
    /// <summary>Administrations may apply; none is retained.</summary>
    Open,

    /// <summary>A host is retained; its staff comes on board and both sides adapt.</summary>
    HostRetained,

    /// <summary>The host answers for the startup from the effective day on.</summary>
    Completed,

    /// <summary>It does not take place.</summary>
    Cancelled,
}

/// <summary>What the startup becomes at its host.</summary>
public enum HandOverModel
{
    /// <summary>A public operator whose trade is products.</summary>
    ProductOperator,

    /// <summary>A team of the business side.</summary>
    BusinessTeam,

    /// <summary>The department of information systems.</summary>
    ItDepartment,

    /// <summary>A structure of its own.</summary>
    AutonomousStructure,

    /// <summary>Part of another product.</summary>
    Merge,

    /// <summary>Built again in the host's information system.</summary>
    Rebuild,
}
