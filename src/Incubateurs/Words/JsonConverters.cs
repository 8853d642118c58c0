using System.Text.Json;
using System.Text.Json.Serialization;

namespace Incubateurs.Words;

/// <summary>Instants are written in UTC with milliseconds and read in any zone that they name (RFC 3339).</summary>
internal sealed class JsonInstant : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Instants.TryRead(reader.GetString()!) is { } instant
            ? instant
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text());
}

/// <summary>Refuses text that is none (<see cref="SoundText.IsSound"/>).</summary>
internal sealed class JsonPlainText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();

        var text = reader.GetString()!;
        return text.IsSound() ? text : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
