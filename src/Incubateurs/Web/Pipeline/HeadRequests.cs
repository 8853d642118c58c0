using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Incubateurs.Web.Pipeline;

/// <summary>
/// HEAD wherever GET (RFC 9110 §9.3.2): behind this point a HEAD is a GET whose body goes nowhere. Mapping both methods would
/// write every operation id twice in the document.
/// </summary>
internal static class HeadRequests
{
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use(next => http =>
        HttpMethods.IsHead(http.Request.Method) ? AsGetAsync(http, next) : next(http));

    /// <summary>Whether the client asked for the headers alone: what never ends must end for it.</summary>
    public static bool AsksHeadersAlone(this HttpContext http) => http.Features.Get<HeadersAlone>() is not null;

    private static async Task AsGetAsync(HttpContext http, RequestDelegate next)
    {
        var features = http.Features;
        var body = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        features.Set<IHttpResponseBodyFeature>(new NoBody(body));
        features.Set(HeadersAlone.Asked);
        http.Request.Method = HttpMethods.Get;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
            features.Set(body);
        }
    }

    private sealed class HeadersAlone
    {
        public static readonly HeadersAlone Asked = new();
    }

    /// <summary>Starts and completes the answer, and drops what is written to it.</summary>
    private sealed class NoBody(IHttpResponseBodyFeature inner) : IHttpResponseBodyFeature
    {
        public Stream Stream => Stream.Null;

        public PipeWriter Writer { get; } = PipeWriter.Create(Stream.Null);

        public void DisableBuffering() => inner.DisableBuffering();

        public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public Task CompleteAsync() => inner.CompleteAsync();
    }
}
