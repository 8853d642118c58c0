using Incubateurs.Contract;
using Incubateurs.Storage;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;

namespace Incubateurs.Discovery;

/// <summary>
/// A Table Schema for each CSV, made of the columns that write it and of what the contract says of their members: it cannot say anything
/// else than the file holds.
/// </summary>
internal static class TableSchemaEndpoints
{
    private const string Standard = "https://specs.frictionlessdata.io/schemas/table-schema.json";
    private const string Key = "id";

    public static void MapTableSchemas(this IEndpointRouteBuilder routes)
    {
        var schemas = routes.MapGroup("/table-schemas").WithTags("Service").InLanguageAskedFor();
        schemas.MapGet($"/{Tables.Startups.Name}", ReadStartupTableSchema).WithName(nameof(ReadStartupTableSchema))
            .Reads(Areas.None, Moves.Never, Tables.Startups.Fields!);
        schemas.MapGet($"/{Tables.HandOvers.Name}", ReadHandOverTableSchema).WithName(nameof(ReadHandOverTableSchema))
            .Reads(Areas.None, Moves.Never, Tables.HandOvers.Fields!);
        schemas.MapGet($"/{Tables.Administrations.Name}", ReadAdministrationTableSchema).WithName(nameof(ReadAdministrationTableSchema))
            .Reads(Areas.None, Moves.Never);
    }

    /// <summary>Gives the schema of the table of startups.</summary>
    /// <remarks>A Table Schema of the columns of `/v1/startups.csv`, with the same `fields`.</remarks>
    private static Task<Answer<TableSchema>> ReadStartupTableSchema(HttpContext http, ContractDocument contract) =>
        AnswerAsync(Tables.Startups, http, contract);

    /// <summary>Gives the schema of the table of hand-overs.</summary>
    /// <remarks>A Table Schema of the columns of `/v1/hand-overs.csv`, with the same `fields`.</remarks>
    private static Task<Answer<TableSchema>> ReadHandOverTableSchema(HttpContext http, ContractDocument contract) =>
        AnswerAsync(Tables.HandOvers, http, contract);

    /// <summary>Gives the schema of the table of administrations.</summary>
    /// <remarks>A Table Schema of the columns of `/v1/administrations.csv`.</remarks>
    private static Task<Answer<TableSchema>> ReadAdministrationTableSchema(HttpContext http, ContractDocument contract) =>
        AnswerAsync(Tables.Administrations, http, contract);

    private static async Task<Answer<TableSchema>> AnswerAsync(Table table, HttpContext http, ContractDocument contract)
    {
        var texts = new MemberTexts((await contract.ServedAsync(http.At(""))).Text);
        var (language, asked) = (http.Language(), http.Query().Sent(PageQuery.Fields));
        return new(new(
            Standard,
            table.Name,
            table.Title.In(language),
            table.Meaning.In(language),
            http.At($"/v1/{table.Name}.csv{(asked is null ? "" : $"?{PageQuery.Fields}={asked}")}"),
            [.. table.Columns(http.Query()).Select(column => Field(column, texts.Of(table.Schema, column.Name)))],
            Key));
    }

    private static TableField Field(ICsvColumn column, string? said)
    {
        var (type, format) = column.Type switch
        {
            CellType.Day => ("date", (string?)null),
            // With milliseconds, which the standard's own form has not.
            CellType.Instant => ("datetime", "any"),
            CellType.Flag => ("boolean", null),
            CellType.Integer => ("integer", null),
            CellType.Number => ("number", null),
            _ => ("string", null),
        };
        string?[] parts = [column.Description ?? said, column.Type == CellType.Texts ? Several : null];
        var told = string.Join(' ', parts.OfType<string>());
        return new(
            column.Name, type, format, told.Length == 0 ? null : told, column.Name == Key ? new(Required: true, Unique: true) : null);
    }

    private const string Several = "Several stand between vertical bars.";
}
