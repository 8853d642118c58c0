using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Site;

/// <summary>How the service is at this moment.</summary>
/// <param name="Version">Version of the API, as in the header `API-Version`.</param>
/// <param name="Commit">Commit of the sources that the program was built from, where the build knew it.</param>
/// <param name="StartedAt">Instant at which the process started.</param>
/// <param name="UptimeSeconds">Whole seconds since then.</param>
/// <param name="Database">Whether the database answers: `ok` or `unavailable`.</param>
/// <param name="Portfolio">What the portfolio holds; absent while the database does not answer.</param>
/// <param name="ClockBehindSeconds">
/// Whole seconds by which the last recorded instant is later than the clock, where that is over a minute: the clock is wrong, or
/// was. Absent otherwise.
/// </param>
public sealed record ServiceStatus(
    string Version,
    string? Commit,
    DateTimeOffset StartedAt,
    long UptimeSeconds,
    [property: AllowedValues("ok", "unavailable")] string Database,
    PortfolioState? Portfolio = null,
    long? ClockBehindSeconds = null);

/// <summary>A probe's answer.</summary>
/// <param name="Status">`ok` or `unavailable`.</param>
public sealed record Health(string Status);

/// <summary>When the process began to serve.</summary>
internal sealed record Started(DateTimeOffset At);

/// <summary>How the service is, for people, probes and monitors. Never kept by anyone.</summary>
internal static partial class StatusEndpoints
{
    private static readonly string? Commit =
        typeof(StatusEndpoints).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+') is [_, var commit]
            ? commit
            : null;

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        open.MapGet("/health/live", GetLive);
        open.MapGet("/health/ready", GetReady);
        open.MapGet("/status", ReadStatus);
    }

    public static void MapStatus(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/status", ReadStatus).WithName(nameof(ReadStatus)).WithTags("Service").AllowAnonymous();

    /// <summary>The process answers.</summary>
    private static Ok<Health> GetLive(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Health("ok"));
    }

    /// <summary>The database answers too, so that requests can be sent here.</summary>
    private static async Task<Results<Ok<Health>, UnavailableProblem>> GetReady(
        HttpContext http, Database database, ReadPortfolioState read, ILoggerFactory logs)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await TryReadAsync(http, database, read, logs) is null
            ? new UnavailableProblem(new("La base de données ne répond pas.", "The database does not answer."))
            : TypedResults.Ok(new Health("ok"));
    }

    /// <summary>Says how the service is.</summary>
    /// <remarks>Version, start, database and size of the portfolio; answered also while the database is not available.</remarks>
    private static async Task<Ok<ServiceStatus>> ReadStatus(
        HttpContext http, Database database, ReadPortfolioState read, Started started, TimeProvider time, ILoggerFactory logs)
    {
        http.Response.Headers.CacheControl = "no-store";
        var portfolio = await TryReadAsync(http, database, read, logs);
        var now = time.GetUtcNow();
        var lag = portfolio?.LastChangeAt is { } last ? ClockLag.Of(last, now) : null;
        return TypedResults.Ok(new ServiceStatus(
            StandardHeaders.ApiVersion,
            Commit,
            started.At,
            Math.Max(0, (long)(now - started.At).TotalSeconds),
            portfolio is null ? "unavailable" : "ok",
            portfolio,
            (long?)lag?.TotalSeconds));
    }

    private static async Task<PortfolioState?> TryReadAsync(
        HttpContext http, Database database, ReadPortfolioState read, ILoggerFactory logs)
    {
        if (database.IsDamaged)
            return null;

        try
        {
            return await database.ReadAsync(tx => read(tx), http.RequestAborted);
        }
        catch (StorageException exception)
        {
            Log.Unavailable(logs.CreateLogger(typeof(StatusEndpoints).FullName!), exception);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The database does not answer.")]
        public static partial void Unavailable(ILogger logger, Exception exception);
    }
}
