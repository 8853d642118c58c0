using System.Globalization;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>How long accesses are kept.</summary>
/// <param name="RetentionDays">In days; 0 keeps them for ever.</param>
internal sealed record AccessSettings(int RetentionDays)
{
    private const string Key = "Accesses:RetentionDays";

    public static AccessSettings Of(IConfiguration configuration) => configuration[Key] switch
    {
        null or "" => new(0),
        { } text when int.TryParse(text, CultureInfo.InvariantCulture, out var days) && days >= 0 => new(days),
        { } text => throw Settings.Wrong(Key, text, "a number of days, 0 for ever"),
    };
}
