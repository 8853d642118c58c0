using System.Text.Json;

namespace Incubateurs.Words;

/// <summary>Enumerations as their codes in camelCase, letter for letter: those of the contract, of the database, of a query.</summary>
internal static class EnumCodes<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values =
        Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()), StringComparer.Ordinal);

    private static readonly Dictionary<T, string> Codes = Values.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>In the order in which the values are declared.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<T>().Select(Of)];

    public static string Of(T value) => Codes[value];

    /// <summary>What a code means that we wrote ourselves.</summary>
    public static T Read(string code) => Values[code];

    /// <summary>False for any text that is no code, be it by a letter's case.</summary>
    public static bool TryRead(string text, out T value) => Values.TryGetValue(text, out value);
}

/// <summary>The code of a value, behind the value.</summary>
internal static class EnumCodes
{
    public static string Code<T>(this T value)
        where T : struct, Enum => EnumCodes<T>.Of(value);
}
