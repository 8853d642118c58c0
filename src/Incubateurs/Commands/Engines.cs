using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary>Where the data is. The one place outside of its folder that names an engine.</summary>
internal static class Engines
{
    private const string Key = "ConnectionStrings:Incubateurs";

    /// <summary>The engine and the database that all verbs read from the settings.</summary>
    public static IEngine Engine(this IConfiguration configuration)
    {
        var text = configuration[Key] is { Length: > 0 } given ? given : SqliteEngine.DefaultConnection;
        try
        {
            return new SqliteEngine(text);
        }
        catch (ArgumentException)
        {
            throw Settings.Wrong(Key, text, $"a connection string such as {SqliteEngine.DefaultConnection}");
        }
    }

    public static void AddStorage(this IServiceCollection services, WriteHooks hooks) => services.AddSingleton(provider => new Database(
        provider.GetRequiredService<IConfiguration>().Engine(),
        provider.GetRequiredService<TimeProvider>(),
        hooks,
        provider.GetRequiredService<ILogger<Database>>())).AddHostedService<SoundnessService>();
}
