using System.Text.Json;
using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Compatibility;

/// <summary>The JSON files of the static API but the largest, <see cref="StartupsFile"/>.</summary>
internal static class StaticFiles
{
    /// <summary><c>incubators.json</c>: by id; a hidden one with its startups alone.</summary>
    public static async Task WriteIncubatorsAsync(Tx tx, StaticVersion version, Utf8JsonWriter json)
    {
        var startups = new List<PublishedStartup>();
        await foreach (var startup in tx.ListPublishedStartupsAsync())
            startups.Add(startup);
        var byIncubator = startups.ToLookup(startup => startup.Incubator, StringComparer.Ordinal);
        json.WriteStartObject();
        foreach (var incubator in await tx.ListPublishedIncubatorsAsync())
        {
            json.WriteStartObject(incubator.Id);
            if (!incubator.IsHidden)
            {
                json.WriteString("title", incubator.Name);
                json.WriteString("owner", incubator.Owner);
                json.WriteString("contact", incubator.Contact ?? "");
                json.WriteString("address", incubator.Address);
                json.WriteString("website", incubator.Website ?? "");
                json.WriteString("github", incubator.Repository ?? "");
            }

            json.WriteStartArray("startups");
            foreach (var startup in byIncubator[incubator.Id])
                WriteStartup(json, version, startup);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary><c>organisations.json</c>: a list.</summary>
    public static async Task WriteOrganisationsAsync(Tx tx, StaticVersion version, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var administration in await tx.ListPublishedAdministrationsAsync())
        {
            json.WriteStartObject();
            json.WriteString("id", administration.Id);
            WriteAdministration(json, administration);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary><c>sponsors.json</c>: the same by id.</summary>
    public static async Task WriteSponsorsAsync(Tx tx, StaticVersion version, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var administration in await tx.ListPublishedAdministrationsAsync())
        {
            json.WriteStartObject(administration.Id);
            WriteAdministration(json, administration);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The phases in the words of the version, in the order of the fiche.</summary>
    public static void WritePhases(Utf8JsonWriter json, StaticVersion version, IReadOnlyList<RecordedPhase> phases)
    {
        json.WriteStartArray("phases");
        foreach (var phase in phases)
        {
            json.WriteStartObject();
            json.WriteString("name", version.NameOf(phase.Phase));
            json.WriteString("start", phase.StartsOn.Text());
            json.WriteString("end", phase.RecordedEnd?.Text() ?? "");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStartup(Utf8JsonWriter json, StaticVersion version, PublishedStartup startup)
    {
        json.WriteStartObject();
        json.WriteString("id", startup.Id);
        json.WriteString("name", startup.Facts.Name);
        json.WriteString("pitch", startup.Facts.Pitch ?? "");
        json.WriteString("repository", startup.Facts.Repository ?? "");
        json.WriteString("contact", startup.Facts.Contact ?? "");
        WritePhases(json, version, startup.Phases);
        json.WriteEndObject();
    }

    private static void WriteAdministration(Utf8JsonWriter json, PublishedAdministrationRow administration)
    {
        json.WriteString("name", administration.Name);
        json.WriteString("acronym", administration.Acronym ?? "");
        json.WriteString("domaine_ministeriel", administration.Domain ?? "");
        json.WriteString("type", administration.Kind ?? "");
    }
}
