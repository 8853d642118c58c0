using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Incubateurs.Contract;

/// <summary>
/// What the embedded portfolio answers when one presses Execute: a file for each operation, which a test compares with
/// the answer and writes when it is told to.
/// </summary>
internal sealed class OperationExamples : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (Text(operation.OperationId!) is not { } text || operation.Responses!["200"].Content is not { } content)
            return;

        foreach (var (type, media) in content)
            if (media is OpenApiMediaType described)
                described.Example = type == "application/json" ? JsonNode.Parse(text) : JsonValue.Create(text);
    }

    internal static string? Text(string operationId)
    {
        using var stream = typeof(OperationExamples).Assembly.GetManifestResourceStream($"Contract/Examples/{operationId}.txt")
            ?? typeof(OperationExamples).Assembly.GetManifestResourceStream($"Contract/Examples/{operationId}.json");
        if (stream is null)
            return null;

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
