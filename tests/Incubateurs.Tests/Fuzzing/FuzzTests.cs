using System.Diagnostics;
using System.Text.Json;
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

    // Then a fresh service: what was closed or withdrawn by then is met by refusals alone.
    private const int ForOneService = 400;

    // Of the server and of what stands before every operation; each has the shape of a problem all the same.
    private static readonly HashSet<int> Everywhere = [400, 401, 404, 405, 406, 411, 412, 413, 414, 415, 428, 431];

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Whatever_is_sent_is_answered_as_documented()
    {
        var seed = Setting("FUZZ_SEED") ?? 20_261_126;
        var count = Setting("FUZZ_REQUESTS") ?? Most;
        TestContext.Current.TestOutputHelper?.WriteLine($"FUZZ_SEED={seed}");

        var random = new Random(seed);
        Dictionary<string, string> faults = [];
        Dictionary<string, int> done = [];
        for (var sent = 0; sent < count && faults.Count < MostFaults; sent += ForOneService)
            await SendAsync(random, Math.Min(ForOneService, count - sent), faults, done);

        Assert.True(faults.Count == 0, $"FUZZ_SEED={seed}: {faults.Count} faults\n\n{string.Join("\n\n", faults.Values)}");
        if (count >= Most)
            Assert.True(done.Values.All(successes => successes > 0), $"FUZZ_SEED={seed}: never done: {string.Join(", ", done.Where(one => one.Value == 0))}");
    }

    /// <param name="faults">One of each operation and status, which are seldom two.</param>
    /// <param name="done">How often each operation did what was asked: what is only ever refused is not tested.</param>
    private static async Task SendAsync(Random random, int count, Dictionary<string, string> faults, Dictionary<string, int> done)
    {
        await using var api = new TestApi(("Portfolio:Embedded", "true"));
        api.UseKestrel(0);
        api.StartServer();
        var contract = await ContractOf.ServedAsync(api);
        var fuzz = new Fuzz(contract, random, (await api.AgentAsync()).DefaultRequestHeaders.Authorization!.ToString());
        using var client = new RawClient(api.ClientOptions.BaseAddress);
        foreach (var operation in contract.Operations)
            _ = done.TryAdd(operation.Id, 0);

        for (var i = 0; i < count && faults.Count < MostFaults; i++)
        {
            var request = fuzz.Next();
            var begun = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(request.Bytes, request.Method == "HEAD");
            var taken = Stopwatch.GetElapsedTime(begun);
            if (response is { IsSuccessStatusCode: true })
            {
                fuzz.Hear(response, await response.Content.ReadAsStringAsync());
                done[request.Operation.Id]++;
            }

            if (await FaultAsync(contract, request, response) is { } fault)
                _ = faults.TryAdd($"{request.Operation.Id} {response?.StatusCode}", $"{fault}\n{request}");
            else if (taken > Slow && await IsSlowAsync(client, request))
                _ = faults.TryAdd($"{request.Operation.Id} slow", $"It took {taken}.\n{request}");
        }
    }

    private static async Task<string?> FaultAsync(ContractOf contract, FuzzedRequest request, HttpResponseMessage? response)
    {
        if (response is null)
            return "The server hung up.";

        var status = (int)response.StatusCode;
        var body = await response.Content.ReadAsStringAsync();
        if (status >= 500)
            return $"{status}: {body}";
        if (status == 400 && body.Length == 0 && !IsHttp(request))
            return null;
        if (status >= 400 && request.Method != "HEAD" && !IsProblem(contract, response, body))
            return $"{status} is no problem: {body}";

        if (status < 300 && request.IsUnsound && request.Method != "OPTIONS")
            return $"{status} to what is no text: {body}";

        if (status == 415 && request.IsSoundType)
            return $"415 of a type that is taken: {body}";

        // Another method is another operation, or none; two dots lead to another address.
        if (request.Target.Contains("..", StringComparison.Ordinal))
            return null;
        if (contract.Operations.FirstOrDefault(operation => IsOf(operation, request)) is not { } operation)
            return status < 400 && request.Method != "OPTIONS" ? $"{status} of what is not documented: {body}" : null;
        if (Everywhere.Contains(status) && !operation.Description.GetProperty("responses").TryGetProperty($"{status}", out _))
            return null;

        try
        {
            response.RequestMessage = new(new(request.Method), new Uri("http://h/"));
            _ = await contract.CheckAsync(operation, response);
            return null;
        }
        catch (Exception exception) when (exception is Xunit.Sdk.XunitException or JsonException)
        {
            contract.Schemas.Faults.Clear();
            return exception.Message;
        }
    }

    private static bool IsOf(Operation operation, FuzzedRequest request) =>
        operation.Path == request.Operation.Path
        && operation.Method.Equals(request.Method == "HEAD" ? "GET" : request.Method, StringComparison.OrdinalIgnoreCase);

    private static bool IsProblem(ContractOf contract, HttpResponseMessage response, string body)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return false;

        using var problem = JsonDocument.Parse(body);
        return contract.Schemas.IsValid(
            problem.RootElement, contract.Document.GetProperty("components").GetProperty("schemas").GetProperty("Problem"));
    }

    // What is no HTTP the server refuses by itself, before anything of ours runs.
    private static bool IsHttp(FuzzedRequest request) =>
        request.Method.All(char.IsAsciiLetterUpper)
        && !request.Target.Contains("%00", StringComparison.Ordinal) && !request.Target.Contains('"', StringComparison.Ordinal)
        && System.Text.Encoding.Latin1.GetString(request.Bytes).Split("\r\n\r\n")[0].All(char.IsAscii);

    // Slow also when nothing else is going on: the tests run beside each other.
    private static async Task<bool> IsSlowAsync(RawClient client, FuzzedRequest request)
    {
        var begun = Stopwatch.GetTimestamp();
        using var again = await client.SendAsync(request.Bytes, request.Method == "HEAD");
        return Stopwatch.GetElapsedTime(begun) > Slow;
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : null;
}
