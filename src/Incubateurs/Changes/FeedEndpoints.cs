using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;

namespace Incubateurs.Changes;

/// <summary>The feed of changes over HTTP, pulled.</summary>
internal static class FeedEndpoints
{
    public const string Tag = "Changes";

    private static readonly IntegerParameter LimitParameter = new("limit", "Most items of a page.", 1, 200, 50) { Example = "2" };

    private static readonly IntegerParameter WaitParameter = new(
        "wait", "Seconds to wait for an item where there is none yet; the answer comes as soon as one is committed.", 0, 30, 0);

    /// <summary>Behind which item the answer begins.</summary>
    public static readonly IntegerParameter AfterParameter =
        new("after", "Number of the last item that is known; 0 asks from the first import on.", 0, int.MaxValue) { Example = "0" };

    public static void AddChanges(this IServiceCollection services)
    {
        _ = services.AddSingleton<FeedFollower>();
        _ = services.AddSingleton<Waiters>();
        _ = services.AddHostedService<FeedWatch>();
    }

    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var changes = routes.MapGroup("/changes").WithTags(Tag);
        _ = changes.MapGet("", ListChanges).WithName(nameof(ListChanges))
            .AddEndpointFilter(WaitAsync)
            .Reads(Areas.Feed, Moves.Never, [AfterParameter, LimitParameter, .. FeedFilter.Parameters, WaitParameter]);
        changes.MapStream();
        routes.MapAtom();
    }

    /// <summary>Lists what changed, from the first import on.</summary>
    /// <remarks>
    /// The oldest first, each with what changed as it is since: whoever keeps `next` and asks it again misses nothing, and nothing that is
    /// committed later comes before it. What changes with a change comes as an item of its own, such as the startup of a hand-over. What
    /// strangers write, its moderation and the specimen are not in it. With `wait` the answer comes as soon as there is something, and a
    /// client that is at the head gets 304. A `head` below `after` says that the database was put back: begin again.
    /// </remarks>
    private static Task<Answer<ChangeFeed>> ListChanges(HttpContext http, Reading reading, FeedFollower follower)
    {
        var query = http.Query();
        var (after, limit) = (query.Integer(AfterParameter) ?? 0, query.Integer(LimitParameter) ?? 50);
        var others = query.Canonical(except: [AfterParameter]);
        return reading.AnswerAsync(async tx =>
        {
            var batch = await follower.ReadAsync(tx, FeedFilter.Asked(query), after, limit);
            var next = $"/v1/changes?after={batch.Position}{(others.Length > 0 ? "&" : "")}{others}";
            return new ChangeFeed(batch.At(reading.At("")), reading.At(next), batch.Head);
        });
    }

    // Before the client is told that it has it all.
    private static async ValueTask<object?> WaitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var query = http.Query();
        if (query.Integer(WaitParameter) is { } seconds and > 0)
        {
            if (!http.RequestServices.GetRequiredService<Waiters>().TryEnter(http))
                return Waiters.TooMany;

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, Waiters.Stopping(http));
            try
            {
                await http.RequestServices.GetRequiredService<FeedFollower>().WaitForItemAsync(
                    FeedFilter.Asked(query), query.Integer(AfterParameter) ?? 0, TimeSpan.FromSeconds(seconds), stop.Token);
            }
            catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
            {
                // The server stops: what is there now is the answer.
            }
        }

        return await next(context);
    }
}
