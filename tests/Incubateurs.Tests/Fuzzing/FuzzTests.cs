using System.Diagnostics;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Fuzzing;

/// <summary>
/// Nothing that a client sends is a surprise: no fault of the service, every answer as documented, none slower than two seconds.
/// The same requests each time, so that what lands is what was tried; <c>FUZZ_SEED</c> makes others, <c>FUZZ_REQUESTS</c> more.
/// </summary>
public sealed class FuzzTests
{
    private const int Most = 20_000;
    private const int MostFaults = 40;

    // Of the server and of what stands before every operation; each has the shape of a problem all the same.
    private static readonly HashSet<int> Everywhere = [400, 401, 404, 405, 406, 411, 412, 413, 414, 415, 428, 431];

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Whatever_is_sent_is_answered_as_documented()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), out var asked) ? asked : 20_261_126;
        var count = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_REQUESTS"), out var number) ? number : Most;
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        api.UseKestrel(0);
        api.StartServer();
        var contract = await ContractOf.ServedAsync(api);
        var agent = (await api.AgentAsync()).DefaultRequestHeaders.Authorization!.ToString();
        var fuzz = new Fuzz(contract, new Random(seed), agent);
        using var client = new RawClient(api.ClientOptions.BaseAddress);

        List<string> faults = [];
        for (var i = 0; i < count && faults.Count < MostFaults; i++)
        {
            var request = fuzz.Next();
            var begun = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(request.Bytes, request.Method == "HEAD");
            if (await FaultAsync(contract, request, response, Stopwatch.GetElapsedTime(begun)) is { } fault)
                faults.Add($"{fault}\n{request}");
        }

        Assert.True(faults.Count == 0, $"FUZZ_SEED={seed}: {faults.Count} faults\n\n{string.Join("\n\n", faults)}");
    }

    private static async Task<string?> FaultAsync(ContractOf contract, FuzzedRequest request, HttpResponseMessage? response, TimeSpan taken)
    {
        if (response is null)
            return "The server hung up.";

        var status = (int)response.StatusCode;
        if (status >= 500)
            return $"{status}: {await response.Content.ReadAsStringAsync()}";
        if (taken > Slow)
            return $"{status} after {taken}";

        var body = await response.Content.ReadAsStringAsync();
        if (status >= 400 && request.Method != "HEAD" && !IsProblem(response, body))
            return status == 400 && body.Length == 0 && !IsHttp(request) ? null : $"{status} is no problem: {body}";

        // Another method is another operation, or none.
        var isDescribed = request.Operation.Description.GetProperty("responses").TryGetProperty($"{status}", out _);
        if (!string.Equals(request.Method, request.Operation.Method.ToUpperInvariant(), StringComparison.Ordinal) || (Everywhere.Contains(status) && !isDescribed))
            return null;

        try
        {
            response.RequestMessage = new(new(request.Method), new Uri("http://h/"));
            _ = await contract.CheckAsync(request.Operation, response);
            return null;
        }
        catch (Exception exception) when (exception is Xunit.Sdk.XunitException or System.Text.Json.JsonException)
        {
            contract.Schemas.Faults.Clear();
            return exception.Message;
        }
    }

    private static bool IsProblem(HttpResponseMessage response, string body) =>
        response.Content.Headers.ContentType?.MediaType == "application/problem+json"
        && body.Contains("\"code\":\"", StringComparison.Ordinal) && body.Contains("\"traceId\":\"", StringComparison.Ordinal);

    // What is no HTTP the server refuses by itself, before anything of ours runs.
    private static bool IsHttp(FuzzedRequest request) =>
        request.Method.All(char.IsAsciiLetterUpper)
        && !request.Target.Contains("%00", StringComparison.Ordinal) && !request.Target.Contains('"', StringComparison.Ordinal)
        && System.Text.Encoding.Latin1.GetString(request.Bytes).Split("\r\n\r\n")[0].All(char.IsAscii);
}
