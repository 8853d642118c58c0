using System.Text.Json;

namespace Incubateurs.HandOvers;

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

/// <summary>Enumerations as the words of the contract and of the database.</summary>
internal static class HandOverCodes
{
    public static string Code<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static T Read<T>(string code)
        where T : struct, Enum => Enum.Parse<T>(code, ignoreCase: true);
}
