using System.Globalization;
using Microsoft.Extensions.Options;

namespace Incubateurs.Words;

/// <summary>
/// Settings come from file, environment and command line, and are read once, before anything else is done:
/// a wrong one ends the program with a sentence that names it.
/// </summary>
internal static class Settings
{
    /// <summary>The configuration of a verb that is no server.</summary>
    /// <param name="args">What the verb did not take for itself, such as <c>--ConnectionStrings:Incubateurs=…</c>.</param>
    public static IConfiguration Read(string[] args) =>
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();

    /// <summary>Whether a token that no option took may be a setting: <c>--urls=…</c>, <c>--RateLimit:PerMinute …</c>.</summary>
    public static bool MayBe(string token) =>
        token.Contains('=', StringComparison.Ordinal) || token.Contains(':', StringComparison.Ordinal);

    public static OptionsValidationException Wrong(string key, string? value, string expected) =>
        new(key, typeof(Settings), [string.Create(CultureInfo.InvariantCulture, $"Setting {key}: \"{value}\" is not {expected}.")]);

    /// <summary>A setting that is true or false.</summary>
    public static bool Flag(this IConfiguration configuration, string key, bool otherwise) => configuration[key] switch
    {
        null or "" => otherwise,
        { } text when bool.TryParse(text, out var flag) => flag,
        { } text => throw Wrong(key, text, "true or false"),
    };
}
