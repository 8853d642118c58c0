using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incubateurs.Words;

/// <summary>A value that was written as JSON before, and is sent as it is.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class RawJson
{
    private readonly byte[] bytes;

    private RawJson(byte[] bytes) => this.bytes = bytes;

    public int Length => bytes.Length;

    public JsonElement Element() => JsonDocument.Parse(bytes).RootElement;

    public static RawJson Of(object value) => new(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json.Options));

    internal sealed class Converter : JsonConverter<RawJson>
    {
        public override RawJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Of(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, RawJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.bytes, skipInputValidation: true);
    }
}
