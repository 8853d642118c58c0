using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Webhooks;

/// <summary>docs/WEBHOOKS.md as it stands: its Python tells what we have signed from what we have not.</summary>
[Trait("Needs", "Python")]
public sealed class PythonReceiverTests
{
    [Fact]
    public Task What_the_page_says_in_Python_verifies_what_is_sent() => ReceiverPage.AssertVerifiesAsync("python", ReceiverPage.Python, """

        import json, sys
        for line in sys.stdin:
            secret, headers, body = json.loads(line)
            print(verify(secret, headers, base64.b64decode(body)))
        """);
}

/// <summary>docs/WEBHOOKS.md as it stands: its JavaScript does so, too.</summary>
[Trait("Needs", "Node")]
public sealed class NodeReceiverTests
{
    [Fact]
    public Task What_the_page_says_in_JavaScript_verifies_what_is_sent() => ReceiverPage.AssertVerifiesAsync("js", "node", """

        for (const line of require('node:fs').readFileSync(0, 'utf8').trim().split('\n')) {
          const [secret, headers, body] = JSON.parse(line);
          console.log(verify(secret, headers, Buffer.from(body, 'base64')));
        }
        """);
}

internal static class ReceiverPage
{
    public const string Python = "/usr/bin/python3";

    public static async Task AssertVerifiesAsync(string language, string program, string harness)
    {
        await using var receiver = await Receiver.OpenAsync();
        await using var api = WebhookScene.Api();
        using var agent = await api.AgentAsync();
        var (id, former) = await agent.WebhookAsync(new { url = receiver.Address });
        var (_, other) = await agent.WebhookAsync(new { url = "http://127.0.0.1:1/" });
        var rotated = await Given.JsonAsync(await agent.PostAsync($"/v1/webhooks/{id}/secret", null), System.Net.HttpStatusCode.Created);
        var secret = rotated.GetProperty("secret").GetString()!;
        _ = await agent.StartupAsync("Été « à l'école »");
        var message = (await receiver.AwaitAsync(1))[0];
        var headers = message.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value);
        var late = new Dictionary<string, string>(headers) { ["webhook-timestamp"] = "1700000000" };
        var changed = (byte[])[.. message.Body, (byte)' '];
        var lines = ((string Secret, Dictionary<string, string> Headers, byte[] Body)[])
            [(secret, headers, message.Body), (former, headers, message.Body), (other, headers, message.Body), (secret, late, message.Body), (secret, headers, changed)];

        var output = await RunAsync(
            program,
            Code(language) + harness,
            string.Join('\n', lines.Select(line => JsonSerializer.Serialize(new object[] { line.Secret, line.Headers, line.Body }))));

        Assert.Equal(["true", "true", "false", "false", "false"], output.ToLowerInvariant().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Code(string language) => Regex.Match(
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "WEBHOOKS.md")), $"```{language}\n(?<code>.*?)```", RegexOptions.Singleline).Groups["code"].Value;

    private static async Task<string> RunAsync(string program, string code, string input)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, code);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [file])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardInputEncoding = new UTF8Encoding(false),
            })!;
            await process.StandardInput.WriteLineAsync(input);
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync();
            Assert.Equal("", await process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
