using System.Runtime.CompilerServices;
using Dapper;
using Incubateurs.Startups;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Incubateurs.Benchmarks;

/// <summary>
/// What the API is measured beside: Kestrel with nothing between it and the answer. It writes the bytes and headers that it was
/// given, or runs one SQL statement through Dapper on a connection of its own and serialises the rows.
/// </summary>
internal static class BareServer
{
    private const string Present = "9223372036854775807";

    private static readonly string PageSql = $"""
        SELECT {StartupStore.Columns}
          FROM spans s
         CROSS JOIN startup_versions v
         WHERE s.known_to = {Present} AND s.from_day <= @day AND s.to_day > @day
           AND s.entered_on >= @from AND s.entered_on <= @to
           AND v.startup_id = s.startup_id AND v.known_to = {Present}
         ORDER BY s.name_key, s.startup_id
         LIMIT @limit
        """;

    private static readonly string SearchSql = $"""
        SELECT {StartupStore.Columns}
          FROM search_words w
         CROSS JOIN search_texts x
         CROSS JOIN spans s
         CROSS JOIN startup_versions v
         WHERE w.search_words MATCH @words AND x.id = w.rowid AND x.known_to = {Present}
           AND s.startup_id = x.startup_id AND s.known_to = {Present} AND s.from_day <= @day AND s.to_day > @day
           AND v.startup_id = s.startup_id AND v.known_to = {Present}
         ORDER BY s.name_key, s.startup_id
         LIMIT @limit
        """;

    /// <param name="args"><c>--urls=…</c>, then the database, then files of headers and body to repeat.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder([args[0]]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        var app = builder.Build();
        app.MapGet("/", () => Results.Bytes("ready"u8.ToArray(), "text/plain"));
        MapEvents(app);
        if (args.Length > 1)
            Map(app, new(args[1]), args[2], args[3]);
        await app.RunAsync();
        return 0;
    }

    private static void MapEvents(WebApplication app)
    {
        var pulse = new Pulse();
        app.MapGet("/events", (CancellationToken aborted) => TypedResults.ServerSentEvents(Events(aborted)));
        app.MapPost("/event", () => pulse.Beat());

        async IAsyncEnumerable<string> Events([EnumeratorCancellation] CancellationToken aborted)
        {
            yield return "begun";
            while (true)
            {
                await pulse.Next.WaitAsync(aborted);
                yield return "Une mesure.";
            }
        }
    }

    private static void Map(WebApplication app, BareDatabase database, string headersFile, string bodyFile)
    {
        var headers = File.ReadAllLines(headersFile).Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1])).ToArray();
        var body = File.ReadAllBytes(bodyFile);
        app.MapGet("/same", http =>
        {
            foreach (var (name, value) in headers)
                http.Response.Headers[name] = value;
            http.Response.ContentLength = body.Length;
            return http.Response.Body.WriteAsync(body, 0, body.Length);
        });
        app.MapGet("/unchanged", http =>
        {
            foreach (var (name, value) in headers)
                if (name is not "Content-Type" and not "Link")
                    http.Response.Headers[name] = value;
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        });
        app.MapGet("/page", (string from, string to, int limit) =>
            database.RowsAsync(PageSql, new { day = Day, from, to, limit, sequence = (long?)null }));
        app.MapGet("/search", (string q, int limit) =>
            database.RowsAsync(
                SearchSql,
                new
                {
                    day = Day,
                    words = new FullText().Asking(SearchWords.Query(q)!.Terms, SearchedTexts.Anywhere),
                    limit,
                    sequence = (long?)null,
                }));
    }

    /// <summary>The day that every request asks about.</summary>
    public const string Day = "2026-08-20";

    private sealed class BareDatabase(string file)
    {
        private readonly string connection = $"Data Source={file};Mode=ReadOnly";

        // The provider's own pool keeps the connections open.
        public async Task<IEnumerable<dynamic>> RowsAsync(string sql, object args)
        {
            await using var db = new SqliteConnection(connection);
            return await db.QueryAsync<BareRow>(sql, args);
        }
    }

    /// <summary>The columns as they come.</summary>
    private sealed record BareRow
    {
        public string? Id { get; init; }
        public string? Name_Key { get; init; }
        public string? Status { get; init; }
        public string? Phase { get; init; }
        public string? Since { get; init; }
        public string? Entered_On { get; init; }
        public string? Built_On { get; init; }
        public string? Exited_On { get; init; }
        public string? Next_Phase { get; init; }
        public string? Next_On { get; init; }
        public long Version { get; init; }
        public string? Modified_At { get; init; }
        public string? Name { get; init; }
        public string? Pitch { get; init; }
        public string? Incubators_Json { get; init; }
        public string? Sponsors_Json { get; init; }
        public string? Link { get; init; }
        public string? Repository { get; init; }
        public string? Contact { get; init; }
        public string? Themes_Json { get; init; }
        public string? Audiences_Json { get; init; }
        public string? Technologies_Json { get; init; }
        public string? National_Impact_On { get; init; }
        public string? Accessibility { get; init; }
    }
}
