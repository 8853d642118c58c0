using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.ResponseCompression;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// Compression of what is written as it goes: exports, documents, pages. Kept bodies are compressed once and bring their
/// encoding along, which the framework leaves alone.
/// </summary>
internal static class Compression
{
    /// <summary>Compresses what is written, but for what <see cref="AsItIs"/> writes.</summary>
    public static void UseCompression(this IApplicationBuilder app)
    {
        _ = app.Use(next => http =>
        {
            http.Features.Set(new Uncompressed(http.Response.BodyWriter));
            return next(http);
        });
        _ = app.UseResponseCompression();
    }

    /// <summary>Where a body is written whose encoding is settled: also a small one, that the framework would compress.</summary>
    public static PipeWriter AsItIs(HttpContext http) => http.Features.Get<Uncompressed>()?.Body ?? http.Response.BodyWriter;

    private sealed record Uncompressed(PipeWriter Body);

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
                "application/json", "application/ld+json", "application/linkset+json", "application/openapi+json", "application/x-ndjson",
                "application/yaml", "image/svg+xml",
                "text/css", "text/csv", "text/html", "text/javascript", "text/plain",
            ];
        });
        _ = services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        _ = services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }
}
