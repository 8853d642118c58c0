using Incubateurs.Web.Queries;
using Incubateurs.Words;
using Microsoft.OpenApi;

namespace Incubateurs.Access;

/// <summary>A seal of the access log: 64 hexadecimal digits.</summary>
internal sealed record SealParameter(string Name, string Description) : QueryParameter(Name, Description)
{
    private const int Length = 64;

    public override OpenApiSchema Schema() =>
        new() { Type = JsonSchemaType.String, MinLength = Length, MaxLength = Length, Pattern = AccessSeal.Pattern };

    public override Label? Check(string value) =>
        value.Length == Length && value.All(char.IsAsciiHexDigitLower) ? null
        : new($"Attendu : {Length} chiffres hexadécimaux.", $"Expected {Length} hexadecimal digits.");
}
