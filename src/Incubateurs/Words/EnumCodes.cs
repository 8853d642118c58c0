using System.Text.Json;

namespace Incubateurs.Words;

/// <summary>Enumerations as the words of the contract and of the database.</summary>
internal static class EnumCodes
{
    public static string Code<T>(this T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static T Read<T>(string code)
        where T : struct, Enum => Enum.Parse<T>(code, ignoreCase: true);
}
