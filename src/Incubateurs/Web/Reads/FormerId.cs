using System.Reflection;
using Incubateurs.Web.Pipeline;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Web.Reads;

/// <summary>Where a thing went whose id changed.</summary>
/// <param name="Items">Relative addresses; several where two claim the id.</param>
public sealed record MovedTo(IReadOnlyList<string> Items);

/// <summary>A former id: 308 to the id of today, or 300 with the links of all that claim it.</summary>
internal sealed class FormerId(IReadOnlyList<string> ids) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var targets = ids.Select(id => httpContext.At(Target(httpContext.Request, id))).ToList();
        var response = httpContext.Response;

        // A permanent redirect would be kept for ever, and the id may be given again.
        response.Headers.CacheControl = "no-cache";
        if (targets is [var only])
        {
            response.StatusCode = StatusCodes.Status308PermanentRedirect;
            response.Headers.Location = only;
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status300MultipleChoices;
        response.Headers.Link = targets.Select(target => $"<{target}>; rel=\"alternate\"").ToArray();
        return response.WriteAsJsonAsync(new MovedTo(targets), Json.Options);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Document(builder);

    /// <summary>Declares both answers to the OpenAPI document, once.</summary>
    public static void Document(EndpointBuilder builder)
    {
        if (builder.Metadata.OfType<ProducesResponseTypeMetadata>().Any(known => known.Type == typeof(MovedTo)))
            return;

        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status300MultipleChoices, typeof(MovedTo), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status308PermanentRedirect));
    }

    // The id is the third segment, as in /v1/startups/{id}/phases; what stands behind it stays.
    private static string Target(HttpRequest request, string id)
    {
        var segments = request.Path.Value!.Split('/');
        segments[3] = id;
        return string.Join('/', segments.Select(Uri.EscapeDataString)) + request.QueryString;
    }
}
