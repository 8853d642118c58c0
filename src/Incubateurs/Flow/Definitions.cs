using System.Text.RegularExpressions;
using Incubateurs.Http;
using Incubateurs.Incubation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Flow;

/// <summary>What a figure means.</summary>
/// <param name="Section">What <c>definition</c> ends with.</param>
/// <param name="Paragraphs">One a figure, in the language asked for, as Markdown.</param>
public sealed record Definition(string Section, IReadOnlyList<string> Paragraphs);

/// <summary>
/// One published definition for each figure. The text is docs/FIGURES.md itself, which the executable carries; a section of
/// it is the page that <c>definition</c> leads to, HTML for people and JSON for programs.
/// </summary>
internal static partial class Definitions
{
    /// <summary>The section of the words that all others use.</summary>
    private const string Words = "words";

    private static readonly Dictionary<string, Label> Titles = new(StringComparer.Ordinal)
    {
        ["flow"] = new("Le flux, période par période", "The flow, period by period"),
        ["durations"] = new("La durée des phases", "How long phases last"),
        ["incubations"] = new("La durée des incubations", "How long incubations take"),
        ["stock"] = new("Le stock", "The stock"),
        ["quality"] = new("La qualité du portefeuille", "The quality of the portfolio"),
        [Words] = new("Les mots des définitions", "The words of the definitions"),
    };

    private static readonly Lazy<IReadOnlyDictionary<(string Section, Language Language), string[]>> Texts = new(Read);

    public static string Of(string section) => "/definitions/" + section;

    public static void MapDefinitions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/definitions/{section}", ReadDefinition).WithAnyQuery().AllowAnonymous().ExcludeFromDescription();

    private static Results<Ok<Definition>, ContentHttpResult, NotFoundProblem> ReadDefinition(string section, HttpContext http)
    {
        var language = http.Language();
        if (!Texts.Value.TryGetValue((section, language), out var paragraphs))
            return new NotFoundProblem(new("Aucune définition à cette adresse.", "No definition at this address."));

        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentLanguage = language.Code();
        http.Response.VaryByAccept();
        if (!http.Request.PrefersHtml())
            return TypedResults.Ok(new Definition(section, paragraphs));

        var words = section == Words ? "" : $"<h2>{Titles[Words].In(language)}</h2>\n{Html(Texts.Value[(Words, language)])}";
        return Pages.Page(http, Titles[section].In(language), $"{Html(paragraphs)}\n{words}\n{Others(section, language)}");
    }

    private static string Others(string section, Language language)
    {
        var links = Titles.Where(title => title.Key != section).Select(title => $"<li><a href=\"{Of(title.Key)}\">{Pages.Text(title.Value.In(language))}</a></li>");
        return $"<nav aria-label=\"{new Label("Autres définitions", "Other definitions").In(language)}\"><ul>{string.Concat(links)}<li><a href=\"/\">Incubateurs</a></li></ul></nav>";
    }

    private static string Html(string[] paragraphs) => string.Join('\n', paragraphs.Select(Paragraph));

    // A paragraph that begins with the name of a figure can be linked to by it.
    private static string Paragraph(string text)
    {
        var html = Code().Replace(Emphasis().Replace(Pages.Text(text), "<em>$1</em>"), "<code>$1</code>");
        return FirstName().Match(text) is { Success: true } name ? $"<p id=\"{name.Groups[1].Value}\">{html}</p>" : $"<p>{html}</p>";
    }

    private static Dictionary<(string Section, Language Language), string[]> Read()
    {
        using var stream = typeof(Definitions).Assembly.GetManifestResourceStream("docs/FIGURES.md")!;
        using var reader = new StreamReader(stream);
        Dictionary<(string, Language), string[]> texts = [];
        foreach (var section in reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ")[1..])
        {
            var parts = section.Split("\n### ");
            foreach (var (part, language) in parts[1..].Zip([Language.En, Language.Fr]))
                texts.Add((parts[0].Trim(), language), [.. part.Split("\n\n")[1..].Select(paragraph => paragraph.Trim().Replace('\n', ' '))]);
        }

        return texts;
    }

    [GeneratedRegex("^`([A-Za-z0-9_.]+)`")]
    private static partial Regex FirstName();

    // The encoder writes the mark of code as a character reference.
    [GeneratedRegex("(?:`|&#x60;)(.+?)(?:`|&#x60;)")]
    private static partial Regex Code();

    [GeneratedRegex(@"\*(.+?)\*")]
    private static partial Regex Emphasis();
}
