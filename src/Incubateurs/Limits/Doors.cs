using System.Collections.Concurrent;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;

namespace Incubateurs.Limits;

/// <summary>
/// The doors of trust stand open to anyone, and are kept from floods without an account: so many from each network that an address is in
/// (<see cref="Layers"/>), by the minute and by the hour, and by the hour for one thing; and so many from all together
/// (<see cref="CrowdStore"/>). The file counts what was written; memory only spares it those who were just refused.
/// </summary>
internal sealed class Doors(RateLimitSettings settings, TimeProvider time)
{
    public const string Candidacies = "candidacies";
    public const string Reviews = "reviews";
    public const string Reports = "reports";

    private const int MostRefused = 100_000;

    private readonly ConcurrentDictionary<(UInt128 Client, string Door, string? Subject), DateTimeOffset> refused = new();
    private DateOnly refusedOn;

    /// <summary>Null where the request may be tried; cheap, and before anything is read.</summary>
    public TooManyProblem? Glance(HttpContext http, string door, string? subject)
    {
        if (refused.IsEmpty)
            return null;

        var client = RateLimits.PartitionOf(http);
        var now = time.GetUtcNow();
        return Until((client, door, null)) is { } all && all > now ? Refuse(all, now)
            : Until((client, door, subject)) is { } one && one > now ? Refuse(one, now)
            : null;
    }

    /// <summary>Counts a write within its own transaction; null where it is not one too many.</summary>
    public async Task<TooManyProblem?> AdmitAsync(HttpContext http, Tx tx, string door, string subject)
    {
        // Agents are known: every one of their accesses is recorded.
        if (settings.PerMinute == 0 || http.Actor() is not null)
            return null;

        var stranger = await tx.StrangerAsync(http.Connection.RemoteIpAddress);
        var writes = await tx.ListWritesAsync(stranger, door);
        var next = stranger.Layers.Zip(stranger.Networks, (layer, network) => Next(layer, [.. writes[network]], subject)).ToList();
        var (all, one) = (next.Max(time => time.All), next.Max(time => time.One));
        var crowd = await tx.WhenLetInAsync(stranger, door, subject);
        var own = all > one ? all : one;
        if ((own > crowd ? own : crowd) is var until && until <= tx.Clock)
        {
            await tx.AddWriteAsync(stranger, door, subject);
            return null;
        }

        // Addresses are remembered for a day at most, in memory too.
        if (refused.Count >= MostRefused || refusedOn != tx.Today)
            refused.Clear();
        refusedOn = tx.Today;
        refused[(RateLimits.PartitionOf(http), door, until == all ? null : subject)] = until;
        return Refuse(until, tx.Clock);
    }

    /// <summary>Who rates, told apart for a day; null where limits are off and strangers are not.</summary>
    public async Task<Rater?> RaterAsync(HttpContext http, Tx tx) =>
        settings.PerMinute == 0 && tx.Actor.Agent is null ? null : await tx.RaterAsync(http.Connection.RemoteIpAddress);

    /// <summary>When the next one of a network may come at all, and for one thing.</summary>
    /// <param name="writes">Those of the last hour, the newest first.</param>
    internal static (DateTimeOffset All, DateTimeOffset One) Next(Layer layer, IReadOnlyList<StrangerWrite> writes, string subject)
    {
        var minute = After([.. writes.Select(write => write.At)], layer.MostPerMinute, TimeSpan.FromMinutes(1));
        var hour = After([.. writes.Select(write => write.At)], layer.MostPerHour, TimeSpan.FromHours(1));
        var one = After(
            [.. writes.Where(write => write.Subject == subject).Select(write => write.At)], layer.MostForOne, TimeSpan.FromHours(1));
        return (minute > hour ? minute : hour, one);
    }

    private static DateTimeOffset After(List<DateTimeOffset> instants, int most, TimeSpan window) =>
        instants.Count < most ? DateTimeOffset.MinValue : instants[most - 1] + window;

    private DateTimeOffset? Until((UInt128, string, string?) key)
    {
        if (!refused.TryGetValue(key, out var until))
            return null;
        if (until <= time.GetUtcNow())
            _ = refused.TryRemove(key, out _);
        return until;
    }

    private static TooManyProblem Refuse(DateTimeOffset until, DateTimeOffset now) =>
        new(Math.Max(1, (int)Math.Ceiling((until - now).TotalSeconds)));
}
