using System.Text;
using System.Text.Json;
using Incubateurs.Tests.Support;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace Incubateurs.Tests.Webhooks;

/// <summary>A partner's server on loopback, which keeps what it was sent and answers as the test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Message> messages = [];
    private StandIn standIn = null!;
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is answered to a message; 204 unless it is said.</summary>
    public Func<Message, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    public string Address => standIn.Address + "/recu";

    public static async Task<Receiver> OpenAsync()
    {
        var receiver = new Receiver();
        receiver.standIn = await StandIn.OpenAsync((http, _) => receiver.TakeAsync(http));
        return receiver;
    }

    /// <summary>All that came so far, in order.</summary>
    public IReadOnlyList<Message> Messages
    {
        get
        {
            lock (messages)
                return [.. messages];
        }
    }

    /// <summary>Those that were answered with 2xx.</summary>
    public IEnumerable<Message> Taken => Messages.Where(message => message.Status is >= 200 and < 300);

    /// <summary>Waits until so many have come and were answered.</summary>
    public async Task<IReadOnlyList<Message>> AwaitAsync(int count)
    {
        await UntilAsync(() => Messages.Count >= count, $"{count} messages");
        return Messages;
    }

    public async Task UntilAsync(Func<bool> isSo, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var coming = Volatile.Read(ref next).Task;
            if (isSo())
                return;

            try
            {
                await coming.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"There were not {what}, but {Messages.Count} messages.");
            }
        }
    }

    public ValueTask DisposeAsync() => standIn.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var message = new Message(
            http.Request.Method,
            http.Request.Path,
            body.ToArray(),
            http.Request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}"));
        message.Status = await Answer(message, http);
        http.Response.StatusCode = message.Status;
        lock (messages)
            messages.Add(message);
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}

/// <summary>What a receiver was sent.</summary>
internal sealed record Message(string Method, string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public int Status { get; set; }

    public string Id => Headers["webhook-id"];

    public JsonElement Item { get; } = JsonDocument.Parse(Body).RootElement;

    public long Seq => Item.GetProperty("seq").GetInt64();

    /// <summary>As the library for receivers checks it: whether it is signed with a secret, and lately.</summary>
    public bool IsSignedWith(string secret)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Headers)
            headers[name] = value;
        try
        {
            new StandardWebhook(secret).Verify(Encoding.UTF8.GetString(Body), headers);
            return true;
        }
        catch (WebhookVerificationException)
        {
            return false;
        }
    }
}
