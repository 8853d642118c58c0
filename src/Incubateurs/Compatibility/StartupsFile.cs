using System.Text.Json;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Compatibility;

/// <summary><c>startups.json</c>: every startup and, beside them, the incubators.</summary>
internal static class StartupsFile
{
    // The address of the publisher's own list, whoever serves the file.
    private const string Self = "https://beta.gouv.fr/startups";

    // So much is written before it goes on.
    private const int Block = 64 * 1024;

    public static async Task WriteAsync(Tx tx, StaticVersion version, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("links");
        json.WriteString("self", Self);
        json.WriteEndObject();
        json.WriteStartArray("data");
        await foreach (var startup in tx.ListPublishedStartupsAsync())
        {
            WriteStartup(json, version, startup);
            if (json.BytesPending > Block)
                await json.FlushAsync();
        }

        json.WriteEndArray();
        json.WriteStartArray("included");
        foreach (var incubator in await tx.ListPublishedIncubatorsAsync())
            if (!incubator.IsHidden)
                WriteIncubator(json, incubator);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStartup(Utf8JsonWriter json, StaticVersion version, PublishedStartup startup)
    {
        json.WriteStartObject();
        json.WriteString("id", startup.Id);
        json.WriteString("type", "startup");
        json.WriteStartObject("attributes");
        WriteAttributes(json, version, startup);
        json.WriteEndObject();
        json.WriteStartObject("relationships");
        json.WriteStartObject("incubator");
        json.WritePropertyName("data");
        WriteReference(json, startup.Incubator);
        json.WriteEndObject();
        if (version.HasSeveralIncubators)
        {
            json.WriteStartObject("incubators");
            json.WriteStartArray("data");
            foreach (var incubator in startup.Facts.Incubators)
                WriteReference(json, incubator);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, StaticVersion version, PublishedStartup startup)
    {
        var facts = startup.Facts;
        json.WriteString("name", facts.Name);
        json.WriteString("pitch", facts.Pitch ?? "");
        if (version.HasTopics || startup.HasStats)
            json.WriteString("stats_url", startup.StatsUrl);
        WriteIfAny(json, "budget_url", facts.BudgetUrl);
        if (version.HasTopics)
            json.WriteString("impact_url", facts.ImpactUrl ?? "");
        json.WriteString("link", startup.Link);
        WriteIfAny(json, "repository", facts.Repository);
        if (version.HasContacts)
        {
            json.WriteString("contact", facts.Contact ?? "");
            json.WriteString("content_url_encoded_markdown", Uri.EscapeDataString(facts.Description ?? ""));
        }

        WriteEvents(json, startup.Events);
        StaticFiles.WritePhases(json, version, startup.Phases);
        if (version.HasSponsors)
            WriteTexts(json, "sponsors", facts.Sponsors);
        if (version.HasTopics)
        {
            WriteTexts(json, "thematiques", facts.Themes);
            WriteTexts(json, "technos", facts.Technologies);
        }

        if (!version.HasSponsors)
            return;

        WriteIfAny(json, "analyse_risques", startup.IsRiskAnalysed ? "true" : null);
        WriteIfAny(json, "analyse_risques_url", facts.RiskAnalysis?.Url);
        WriteIfAny(json, "dashlord_url", facts.DashlordUrl);
        WriteIfAny(json, "accessibility_status", startup.AccessibilityStatus);
    }

    private static void WriteEvents(Utf8JsonWriter json, IReadOnlyList<StartupEvent> events)
    {
        json.WriteStartArray("events");
        foreach (var one in events)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteString("date", one.On.Text());

            // The publisher takes line breaks out, and puts nothing in their place.
            json.WriteString("comment", string.Concat((one.Comment ?? "").Split('\r', '\n')));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteIncubator(Utf8JsonWriter json, PublishedIncubatorRow incubator)
    {
        json.WriteStartObject();
        json.WriteString("id", incubator.Id);
        json.WriteString("type", "incubator");
        json.WriteStartObject("attributes");
        json.WriteString("title", incubator.Name);
        json.WriteString("owner", incubator.Owner);
        json.WriteString("website", incubator.Website ?? "");
        json.WriteString("github", incubator.Repository ?? "");
        json.WriteString("contact", incubator.Contact ?? "");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string incubator)
    {
        json.WriteStartObject();
        json.WriteString("type", "incubator");
        json.WriteString("id", incubator);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            json.WriteString(name, text);
    }
}
