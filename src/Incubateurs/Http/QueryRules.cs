
namespace Incubateurs.Http;

/// <summary>The query parameters of an endpoint, for whoever reads or documents them.</summary>
internal sealed record QueryMetadata(IReadOnlyList<QueryParameter> Parameters);

/// <summary>Every parameter that an endpoint does not list is refused; all that is wrong is said at once.</summary>
internal static class QueryRules
{
    private static readonly QueryMetadata None = new([]);

    /// <summary>Lists the parameters of an endpoint. Without a list it has none.</summary>
    public static RouteHandlerBuilder WithQuery(this RouteHandlerBuilder route, IReadOnlyList<QueryParameter> parameters) =>
        route.WithMetadata(new QueryMetadata(parameters));

    /// <summary>The query string, read once against what the endpoint lists.</summary>
    public static QueryReader Query(this HttpContext http)
    {
        if (http.Features.Get<QueryReader>() is { } reader)
            return reader;

        var known = http.GetEndpoint()?.Metadata.GetMetadata<QueryMetadata>() ?? None;
        reader = new(http.Request.Query, known.Parameters);
        http.Features.Set(reader);
        return reader;
    }

    /// <summary>Refuses ill-formed queries before anything else looks at them. It stands on the root group.</summary>
    public static TBuilder WithQueryRules<TBuilder>(this TBuilder group)
        where TBuilder : IEndpointConventionBuilder => group.AddEndpointFilter(async (context, next) =>
        {
            var reader = context.HttpContext.Query();
            return reader.IsValid ? await next(context) : BadRequestProblem.Of(ProblemTypes.InvalidParameter, reader.Errors);
        });
}
