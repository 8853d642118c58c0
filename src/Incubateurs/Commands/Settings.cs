namespace Incubateurs.Commands;

/// <summary>The settings that all verbs share: file, environment, command line.</summary>
internal static class Settings
{
    private const string DefaultConnection = "Data Source=incubateurs.db";

    /// <summary>The configuration of a verb that is no server.</summary>
    /// <param name="args">What the verb did not take for itself, such as <c>--ConnectionStrings:Incubateurs=…</c>.</param>
    public static IConfiguration Read(string[] args) =>
        new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();

    /// <summary>Whether a token that no option took may be a setting: <c>--urls=…</c>, <c>--ConnectionStrings:Incubateurs …</c>.</summary>
    public static bool MayBe(string token) => token.Contains('=', StringComparison.Ordinal) || token.Contains(':', StringComparison.Ordinal);

    /// <summary>Where the data is. A relative path is the caller's.</summary>
    public static string Connection(this IConfiguration configuration) =>
        configuration.GetConnectionString("Incubateurs") is { Length: > 0 } connection ? connection : DefaultConnection;
}
