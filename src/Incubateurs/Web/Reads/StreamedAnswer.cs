using Incubateurs.Storage;

namespace Incubateurs.Web.Reads;

/// <summary>200 with a file that is written as it is read: labelled as any read, never kept.</summary>
/// <param name="seen">The version of the data that the whole file shows.</param>
/// <param name="write">Writes the body; not called where the client has it, or asks for the headers alone.</param>
internal sealed class StreamedAnswer(Versions seen, string contentType, string fileName, Func<Stream, CancellationToken, Task> write)
    : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var labels = await Labels.OfAsync(httpContext, Shows.Of(httpContext), seen);
        if (labels.TryNotModified(httpContext, exists: true))
            return;

        labels.Write(httpContext);
        var response = httpContext.Response;
        response.ContentType = contentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        if (!HttpMethods.IsHead(httpContext.Request.Method))
            await write(response.Body, httpContext.RequestAborted);
    }
}
