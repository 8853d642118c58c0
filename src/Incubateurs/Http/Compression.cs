using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Incubateurs.Http;

/// <summary>
/// Compression of what is written as it goes: exports, documents, pages. Kept bodies are compressed once and bring their
/// encoding along, which the framework leaves alone.
/// </summary>
internal static class Compression
{
    public static void AddCompression(this IServiceCollection services)
    {
        // Answers hold no secret beside text that a stranger chose, so that their length tells nothing (BREACH).
        _ = services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes =
            [
                "application/json", "application/openapi+json", "application/x-ndjson", "application/yaml", "image/svg+xml",
                "text/css", "text/csv", "text/html", "text/javascript", "text/plain",
            ];
        });
        _ = services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        _ = services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
