using System.Text.Json;
using Incubateurs.Web.Reads;
using ModelContextProtocol.Protocol;

namespace Incubateurs.Assistants;

/// <summary>
/// What an assistant may read before it asks: the definition of each figure, in the language asked for, and the vocabularies.
/// </summary>
internal static class AssistantResources
{
    private const string Start = "incubateurs://";
    private const string Definitions = "definitions/";
    private const string Markdown = "text/markdown";
    private const string JsonType = "application/json";

    private static readonly (string Name, string Address, string Title)[] Vocabularies =
    [
        ("phases", "/v1/phases", "The phases of the lifecycle, with their labels and older names"),
        ("domains", "/v1/domains", "The words for ministerial domains"),
        ("audiences", "/v1/audiences", "The words for audiences"),
    ];

    public static readonly IReadOnlyList<Resource> All =
    [
        .. Flow.Definitions.Titles.Select(title => new Resource
        {
            Uri = $"{Start}{Definitions}{title.Key}",
            Name = $"definitions/{title.Key}",
            Title = title.Value.En,
            Description = "What these figures mean, to the letter.",
            MimeType = Markdown,
        }),
        .. Vocabularies.Select(words => new Resource
        {
            Uri = $"{Start}{words.Name}",
            Name = words.Name,
            Title = words.Title,
            MimeType = JsonType,
        }),
    ];

    /// <summary>The text of a resource; null where none has this address, or it cannot be read now.</summary>
    public static async Task<ReadResourceResult?> ReadAsync(string? uri, OwnReads reads)
    {
        if (All.FirstOrDefault(known => known.Uri == uri) is not { } resource)
            return null;

        var isDefinition = resource.Name.StartsWith(Definitions, StringComparison.Ordinal);
        var address = isDefinition ? $"/{resource.Name}" : Vocabularies.First(words => words.Name == resource.Name).Address;
        var answer = await reads.AskAsync(address, "");
        return answer.Status != 200
            ? null
            : new()
            {
                Contents =
                [
                    new TextResourceContents
                    {
                        Uri = resource.Uri,
                        MimeType = resource.MimeType,
                        Text = isDefinition ? Paragraphs(answer.Body) : answer.Body,
                    },
                ],
            };
    }

    private static string Paragraphs(string definition) => string.Join(
        "\n\n", JsonElement.Parse(definition).GetProperty("paragraphs").EnumerateArray().Select(paragraph => paragraph.GetString()));
}
