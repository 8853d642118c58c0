using Incubateurs.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Flow;

/// <summary>
/// One published definition for each figure. The text is docs/FIGURES.md itself, which the executable carries; a section of
/// it is the page that <c>definition</c> leads to.
/// </summary>
internal static class Definitions
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Sections = new(Read);

    public static string Of(string section) => "/definitions/" + section;

    public static void MapDefinitions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/definitions/{section}", ReadDefinition).WithAnyQuery().AllowAnonymous().ExcludeFromDescription();

    private static Results<ContentHttpResult, NotFoundProblem> ReadDefinition(string section, HttpContext http) =>
        Sections.Value.TryGetValue(section, out var text)
            ? Pages.Page(http, $"Figures: {section}", string.Join('\n', text.Split("\n\n").Select(paragraph => $"<p>{Pages.Text(paragraph.Trim())}</p>")))
            : new NotFoundProblem(new("Aucune définition à cette adresse.", "No definition at this address."));

    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(Definitions).Assembly.GetManifestResourceStream("docs/FIGURES.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n## ").Skip(1)
            .Select(section => section.Split('\n', 2))
            .ToDictionary(section => section[0].Trim(), section => section[1].Trim(), StringComparer.Ordinal);
    }
}
