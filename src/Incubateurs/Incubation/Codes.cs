namespace Incubateurs.Incubation;

/// <summary>The two-way maps between enumerations and the codes of the contract and the database.</summary>
internal static class Codes
{
    public static string Of(Status status) => status switch
    {
        Status.Planned => "planned",
        Status.Incubating => "incubating",
        Status.Operated => "operated",
        Status.HandedOver => "handedOver",
        Status.Stopped => "stopped",
        { } unknown => throw new ArgumentOutOfRangeException(nameof(status), unknown, null),
    };

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.UnderOneYear => "underOneYear",
        Verdict.OneToThreeYears => "oneToThreeYears",
        Verdict.OverThreeYears => "overThreeYears",
        { } unknown => throw new ArgumentOutOfRangeException(nameof(verdict), unknown, null),
    };

    private static readonly Dictionary<string, Status> Statuses = Enum.GetValues<Status>().ToDictionary(Of, StringComparer.Ordinal);

    public static Status StatusOf(string code) => Statuses[code];
}
