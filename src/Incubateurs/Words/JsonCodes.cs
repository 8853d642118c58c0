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
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && EnumCodes<T>.TryRead(reader.GetString()!, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumCodes<T>.Of(value));
    }
}
