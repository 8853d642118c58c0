using Incubateurs.Compatibility;
using Incubateurs.Startups;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>A fiche of <c>_startups</c>.</summary>
internal static class StartupReader
{
    /// <summary>Null without a title; the report then says so.</summary>
    public static ParsedStartup? Read(SourceDocument document, SourceReferences references, IReadOnlySet<string> events, DateOnly today)
    {
        var fields = document.Fields;
        if (SourceDocument.Title(fields, "title", Bounds.LongestName) is not { } name)
        {
            fields.Report.Add(AnomalyClasses.NoTitle, "title");
            return null;
        }

        var written = EventReading.Read(fields, events, today);
        var ordered = written.OrderBy(one => one.On).ToList();
        var happened = ordered.Where(one => one.Name != EventReading.Committee).ToList();
        var phases = PhaseReading.Read(fields, today);
        var facts = new StartupFacts
        {
            Name = name,
            Pitch = fields.Lines("mission"),
            Description = Description(document),
            Incubators = references.Incubators(fields),
            Sponsors = references.Sponsors(fields),
            Link = fields.Address("link"),
            Repository = fields.Address("repository"),
            Contact = fields.Contact("contact"),
            Themes = fields.List("thematiques"),
            Audiences = fields.List("usertypes"),
            Technologies = fields.List("techno", splits: true),
            NationalImpactOn = happened.FirstOrDefault(one => one.Name == EventReading.NationalImpact)?.On,
            Accessibility = Accessibility(fields),
            StatsUrl = fields.Address("stats_url"),
            BudgetUrl = fields.Address("budget_url"),
            ImpactUrl = fields.Address("impact_url"),
            DashlordUrl = fields.Address("dashlord_url"),
            RiskAnalysis = RiskAnalysis(fields),
            Events = happened,
        };
        return new(
            document.Id,
            document.File,
            facts,
            [.. phases.OrderBy(phase => phase.StartsOn).ThenBy(phase => phase.Phase.Rank)],
            [.. ordered.Where(one => one.Name == EventReading.Committee).Select(one => new ParsedCommittee(one.On, one.Comment))],
            FormerIds.Read(fields, document.Id, "startups", "startup"),
            document.FrontMatter.Provenance())
        {
            Published = JsonText.Of(Published(document.Unreported, references, facts) with
            {
                Phases = [.. phases.Select(phase => new PublishedPlace(phase.Phase.Code, phase.StartsOn))],
                Events = [.. written.Select(one => new PublishedPlace(one.Name, one.On))],
            }),
        };
    }

    private static PublishedFiche Published(Fields fields, SourceReferences references, StartupFacts facts) => new()
    {
        Stats = fields.Flag("stats") ?? false,
        StatsUrl = facts.StatsUrl,
        AccessibilityStatus = facts.Accessibility is null ? null : fields.Line("accessibility_status"),
        Accessibility = facts.Accessibility,
        IsRiskAnalysed = fields.Flag("analyse_risques") ?? false,
        RiskAnalysis = facts.RiskAnalysis,
        Incubator = references.Incubator(fields),
        Incubators = facts.Incubators,
    };

    private static string? Description(SourceDocument document)
    {
        var text = TextCleaning.Markdown(document.FrontMatter.Body, kind => document.Report.Cleaned(kind, "(description)"));
        if (text.Length <= Bounds.LongestDescription)
            return text.Length > 0 ? text : null;
        document.Report.Cleaned(AnomalyClasses.TooLong, "(description)");
        return null;
    }

    private static string? Accessibility(Fields fields)
    {
        var written = fields.Line("accessibility_status");
        var code = written is null ? null : AccessibilityOf(written);
        if (written is not null && code is null)
            fields.Report.Add(AnomalyClasses.UnknownAccessibility, written);
        return code;
    }

    /// <summary>
    /// The code of a conformity in the source's words, which go on with how much: "partiellement conforme (au moins 50%)".
    /// </summary>
    public static string? AccessibilityOf(string written) =>
        written.Split('(')[0].Trim(' ', '.', ',', ':').ToLowerInvariant() switch
        {
            "non conforme" => "none",
            "partiellement conforme" => "partial",
            "totalement conforme" => "full",
            _ => null,
        };

    // An analysis that is published was done, whatever else is left out.
    private static RiskAnalysis? RiskAnalysis(Fields fields)
    {
        var url = fields.Address("analyse_risques_url");
        var done = fields.Flag("analyse_risques") ?? (url is null ? null : true);
        return done is { } said ? new(said, url) : null;
    }
}
