using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Reads;

/// <summary>200 with a file that is written as it is read: labelled as any read, never kept.</summary>
/// <param name="seen">The version of the data that the whole file shows.</param>
/// <param name="write">Writes the body; not called where the client has it, or asks for the headers alone.</param>
internal sealed class StreamedAnswer(Versions seen, string contentType, string fileName, Func<Stream, CancellationToken, Task> write)
    : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    /// <summary>So much is compressed and sent at once: a compressor that is given a line at a time finds little to save.</summary>
    public const int BlockBytes = 64 * 1024;

    /// <summary>Where it is told what the file holds (RFC 8288, <c>describedby</c>).</summary>
    public string? DescribedBy { get; init; }

    public int? StatusCode => StatusCodes.Status200OK;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        RefusalMetadata.Add(builder, StatusCodes.Status503ServiceUnavailable);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var labels = await Labels.OfAsync(httpContext, Shows.Of(httpContext), seen);
        if (labels.TryNotModified(httpContext, exists: true))
            return;

        labels.Write(httpContext);
        var response = httpContext.Response;
        response.ContentType = contentType;
        if (DescribedBy is not null)
            response.Headers.Append(HeaderNames.Link, $"<{DescribedBy}>; rel=\"describedby\"; type=\"application/json\"");
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await write(response.Body, httpContext.RequestAborted);
    }

    /// <summary>Writes values as lines of JSON, in blocks.</summary>
    public static async Task WriteLinesAsync<T>(Stream body, IAsyncEnumerable<T> values, CancellationToken cancellation)
        where T : class
    {
        var block = new ArrayBufferWriter<byte>(BlockBytes * 2);
        await using var json = new Utf8JsonWriter(block, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        await foreach (var value in values.WithCancellation(cancellation))
        {
            JsonSerializer.Serialize(json, value, value.GetType(), Json.Options);
            json.Reset();
            block.Write("\n"u8);
            if (block.WrittenCount < BlockBytes)
                continue;

            await body.WriteAsync(block.WrittenMemory, cancellation);
            block.ResetWrittenCount();
        }

        await body.WriteAsync(block.WrittenMemory, cancellation);
    }
}
