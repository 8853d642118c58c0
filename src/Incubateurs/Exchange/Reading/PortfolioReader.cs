namespace Incubateurs.Exchange.Reading;

/// <summary>
/// Reads the files of a checkout into a portfolio. Pure: what it answers depends on the files and the day alone,
/// in whatever order they come. No file, however mangled, makes it fail.
/// </summary>
internal static class PortfolioReader
{
    /// <param name="today">Bounds the phases that may be planned.</param>
    /// <param name="earlier">What references led to the last time, for files that cannot be read today.</param>
    /// <param name="progress">Told the path of each file when it is read.</param>
    public static ParsedPortfolio Read(
        IEnumerable<ContentFile> files, DateOnly today, EarlierReferences? earlier = null, IProgress<string>? progress = null)
    {
        var reports = new List<FileReport>();
        var documents = new List<(string Folder, SourceDocument Document)>();
        var present = new Dictionary<(string Folder, string Id), string>();
        var read = 0;
        foreach (var file in files)
        {
            progress?.Report(file.Path);
            var report = new FileReport(file.Path);
            reports.Add(report);
            if (file.Fault == ContentFault.Folder)
            {
                report.Add(AnomalyClasses.FolderIgnored, "a folder, not a file");
                continue;
            }

            _ = present.TryAdd((file.Folder, SourceIds.OfFile(file.Stem)), file.Path);
            if (file.Folder == ContentFolder.Startups)
                read++;
            if (SourceDocument.Read(file, report) is { } document)
                documents.Add((file.Folder, document));
        }

        var inFolder = documents.ToLookup(pair => pair.Folder, pair => pair.Document, StringComparer.Ordinal);
        foreach (var phase in inFolder[ContentFolder.Phases])
            phase.CheckPhase();

        var administrations = EachOnce(inFolder[ContentFolder.Organisations], document => document.ToAdministration());
        var incubators = EachOnce(inFolder[ContentFolder.Incubators], document => document.ToIncubator());
        earlier ??= EarlierReferences.None;
        ReferenceIndex IndexOf(string folder, IEnumerable<Referable> read, IReadOnlyList<Referable> before) => new(
            folder,
            [.. read],
            before,
            present.Where(file => file.Key.Folder == folder).ToDictionary(file => file.Key.Id, file => file.Value, StringComparer.Ordinal),
            present.ContainsKey(("", folder)));
        var knownAdministrations = IndexOf(
            ContentFolder.Organisations,
            administrations.Select(one => new Referable(one.Parsed.Id, one.Parsed.Name, one.Parsed.Acronym, [])),
            earlier.Administrations);
        var knownIncubators = IndexOf(
            ContentFolder.Incubators,
            incubators.Select(one => new Referable(one.Parsed.Id, one.Parsed.Name, null, one.Parsed.FormerIds)),
            earlier.Incubators);
        var references = new SourceReferences(knownAdministrations, knownIncubators);
        var events = inFolder[ContentFolder.Events].Select(document => document.Id).ToHashSet(StringComparer.Ordinal);
        var startups = EachOnce(
            inFolder[ContentFolder.Startups],
            document => StartupReader.Read(document, references, events, today));

        FormerIds.Compare([.. startups.Select(pair => (pair.Parsed.Id, pair.Parsed.FormerIds, pair.Report))]);
        FormerIds.Compare([.. incubators.Select(pair => (pair.Parsed.Id, pair.Parsed.FormerIds, pair.Report))]);
        var owned = incubators.Select(pair => WithOwner(pair.Parsed, references, pair.Report)).ToList();
        return new(
            [.. startups.Select(pair => pair.Parsed)],
            [.. administrations.Select(pair => pair.Parsed)],
            owned,
            Anomaly.Ordered(reports.SelectMany(report => report.Anomalies())),
            present.Keys.ToHashSet(),
            [.. knownAdministrations.Bare, .. knownIncubators.Bare],
            read,
            read - startups.Count);
    }

    // Two names of files may be one id: `a` and `a.md`, composed and decomposed accents. The first by path stays.
    private static List<(T Parsed, FileReport Report)> EachOnce<T>(IEnumerable<SourceDocument> documents, Func<SourceDocument, T?> parse)
        where T : class
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        var kept = new List<(string Id, T Parsed, FileReport Report)>();
        foreach (var document in documents.OrderBy(document => document.File, StringComparer.Ordinal))
            if (parse(document) is { } parsed)
                if (taken.TryAdd(document.Id, document.File))
                    kept.Add((document.Id, parsed, document.Report));
                else
                    document.Report.Add(AnomalyClasses.IdCollision, $"the id {document.Id} is taken by {taken[document.Id]}");
        return [.. kept.OrderBy(one => one.Id, StringComparer.Ordinal).Select(one => (one.Parsed, one.Report))];
    }

    private static ParsedIncubator WithOwner(ParsedIncubator incubator, SourceReferences references, FileReport report)
    {
        var owner = incubator.Owner is null ? null : references.Administration(incubator.Owner);
        if (incubator.Owner is null)
            report.Add(AnomalyClasses.NoOwner, "owner");
        else if (owner is null)
            report.Add(AnomalyClasses.UnknownOwner, incubator.Owner);
        return incubator with { Owner = owner };
    }
}
