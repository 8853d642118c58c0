using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Words;

namespace Incubateurs.Limits;

/// <summary>Marks routes as doors.</summary>
internal static class DoorRoutes
{
    /// <summary>Those who were just refused are refused again before their body is looked at.</summary>
    public static RouteHandlerBuilder IsDoor(this RouteHandlerBuilder route, string door) => route.AddEndpointFilter((context, next) =>
        context.HttpContext is var http
        && http.RequestServices.GetRequiredService<Doors>()
            .Glance(http, door, (http.GetRouteValue("id") as string)?.Normal()) is { } refusal
            ? ValueTask.FromResult<object?>(refusal)
            : next(context));
}

/// <summary>A door on a route, and whoever stands before it.</summary>
internal sealed class Visitor(HttpContext http, Doors doors)
{
    public Task<TooManyProblem?> AdmitAsync(Tx tx, string door, string subject) => doors.AdmitAsync(http, tx, door, subject);

    /// <summary>Who rates, told apart for a day; null where nobody is.</summary>
    public Task<Rater?> RaterAsync(Tx tx) => doors.RaterAsync(http, tx);

    public static ValueTask<Visitor> BindAsync(HttpContext http) =>
        ValueTask.FromResult(new Visitor(http, http.RequestServices.GetRequiredService<Doors>()));
}
