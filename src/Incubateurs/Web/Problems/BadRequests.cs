using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Incubateurs.Web.Problems;

/// <summary>
/// What the framework could not read, said in our words: its own name C# types. A body that is no JSON is told from one whose
/// members are wrong.
/// </summary>
internal static partial class BadRequests
{
    private const int LongestPath = 200;

    private static readonly Label NotJson = new("Ceci n'est pas du JSON en UTF-8.", "This is not JSON in UTF-8.");
    private static readonly Label Wrong =
        new("Membre inconnu, répété, nul ou d'un autre type.", "Unknown, repeated, null or of another type.");
    private static readonly Label Missing = new("Membre obligatoire.", "Required member.");

    /// <summary>Before the framework reads a body: in another character set it would fail on its own fault.</summary>
    public static void UseReadableBodies(this IApplicationBuilder app) => app.Use(next => http =>
        http.Request.Headers.ContentType.Count > 0 && !IsReadable(http.Request)
            ? Refusal.Of(ProblemTypes.UnsupportedMediaType).ExecuteAsync(http)
            : next(http));

    /// <summary>
    /// Behind routing, which takes anything that ends in <c>+json </c> for JSON: the types are those that the document names.
    /// </summary>
    public static void UseNamedTypes(this IApplicationBuilder app) => app.Use(next => http =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is { ContentTypes: var named }
        && MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
        && !named.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase)
            ? Refusal.Of(ProblemTypes.UnsupportedMediaType).ExecuteAsync(http)
            : next(http));

    public static Refusal Refuse(BadHttpRequestException exception) =>
        exception.InnerException is JsonException json ? RefuseJson(json)
        : exception.StatusCode == StatusCodes.Status400BadRequest ? Refusal.Of(ProblemTypes.InvalidRequest, new(
            "Le corps attendu est absent, incomplet ou vide.", "The expected body is absent, incomplete or empty."))
        : Refusal.Of(ProblemTypes.OfStatus(exception.StatusCode));

    public static BadRequestProblem RefuseJson(JsonException exception)
    {
        var path = Path(exception.Path);
        if (exception.InnerException is JsonException)
            return new(ProblemTypes.InvalidJson, new(
                $"JSON illisible à partir de {path}.", $"Unreadable JSON from {path} on."), [new(path, NotJson)]);

        var missing = MissingMembers().Match(exception.Message);
        return BadRequestProblem.Of(missing.Success
            ?
            [
                .. missing.Groups["name"].Captures.Select(
                    name => new FieldError(path == "$" ? name.Value : $"{path}.{name.Value}", Missing)),
            ]
            : [new(path, Wrong)]);
    }

    // "$" is the whole; "$.a[0].b" is written as elsewhere, "a[0].b".
    private static string Path(string? path) => path switch
    {
        null or "" or "$" => "$",
        ['$', '.', .. var rest] => rest[..Math.Min(rest.Length, LongestPath)],
        _ => path[..Math.Min(path.Length, LongestPath)],
    };

    private static bool IsReadable(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    // The serializer says which members are missing in its message alone; if that changes, the place remains.
    [
        GeneratedRegex(
            "missing required properties including: ('(?<name>[^']+)'[,;.]? ?)+",
            RegexOptions.CultureInvariant,
            matchTimeoutMilliseconds: 100),
    ]
    private static partial Regex MissingMembers();
}
