namespace Incubateurs.Exchange.Reading;

/// <summary>Why an entry of the folder came without its bytes.</summary>
internal enum ContentFault
{
    Folder,
    TooLarge,
    Unreadable,
}

/// <summary>One file of a checkout: its path relative to the content folder (<c>_startups/pix.md</c>) and its bytes.</summary>
internal sealed record ContentFile(string Path, byte[] Bytes, ContentFault? Fault = null)
{
    /// <summary>The longest real file has 30 kB; a larger one than this is no fiche.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    /// <summary>The folder, such as <c>_startups</c>; empty without one.</summary>
    public string Folder => Path.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? Path[..slash] : "";

    /// <summary>The name without <c>.md</c>.</summary>
    public string Stem
    {
        get
        {
            var name = Path[(Path.LastIndexOf('/') + 1)..];
            return name.EndsWith(".md", StringComparison.Ordinal) ? name[..^3] : name;
        }
    }
}

/// <summary>A checkout of beta.gouv.fr's content on disk.</summary>
internal static class ContentFolder
{
    public const string Startups = "_startups";
    public const string Organisations = "_organisations";
    public const string Incubators = "_incubators";
    public const string Phases = "_phases";
    public const string Events = "_events";

    private static readonly string[] Folders = [Events, Incubators, Organisations, Phases, Startups];

    /// <summary>The folder that holds <c>_startups</c>: the given one, or its <c>content</c>. Null when neither does.</summary>
    public static string? Find(string directory) =>
        new[] { directory, Path.Combine(directory, "content") }
            .FirstOrDefault(candidate => Directory.Exists(Path.Combine(candidate, Startups)));

    /// <summary>How many entries <see cref="Read"/> will yield.</summary>
    public static int Count(string contentDirectory) => Folders.Sum(folder => Entries(contentDirectory, folder).Count);

    /// <summary>Every entry of the five folders, whatever its extension, ordered by path; each is read when it is its turn.</summary>
    public static IEnumerable<ContentFile> Read(string contentDirectory)
    {
        foreach (var folder in Folders)
            foreach (var name in Entries(contentDirectory, folder))
                yield return ReadOne(Path.Combine(contentDirectory, folder, name), $"{folder}/{name}");
    }

    private static IReadOnlyList<string> Entries(string contentDirectory, string folder)
    {
        var directory = new DirectoryInfo(Path.Combine(contentDirectory, folder));
        return directory.Exists
            ? [.. directory.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)]
            : [];
    }

    private static ContentFile ReadOne(string path, string name)
    {
        try
        {
            if (Directory.Exists(path))
                return new(name, [], ContentFault.Folder);
            var file = new FileInfo(path);
            // A pipe or a device would never end: only what is a plain file, or a link to one, is opened.
            if (!file.Exists || (file.Attributes & FileAttributes.Device) != 0)
                return new(name, [], ContentFault.Unreadable);
            return file.Length > ContentFile.MostBytes
                ? new(name, [], ContentFault.TooLarge)
                : new(name, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(name, [], ContentFault.Unreadable);
        }
    }
}
