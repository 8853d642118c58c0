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
    }

    internal static string? OneLine(string? text) =>
        text is null ? null : string.Join(' ', text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
