using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Access;

namespace Incubateurs.Http;

/// <summary>
/// Protection of the three doors of trust (candidacies, reviews, reports) against floods, without an account: so many from
/// one address in a minute and in an hour. An address is counted by a hash salted for this process, and forgotten with its
/// hour; nothing of it is stored.
/// </summary>
internal sealed class Doors(RateLimitSettings settings, TimeProvider time)
{
    private const int PerMinute = 30;
    private const int PerHour = 300;
    private const int SecondsOfHour = 3600;

    private readonly byte[] salt = RandomNumberGenerator.GetBytes(32);
    private readonly RequestCounts minutes = new();
    private readonly RequestCounts hours = new();

    /// <summary>Null where the door is open; else when it is worth trying again, in seconds.</summary>
    public int? Closed(HttpContext http)
    {
        // Agents are known, and counted as such.
        if (settings.PerMinute == 0 || http.Agent() is not null)
            return null;

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var partition = PartitionOf(http);
        if (minutes.Count(now / 60, partition) > PerMinute)
            return (int)(60 - (now % 60));
        return hours.Count(now / SecondsOfHour, partition) > PerHour ? (int)(SecondsOfHour - (now % SecondsOfHour)) : null;
    }

    private UInt128 PartitionOf(HttpContext http)
    {
        Span<byte> address = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(address, RateLimits.PartitionOf(http));
        var door = Encoding.UTF8.GetBytes((http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
        return BinaryPrimitives.ReadUInt128BigEndian(HMACSHA256.HashData(salt, (byte[])[.. address, .. door]));
    }
}

/// <summary>Where strangers write.</summary>
internal static class DoorFilter
{
    public static RouteHandlerBuilder ThroughDoor(this RouteHandlerBuilder route) => route.AddEndpointFilter((context, next) =>
    {
        var http = context.HttpContext;
        return http.RequestServices.GetRequiredService<Doors>().Closed(http) is { } seconds
            ? ValueTask.FromResult<object?>(new Refusal(ProblemTypes.TooManyRequests, new(
                $"Trop d'envois depuis cette adresse ; reprendre dans {seconds} s.", $"Too many from this address; go on in {seconds} s."))
            { RetryAfter = seconds })
            : next(context);
    });
}
