using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Incubateurs.Webhooks;

/// <summary>When what could not be delivered is tried again, and when no longer (docs/WEBHOOKS.md).</summary>
internal static class RetryRules
{
    /// <summary>How long an item is tried.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>No receiver makes us wait longer.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    // The first comes soon: most failures are a connection that somebody closed meanwhile.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(3), LongestPause,
    ];

    /// <summary>When an item is tried again; null where it was tried for a day, and then once more.</summary>
    /// <param name="id">Of the webhook: many that fail together do not come back together.</param>
    /// <param name="failures">Those of the item, this one included.</param>
    /// <param name="since">Of the first.</param>
    /// <param name="asked">For how long the receiver asks not to be asked (<c>Retry-After</c>).</param>
    public static DateTimeOffset? NextTry(string id, int failures, DateTimeOffset since, DateTimeOffset now, TimeSpan? asked = null)
    {
        var end = since + Longest;
        if (now >= end)
            return null;

        var pause = PauseAfter(id, failures);
        if (asked > pause)
            pause = asked.Value < LongestPause ? asked.Value : LongestPause;
        return end - now < pause ? end : now + pause;
    }

    /// <summary>The pause after so many failures, up to a tenth longer or shorter: by chance, and always the same.</summary>
    public static TimeSpan PauseAfter(string id, int failures)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{id} {failures}"));
        var chance = BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue;
        var pause = Pauses[Math.Clamp(failures, 1, Pauses.Length) - 1] * (0.9 + (0.2 * chance));
        return TimeSpan.FromMilliseconds(Math.Round(pause.TotalMilliseconds));
    }
}
