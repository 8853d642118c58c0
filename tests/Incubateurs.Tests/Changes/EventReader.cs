using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Incubateurs.Tests.Changes;

/// <summary>Reads a stream of server-sent events as a browser would.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly SseParser<string> parser;
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private EventReader(HttpResponseMessage response, Stream body)
    {
        this.response = response;
        parser = SseParser.Create(body);
        events = parser.EnumerateAsync().GetAsyncEnumerator();
    }

    public HttpResponseMessage Response => response;

    /// <summary>Where one comes back to, also where no event came.</summary>
    public string LastEventId => parser.LastEventId;

    public static async Task<EventReader> OpenAsync(HttpClient client, string address, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (lastEventId is not null)
            Assert.True(request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return new(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next item; null where the stream has ended.</summary>
    public async Task<JsonElement?> NextAsync() =>
        await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)) ? JsonDocument.Parse(events.Current.Data).RootElement : null;

    public async ValueTask DisposeAsync()
    {
        // First, so that a read that still waits ends.
        response.Dispose();
        try
        {
            await events.DisposeAsync();
        }
        catch (NotSupportedException)
        {
            // It was left while it waited.
        }
    }
}
