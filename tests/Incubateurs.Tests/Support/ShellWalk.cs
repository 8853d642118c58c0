using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Incubateurs.Tests.Support;

/// <summary>
/// Sends the requests of the shell commands of a page of documentation, in order. It knows as much of a shell as the pages
/// use, and fails on anything else, so that no command is passed over.
/// </summary>
internal sealed partial class ShellWalk(TestApi api)
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What was sent, with the status that came back.</summary>
    public List<(string Method, string Path, int Status)> Sent { get; } = [];

    /// <summary>What the commands printed.</summary>
    public List<string> Said { get; } = [];

    /// <summary>What they wrote into files.</summary>
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <param name="given">Variables that are set already, whatever the page sets them to.</param>
    public async Task RunAsync(string markdown, params (string Name, string Value)[] given)
    {
        foreach (var (name, value) in given)
            Variables[name] = value;
        var said = "";
        foreach (
            var line in Blocks().Matches(markdown)
                .SelectMany(block => block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')))
            if (line.StartsWith('#'))
                said += line;
            else if (line.Trim().Length > 0)
            {
                if (Assignment().Match(line) is { Success: true } assignment)
                {
                    if (!given.Any(set => set.Name == assignment.Groups[1].Value))
                        Variables[assignment.Groups[1].Value] = await ValueAsync(assignment.Groups[2].Value, said);
                }
                else
                    _ = await CurlAsync(line, said);
                said = "";
            }
    }

    private async Task<string> ValueAsync(string value, string said)
    {
        if (!value.StartsWith("$(", StringComparison.Ordinal))
            return value;

        var commands = value[2..^1].Split(" | ", StringSplitOptions.TrimEntries);
        var words = Words(commands[0]);
        if (words[0] == "dotnet")
            return (
                await api.AgentAsync(
                    After(words, "--agent"), After(words, "--administration"))).DefaultRequestHeaders.Authorization!.Parameter!;

        var output = words[0] == "echo" ? words[1] : await CurlAsync(commands[0], said);
        return commands.Length == 1
            ? output
            : JsonDocument.Parse(output).RootElement.GetProperty(Jq().Match(commands[1]).Groups[1].Value).ToString();
    }

    private async Task<string> CurlAsync(string command, string said)
    {
        var words = Words(command);
        Assert.True(words is ["curl", "-s", ..], $"Not a command that the test knows: {command}");
        var (method, address, data, file) = ("GET", "", (string?)null, (string?)null);
        List<string> headers = [];
        for (var i = 2; i < words.Count; i++)
            switch (words[i])
            {
                case "-N":
                    break;
                case "-o":
                    file = words[++i];
                    break;
                case "-X":
                    method = words[++i];
                    break;
                case "-H":
                    headers.Add(words[++i]);
                    break;
                case "-d":
                    data = words[++i];
                    break;
                default:
                    Assert.StartsWith("http://localhost:5080/", words[i], StringComparison.Ordinal);
                    address = new Uri(words[i]).PathAndQuery;
                    break;
            }

        using var request = new HttpRequestMessage(new(method), address);
        if (data is not null)
            request.Content = new StringContent(data, Encoding.UTF8, "application/json");
        foreach (var header in headers.Select(header => header.Split(": ", 2)).Where(header => header[0] != "Content-Type"))
            Assert.True(request.Headers.TryAddWithoutValidation(header[0], header[1]));
        using var response = await api.CreateClient().SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Sent.Add((method, address, (int)response.StatusCode));
        if (file is not null)
            Files[file] = body;
        else
            Said.Add(body);
        if (Refusal().Match(said) is { Success: true } refusal)
        {
            Assert.True(response.StatusCode == HttpStatusCode.Conflict, $"{command}: {(int)response.StatusCode} {body}");
            Assert.Equal(refusal.Groups[1].Value, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
        }
        else
            Assert.True(response.IsSuccessStatusCode, $"{command}: {(int)response.StatusCode} {body}");
        return body;
    }

    // Single quotes hold anything, double quotes variables and \", and words end at a blank outside both.
    private List<string> Words(string command) =>
        [.. Word().Matches(command).Select(word => string.Concat(Part().Matches(word.Value).Select(part =>
        part.Value[0] == '\'' ? part.Value[1..^1]
        : part.Value[0] == '"' ? Expand(part.Value[1..^1]).Replace("\\\"", "\"", StringComparison.Ordinal)
        : Expand(part.Value))))];

    private string Expand(string text) => Variable().Replace(text, name => Variables[name.Groups[1].Value]);

    private static string After(List<string> words, string option) => words[words.IndexOf(option) + 1];

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^([A-Z_]+)=(.*)$")]
    private static partial Regex Assignment();

    [GeneratedRegex("409 `([a-z_]+)`")]
    private static partial Regex Refusal();

    [GeneratedRegex("^jq -r [.]([A-Za-z]+)$")]
    private static partial Regex Jq();

    [GeneratedRegex("""(?:'[^']*'|"(?:\\"|[^"])*"|[^\s'"])+""")]
    private static partial Regex Word();

    [GeneratedRegex("""'[^']*'|"(?:\\"|[^"])*"|[^\s'"]+""")]
    private static partial Regex Part();

    [GeneratedRegex("[$]([A-Z_]+)")]
    private static partial Regex Variable();
}
