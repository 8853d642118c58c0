using System.Net;
using Incubateurs.Words;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Incubateurs.Candidacies;

/// <summary>Where the public register is asked about retained candidates.</summary>
/// <param name="Address">Null where it is not asked.</param>
internal sealed record RegisterSettings(Uri? Address)
{
    public const string Key = "Controls:Register";

    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    public static RegisterSettings Of(IConfiguration configuration) => configuration[Key] switch
    {
        null or "" => new((Uri?)null),
        { } text when Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && address.Query.Length == 0 =>
            new(new Uri(text.EndsWith('/') ? text : text + "/")),
        { } text => throw Settings.Wrong(Key, text, "an address such as https://recherche-entreprises.api.gouv.fr"),
    };

    /// <summary>
    /// The typed client: an attempt has its time, a throttled or failed one is repeated after the time that the register asks for.
    /// </summary>
    public static void AddRegister(IServiceCollection services)
    {
        services.AddSingleton(provider => Of(provider.GetRequiredService<IConfiguration>()));

        // Most servers never ask.
        services.AddSingleton(provider => new Lazy<Register>(provider.GetRequiredService<Register>));
        services.AddHttpClient<Register>((provider, client) =>
            {
                client.BaseAddress = provider.GetRequiredService<RegisterSettings>().Address;
                client.Timeout = Whole;
                client.MaxResponseContentBufferSize = MostBytes;
                client.DefaultRequestHeaders.UserAgent.ParseAdd("Incubateurs");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.All,
                PooledConnectionLifetime = Whole,
            })
            .AddResilienceHandler("register", (pipeline, context) => pipeline
                .AddRetry(Retries(context.ServiceProvider.GetRequiredService<TimeProvider>()))
                .AddTimeout(Attempt));
    }

    // Whoever asks for more than a moment is asked again by the queue, in which nobody waits behind it.
    private static HttpRetryStrategyOptions Retries(TimeProvider time) => new()
    {
        ShouldHandle = arguments => ValueTask.FromResult(
            HttpClientResiliencePredicates.IsTransient(arguments.Outcome)
            && (arguments.Outcome.Result is not { } response || Register.WaitOf(response, time.GetUtcNow()) <= LongestWait)),
        MaxRetryAttempts = 2,
        Delay = TimeSpan.FromSeconds(1),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        MaxDelay = LongestWait,
    };

    private const int MostBytes = 1024 * 1024;
}
