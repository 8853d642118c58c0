namespace Incubateurs.Web.Reads;

/// <summary>Marks routes whose answers hold sentences in the language asked for, and say in which.</summary>
internal static class InLanguage
{
    public static TBuilder InLanguageAskedFor<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.WithMetadata(Mark.Instance);

    public static bool IsInLanguageAskedFor(this HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<Mark>() is not null;

    private sealed class Mark
    {
        public static readonly Mark Instance = new();
    }
}
