namespace Incubateurs.Tests.Support;

/// <summary>Where the sources lie, and the real data beside them, which is no part of the project.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The folder of the real data; null where it is absent.</summary>
    public static string? SharedData { get; } =
        Path.GetFullPath(Path.Combine(Root, "..", "shared", "data")) is var data && Directory.Exists(data) ? data : null;

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Incubateurs.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No Incubateurs.sln above the tests.");
    }
}
