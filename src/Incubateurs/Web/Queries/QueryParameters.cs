using System.Globalization;
using Incubateurs.Words;
using Microsoft.OpenApi;

namespace Incubateurs.Web.Queries;

/// <summary>
/// A query parameter as data: what it is called, how its text is read, how the document describes it.
/// An endpoint lists its parameters; all others are refused.
/// </summary>
/// <param name="Description">For the OpenAPI document: begins with a capital, ends with a full stop.</param>
internal abstract record QueryParameter(string Name, string Description)
{
    /// <summary>May stand several times, meaning any of the values.</summary>
    public bool Repeatable { get; init; }

    /// <summary>Must stand.</summary>
    public bool Required { get; init; }

    /// <summary>How often it may stand.</summary>
    public int MostValues { get; init; } = 50;

    /// <summary>A value that works on the embedded portfolio.</summary>
    public string? Example { get; init; }

    /// <summary>The schema of one value.</summary>
    public abstract OpenApiSchema Schema();

    /// <summary>What is wrong with a value, or null.</summary>
    public abstract Label? Check(string value);
}

internal sealed record TextParameter(string Name, string Description, int MaxLength = 200) : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema() =>
        new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = MaxLength, Pattern = "^[^\\u0000]*$" };

    public override Label? Check(string value) =>
        value.Length > MaxLength
            && value.EnumerateRunes().Count() > MaxLength ? new($"{MaxLength} caractères au plus.", $"At most {MaxLength} characters.")
        : null;
}

internal sealed record ChoiceParameter(string Name, string Description, params string[] Values) : QueryParameter(Name, Description)
{
    public string? Default { get; init; }

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. Values.Select(value => (System.Text.Json.Nodes.JsonNode)value)],
        Default = Default,
    };

    public override Label? Check(string value) =>
        Values.Contains(value) ? null : new($"Attendu : {string.Join(", ", Values)}.", $"Expected one of: {string.Join(", ", Values)}.");
}

internal sealed record DayParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, Format = "date", MinLength = 10, MaxLength = 10 };

    public override Label? Check(string value) => Instants.TryDay(value) is null
        ? new("Attendu : une date existante au format aaaa-mm-jj.", "Expected: an existing date as yyyy-mm-dd.")
        : null;
}

internal sealed record InstantParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, Format = "date-time", MinLength = 17, MaxLength = 60 };

    public override Label? Check(string value) => value.Length > 60 || Instants.TryRead(value) is null
        ? new(
            "Attendu : un instant avec son fuseau, comme 2026-08-20T12:00:00Z.",
            "Expected: an instant with its zone, such as 2026-08-20T12:00:00Z.")
        : null;
}

internal sealed record IntegerParameter(string Name, string Description, int Min, int Max, int? Default = null)
    : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int32",
        Minimum = Min.ToString(CultureInfo.InvariantCulture),
        Maximum = Max.ToString(CultureInfo.InvariantCulture),
        Default = Default,
    };

    public override Label? Check(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max
            ? null
            : new($"Attendu : un entier de {Min} à {Max}.", $"Expected: an integer from {Min} to {Max}.");
}

internal sealed record FlagParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.Boolean };

    public override Label? Check(string value) =>
        value is "true" or "false" ? null : new("Attendu : true ou false.", "Expected: true or false.");
}

internal sealed record SiretParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    private const int Longest = 20;

    public override OpenApiSchema Schema() =>
        new() { Type = JsonSchemaType.String, MinLength = Siret.Length, MaxLength = Longest, Pattern = "^[0-9 ]+$" };

    public override Label? Check(string value) => value.Length > Longest || Siret.Read(value) is null
        ? new("Attendu : un numéro SIRET de 14 chiffres, clé comprise.", "Expected: a SIRET number of 14 digits with its key.")
        : null;
}

/// <summary>Several names of a closed set, separated by commas.</summary>
internal sealed record NamesParameter(string Name, string Description, params string[] Values) : QueryParameter(Name, Description)
{
    public override OpenApiSchema Schema() =>
        new()
        {
            Type = JsonSchemaType.String,
            MinLength = 1,
            MaxLength = 500,
            Pattern = $"^({string.Join('|', Values)})(,({string.Join('|', Values)}))*$",
        };

    public override Label? Check(string value)
    {
        var unknown = value.Split(',').Where(name => !Values.Contains(name)).ToList();
        return unknown.Count == 0
            ? null
            : new(
                $"Inconnu : {Shown(unknown)}. Attendu : {string.Join(", ", Values)}.",
                $"Unknown: {Shown(unknown)}. Expected: {string.Join(", ", Values)}.");
    }

    private static string Shown(List<string> unknown)
    {
        var text = string.Join(", ", unknown).Replace('\0', '\uFFFD');
        return text.Length > 100 ? text[..100] : text;
    }
}
