using System.Net;
using System.Text.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Startups;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Export;

/// <summary>
/// Facts as files of a checkout, what <see cref="StartupReader"/> and <see cref="SourceDocument"/> read back. What the source said under
/// keys that no fact is made of stands as it was read.
/// </summary>
internal static class FicheWriting
{
    private const string Accessibility = "accessibility_status";

    private static readonly HashSet<string> OfStartups =
    [
        "title", "mission", "sponsors", "incubator", "incubators", "phases", "events", "link", "repository", "stats_url", "budget_url",
        "impact_url", "dashlord_url", Accessibility, "analyse_risques", "analyse_risques_url", "contact", "usertypes", "thematiques",
        "techno", "redirect_from",
    ];

    private static readonly HashSet<string> OfAdministrations =
        ["name", "acronym", "type", "domaine_ministeriel", "siret", "annuaire"];

    private static readonly HashSet<string> OfIncubators =
        ["title", "owner", "website", "github", "contact", "short_description", "hidden", "redirect_from"];

    public static string PathOf(string folder, string id) => $"{folder}/{id}.md";

    public static ContentFile Of(ParsedStartup startup)
    {
        var facts = startup.Facts;
        using var front = new FrontMatterWriter();
        using var read = JsonDocument.Parse(startup.Provenance);
        front.Text("title", facts.Name);
        front.Text("mission", facts.Pitch);
        front.Texts("sponsors", [.. facts.Sponsors.Select(id => $"/organisations/{Referable(id)}")]);
        front.Text("incubator", SingleIncubator(facts.Incubators, read.RootElement));
        if (facts.Incubators.Count > 1 || (facts.Incubators.Count == 1 && read.RootElement.TryGetProperty("incubators", out _)))
            front.Texts("incubators", [.. facts.Incubators.Select(Referable)]);
        front.Items("phases", startup.Phases, phase =>
        {
            front.Plain("name", phase.Phase.Code);
            front.Plain("start", phase.StartsOn.Text());
            front.Plain("end", phase.RecordedEnd?.Text());
            front.Text("comment", phase.Reason);
        });
        front.Items("events", Events(startup), happened =>
        {
            front.Text("name", happened.Name);
            front.Plain("date", happened.On.Text());
            front.Text("comment", happened.Comment);
        });
        front.Text("link", Decodable(facts.Link));
        front.Text("repository", Decodable(facts.Repository));
        front.Text("stats_url", Decodable(facts.StatsUrl));
        front.Text("budget_url", Decodable(facts.BudgetUrl));
        front.Text("impact_url", Decodable(facts.ImpactUrl));
        front.Text("dashlord_url", Decodable(facts.DashlordUrl));
        front.Text(Accessibility, AccessibilityStatus(facts.Accessibility, read.RootElement));
        front.Plain("analyse_risques", facts.RiskAnalysis is { } analysis ? analysis.Done ? "true" : "false" : null);
        front.Text("analyse_risques_url", Decodable(facts.RiskAnalysis?.Url));
        front.Text("contact", Decodable(facts.Contact));
        front.Texts("usertypes", facts.Audiences);
        front.Texts("thematiques", facts.Themes);
        front.Texts("techno", facts.Technologies);
        front.Texts("redirect_from", Former("startups", startup.FormerIds));
        Rest(front, read.RootElement, OfStartups);
        return front.File(startup.File, facts.Description);
    }

    public static ContentFile Of(ParsedAdministration administration)
    {
        using var front = new FrontMatterWriter();
        using var read = JsonDocument.Parse(administration.Provenance);
        front.Text("name", administration.Name);
        front.Text("acronym", administration.Acronym);
        front.Text("domaine_ministeriel", administration.Domain);
        front.Text("type", administration.Kind);
        front.Text("siret", administration.Siret);
        front.Text("annuaire", administration.DirectoryId);
        Rest(front, read.RootElement, OfAdministrations);
        return front.File(administration.File);
    }

    public static ContentFile Of(ParsedIncubator incubator)
    {
        using var front = new FrontMatterWriter();
        using var read = JsonDocument.Parse(incubator.Provenance);
        front.Text("title", incubator.Name);
        front.Text("short_description", Untagged(incubator.Description));
        front.Text("owner", incubator.Owner is { } owner ? $"/organisations/{Referable(owner)}" : null);
        front.Text("website", Decodable(incubator.Website));
        front.Text("github", Decodable(incubator.Repository));
        front.Text("contact", Decodable(incubator.Contact));
        front.Plain("hidden", incubator.Hidden ? "true" : null);
        front.Texts("redirect_from", Former("incubateurs", incubator.FormerIds));
        Rest(front, read.RootElement, OfIncubators);
        return front.File(incubator.File);
    }

    /// <summary>An event that startups name, where the source has no file of it.</summary>
    public static ContentFile OfEvent(string name)
    {
        using var front = new FrontMatterWriter();
        front.Text("label", name);
        return front.File(PathOf(ContentFolder.Events, name));
    }

    // Committees are events to the source; so is the recognition of a national impact, from which its day is read.
    private static List<StartupEvent> Events(ParsedStartup startup)
    {
        var events = startup.Facts.Events
            .Concat(startup.Committees.Select(held => new StartupEvent(EventReading.Committee, held.HeldOn, held.Note)));
        if (startup.Facts.NationalImpactOn is { } day
            && !startup.Facts.Events.Any(one => one.Name == EventReading.NationalImpact && one.On == day))
            events = events.Append(new(EventReading.NationalImpact, day));
        return [.. events.OrderBy(one => one.On)];
    }

    // Beside a list it decides nothing: the source's own, or the first of the list for who knows one alone.
    private static string? SingleIncubator(IReadOnlyList<string> incubators, JsonElement read) =>
        incubators.Count == 0 ? null
        : incubators.Count > 1 && read.TryGetProperty("incubator", out var single) && single.ValueKind == JsonValueKind.String
            && single.GetString() is { Length: > 0 } own ? own
        : Referable(incubators[0]);

    // The source's own words tell how much of it conforms.
    private static string? AccessibilityStatus(string? code, JsonElement read) =>
        read.TryGetProperty(Accessibility, out var said) && said.ValueKind == JsonValueKind.String
            && said.GetString() is { } words && code is not null && StartupReader.AccessibilityOf(words.Trim()) == code ? words
        : code switch
        {
            null => null,
            "none" => "non conforme",
            "partial" => "partiellement conforme",
            _ => "totalement conforme",
        };

    private static void Rest(FrontMatterWriter front, JsonElement read, HashSet<string> written)
    {
        foreach (var entry in read.EnumerateObject())
            if (!written.Contains(entry.Name))
                front.AsRead(entry.Name, entry.Value);
    }

    private static string[] Former(string folder, IReadOnlyList<string> ids) =>
        [.. ids.Order(StringComparer.Ordinal).Select(id => $"/{folder}/{Uri.EscapeDataString(Referable(id))}")];

    // Whoever reads a reference takes these endings off, once.
    private static string Referable(string id) => SourceIds.Plain(id) == id ? id : $"{id}.html";

    // Whoever reads an address decodes entities in it.
    private static string? Decodable(string? text) =>
        text is null || WebUtility.HtmlDecode(text) == text ? text : text.Replace("&", "&amp;", StringComparison.Ordinal);

    // Tags are taken off, then entities decoded.
    private static string? Untagged(string? text) =>
        text is null || (WebUtility.HtmlDecode(text) == text && !text.Contains('<', StringComparison.Ordinal))
            ? text
            : text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
