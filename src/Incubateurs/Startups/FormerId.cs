using System.Reflection;
using Incubateurs.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Startups;

/// <summary>Where a thing went whose id changed.</summary>
/// <param name="Items">Relative addresses; several where two claim the id.</param>
public sealed record MovedTo(IReadOnlyList<string> Items);

/// <summary>An id of before: 308 to the id of today, or 300 with the links of all that claim it.</summary>
internal sealed class FormerId(IReadOnlyList<string> ids) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var path = httpContext.Request.Path.Value!;
        var former = httpContext.Request.RouteValues["id"]?.ToString() ?? "";
        var targets = ids.Select(id => Target(path, former, id) + httpContext.Request.QueryString).ToList();
        var response = httpContext.Response;
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

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status300MultipleChoices, typeof(MovedTo), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status308PermanentRedirect));
    }

    // What stands behind the id in the path stays.
    private static string Target(string path, string former, string id)
    {
        var at = path.IndexOf("/" + former, StringComparison.Ordinal);
        var behind = at < 0 ? "" : path[(at + 1 + former.Length)..];
        return $"/v1/startups/{Uri.EscapeDataString(id)}{behind}";
    }
}
