using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incubateurs.Words;

/// <summary>
/// Enumerations as their codes in camelCase, letter for letter. The framework's own converter also reads any case, which the
/// document does not promise.
/// </summary>
internal sealed class JsonCodes : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(OfEnum<>).MakeGenericType(typeToConvert))!;

    private sealed class OfEnum<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(Code, StringComparer.Ordinal);
        private static readonly Dictionary<T, JsonEncodedText> Codes = Values.ToDictionary(code => code.Value, code => JsonEncodedText.Encode(code.Key));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Codes[value]);

        private static string Code(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
    }
}
