using Incubateurs.Changes;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Words;

namespace Incubateurs.Site;

/// <summary>A type of change, as the catalogue tells it.</summary>
/// <param name="Type">The resource and the verb.</param>
/// <param name="Meaning">When it comes, in the language asked for.</param>
/// <param name="Members">What `before` and `after` may say.</param>
public sealed record ChangeTypeEntry(string Type, string Meaning, IReadOnlyList<string> Members);

/// <summary>All types of change.</summary>
/// <param name="Items">By type.</param>
public sealed record ChangeTypeCatalogue(IReadOnlyList<ChangeTypeEntry> Items);

/// <summary>The catalogue to which the types of changes lead.</summary>
internal static class ChangeTypeEndpoints
{
    public static void MapChangeTypes(this IEndpointRouteBuilder routes)
    {
        var types = routes.MapGroup("/changes").AllowAnonymous().ExcludeFromDescription();
        types.MapGet("", ListChangeTypes);
        types.MapGet("/{type}", GetChangeType);
    }

    private static IResult ListChangeTypes(HttpContext http) => Catalogue.All(
        http,
        new("Types de changements", "Types of changes"),
        ChangeTypes.All.Select(Entry),
        new ChangeTypeCatalogue([.. ChangeTypes.All.Select(type => Told(type, http.Language()))]));

    private static IResult GetChangeType(string type, HttpContext http) => ChangeTypes.Find(type) is { } known
        ? Catalogue.One(http, Entry(known), Told(known, http.Language()))
        : new NotFoundProblem(new("Aucun changement de ce type.", "No change has this type."));

    private static CatalogueEntry Entry(ChangeType type) => new(
        type.Type, string.Join(", ", type.Members.Select(member => $"`{member}`")), new(type.Type, type.Type), type.Meaning);

    private static ChangeTypeEntry Told(ChangeType type, Language language) => new(type.Type, type.Meaning.In(language), type.Members);
}
