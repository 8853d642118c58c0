using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Site;

/// <summary>An entry of a catalogue to which a code of the contract leads.</summary>
/// <param name="Note">What stands beside the code.</param>
internal sealed record CatalogueEntry(string Code, string Note, Label Title, Label Meaning);

/// <summary>Catalogues of codes: HTML for people, JSON for programs.</summary>
internal static class Catalogue
{
    public static IResult All<T>(HttpContext http, Label title, IEnumerable<CatalogueEntry> entries, T json)
    {
        Describe(http);
        var language = http.Language();
        return http.Request.PrefersHtml()
            ? Pages.Page(http, title.In(language), string.Concat(entries.Select(entry => $"""
                <h2 id="{entry.Code}">{Pages.Text(entry.Title.In(language))}</h2>
                {Paragraphs(entry, language)}

                """)))
            : TypedResults.Ok(json);
    }

    public static IResult One<T>(HttpContext http, CatalogueEntry entry, T json)
    {
        Describe(http);
        var language = http.Language();
        return http.Request.PrefersHtml()
            ? Pages.Page(http, entry.Title.In(language), Paragraphs(entry, language))
            : TypedResults.Ok(json);
    }

    private static void Describe(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.ContentLanguage = http.Language().Code();
        http.Response.VaryByAccept();
    }

    private static string Paragraphs(CatalogueEntry entry, Language language) =>
        $"<p><code>{entry.Code}</code>{(entry.Note.Length > 0 ? $" · {Prose(entry.Note)}" : "")}</p>\n"
            + $"<p>{Prose(entry.Meaning.In(language))}</p>";

    // Meanings mark code as Markdown does.
    private static string Prose(string text) =>
        string.Concat(text.Split('`').Select((part, i) => i % 2 == 0 ? Pages.Text(part) : $"<code>{Pages.Text(part)}</code>"));
}
