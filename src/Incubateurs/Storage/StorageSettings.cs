using Incubateurs.Words;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage;

/// <summary>Where the data is.</summary>
internal static class StorageSettings
{
    public const string Key = "ConnectionStrings:Incubateurs";

    private const string Default = "Data Source=incubateurs.db";

    /// <summary>The connection string that all verbs read. A relative path is the caller's.</summary>
    public static string Connection(this IConfiguration configuration)
    {
        var text = configuration[Key] is { Length: > 0 } given ? given : Default;
        try
        {
            return new SqliteConnectionStringBuilder(text).ToString();
        }
        catch (ArgumentException)
        {
            throw Settings.Wrong(Key, text, "a connection string such as Data Source=incubateurs.db");
        }
    }

    public static void AddStorage(this IServiceCollection services, WriteHooks hooks) => services.AddSingleton(provider => new Database(
        provider.GetRequiredService<IConfiguration>().Connection(),
        provider.GetRequiredService<TimeProvider>(),
        hooks));
}
