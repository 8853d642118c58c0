using System.Text;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Microsoft.AspNetCore.Http.Features;

namespace Incubateurs.Web.Reads;

/// <summary>What one of our own addresses answers.</summary>
/// <param name="Body">JSON: what was asked for, or a problem.</param>
internal sealed record OwnAnswer(int Status, string Body);

/// <summary>A read of the contract, as its route says it.</summary>
/// <param name="Address">The pattern of its path, such as <c>/v1/startups/{id}</c>.</param>
/// <param name="InPath">The parameters that stand in the path.</param>
/// <param name="InQuery">Those of the query.</param>
internal sealed record OwnOperation(string Address, IReadOnlyList<string> InPath, IReadOnlyList<QueryParameter> InQuery);

/// <summary>
/// The operations that the program itself may ask, and the part of the pipeline that they pass: problems, kept bodies, routing, the
/// query, the operation.
/// </summary>
internal sealed class OwnOperations(EndpointDataSource routes)
{
    private Lazy<RequestDelegate>? run;

    /// <summary>An operation by its id in the document.</summary>
    public OwnOperation Find(string id)
    {
        var route = routes.Endpoints.OfType<RouteEndpoint>()
            .Single(endpoint => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == id);
        return new(
            $"/{route.RoutePattern.RawText!.Trim('/')}",
            [.. route.RoutePattern.Parameters.Select(parameter => parameter.Name)],
            route.Metadata.GetMetadata<KnownQuery>()?.Parameters ?? []);
    }

    public RequestDelegate Run => run?.Value ?? throw new InvalidOperationException("The pipeline is not composed.");

    /// <summary>Composes it, behind what every request passes: it was counted, and who asks was found out.</summary>
    public static void Use(IApplicationBuilder app)
    {
        // A branch has routes of its own, unless it is given those of the whole.
        var own = app.New();
        foreach (var (name, value) in app.Properties)
            _ = own.Properties.TryAdd(name, value);
        own.UseProblems();
        own.UseLongestTarget();
        own.UseKeptBodies();
        _ = own.UseRouting();
        own.UseCanonicalPaths();
        own.UseQueryChecks();
        own.UseAcceptedTypes();
        _ = own.UseEndpoints(_ => { });

        // Once it is built, it takes no more routes.
        app.ApplicationServices.GetRequiredService<OwnOperations>().run = new(own.Build);
    }
}

/// <summary>
/// Asks the operations of the contract on behalf of a request that came another way: the same routes, checks, refusals, limits and kept
/// bodies, as anybody without credentials sees them. Nothing is read twice, so that nothing can differ.
/// </summary>
internal sealed class OwnReads(OwnOperations operations)
{
    // One may have become another, which has become a third.
    private const int MostRedirections = 3;

    /// <summary>On whose behalf is asked.</summary>
    public HttpContext? Asker { get; set; }

    /// <summary>What an address answers; a former id is followed.</summary>
    /// <param name="path">Not escaped.</param>
    /// <param name="query">As it would be sent, with its question mark, or empty.</param>
    public async Task<OwnAnswer> AskAsync(string path, string query)
    {
        for (var i = 0; ; i++)
        {
            var http = Request(path, query);
            await operations.Run(http);
            if (http.Response.StatusCode != StatusCodes.Status308PermanentRedirect || i == MostRedirections)
                return await AnswerAsync(http);

            var location = http.Response.Headers.Location.ToString()[http.Request.PathBase.Value!.Length..];
            var mark = location.IndexOf('?', StringComparison.Ordinal);
            path = Uri.UnescapeDataString(mark < 0 ? location : location[..mark]);
        }
    }

    /// <summary>What is refused before anything is asked, as a wrong parameter is.</summary>
    public async Task<OwnAnswer> RefuseAsync(IReadOnlyList<FieldError> errors)
    {
        var http = Request("/", "");
        await BadRequestProblem.OfQuery(errors).ExecuteAsync(http);
        return await AnswerAsync(http);
    }

    private static async Task<OwnAnswer> AnswerAsync(HttpContext http)
    {
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        return new(http.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()));
    }

    private DefaultHttpContext Request(string path, string query)
    {
        var asker = Asker ?? throw new InvalidOperationException("Nobody asks.");
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            Scheme = asker.Request.Scheme,
            PathBase = asker.Request.PathBase.Value ?? "",
            Path = path,
            QueryString = query,
            RawTarget = path + query,
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new MemoryStream()));
        var http = new DefaultHttpContext(features)
        {
            RequestServices = asker.RequestServices,
            RequestAborted = asker.RequestAborted,
        };
        http.Request.Host = asker.Request.Host;
        http.Request.Headers.AcceptLanguage = asker.Request.Headers.AcceptLanguage;
        http.Request.Headers["traceparent"] = asker.Request.Headers["traceparent"];
        return http;
    }
}
