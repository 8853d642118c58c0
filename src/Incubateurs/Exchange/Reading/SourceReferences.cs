
namespace Incubateurs.Exchange.Reading;

/// <summary>Where the references of a portfolio lead: ids, former ids of incubators, names and acronyms of administrations.</summary>
internal sealed class SourceReferences(ReferenceIndex administrations, ReferenceIndex incubators)
{
    /// <summary>The administration of a path or id; null when there is none.</summary>
    public string? Administration(string path) => SourceIds.OfPath(path) is var id && administrations.Has(id) ? id : null;

    /// <summary>The sponsors of a startup; what leads nowhere is reported and left out.</summary>
    public IReadOnlyList<string> Sponsors(Fields fields)
    {
        var sponsors = new List<string>();
        foreach (var item in fields.Items("sponsors"))
            if ((item is YamlMap map ? Inline(new(map, fields.Report, "sponsors.")) : Named(fields, item)) is { } id)
                Add(sponsors, id, fields, "sponsors");
        return sponsors;
    }

    /// <summary>The incubators of a startup: the list, or the single one where there is no list.</summary>
    public IReadOnlyList<string> Incubators(Fields fields)
    {
        var report = fields.Report;
        var field = fields.Items("incubators").Count > 0 ? "incubators" : "incubator";
        var items = fields.Raw(field) is YamlList list ? list.Items : fields.Raw(field) is { } single ? [single] : [];
        var named = items.Select(item => fields.Item(field, item)).OfType<string>().ToList();
        if (named.Count == 0)
            report.Add(AnomalyClasses.NoIncubator, field);

        var found = new List<string>();
        foreach (var name in named)
        {
            var id = SourceIds.OfPath(name);
            if (incubators.Has(id))
                Add(found, id, fields, field);
            else if (incubators.ByFormerId(id) is [var renamed])
            {
                report.Add(AnomalyClasses.IncubatorFormerId, $"{id}: {renamed}");
                Add(found, renamed, fields, field);
            }
            else
                report.Add(AnomalyClasses.UnknownIncubator, name);
        }

        return found;
    }

    /// <summary>The single incubator, which decides nothing beside a list.</summary>
    public string? Incubator(Fields fields) =>
        fields.Raw("incubator") is not { } single || fields.Item("incubator", single) is not { } name ? null
        : SourceIds.OfPath(name) is var id && incubators.Knows(id) ? id
        : incubators.ByFormerId(id) is [var renamed] ? renamed
        : null;

    private string? Named(Fields fields, YamlValue item)
    {
        if (fields.Item("sponsors", item) is not { } text)
            return null;
        if (Administration(text) is { } id)
            return id;
        if (!text.Contains('/', StringComparison.Ordinal))
            return ByWords(text, text, fields.Report);
        fields.Report.Add(AnomalyClasses.UnknownSponsor, text);
        return null;
    }

    private string? Inline(Fields sponsor) => ByWords(sponsor.Line("name"), sponsor.Line("acronym"), sponsor.Report);

    // Older files describe a sponsor where newer ones point to it.
    private string? ByWords(string? name, string? acronym, FileReport report)
    {
        var words = name ?? acronym ?? "a sponsor without a name";
        var candidates = name is null ? [] : administrations.ByName(name);
        if (candidates.Count == 0 && acronym is not null)
            candidates = administrations.ByAcronym(acronym);
        report.Add(
            candidates.Count switch
            {
                0 => AnomalyClasses.UnknownSponsor,
                1 => AnomalyClasses.InlineSponsor,
                _ => AnomalyClasses.AmbiguousSponsor,
            },
            candidates.Count == 0 ? words : $"{words}: {string.Join(", ", candidates)}");
        return candidates is [var only] ? only : null;
    }

    private static void Add(List<string> ids, string id, Fields fields, string field)
    {
        if (ids.Contains(id))
            fields.Report.Cleaned(AnomalyClasses.DuplicateValue, field);
        else
            ids.Add(id);
    }
}
