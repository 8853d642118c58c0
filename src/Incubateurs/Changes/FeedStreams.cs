using Incubateurs.Web.Problems;

namespace Incubateurs.Changes;

/// <summary>So many who wait at a time, on streams and for a page: each holds a connection.</summary>
internal sealed class FeedStreams
{
    private const int MostAtOnce = 4_000;

    public static readonly UnavailableProblem TooMany = new(new(
        "Trop de lecteurs attendent à la fois ; réessayer.", "Too many readers wait at once; try again."));

    private int waiting;

    /// <summary>A place, given back when it is disposed of; null where there is none.</summary>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref waiting) <= MostAtOnce)
            return new Place(this);

        _ = Interlocked.Decrement(ref waiting);
        return null;
    }

    /// <summary>Tells that the server stops: nobody waits on.</summary>
    public static CancellationToken Stopping(HttpContext http) =>
        http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;

    private sealed class Place(FeedStreams owner) : IDisposable
    {
        public void Dispose() => _ = Interlocked.Decrement(ref owner.waiting);
    }
}
