using Incubateurs.Web.Pipeline;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>Texts of comments are wrapped where the source is; paragraphs of the document are not.</summary>
internal sealed class OperationTexts : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        operation.Summary = OneLine(operation.Summary)?.TrimEnd('.');
        operation.Description = OneLine(operation.Description);
        operation.Deprecated = Of(context) is not null;
    }

    /// <summary>Whether the operation will go.</summary>
    internal static Deprecation? Of(OperationFilterContext context) =>
        context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<Deprecation>().LastOrDefault();

    internal static string? OneLine(string? text) =>
        text is null ? null : string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
