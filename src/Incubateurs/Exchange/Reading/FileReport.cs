namespace Incubateurs.Exchange.Reading;

/// <summary>The anomalies of one file while it is read. Kinds of cleaning are gathered: one line for each, with its fields.</summary>
internal sealed class FileReport(string file)
{
    private readonly List<Anomaly> found = [];
    private readonly SortedDictionary<string, (AnomalyClass Class, SortedSet<string> Fields)> cleaned = new(StringComparer.Ordinal);

    public string File { get; } = TextCleaning.Shown(file);

    public void Add(AnomalyClass kind, string detail) =>
        found.Add(new(File, kind.Name, kind.Severity, Excerpt(detail)));

    /// <summary>Says that a field was cleaned of this kind; once per file and kind in the end.</summary>
    public void Cleaned(AnomalyClass kind, string field)
    {
        if (!cleaned.TryGetValue(kind.Name, out var entry))
            cleaned[kind.Name] = entry = (kind, new(StringComparer.Ordinal));
        entry.Fields.Add(field);
    }

    public IEnumerable<Anomaly> Anomalies() =>
        found.Concat(cleaned.Values.Select(entry =>
            new Anomaly(File, entry.Class.Name, entry.Class.Severity, Excerpt(string.Join(", ", entry.Fields)))));

    // A report must stay readable when a value is a megabyte of noise.
    private static string Excerpt(string detail)
    {
        const int Most = 300;
        var text = TextCleaning.Line(detail, _ => { });
        if (text.Length <= Most)
            return text;
        var cut = char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most;
        return text[..cut] + "…";
    }
}
