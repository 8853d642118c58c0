using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;
using Incubateurs.HandOvers;
using Incubateurs.Words;

namespace Incubateurs.Tests.Durability;

/// <summary>
/// Compares what an address answered then with what it answers now. Members and columns may have come; none may be gone
/// or differ. Lists have the same items in the same order, a picture the same text.
/// </summary>
internal static class EarlierAnswer
{
    // What columns were called before they had the paths of their members.
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["phase"] = "phase.code",
        ["phaseSince"] = "phase.since",
        ["plannedPhase"] = "planned.code",
        ["plannedOn"] = "planned.startsOn",
        ["enteredOn"] = "incubation.startedOn",
        ["builtOn"] = "incubation.builtOn",
        ["exitedOn"] = "incubation.endedOn",
        ["days"] = "incubation.days",
        ["verdict"] = "incubation.verdict",
        ["incubators"] = "incubators.id",
        ["sponsors"] = "sponsors.name",
        ["host"] = "host.name",
    };

    // What types of change were called before each was a resource and a verb.
    private static readonly Dictionary<string, string> Retyped = new()
    {
        ["handOver.secondment"] = "secondment.added",
        ["handOver.adaptation"] = "adaptation.set",
        ["handOver.cost"] = "cost.set",
        ["handOver.followUp"] = "followUp.added",
        ["handOver.hostRetained"] = "host.retained",
    };

    private const int MostShown = 200;
    private const int Before = 40;

    /// <summary>What is missing or different, each with the address and the JSON path; nothing where the answer still holds.</summary>
    /// <param name="then">JSON as it was answered; any other type of answer as the text that it was.</param>
    /// <param name="now">The body of the answer.</param>
    public static IReadOnlyList<string> Faults(string address, JsonElement then, string now)
    {
        try
        {
            var before = then.ValueKind == JsonValueKind.String ? Read(address, then.GetString()!)
                : address.Contains("/history", StringComparison.Ordinal) ? Retold(then)
                : then;
            return [.. Faults("$", before, Read(address, now)).Select(fault => $"{address}: {fault}")];
        }
        catch (JsonException exception)
        {
            return [$"{address}: {exception.Message} It begins with {Shown(now, 0)}."];
        }
    }

    /// <summary>The same question today: lists of hand-overs told all of them before there was <c>fields</c>.</summary>
    public static string AskedNow(string address)
    {
        var path = address.Split('?')[0];
        return path.EndsWith("/hand-overs", StringComparison.Ordinal)
            ? $"{address}{(path == address ? '?' : '&')}fields={string.Join(',', Member<HandOverSummary>.All.Select(member => member.Name))}"
            : address;
    }

    // A history as it is told today: types are resources and verbs, reasons are what agents wrote.
    private static JsonElement Retold(JsonElement history)
    {
        var told = JsonNode.Parse(history.GetRawText())!;
        var items = told is JsonArray list ? list : told["items"]?.AsArray() ?? [];
        foreach (var item in items.OfType<JsonObject>())
        {
            var type = item["type"]!.GetValue<string>();
            item["type"] = Retyped.GetValueOrDefault(type, type);
            if (type == "handOver.reopened")
                _ = item.Remove("reason");
            if (type == "report.resolved")
                item["after"]!["status"] = item["after"]!["status"]!.GetValue<int>() == 0 ? "resolved" : "dismissed";
        }

        return JsonSerializer.SerializeToElement(told);
    }

    private static IEnumerable<string> Faults(string path, JsonElement then, JsonElement now) => (then.ValueKind, now.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => then.EnumerateObject().SelectMany(member =>
            now.TryGetProperty(member.Name == "enteredOn" ? "startedOn" : member.Name, out var value)
                ? Faults($"{path}.{member.Name}", member.Value, value)
                : IsLinked(member, now) ? []
                : [$"{path}.{member.Name} was {Shown(Text(member.Value), 0)} and is gone."]),
        (JsonValueKind.Array, JsonValueKind.Array) when then.GetArrayLength() != now.GetArrayLength() =>
            [$"{path} had {then.GetArrayLength()} items and has {now.GetArrayLength()}: {Shown(Text(now), 0)}"],
        (JsonValueKind.Array, JsonValueKind.Array) => then.EnumerateArray().Zip(now.EnumerateArray())
            .SelectMany((pair, i) => Faults($"{path}[{i}]", pair.First, pair.Second)),
        _ => JsonElement.DeepEquals(then, now) ? [] : [Difference(path, Text(then), Text(now))],
    };

    // A phase of a hand-over said so in a sentence, and links it now.
    private static bool IsLinked(JsonProperty then, JsonElement now) =>
        then.Name == "reason" && now.TryGetProperty("handOver", out var handOver) && then.Value.GetString() == $"hand-over {handOver}";

    // A long text is shown from where it differs.
    private static string Difference(string path, string then, string now)
    {
        var same = then.AsSpan().CommonPrefixLength(now);
        return $"{path} was {Shown(then, same)} and is {Shown(now, same)}.";
    }

    // A dot may be part of an id: what no export or picture ends in is JSON.
    private static JsonElement Read(string address, string text) => Path.GetExtension(address.Split('?')[0]) switch
    {
        ".svg" => JsonSerializer.SerializeToElement(text),
        ".csv" => JsonSerializer.SerializeToElement(
            Rows(text, address.Contains("separator=semicolon", StringComparison.Ordinal) ? ";" : ",")),
        ".ndjson" => JsonSerializer.SerializeToElement(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))),
        _ => JsonSerializer.Deserialize<JsonElement>(text),
    };

    private static List<Dictionary<string, string?>> Rows(string text, string separator)
    {
        using var reader = new CsvReader(
            new StringReader(text.TrimStart('\uFEFF')), new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator });
        _ = reader.Read();
        _ = reader.ReadHeader();
        List<Dictionary<string, string?>> rows = [];
        while (reader.Read())
            rows.Add(reader.HeaderRecord!.ToDictionary(column => Renamed.GetValueOrDefault(column, column), column => reader.GetField(column)));
        return rows;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? $"\"{value}\"" : value.GetRawText();

    private static string Shown(string text, int from)
    {
        var first = text.Length <= MostShown ? 0 : Math.Max(0, from - Before);
        var last = Math.Min(text.Length, first + MostShown);
        return $"{(first > 0 ? "…" : "")}{text[first..last]}{(last < text.Length ? "…" : "")}";
    }
}
