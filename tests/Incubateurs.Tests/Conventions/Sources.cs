using System.Text.RegularExpressions;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Conventions;

/// <summary>The sources of the repository, read once.</summary>
internal static class Sources
{
    public static IReadOnlyList<(string Path, string Text)> Application { get; } = In("src");

    public static IReadOnlyList<(string Path, string Text)> Tests { get; } = In("tests");

    private static readonly Lazy<IReadOnlyList<Mention>> Read = new(() => SourceReader.Mentions(Application));

    /// <summary>All that the application's sources name of other namespaces.</summary>
    public static IReadOnlyList<Mention> Mentions => Read.Value;

    public static string Name(string path) => Path.GetFileNameWithoutExtension(path);

    /// <summary>The lines that match, comments left out: they may speak of what the code must not know.</summary>
    public static IReadOnlyList<string> Offending(IEnumerable<(string Path, string Text)> sources, string pattern) =>
    [
        .. from source in sources
           from line in source.Text.Split('\n').Index()
           where !line.Item.TrimStart().StartsWith("//", StringComparison.Ordinal) && Regex.IsMatch(line.Item, pattern)
           select $"{source.Path}:{line.Index + 1}: {line.Item.Trim()}",
    ];

    private static List<(string Path, string Text)> In(string folder) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path))),
    ];
}
