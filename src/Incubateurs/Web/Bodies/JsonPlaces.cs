using System.Globalization;
using System.Text.Json;

namespace Incubateurs.Web.Bodies;

/// <summary>Places in JSON as they are told: <c>lines[1].rank</c>, and <c>$</c> for the whole.</summary>
internal static class JsonPlaces
{
    public const string Whole = "$";

    private const int Longest = 200;

    public static string Member(string of, string name) => Bounded(of == Whole ? name : $"{of}.{name}");

    public static string Item(string of, int index) => Bounded($"{of}[{index.ToString(CultureInfo.InvariantCulture)}]");

    /// <summary>Where JSON that cannot be read stops being JSON.</summary>
    public static string FirstUnreadable(ReadOnlySpan<byte> bytes, int deepest)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = deepest });
        var (open, place) = (new Stack<(string Place, int Index)>(), Whole);
        try
        {
            while (reader.Read())
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject or JsonTokenType.StartArray:
                        open.Push((place, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
                        place = reader.TokenType == JsonTokenType.StartArray ? Item(place, 0) : place;
                        break;
                    case JsonTokenType.PropertyName:
                        place = Member(open.Peek().Place, reader.GetString()!);
                        break;
                    case JsonTokenType.EndObject or JsonTokenType.EndArray:
                        _ = open.Pop();
                        place = Behind(open);
                        break;
                    default:
                        place = Behind(open);
                        break;
                }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
        }

        return place;
    }

    // Behind a value of a list stands the next one; behind a member, its object.
    private static string Behind(Stack<(string Place, int Index)> open)
    {
        if (open.Count == 0)
            return Whole;

        var (place, index) = open.Pop();
        open.Push((place, index < 0 ? index : index + 1));
        return index < 0 ? place : Item(place, index + 1);
    }

    private static string Bounded(string place) => place.Length > Longest ? place[..Longest] : place;
}
