using System.Text.Json.Nodes;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;
using Microsoft.OpenApi;

namespace Incubateurs.Contract;

/// <summary>The headers of answers, by their literal names.</summary>
internal static class ResponseHeaders
{
    private const string HttpDate = "^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT$";
    private const string Printable = "^[\\x20-\\x7E]+$";

    /// <param name="withDeprecations">Whether an operation will go, and says so.</param>
    public static Dictionary<string, IOpenApiHeader> All(bool withDeprecations)
    {
        var all = Always();
        if (withDeprecations)
        {
            all[Deprecations.Header] = Text(
                "Instant since which nobody should begin to use the operation.", 20, "^@[0-9]+$", "@1796079600");
            all[Deprecations.Sunset] = Text(
                "Instant from which on the operation may be gone.", 29, HttpDate, "Tue, 30 Nov 2027 23:00:00 GMT");
        }

        return all;
    }

    private static Dictionary<string, IOpenApiHeader> Always() => new(StringComparer.Ordinal)
    {
        ["API-Version"] = Text("Version of the API that answers.", 20, "^[0-9]+\\.[0-9]+\\.[0-9]+$", StandardHeaders.ApiVersion),
        ["Access-Control-Allow-Origin"] = Text("Pages of any origin may read the answer.", 1, "^\\*$", "*"),
        ["Cache-Control"] = Text("Whether the answer may be kept, and must be checked before use.", 100, "^[a-z0-9=, -]+$", "no-cache"),
        ["ETag"] = Text(
            "Validator of the answer, for `If-None-Match`; the part before the first dot is its version.",
            200,
            "^(W/)?\"[^\"]*\"$",
            "\"7.42-0-0-b4f1d-fr0-1a2b3c\""),
        ["Last-Modified"] = Text(
            "Instant of the last change, and at least today's midnight in Paris.", 29, HttpDate, "Wed, 19 Aug 2026 22:00:00 GMT"),
        ["Link"] = Text(
            "The licence of the data, the next page, the schema of a table, or the things that had an id (RFC 8288).",
            Bounds.LongestAddress + 1000,
            Printable,
            "<https://www.etalab.gouv.fr/licence-ouverte-open-licence>; rel=\"license\""),
        ["Location"] = Text("Address of the thing, relative to the server.", Bounds.LongestAddress, Printable, "/v1/startups/exemple"),
        ["RateLimit-Limit"] = Number("Requests that a client may send in a minute.", 600),
        ["RateLimit-Remaining"] = Number("Requests that are left in this minute.", 599),
        ["RateLimit-Reset"] = Number("Seconds until the next minute begins.", 42),
        ["Request-Id"] = Text(
            "Id of the request: the trace id of its `traceparent`, else a fresh one.",
            32,
            "^[0-9a-f]{32}$",
            "4bf92f3577b34da6a3ce929d0e0e4736"),
        ["Retry-After"] = Number("Seconds after which it is worth trying again.", 42),
        ["WWW-Authenticate"] = Text("The scheme of authentication that is expected.", 200, Printable, "Bearer"),
    };

    // Required: those that compare answers with the document skip headers that may be absent.
    private static OpenApiHeader Text(string description, int most, string pattern, string example) => new()
    {
        Description = description,
        Required = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = most, Pattern = pattern },
        Example = example,
    };

    private static OpenApiHeader Number(string description, int example) => new()
    {
        Description = description,
        Required = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0", Maximum = "2147483647" },
        Example = JsonValue.Create(example),
    };
}
