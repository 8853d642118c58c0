using Incubateurs.Access;
using Incubateurs.Limits;
using Incubateurs.Site;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Pipeline;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Incubateurs.Commands;

/// <summary>What every request passes, in order, and what that needs.</summary>
internal static class Hosting
{
    // More than is accepted (CanonicalPaths), so that the refusal is a problem and not a bare status of the server.
    private const int LargestRequestLine = 32 * 1024;

    public static void AddHttp(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingletons();
        services.AddCompression();
        _ = services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = JsonBodies.LargestBytes;
            options.Limits.MaxRequestLineSize = LargestRequestLine;
        });
        _ = services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));

        // Otherwise the same bad body is 400 in production and 500 in development.
        _ = services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        // Whoever stops the server waits for a slow download no longer than this.
        _ = services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(4));
        _ = services.AddHostedService<ForgettingService>();
        _ = services.AddHostedService<Greeting>();
    }

    /// <summary>
    /// Before routing. Headers come first and problems second, so that whatever happens behind is answered in their shape;
    /// kept bodies come before all that costs.
    /// </summary>
    public static void UseHttp(this IApplicationBuilder app)
    {
        _ = app.ApplicationServices.GetRequiredService<Started>();
        _ = app.ApplicationServices.GetRequiredService<OperatorSettings>();
        app.UseKnownProxies();
        app.UsePrefix();
        app.UseStandardHeaders();
        app.UseProblems();
        app.UseCredentialLimits();
        app.UseCallers();
        app.UseRateLimits();
        app.UseLongestTarget();
        OwnOperations.Use(app);
        app.UseKeptBodies();
        app.UseHeadAsGet();
        app.UseCompression();
        _ = app.UseRouting();
        app.UseCanonicalPaths();
        app.UseDeprecations();
        app.UsePreflights();
        app.UseQueryChecks();
        app.UseAcceptedTypes();
        app.UseAgents();
        app.UseRequiredIfMatch();
        app.UseJsonBodies();
        app.UseIdempotency();
    }

    private static void TryAddSingletons(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BodyCache>();
        services.TryAddSingleton<Doors>();
        services.TryAddSingleton<CredentialLimits>();
        services.TryAddSingleton<LastMoves>();
        services.TryAddSingleton<KnownIds>();
        services.TryAddSingleton<Exports>();
        services.TryAddSingleton<OwnOperations>();
        services.TryAddScoped<OwnReads>();
        _ = services.AddSingleton(StrangerStore.Forgettable);
        services.TryAddSingleton(provider => RateLimitSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(provider => ProxySettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(provider => OperatorSettings.Of(provider.GetRequiredService<IConfiguration>()));
        services.TryAddSingleton(provider => new Started(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
    }
}
