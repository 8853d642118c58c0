namespace Incubateurs.Exchange.Reading;

/// <summary>Info: read as meant. Warning: something was dropped or is doubtful. Error: a file was left out.</summary>
internal enum Severity
{
    Info,
    Warning,
    Error,
}

/// <summary>Something that the import met, and what it did about it.</summary>
/// <param name="File">Path relative to the content folder.</param>
/// <param name="Class">One of <see cref="AnomalyClasses.All"/>.</param>
internal sealed record Anomaly(string File, string Class, Severity Severity, string Detail)
{
    /// <summary>By file, the most severe first.</summary>
    public static IReadOnlyList<Anomaly> Ordered(IEnumerable<Anomaly> anomalies) =>
    [
        .. anomalies
            .OrderBy(anomaly => anomaly.File, StringComparer.Ordinal)
            .ThenByDescending(anomaly => anomaly.Severity)
            .ThenBy(anomaly => anomaly.Class, StringComparer.Ordinal)
            .ThenBy(anomaly => anomaly.Detail, StringComparer.Ordinal),
    ];
}

/// <summary>One cause of anomalies; docs/IMPORT.md explains each, and a test holds the two together.</summary>
internal sealed record AnomalyClass(string Name, Severity Severity)
{
    public override string ToString() => Name;

    /// <summary>An anomaly of this class in a file.</summary>
    public Anomaly In(string file, string detail) => new(file, Name, Severity, detail);
}
