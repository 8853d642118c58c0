using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Incubateurs.Storage;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Fuzzing;

/// <summary>
/// Requests that are nearly what the document describes: one or a few things of each are something else. The same seed makes the same
/// requests of the same document.
/// </summary>
internal sealed partial class Fuzz(ContractOf contract, Random random, string agent)
{
    private static readonly string[] Values =
    [
        "%EF%BF%BE", "%EF%BF%BF", "%EF%B7%90", "%F0%9F%BF%BE", "caf%E9s", "%ED%A0%80", "%C0%AF", "%00", "a%00b", "%", "%ZZ", "%u0041", "%25",
        "%E2%80%8B", "%EF%BB%BF", "%F0%9F%98%80", "'", "x'y", "%22", "\"", "*", "%2A%22", "a+b", "-", "%2F..%2F", "..", "%5C", "0", "-1", "1e9",
        "99999999999999999999", "2026-02-30", "0001-01-01", "9999-12-31", "2026-08-20T25:00:00Z", "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z", "2026-08-20t10:00:00.123456789012z", "true", "TRUE", "null", "", "exemple", "dinum", "DINUM", "name", "-name",
        "construction", "alumni", "open", "AND", "NEAR(a b)", "a%22%20OR%20%22b", "%7B%7D", "id:", "%E0%A4%A", "l%27%C3%A9t%C3%A9",
    ];

    private static readonly string[] Sound =
    [
        "exemple", "dinum", "name", "-modifiedAt", "construction", "incubating", "open", "2026-08-20", "2024-02-29", "true", "false", "3", "200",
        "2026-08-20T10:00:00Z", "2015-01-01T00:00:00.000Z", "id", "incubation,phases", "l%27%C3%A9ducation", "year", "semicolon",
    ];

    // No library writes these; each stands for a member's value.
    private static readonly string[] Written =
    [
        "1e400", "99999999999999999999", @"""\ud800""", @"""\uDC00\uD800""", @"""\uFFFE""", @"""a\u0000b""", @"""\uFFFF\u202E""", "NaN", "'a'", "01",
        new('[', 20_000), string.Concat(Enumerable.Repeat("{\"a\":", 20)),
    ];

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get", "M-SEARCH"];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Accept", ["*/*", "text/html", "application/json", "text/csv;q=0.1", "image/*", "nonsense", ",;,", "application/problem+json"]),
        ("Accept-Language", ["en", "fr;q=0", "*", "en;q=abc", ",,", "x".PadLeft(3000, 'x')]),
        ("Accept-Encoding", ["gzip", "br", "gzip;q=0, br;q=0", "*;q=0", "identity;q=0", "zstd", ";;"]),
        ("If-None-Match", ["*", "\"1.x\"", "W/\"\"", "nonsense", "\"", "W/", ",", "\"1.\"-gzip", "\"99999999999999999999.a\""]),
        ("If-Modified-Since", ["Thu, 01 Jan 2100 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "0", ""]),
        ("If-Match", ["*", "\"1\"", "1", "W/\"1.x\"", "\"", "\"-1\"", "\"99999999999999999999\"", "nonsense", ""]),
        ("Idempotency-Key", ["once", "twice", "", "é", "x".PadLeft(300, 'x')]),
        ("Authorization", ["", "Bearer", "Bearer inc_nobody", "Bearer a.b.c", "Candidacy nothing", "Basic YTpi", "Bearer \"", "Bearer " + "x".PadLeft(5000, 'x')]),
        ("Range", ["bytes=0-1", "bytes=-1", "items=a"]),
        ("traceparent", ["00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "00-0-0-0", "nonsense"]),
        ("Origin", ["https://app.gouv.fr", "null", "a b"]),
        ("Access-Control-Request-Method", ["PATCH", "FOO", ""]),
        ("Access-Control-Request-Headers", ["x-a, traceparent", "\"", "é"]),
        ("X-Forwarded-Prefix", ["/a", "//evil", "x"]),
        ("X-Forwarded-Host", ["evil", "a b", "[::1"]),
        ("X-Forwarded-Proto", ["https", "gopher"]),
        ("X-Forwarded-For", ["192.0.2.1", "nonsense", "::1, 192.0.2.1"]),
        ("Content-Encoding", ["gzip", "identity", "nonsense"]),
        ("Cookie", ["a=b", ";;;"]),
    ];

    private static readonly string[] Types =
    [
        "application/json", "application/merge-patch+json", "application/json; charset=\"utf-8\"", "application/json;charset=utf8", "Application/JSON; Charset=UTF-8",
        "application/json; charset=utf-16", "application/json; charset=nonsense", "application/json; charset=", "application/json; charset=\"",
        "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "nonsense", "/", ";", "application/*", "",
    ];

    // What answers gave, to be sent back as it is, elsewhere, or nearly so.
    private readonly List<string> tags = ["\"1.x\""];
    private readonly List<string> cursors = ["x"];

    /// <summary>Remembers what a client would.</summary>
    public void Hear(HttpResponseMessage answer, string body)
    {
        if (answer.Headers.ETag is { } tag)
            tags.Add(tag.ToString());
        if (NextPage().Match(body) is { Success: true } next)
            cursors.Add(next.Groups[1].Value);
    }

    public FuzzedRequest Next()
    {
        var operation = Of(contract.Operations);
        var method = Rarely(20) ? Of(Methods) : operation.Method.ToUpperInvariant();
        var target = Target(operation);
        List<(string Name, string Value)> headers = [("Host", "h")];
        if (!Rarely(4))
            headers.Add(("Authorization", agent));
        if (operation.Parameters.Any(parameter => parameter.GetProperty("name").GetString() == "If-Match"))
            headers.Add(("If-Match", "*"));
        if (Rarely(10))
            headers.Add((Of(["If-None-Match", "If-Match"]), Nearly(tags)));
        for (var more = random.Next(3); more > 0; more--)
        {
            var (name, values) = Of(Headers);
            _ = headers.RemoveAll(header => header.Name == name);
            headers.Add((name, Of(values)));
        }

        var body = operation.Body is { } known && !Rarely(30) ? Body(known.Example) : Rarely(20) ? "{}"u8.ToArray() : null;
        if (body is not null)
        {
            headers.Add(("Content-Type", Rarely(6) ? Of(Types) : operation.Body?.Type ?? "application/json"));
            if (body.Length > 0 && Rarely(8))
            {
                headers.Add(("Transfer-Encoding", "chunked"));
                body = [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
            }
            else
                headers.Add(("Content-Length", $"{body.Length}"));
        }

        var head = new StringBuilder($"{method} {target} HTTP/1.1\r\n");
        foreach (var (name, value) in headers)
            _ = head.Append(name).Append(": ").Append(value).Append("\r\n");
        return new(operation, method, target, [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body ?? []]);
    }

    private string Target(Operation operation)
    {
        var path = "/v1" + operation.Path;
        List<string> query = [];
        var asked = random.Next(4);
        foreach (var parameter in operation.Parameters)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var example = parameter.TryGetProperty("example", out var shown) && shown.ValueKind == JsonValueKind.String ? shown.GetString()! : "exemple";
            if (parameter.GetProperty("in").GetString() == "path")
                path = path.Replace($"{{{name}}}", Rarely(6) ? Of(Values).Replace("?", "", StringComparison.Ordinal) : Uri.EscapeDataString(example), StringComparison.Ordinal);
            else if (parameter.GetProperty("in").GetString() == "query" && random.Next(operation.Parameters.Count()) < asked)
                for (var times = Rarely(10) ? 3 : 1; times > 0; times--)
                    // The clock of the test stands still: who asks to wait would wait for ever.
                    query.Add($"{name}={(name == "wait" ? Of(["0", "31", "-1", "x"]) : Value(parameter.GetProperty("schema")))}");
        }

        if (Rarely(8) && operation.Parameters.Any(parameter => parameter.GetProperty("name").GetString() == "cursor"))
            query = [$"cursor={(Rarely(2) ? Forged(operation, path) : Nearly(cursors))}"];
        if (Rarely(20))
            query.Add(Of(["nothing=1", "&&", "=", "a", "%EF%BF%BE=1", $"x={new string('x', 9000)}"]));
        if (Rarely(40))
            path = Of([path + "/", path.ToUpperInvariant(), path + "/%EF%BF%BE", "/" + path, path + "//x"]);
        return (query.Count == 0 ? path : $"{path}?{string.Join('&', query)}").Replace(" ", "%20", StringComparison.Ordinal);
    }

    // Of the right query, and signed with another key: whoever believed it would read somebody's text as a number or as SQL.
    private string Forged(Operation operation, string path) => new CursorSigner(new byte[32]).Write(new(
        Of(["x'y", "", "9x'y", "\0", "99999999999999999999"]),
        Of(["x'y", "", "pix"]),
        DateOnly.FromDayNumber(random.Next(3_652_058)),
        Cursor.HashOf(operation.Id == "ListStartups" ? "" : $"{path}?"),
        random.Next()));

    private string Value(JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items))
            schema = items;
        if (schema.TryGetProperty("$ref", out _))
            schema = contract.Schemas.Resolve(schema);
        return Rarely(2) && schema.TryGetProperty("enum", out var words) ? words[random.Next(words.GetArrayLength())].ToString()
            : Rarely(30) ? new string('x', random.Next(1, 5000))
            : Of(Rarely(2) ? Sound : Values);
    }

    private string Nearly(List<string> heard)
    {
        var text = Of(heard);
        var at = random.Next(text.Length);
        return random.Next(5) switch
        {
            0 => text[..at],
            1 => $"{text[..at]}A{text[(at + 1)..]}",
            2 => text + Of(["=", "A", "%20", "-gzip"]),
            _ => text,
        };
    }

    private byte[] Body(JsonNode example)
    {
        var body = example.DeepClone();
        for (var changes = random.Next(3); changes > 0; changes--)
            Change(body);
        var text = body.ToJsonString();
        foreach (var (i, written) in Written.Index())
            text = text.Replace($"\"@@{i}\"", written, StringComparison.Ordinal);
        return Rarely(5) ? Raw(text) : Encoding.UTF8.GetBytes(text);
    }

    private void Change(JsonNode node)
    {
        if (node is not JsonObject { Count: > 0 } members)
            return;

        var name = Of(members.Select(member => member.Key).ToList());
        if (members[name] is JsonObject inner && Rarely(2))
            Change(inner);
        else if (Rarely(8))
            _ = members.Remove(name);
        else if (Rarely(8))
            members[Of(["unknown", "id", "version", "\uFFFE", "name ", ""])] = 1;
        else
            members[name] = Other();
    }

    private JsonNode? Other() => random.Next(12) switch
    {
        0 => null,
        1 => 0,
        2 => -1.5,
        3 => "\u200B",
        4 => new string('n', random.Next(1, 20_000)),
        5 => new JsonArray(null, 1, "a", new JsonObject { ["id"] = null }),
        6 => new JsonObject { ["nothing"] = new JsonArray() },
        7 => true,
        8 => "2026-02-30",
        _ => $"@@{random.Next(Written.Length)}",
    };

    private byte[] Raw(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return random.Next(10) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => [0xEF, 0xBB, 0xBF, .. bytes],
            2 => Encoding.Unicode.GetBytes(text),
            3 => Encoding.ASCII.GetBytes(new string('[', random.Next(1, 10_000))),
            4 => [.. bytes, .. bytes],
            5 => Encoding.UTF8.GetBytes(text.Replace("{", "{\"name\":1,\"name\":2,", StringComparison.Ordinal)),
            6 => [.. bytes.Select(value => random.Next(40) == 0 ? (byte)random.Next(256) : value)],
            7 => "null"u8.ToArray(),
            8 => [],
            _ => Encoding.UTF8.GetBytes($"{{\"name\":\"{new string('n', random.Next(1, 1_100_000))}\"}}"),
        };
    }

    [GeneratedRegex("[?&]cursor=([A-Za-z0-9_-]+)")]
    private static partial Regex NextPage();

    private bool Rarely(int once) => random.Next(once) == 0;

    private T Of<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
