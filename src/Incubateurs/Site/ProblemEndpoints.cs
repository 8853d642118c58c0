using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

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

    private static IResult ListProblems(HttpContext http, KnownProblems known)
    {
        var language = http.Language();
        Describe(http);
        return http.Request.PrefersHtml()
            ? Pages.Page(
                http,
                language == Language.En ? "Errors of the API" : "Erreurs de l'API",
                string.Concat(known.All.Select(type => Section(type, language))))
            : TypedResults.Ok(new ProblemCatalogue([.. known.All.Select(type => Entry(type, language))]));
    }

    private static Results<Ok<ProblemEntry>, ContentHttpResult, NotFoundProblem> GetProblem(
        string code, HttpContext http, KnownProblems known)
    {
        if (known.Find(code) is not { } type)
            return new NotFoundProblem(new("Aucune erreur de ce code.", "No error has this code."));

        var language = http.Language();
        Describe(http);
        return http.Request.PrefersHtml()
            ? Pages.Page(
                http, type.Title.In(language), $"<p><code>{type.Code}</code> · {type.Status}</p><p>{Prose(type.Meaning.In(language))}</p>")
            : TypedResults.Ok(Entry(type, language));
    }

    private static void Describe(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentLanguage = http.Language().Code();
        http.Response.VaryByAccept();
    }

    private static ProblemEntry Entry(ProblemType type, Language language) =>
        new(type.Code, type.Status, type.Title.In(language), type.Meaning.In(language));

    private static string Section(ProblemType type, Language language) => $"""
        <h2 id="{type.Code}">{Pages.Text(type.Title.In(language))}</h2>
        <p><code>{type.Code}</code> · {type.Status}</p>
        <p>{Prose(type.Meaning.In(language))}</p>

        """;

    // Meanings mark code as Markdown does.
    private static string Prose(string text) =>
        string.Concat(text.Split('`').Select((part, i) => i % 2 == 0 ? Pages.Text(part) : $"<code>{Pages.Text(part)}</code>"));
}
