using Incubateurs.Web.Problems;

namespace Incubateurs.Web.Reads;

/// <summary>
/// So many exports at a time: each holds its rows and the state of a compressor for as long as its client takes to read. Whoever finds
/// no place within a few seconds is told when to come back.
/// </summary>
internal sealed class Exports : IDisposable
{
    private const int MostAtOnce = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim places = new(MostAtOnce, MostAtOnce);

    public void Dispose() => places.Dispose();

    /// <summary>On a route that exports.</summary>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!await places.WaitAsync(Patience, http.RequestAborted))
            return TooMany;

        // The place is free again once the last byte is sent, or nobody reads any more.
        http.Response.OnCompleted(() =>
        {
            _ = places.Release();
            return Task.CompletedTask;
        });
        return await next(context);
    }

    private static readonly UnavailableProblem TooMany = new(new(
        "Trop d'exports à la fois ; réessayer.", "Too many exports at once; try again."));
}

/// <summary>Routes that write a file as they read.</summary>
internal static class ExportRoutes
{
    public static RouteHandlerBuilder Exports(this RouteHandlerBuilder route) => route.AddEndpointFilter(
        (context, next) => context.HttpContext.RequestServices.GetRequiredService<Exports>().InvokeAsync(context, next));
}
