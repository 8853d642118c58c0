using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Discovery;

/// <summary>How what tells of the service leaves it: with a tag of its bytes, asked again each time.</summary>
internal static class DocumentEndpoints
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static FileContentHttpResult Json(HttpContext http, JsonObject document, string contentType) =>
        Send(http, JsonSerializer.SerializeToUtf8Bytes(document, Readable), contentType);

    public static FileContentHttpResult Text(HttpContext http, string text) =>
        Send(http, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")), "text/plain; charset=utf-8");

    private static FileContentHttpResult Send(HttpContext http, byte[] bytes, string contentType)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(bytes, contentType, entityTag: new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\""));
    }
}
