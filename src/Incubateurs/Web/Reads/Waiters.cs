using Incubateurs.Web.Problems;

namespace Incubateurs.Web.Reads;

/// <summary>So many clients wait at a time for what is yet to come, on a stream or for a page: each holds a connection.</summary>
internal sealed class Waiters
{
    private const int MostAtOnce = 4_000;

    public static readonly UnavailableProblem TooMany = new(new(
        "Trop de lecteurs attendent à la fois ; réessayer.", "Too many readers wait at once; try again."));

    private int waiting;

    /// <summary>Takes a place until the answer has ended; false where there is none.</summary>
    public bool TryEnter(HttpContext http)
    {
        if (Interlocked.Increment(ref waiting) > MostAtOnce)
        {
            _ = Interlocked.Decrement(ref waiting);
            return false;
        }

        http.Response.OnCompleted(() =>
        {
            _ = Interlocked.Decrement(ref waiting);
            return Task.CompletedTask;
        });
        return true;
    }

    /// <summary>Tells that the server stops: nobody waits on.</summary>
    public static CancellationToken Stopping(HttpContext http) =>
        http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
}
