using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Words;

namespace Incubateurs.Site;

/// <summary>A kind of refusal, as the catalogue tells it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Status">Status code of the answers.</param>
/// <param name="Title">Title of the problems, in the language asked for.</param>
/// <param name="Meaning">When it comes and what to do, in the language asked for.</param>
public sealed record ProblemEntry(string Code, int Status, string Title, string Meaning);

/// <summary>All kinds of refusals.</summary>
/// <param name="Items">By status, then by code.</param>
public sealed record ProblemCatalogue(IReadOnlyList<ProblemEntry> Items);

/// <summary>The catalogue to which the <c>type</c> of a problem leads: HTML for people, JSON for programs.</summary>
internal static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        var problems = routes.MapGroup("/problems").AllowAnonymous().ExcludeFromDescription();
        problems.MapGet("", ListProblems);
        problems.MapGet("/{code}", GetProblem);
    }

    private static IResult ListProblems(HttpContext http, KnownProblems known) => Catalogue.All(
        http,
        new("Erreurs de l'API", "Errors of the API"),
        known.All.Select(Entry),
        new ProblemCatalogue([.. known.All.Select(type => Told(type, http.Language()))]));

    private static IResult GetProblem(string code, HttpContext http, KnownProblems known) => known.Find(code) is { } type
        ? Catalogue.One(http, Entry(type), Told(type, http.Language()))
        : new NotFoundProblem(new("Aucune erreur de ce code.", "No error has this code."));

    private static CatalogueEntry Entry(ProblemType type) => new(type.Code, $"{type.Status}", type.Title, type.Meaning);

    private static ProblemEntry Told(ProblemType type, Language language) =>
        new(type.Code, type.Status, type.Title.In(language), type.Meaning.In(language));
}
