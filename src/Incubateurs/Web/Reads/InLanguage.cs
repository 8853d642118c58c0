namespace Incubateurs.Web.Reads;

/// <summary>An endpoint whose answers are in the language asked for, and say in which.</summary>
internal sealed class InLanguage
{
    private static readonly InLanguage Instance = new();

    public static bool Is(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<InLanguage>() is not null;

    public static TBuilder Mark<TBuilder>(TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(Instance);
}

/// <summary>Routes whose answers hold sentences.</summary>
internal static class InLanguageRoutes
{
    public static TBuilder InLanguageAskedFor<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => InLanguage.Mark(routes);
}
