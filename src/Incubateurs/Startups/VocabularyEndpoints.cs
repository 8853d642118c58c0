using Incubateurs.Storage;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups;

/// <summary>The vocabularies of audiences and domains over HTTP.</summary>
internal static class VocabularyEndpoints
{
    public static void MapVocabularies(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/audiences", ListAudiences)
            .WithTags("Startups").WithName(nameof(ListAudiences)).Reads(Areas.None, Moves.Never);
        routes.MapGet("/domains", ListDomains)
            .WithTags("Administrations").WithName(nameof(ListDomains)).Reads(Areas.None, Moves.Never);
    }

    /// <summary>Lists the audiences.</summary>
    /// <remarks>The words that most startups use. Others may be said too: `/v1/facets` counts whatever is.</remarks>
    private static Answer<Terms> ListAudiences() => new(Vocabularies.Audiences);

    /// <summary>Lists the ministerial domains.</summary>
    /// <remarks>The words that most administrations bear. Others may be said too: `/v1/facets` counts whatever is.</remarks>
    private static Answer<Terms> ListDomains() => new(Vocabularies.Domains);
}
