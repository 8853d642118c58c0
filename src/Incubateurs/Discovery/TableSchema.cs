using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Incubateurs.Discovery;

/// <summary>What a table holds, as a Table Schema (Frictionless Data): the columns of the CSV, in their order.</summary>
/// <param name="Schema">Address of the standard that it follows.</param>
/// <param name="Name">Name of the table, as in its address.</param>
/// <param name="Title">What the table is called.</param>
/// <param name="Description">What a row of it is.</param>
/// <param name="Path">Address of the CSV, relative to the server.</param>
/// <param name="Fields">The columns, in the order of the file.</param>
/// <param name="PrimaryKey">The column by which rows are told apart.</param>
public sealed record TableSchema(
    [property: JsonPropertyName("$schema"), MaxLength(200), RegularExpression("^https://[!-~]+$")] string Schema,
    string Name,
    [property: MaxLength(200), RegularExpression("^[^\\u0000]+$")] string Title,
    string Description,
    [property: MaxLength(2000), RegularExpression("^/[!-~]*$")] string Path,
    [property: MaxLength(200)] IReadOnlyList<TableField> Fields,
    [property: MaxLength(20), RegularExpression("^[a-z]+$")] string PrimaryKey);

/// <summary>A column of a table.</summary>
/// <param name="Name">Its heading: the path of the member that it shows.</param>
/// <param name="Type">What its cells hold.</param>
/// <param name="Format">How they are written, where the type leaves a choice.</param>
/// <param name="Description">What it says; in English, as the contract.</param>
/// <param name="Constraints">What is certain of every cell.</param>
public sealed record TableField(
    string Name,
    [property: AllowedValues("string", "date", "datetime", "boolean", "integer", "number")] string Type,
    [property: MaxLength(20), RegularExpression("^[a-z]+$")] string? Format = null,
    string? Description = null,
    TableConstraints? Constraints = null);

/// <summary>What is certain of the cells of a column.</summary>
/// <param name="Required">Whether none of them is empty.</param>
/// <param name="Unique">Whether no two of them are equal.</param>
public sealed record TableConstraints(bool Required, bool Unique);
