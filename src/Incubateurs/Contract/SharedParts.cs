using System.Text.Json;
using System.Text.Json.Nodes;
using Incubateurs.Web.Problems;
using Incubateurs.Words;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>The headers, and the refusals that any operation may answer: described once, referred to everywhere.</summary>
internal sealed class SharedParts : IDocumentFilter
{
    private static readonly string[] OnEveryAnswer =
        ["API-Version", "Access-Control-Allow-Origin", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Request-Id"];

    private static readonly Dictionary<string, (string Name, string Description)> Shared = new(StringComparer.Ordinal)
    {
        ["304"] = ("NotModified", "Nothing has changed since the answer that bore the `ETag` sent in `If-None-Match`."),
        ["400"] = ("BadRequest", "The request is ill-formed or breaks a rule; `errors` names everything that is wrong."),
        ["401"] = ("Unauthorized", "The credentials sent are wrong, or some are needed and none were sent."),
        ["403"] = ("Forbidden", "The token that was sent is good, and yet not that of a public agent."),
        ["404"] = ("NotFound", "Nothing exists at this address."),
        ["406"] = ("NotAcceptable", "The header `Accept` names none of the types that this address can give."),
        ["409"] = ("Conflict", "The state forbids it; `code` says why."),
        ["410"] = ("Gone", "What was at this address is no longer there."),
        ["412"] = ("PreconditionFailed", "The resource has changed since the version that `If-Match` names."),
        ["413"] = ("ContentTooLarge", "The body is larger than one mebibyte."),
        ["414"] = ("UriTooLong", "The address and its parameters are longer than 8,192 bytes."),
        ["415"] = ("UnsupportedMediaType", "The body is not of a type that is accepted here."),
        ["428"] = ("PreconditionRequired", "The header `If-Match` is missing."),
        ["429"] = ("TooManyRequests", "The limit per minute is reached; `Retry-After` says when to go on."),
        ["500"] = ("InternalError", "A fault of the service, recorded under the id in `traceId`."),
        ["503"] = ("Unavailable", "The service cannot answer for now; `Retry-After` says when to try again."),
    };

    public static bool IsShared(string status) => Shared.ContainsKey(status);

    public static OpenApiResponseReference Response(string status, OpenApiDocument document) => new(Shared[status].Name, document);

    /// <summary>References to the headers of every answer and to some more.</summary>
    public static Dictionary<string, IOpenApiHeader> Headers(OpenApiDocument document, params ReadOnlySpan<string> more)
    {
        var headers = OnEveryAnswer.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
        foreach (var name in more)
            headers[name] = new OpenApiHeaderReference(name, document);
        return headers;
    }

    public void Apply(OpenApiDocument swaggerDoc, DocumentFilterContext context)
    {
        var problem = context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        var withDeprecations = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values).Any(operation => operation.Deprecated);
        swaggerDoc.Components!.Headers = ResponseHeaders.All(withDeprecations);
        var answered = swaggerDoc.Paths.Values.SelectMany(path => path.Operations!.Values)
            .SelectMany(operation => operation.Responses!.Keys).ToHashSet();
        swaggerDoc.Components.Responses = Shared.Where(shared => answered.Contains(shared.Key)).ToDictionary(
            shared => shared.Value.Name,
            IOpenApiResponse (shared) => new OpenApiResponse
            {
                Description = shared.Value.Description,
                Headers = Headers(swaggerDoc, HeadersOf(shared.Key)),
                Content = shared.Key == "304" ? null : new Dictionary<string, IOpenApiMediaType>
                {
                    [Problem.MediaType] = new OpenApiMediaType { Schema = problem, Example = Example(shared.Key) },
                },
            });
    }

    private static string[] HeadersOf(string status) => status switch
    {
        "304" => ["Cache-Control", "ETag", "Last-Modified"],
        "401" => ["Cache-Control", "WWW-Authenticate"],
        "429" or "503" => ["Cache-Control", "Retry-After"],
        _ => ["Cache-Control"],
    };

    private static JsonNode? Example(string status)
    {
        var type = status == "400" ? ProblemTypes.InvalidParameter
            : status == "409" ? ProblemTypes.IdempotencyKeyReused
            : ProblemTypes.OfStatus(int.Parse(status, System.Globalization.CultureInfo.InvariantCulture));
        return JsonSerializer.SerializeToNode(
            new Problem(
                type.Address,
                type.Title.En,
                type.Status,
                status == "400" ? "1 invalid parameter: limit." : type.Meaning.En,
                type.Code,
                "4bf92f3577b34da6a3ce929d0e0e4736",
                status == "400"
                    ? new Dictionary<string, IReadOnlyList<string>> { ["limit"] = ["Expected: an integer from 1 to 200."] }
                    : null),
            Json.Options);
    }
}
