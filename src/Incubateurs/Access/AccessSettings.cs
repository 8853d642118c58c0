using System.Globalization;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>How long accesses are kept, and who signs their seal.</summary>
/// <param name="RetentionDays">In days; 0 keeps them for ever.</param>
/// <param name="SigningKey">The file of a private key, in PEM; null where nobody signs.</param>
internal sealed record AccessSettings(int RetentionDays, string? SigningKey)
{
    public const string SigningKeyName = "Accesses:SigningKey";

    private const string RetentionName = "Accesses:RetentionDays";
    private const int TwelveMonths = 365;
    private const int MostDays = 36_500;

    public static AccessSettings Of(IConfiguration configuration) => new(
        configuration[RetentionName] switch
        {
            null or "" => TwelveMonths,
            { } text when int.TryParse(text, CultureInfo.InvariantCulture, out var days) && days is >= 0 and <= MostDays => days,
            { } text => throw Settings.Wrong(RetentionName, text, $"a number of days up to {MostDays}, 0 for ever"),
        },
        configuration[SigningKeyName] is { Length: > 0 } file ? file : null);
}
