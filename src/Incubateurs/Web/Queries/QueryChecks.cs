using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;

namespace Incubateurs.Web.Queries;

/// <summary>The parameters that an endpoint knows; null where clients may send any.</summary>
internal sealed record KnownQuery(IReadOnlyList<QueryParameter>? Parameters)
{
    public static readonly KnownQuery Nothing = new([]);

    public static readonly KnownQuery Anything = new(Parameters: null);
}

/// <summary>
/// What is sent in a query string is checked before who asks: unknown, empty and repeated parameters are refused together.
/// An endpoint that names no parameters knows none.
/// </summary>
internal static class QueryChecks
{
    /// <summary>Names the parameters, and refuses what the reading of the query adds to the errors while the handler is bound.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder route, IReadOnlyList<QueryParameter> parameters) =>
        route.WithMetadata(new KnownQuery(parameters)).AddEndpointFilter(RefuseAsync);

    /// <summary>For pages and the older API, whose clients add cache busters.</summary>
    public static TBuilder WithAnyQuery<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(KnownQuery.Anything);

    /// <summary>The query as it was checked; what a binding finds wrong is noted there.</summary>
    public static QueryReader Query(this HttpContext http)
    {
        if (http.Features.Get<QueryReader>() is { } reader)
            return reader;

        var query = Known(http) ?? KnownQuery.Nothing;
        var known = query.Parameters ?? [];
        var database = http.RequestServices.GetRequiredService<Database>();
        var paging = new Paging(database.Cursors, http.At(""));

        // Where clients may send anything, nothing that they send means anything.
        reader = query.Parameters is null
            ? new(QueryCollection.Empty, sent: null, known, http.Now(), paging)
            : new(http.Request.Query, http.Request.QueryString.Value, known, http.Now(), paging);
        if (known.Contains(Times.KnownAt))
            Times.Check(reader, database.Versions);
        http.Features.Set(reader);
        return reader;
    }

    /// <summary>Behind routing and before authentication.</summary>
    public static void UseQueryChecks(this IApplicationBuilder app) => app.Use(next => http =>
        !http.Request.QueryString.HasValue || Known(http) is not { Parameters: { } parameters } ? next(http)
        : parameters.OfType<IdParameter>().Any(id => http.Request.Query.ContainsKey(id.Name)) ? CheckIdsAsync(http, parameters, next)
        : http.Query() is { IsValid: false } reader ? Refuse(reader).ExecuteAsync(http)
        : next(http));

    private static async Task CheckIdsAsync(HttpContext http, IReadOnlyList<QueryParameter> parameters, RequestDelegate next)
    {
        var reader = http.Query();
        if (reader.IsValid)
            foreach (var parameter in parameters.OfType<IdParameter>())
                if (reader.Texts(parameter) is { Count: > 0 } named)
                {
                    var known = await http.RequestServices.GetRequiredService<KnownIds>().OfAsync(parameter.Kind, http.RequestAborted);
                    reader.Resolve(parameter, named, parameter.AsksPast(reader) ? known.Ever : known.Now);
                }

        await (reader.IsValid ? next(http) : Refuse(reader).ExecuteAsync(http));
    }

    private static KnownQuery? Known(HttpContext http) => http.GetEndpoint() is RouteEndpoint endpoint
        ? endpoint.Metadata.GetMetadata<KnownQuery>() ?? KnownQuery.Nothing
        : null;

    private static ValueTask<object?> RefuseAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Query() is { IsValid: false } reader ? ValueTask.FromResult<object?>(Refuse(reader)) : next(context);

    private static BadRequestProblem Refuse(QueryReader reader) =>
        BadRequestProblem.OfQuery([.. reader.Errors.Select(error => new FieldError(error.Path, error.Message))]);
}
