namespace Incubateurs.Exchange.Reading;

/// <summary>The ids that a fiche had before, taken from the paths of <c>redirect_from</c>.</summary>
internal static class FormerIds
{
    /// <param name="folders">What the paths of this kind of file begin with: <c>startups</c>, <c>startup</c>.</param>
    public static IReadOnlyList<string> Read(Fields fields, string ownId, params string[] folders)
    {
        var ids = new List<string>();
        foreach (var path in fields.Items("redirect_from").Select(item => fields.Item("redirect_from", item)).OfType<string>())
        {
            var segments = path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
            var id = segments.Length == 0 ? "" : SourceIds.Plain(Uri.UnescapeDataString(segments[^1]));
            if (!SourceIds.IsUsable(id))
                fields.Report.Add(AnomalyClasses.FormerIdUnreadable, path);
            else if (id == ownId)
                fields.Report.Add(AnomalyClasses.FormerIdOwn, path);
            else
            {
                if (segments.Length > 1 && !folders.Contains(segments[^2]))
                    fields.Report.Add(AnomalyClasses.FormerIdOtherFolder, path);
                if (!ids.Contains(id))
                    ids.Add(id);
            }
        }

        return ids;
    }

    /// <summary>Reports the former ids that two fiches claim, or that a fiche of today bears; all are kept.</summary>
    public static void Compare(IReadOnlyList<(string Id, IReadOnlyList<string> FormerIds, FileReport Report)> fiches)
    {
        var living = fiches.Select(fiche => fiche.Id).ToHashSet(StringComparer.Ordinal);
        var claims = fiches.SelectMany(fiche => fiche.FormerIds.Select(former => (former, fiche.Id)))
            .ToLookup(claim => claim.former, claim => claim.Id, StringComparer.Ordinal);
        foreach (var (id, formerIds, report) in fiches)
            foreach (var former in formerIds)
            {
                if (living.Contains(former))
                    report.Add(AnomalyClasses.FormerIdLiving, former);
                var others = claims[former].Where(other => other != id).Order(StringComparer.Ordinal).ToList();
                if (others.Count > 0)
                    report.Add(AnomalyClasses.FormerIdShared, $"{former}: also {string.Join(", ", others)}");
            }
    }
}
