using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Compatibility;

/// <summary>The files of the publisher's static API, under its very addresses (docs/MIGRATE.md).</summary>
internal static class CompatibilityEndpoints
{
    // Who publishes the persons.
    private const string Publisher = "https://beta.gouv.fr";

    private const string JsonType = "application/json; charset=utf-8";
    private const string CsvType = "text/csv; charset=utf-8";

    // Nothing moves with the day: each phase stands there with its start.
    private static readonly Shows Shown = new(Areas.Portfolio, Moves.Never);

    private static readonly JsonWriterOptions Strict = new() { Encoder = Json.Options.Encoder };

    public static void AddCompatibility(this IServiceCollection services) => services.AddSingleton<KeptFiles>();

    public static void MapCompatibility(this IEndpointRouteBuilder routes)
    {
        foreach (var version in StaticVersion.All)
        {
            var files = routes.MapGroup($"/api/{version.Name}").WithMetadata(version)
                .WithAnyQuery().AllowAnonymous().ExcludeFromDescription();
            _ = files.MapGet("/startups.json", GetStartups).Reads(Shown);
            if (version.HasIncubators)
                _ = files.MapGet("/incubators.json", GetIncubators).Reads(Shown);
            if (version.HasSponsors)
            {
                _ = files.MapGet("/sponsors.json", GetSponsors).Reads(Shown);
                _ = files.MapGet("/startups.csv", GetStartupsTable).Reads(Shown);
            }

            if (version.HasTopics)
                _ = files.MapGet("/organisations.json", GetOrganisations).Reads(Shown);
            _ = files.MapGet("/authors.json", GetPersons);
            _ = files.MapGet("/authors.csv", GetPersons);
            _ = files.MapGet("/startups_details.json", GetPersons);
        }
    }

    private static Task<KeptAnswer> GetStartups(HttpContext http, KeptFiles files) => AnswerAsync(http, files, StartupsFile.WriteAsync);

    private static Task<KeptAnswer> GetIncubators(HttpContext http, KeptFiles files) =>
        AnswerAsync(http, files, StaticFiles.WriteIncubatorsAsync);

    private static Task<KeptAnswer> GetSponsors(HttpContext http, KeptFiles files) =>
        AnswerAsync(http, files, StaticFiles.WriteSponsorsAsync);

    private static Task<KeptAnswer> GetStartupsTable(HttpContext http, KeptFiles files) =>
        files.AnswerAsync(http, CsvType, (tx, stream) => StartupsTable.WriteAsync(tx, VersionOf(http), stream));

    private static Task<KeptAnswer> GetOrganisations(HttpContext http, KeptFiles files) =>
        AnswerAsync(http, files, StaticFiles.WriteOrganisationsAsync);

    // Never an empty list: real clients would delete their members.
    private static Refusal GetPersons(HttpContext http) => Refusal.Of(
        CompatibilityProblems.PersonsNotHere,
        new(
            $"Ce fichier liste des personnes, que ce service ne connaît pas. Il est à {Publisher}{http.Request.Path}.",
            $"This file lists persons, whom this service does not know. It is at {Publisher}{http.Request.Path}."));

    private static Task<KeptAnswer> AnswerAsync(
        HttpContext http, KeptFiles files, Func<Tx, StaticVersion, Utf8JsonWriter, Task> write) =>
        files.AnswerAsync(http, JsonType, async (tx, stream) =>
        {
            await using var json = new Utf8JsonWriter(stream, Strict);
            await write(tx, VersionOf(http), json);
        });

    private static StaticVersion VersionOf(HttpContext http) => http.GetEndpoint()!.Metadata.GetRequiredMetadata<StaticVersion>();
}
