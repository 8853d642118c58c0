using System.Globalization;
using Incubateurs.Words;

namespace Incubateurs.Limits;

/// <summary>How many requests a client may send in a minute.</summary>
/// <param name="PerMinute">0 turns every limit off.</param>
internal sealed record RateLimitSettings(int PerMinute)
{
    public const string Key = "RateLimit:PerMinute";

    private const int Most = 1_000_000;

    public static RateLimitSettings Of(IConfiguration configuration)
    {
        var text = configuration[Key];
        return string.IsNullOrEmpty(text) ? new(600)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit <= Most ? new(limit)
            : throw Settings.Wrong(Key, text, $"a whole number from 0 to {Most}");
    }
}
