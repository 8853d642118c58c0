using System.Text.RegularExpressions;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Flow;

/// <summary>What a figure means.</summary>
/// <param name="Section">What <c>definition</c> ends with.</param>
/// <param name="Paragraphs">One a figure, in the language asked for, as Markdown.</param>
public sealed record Definition(string Section, IReadOnlyList<string> Paragraphs);

/// <summary>The page that <c>definition</c> leads to: HTML for people, JSON for programs.</summary>
internal static partial class DefinitionEndpoints
{
    public static void MapDefinitions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/definitions/{section}", ReadDefinition).Produces(StatusCodes.Status200OK, contentType: "text/html")
            .WithAnyQuery().AllowAnonymous().ExcludeFromDescription();

    private static Results<Ok<Definition>, ContentHttpResult, NotFoundProblem> ReadDefinition(string section, HttpContext http)
    {
        var language = http.Language();
        if (Definitions.Paragraphs(section, language) is not { } paragraphs)
            return new NotFoundProblem(new("Aucune définition à cette adresse.", "No definition at this address."));

        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentLanguage = language.Code();
        http.Response.VaryByAccept();
        if (!http.Request.PrefersHtml())
            return TypedResults.Ok(new Definition(section, paragraphs));

        var words = section == Definitions.CommonWords
            ? ""
            : $"<h2>{Definitions.Titles[Definitions.CommonWords].In(language)}</h2>\n"
                + Html(Definitions.Paragraphs(Definitions.CommonWords, language)!);
        return Pages.Page(
            http, Definitions.Titles[section].In(language), $"{Html(paragraphs)}\n{words}\n{Others(section, language, http)}");
    }

    private static string Others(string section, Language language, HttpContext http)
    {
        var links = Definitions.Titles.Where(title => title.Key != section)
            .Select(title => $"<li><a href=\"{http.At(Definitions.Of(title.Key))}\">{Pages.Text(title.Value.In(language))}</a></li>");
        var label = new Label("Autres définitions", "Other definitions").In(language);
        return $"<nav aria-label=\"{label}\"><ul>{string.Concat(links)}<li><a href=\"{http.At("/")}\">Incubateurs</a></li></ul></nav>";
    }

    private static string Html(IReadOnlyList<string> paragraphs) => string.Join('\n', paragraphs.Select(Paragraph));

    // A paragraph that begins with the name of a figure can be linked to by it.
    private static string Paragraph(string text)
    {
        var html = Code().Replace(Emphasis().Replace(Pages.Text(text), "<em>$1</em>"), "<code>$1</code>");
        return FirstName().Match(text) is { Success: true } name ? $"<p id=\"{name.Groups[1].Value}\">{html}</p>" : $"<p>{html}</p>";
    }

    [GeneratedRegex("^`([A-Za-z0-9_.]+)`")]
    private static partial Regex FirstName();

    // The encoder writes the mark of code as a character reference.
    [GeneratedRegex("(?:`|&#x60;)(.+?)(?:`|&#x60;)")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*(.+?)\*")]
    private static partial Regex Emphasis();
}
