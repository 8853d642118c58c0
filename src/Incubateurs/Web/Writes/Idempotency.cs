using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;

namespace Incubateurs.Web.Writes;

/// <summary>
/// <c>Idempotency-Key</c> on POST: kept for 24 hours and over restarts, per caller. The same key and request get the first
/// answer of a committed write again; of simultaneous ones one acts, since the answer is kept in the write's transaction.
/// </summary>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";

    public const int LongestKey = 255;

    /// <summary>On an answer that was given before, and is given again.</summary>
    private const string Replayed = "Idempotent-Replayed";

    /// <summary>On the group of all writes.</summary>
    public static void UseIdempotency(this IApplicationBuilder app) => app.Use(next => http =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.Headers.ContainsKey(Header) ? AnswerAsync(http, next) : next(http));

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers[Header] is not [{ Length: > 0 and <= LongestKey } key]
            || key.Any(character => character is < ' ' or > '~'))
        {
            await Malformed.ExecuteAsync(http);
            return;
        }

        http.Features.Set(new Repetition(CallerOf(http), key, FingerprintOf(http), EarlierFingerprintOf(http)));
        try
        {
            await next(http);
        }
        catch (RepeatedException repeated)
        {
            if (repeated.Earlier.Answer is not { } answer)
            {
                await Reused.ExecuteAsync(http);
                return;
            }

            http.Response.Headers[Replayed] = "true";
            await WrittenAnswer.SendAsync(http, answer);
        }
    }

    // Of strangers nothing is kept: their keys are random, and whoever sends one with the same body gets the same answer.
    private static string CallerOf(HttpContext http) =>
        Hashed(http.Actor() is { } actor ? $"{actor.Agent} {actor.AdministrationId}" : $"{http.Caller()}");

    /// <summary>As the file has a caller: not by the e-mail address of an agent.</summary>
    public static string Hashed(string caller) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caller)));

    // Of what is asked, and not of its bytes: the order of members and blanks count for nothing.
    private static string FingerprintOf(HttpContext http)
    {
        var asked = new ArrayBufferWriter<byte>();
        asked.Write(Encoding.UTF8.GetBytes($"{http.Request.Path.Value}\n"));
        if (http.Features.Get<JsonBody>() is { } body)
            using (var writer = new Utf8JsonWriter(asked))
                Write(body.Members, writer);
        return Convert.ToHexStringLower(SHA256.HashData(asked.WrittenSpan));
    }

    // Builds before the 27 November of 2026 kept a hash of the bytes.
    private static string EarlierFingerprintOf(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Path.Value}\n"));
        hash.AppendData((http.Features.Get<JsonBody>()?.Sent ?? default).Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Write(JsonNode? node, Utf8JsonWriter writer)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(name);
                    Write(value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                    Write(item, writer);
                writer.WriteEndArray();
                break;
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number && number.TryGetValue(out decimal value):
                writer.WriteNumberValue(value / 1.0000000000000000000000000000m);
                break;
            default:
                node!.WriteTo(writer);
                break;
        }
    }

    private static readonly ConflictProblem Reused = new(ProblemTypes.IdempotencyKeyReused);

    private static readonly BadRequestProblem Malformed = BadRequestProblem.Of(
        [new(Header, new("1 à 255 caractères ASCII imprimables.", "1 to 255 printable ASCII characters."))]);
}
