using System.Globalization;
using System.IO.Pipelines;
using System.Reflection;
using System.Text;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Changes;

/// <summary>The feed of changes over HTTP, pushed as server-sent events.</summary>
internal static class FeedStreamEndpoints
{
    private const string LastEventId = "Last-Event-ID";

    private static readonly IntegerParameter LimitParameter =
        new("limit", "Items after which the stream ends; without it, it goes on.", 1, 10_000) { Example = "2" };

    public static void MapStream(this IEndpointRouteBuilder changes) =>
        changes.MapGet("/stream", StreamChanges).WithName(nameof(StreamChanges))
            .WithQuery([FeedEndpoints.AfterParameter, LimitParameter, .. FeedFilter.Parameters]);

    /// <summary>Streams what changes, as it is committed.</summary>
    /// <remarks>
    /// Server-sent events: the items of `/v1/changes`, each as `data`, with its number as `id`. It begins now, or behind `after`, or, once
    /// that is sent, behind `Last-Event-ID`: whoever comes back misses nothing. A comment comes every 15 seconds. Whoever does not read for
    /// half a minute is dropped, and comes back the same way.
    /// </remarks>
    private static async Task<Results<EventStream, BadRequestProblem, UnavailableProblem>> StreamChanges(
        HttpContext http, Database database, FeedFollower follower, Waiters waiters)
    {
        var query = http.Query();
        long? after = query.Integer(FeedEndpoints.AfterParameter);
        if (http.Request.Headers[LastEventId].ToString() is { Length: > 0 } last)
        {
            if (!long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return BadRequestProblem.Of(
                    [new(LastEventId, new("Attendu : le numéro d'un article du flux.", "Expected: the number of an item of the feed."))]);
            after = number;
        }

        if (!waiters.TryEnter(http))
            return Waiters.TooMany;

        after ??= await database.ReadAsync(FeedIndexStore.FeedHeadAsync, http.RequestAborted);
        return new EventStream(follower, FeedFilter.Asked(query), after.Value, query.Integer(LimitParameter) ?? long.MaxValue);
    }
}

/// <summary>200 with events for as long as the client reads, or until the server stops.</summary>
/// <param name="most">Items after which it ends.</param>
internal sealed class EventStream(FeedFollower follower, FeedFilter filter, long after, long most)
    : IResult, IStatusCodeHttpResult, IEndpointMetadataProvider
{
    private const string MediaType = "text/event-stream";
    private const int Chunk = 50;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public int? StatusCode => StatusCodes.Status200OK;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [MediaType]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentType = MediaType;
        headers.CacheControl = "no-store";
        headers["X-Accel-Buffering"] = "no";
        var writer = Compression.AsItIs(httpContext);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            httpContext.RequestAborted, Waiters.Stopping(httpContext));
        if (httpContext.AsksHeadersAlone())
            return;

        try
        {
            await FollowAsync(httpContext, writer, stop.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or StorageException)
        {
            // The client went away or was dropped, the server stops, or the storage fails: whoever comes back goes on where it was.
        }
    }

    private async Task FollowAsync(HttpContext http, PipeWriter writer, CancellationToken stop)
    {
        var prefix = http.At("");
        var position = after;
        await SendAsync(http, writer, Encoding.UTF8.GetBytes($"retry: 3000\n{Marker(position)}"), stop);
        for (var left = most; !stop.IsCancellationRequested;)
        {
            var batch = await follower.NextAsync(filter, position, (int)Math.Min(Chunk, left));
            position = batch.Position;
            if (batch.Items.Count > 0)
                await SendAsync(http, writer, batch.Events(prefix), stop);
            left -= batch.Items.Count;
            if (left == 0)
                return;

            // What is behind is looked for once more where others were committed since.
            while (batch.IsLast && !await follower.WaitAsync(batch.Version, Quiet, stop))
                await SendAsync(http, writer, Encoding.UTF8.GetBytes($":\n{Marker(position)}"), stop);
        }
    }

    // An id alone is no event, and tells where to come back to.
    private static string Marker(long position) => string.Create(CultureInfo.InvariantCulture, $"id: {position}\n\n");

    private static async Task SendAsync(HttpContext http, PipeWriter writer, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            if ((await writer.WriteAsync(bytes, patience.Token)).IsCompleted)
                throw new OperationCanceledException();
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            http.Abort();
            throw;
        }
    }
}
