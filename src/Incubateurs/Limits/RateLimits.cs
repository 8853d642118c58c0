using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Limits;

/// <summary>
/// A limit of requests per client and calendar minute, told in every answer. Not the framework's limiter, which neither
/// tells what remains nor when the minute ends.
/// </summary>
internal static class RateLimits
{
    private const string Limit = "RateLimit-Limit";
    private const string Remaining = "RateLimit-Remaining";
    private const string Reset = "RateLimit-Reset";

    private static readonly StringValues Unlimited = int.MaxValue.ToString(CultureInfo.InvariantCulture);

    // A household with 256 networks has as much as so many of them.
    private const int HouseholdShares = 4;

    // The numbers that headers say most.
    private static readonly StringValues[] Numbers =
        [.. Enumerable.Range(0, 1024).Select(number => new StringValues(number.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>Before who asks is found out.</summary>
    public static void UseCredentialLimits(this IApplicationBuilder app)
    {
        var most = app.ApplicationServices.GetRequiredService<RateLimitSettings>().PerMinute;
        if (most == 0)
            return;

        var credentials = app.ApplicationServices.GetRequiredService<CredentialLimits>();
        _ = app.Use(next => http =>
        {
            if (http.Request.Headers.Authorization.Count == 0 || credentials.Count(http) is not { } wait)
                return next(http);

            Tell(http.Response.Headers, Number(most), Numbers[0], Number(wait));
            return new Refusal(
                ProblemTypes.TooManyRequests,
                new(
                    $"Trop d'identifiants essayés depuis cette adresse ; reprendre dans {wait} s, ou lire sans identifiant.",
                    $"Too many credentials tried from this address; go on in {wait} s, or read without any."))
            { RetryAfter = wait }.ExecuteAsync(http);
        });
    }

    public static void UseRateLimits(this IApplicationBuilder app)
    {
        var most = app.ApplicationServices.GetRequiredService<RateLimitSettings>().PerMinute;
        if (most == 0)
        {
            _ = app.Use(next => http =>
            {
                Tell(http.Response.Headers, Unlimited, Unlimited, Numbers[0]);
                return next(http);
            });
            return;
        }

        var time = app.ApplicationServices.GetRequiredService<TimeProvider>();
        var credentials = app.ApplicationServices.GetRequiredService<CredentialLimits>();
        var minutes = new RequestCounts();
        var limit = Number(most);
        _ = app.Use(next => http =>
        {
            credentials.Settle(http);
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            var count = minutes.Count(now / 60, PartitionOf(http));
            if (HouseholdOf(http) is { } household)
                count = Math.Max(count, minutes.Count(now / 60, household) - ((HouseholdShares - 1) * most));
            var reset = (int)(60 - (now % 60));
            Tell(http.Response.Headers, limit, Number(Math.Max(0, most - count)), Number(reset));
            return count <= most || IsProbe(http.Request) ? next(http) : Refuse(http, most, reset);
        });
    }

    /// <summary>
    /// Who is counted as one: an agent wherever it is; anybody else by an IPv4 address, or the 64 bits of an IPv6 one that a household or a
    /// server is given.
    /// </summary>
    internal static UInt128 PartitionOf(HttpContext http)
    {
        if (http.Actor() is { Agent: { } agent })
            return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(agent)));
        var address = http.Connection.RemoteIpAddress;
        return Layers.First(Layers.Of(address)[0].Bits, address);
    }

    /// <summary>The 56 bits that a household with IPv6 may be given; null of anybody else. No client has the same number.</summary>
    private static UInt128? HouseholdOf(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && Layers.IsIPv6(address) && http.Actor() is not { Agent: not null }
            ? Layers.First(Layers.Household, address) | UInt128.One
            : null;

    // Whoever watches the service must not take a busy address for a dead server.
    private static bool IsProbe(HttpRequest request) => request.Path.Value is "/health/live" or "/health/ready";

    private static Task Refuse(HttpContext http, int most, int reset) => new Refusal(
        ProblemTypes.TooManyRequests,
        new($"{most} requêtes par minute au plus ; reprendre dans {reset} s.", $"At most {most} requests per minute; go on in {reset} s."))
    { RetryAfter = reset }.ExecuteAsync(http);

    private static void Tell(IHeaderDictionary headers, StringValues limit, StringValues remaining, StringValues reset)
    {
        headers[Limit] = limit;
        headers[Remaining] = remaining;
        headers[Reset] = reset;
    }

    private static StringValues Number(int number) =>
        number < Numbers.Length ? Numbers[number] : number.ToString(CultureInfo.InvariantCulture);
}
