namespace Incubateurs.Storage;

/// <summary>Which file is served.</summary>
internal static class StorageSettings
{
    private const string Name = "Incubateurs";
    private const string Default = "Data Source=incubateurs.db";

    public static void AddStorage(this IServiceCollection services) => services.AddSingleton(provider => new Database(
        provider.GetRequiredService<IConfiguration>().GetConnectionString(Name) ?? Default,
        provider.GetRequiredService<TimeProvider>()));
}
