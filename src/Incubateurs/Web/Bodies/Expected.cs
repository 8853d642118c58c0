using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Incubateurs.Words;

namespace Incubateurs.Web.Bodies;

/// <summary>What was expected where something else stands, in a sentence for each.</summary>
internal static class Expected
{
    public static readonly Label There = new("Champ obligatoire.", "Required.");
    public static readonly Label Once = new("Champ répété.", "Repeated.");
    public static readonly Label NoSuchMember = new("Champ inconnu.", "Unknown.");
    public static readonly Label NotWritten = new("Champ en lecture seule : l'omettre.", "Read-only: leave it out.");
    public static readonly Label Object = new("Un objet est attendu.", "An object is expected.");
    public static readonly Label List = new("Une liste est attendue.", "A list is expected.");

    private static readonly Label Day = new("Une date existante est attendue : aaaa-mm-jj.", "An existing date is expected: yyyy-mm-dd.");
    private static readonly Label Instant = new(
        "Un instant avec son fuseau est attendu, comme 2026-08-20T12:00:00Z.",
        "An instant with its zone is expected, such as 2026-08-20T12:00:00Z.");

    private static readonly Label Text = new("Un texte est attendu.", "A text is expected.");
    private static readonly Label Flag = new("true ou false est attendu.", "true or false is expected.");
    private static readonly Label Integer = new("Un entier est attendu.", "An integer is expected.");
    private static readonly Label Number = new("Un nombre est attendu.", "A number is expected.");

    public static Label Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? Text
            : type == typeof(DateOnly) ? Day
            : type == typeof(DateTimeOffset) ? Instant
            : type == typeof(bool) ? Flag
            : type == typeof(int) || type == typeof(long) ? Integer
            : type.IsEnum ? OneOf(type)
            : Number;
    }

    public static bool IsRequired(JsonPropertyInfo member) =>
        member.IsRequired || member.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    private static Label OneOf(Type codes)
    {
        var all = string.Join(", ", Enum.GetValuesAsUnderlyingType(codes).Cast<object>()
            .Select(value => JsonSerializer.SerializeToElement(Enum.ToObject(codes, value), codes, Json.Options).GetString()));
        return new($"Valeurs possibles : {all}.", $"One of: {all}.");
    }
}
