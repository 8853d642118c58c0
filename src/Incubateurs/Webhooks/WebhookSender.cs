using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Incubateurs.Webhooks;

/// <summary>Sends a message to a webhook, once, signed as Standard Webhooks say. What is answered is not read.</summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MostAtOnce = 32;
    private const int MostHeaderKilobytes = 16;
    private const int MostDrainedBytes = 16 * 1024;

    /// <summary>A receiver that has not answered by then has failed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient client;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim places = new(MostAtOnce, MostAtOnce);

    public WebhookSender(WebhookSettings settings, TimeProvider time)
    {
        (this.time, IsAnywhereAllowed) = (time, settings.AllowPrivate);
#pragma warning disable CA2000 // The client owns it.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // One of the environment would resolve names itself.
            UseProxy = false,
            ActivityHeadersPropagator = null,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            MaxResponseHeadersLength = MostHeaderKilobytes,
            MaxResponseDrainSize = MostDrainedBytes,
            ResponseDrainTimeout = TimeSpan.FromMilliseconds(500),
            ConnectCallback = (context, cancellation) =>
                CheckedConnections.ConnectAsync(context.DnsEndPoint, IsAnywhereAllowed, cancellation),
        };
#pragma warning restore CA2000
        client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private bool IsAnywhereAllowed { get; }

    /// <summary>One attempt, when there is a place for it: never more than a few at a time.</summary>
    public async Task<Outcome> SendInTurnAsync(
        StoredWebhook webhook, string message, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            return await SendAsync(webhook, message, body, cancellation);
        }
        finally
        {
            _ = places.Release();
        }
    }

    /// <summary>One attempt.</summary>
    /// <param name="message">The same at each attempt of the same.</param>
    /// <exception cref="OperationCanceledException">It was to be left; the receiver may have it, or not.</exception>
    public async Task<Outcome> SendAsync(
        StoredWebhook webhook, string message, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var (at, begun) = (time.GetUtcNow(), time.GetTimestamp());
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            using var request = Request(webhook, message, body, at);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            return new(at, time.GetElapsedTime(begun), status, Outcome.ErrorOf(status), RetryAfter(response));
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return new(at, time.GetElapsedTime(begun), null, patience.IsCancellationRequested ? AttemptError.TimedOut : ErrorOf(exception));
        }
    }

    public void Dispose()
    {
        client.Dispose();
        places.Dispose();
    }

    private HttpRequestMessage Request(StoredWebhook webhook, string message, ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        var address = new Uri(webhook.Url);
        // It may have been made where more was allowed.
        if (!IsAnywhereAllowed && address.Scheme != Uri.UriSchemeHttps)
            throw new ForbiddenAddressException();

        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        var timestamp = at.ToUnixTimeSeconds();
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("User-Agent", "Incubateurs");
        request.Headers.Add("webhook-id", message);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(webhook.Secrets(at), message, timestamp, body.Span));
        return request;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        (int)response.StatusCode is not (StatusCodes.TooManyRequests or StatusCodes.ServiceUnavailable) ? null
        : response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };

    private static AttemptError ErrorOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            switch (cause)
            {
                case ForbiddenAddressException:
                    return AttemptError.ForbiddenAddress;
                case AuthenticationException:
                    return AttemptError.Unsafe;
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return AttemptError.NoSuchHost;
                case SocketException { SocketErrorCode: not (SocketError.ConnectionReset or SocketError.OperationAborted) }:
                    return AttemptError.Unreachable;
                default:
                    break;
            }

        return AttemptError.Broken;
    }

    // The room speaks no HTTP of the server's.
    private static class StatusCodes
    {
        public const int TooManyRequests = 429;
        public const int ServiceUnavailable = 503;
    }
}
