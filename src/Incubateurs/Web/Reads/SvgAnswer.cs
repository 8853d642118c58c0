using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace Incubateurs.Web.Reads;

/// <summary>A picture, as the text of an SVG document.</summary>
internal sealed record SvgPicture(string Text)
{
    public const string MediaType = "image/svg+xml";
}

/// <summary>200 with a picture. It is labelled, kept and compressed as any read is.</summary>
internal sealed class SvgAnswer(SvgPicture picture) : IResult, IStatusCodeHttpResult, IValueHttpResult, IEndpointMetadataProvider
{
    public int? StatusCode => StatusCodes.Status200OK;

    public object? Value { get; } = picture;

    // The filter of conditional reads sends it.
    public Task ExecuteAsync(HttpContext httpContext) => Task.CompletedTask;

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), [SvgPicture.MediaType]));
}
