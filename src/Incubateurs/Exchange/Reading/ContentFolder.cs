namespace Incubateurs.Exchange.Reading;

/// <summary>Why an entry of the folder came without its bytes.</summary>
internal enum ContentFault
{
    Folder,
    Link,
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

    /// <summary>All five.</summary>
    public static readonly IReadOnlyList<string> All = [Events, Incubators, Organisations, Phases, Startups];

    /// <summary>
    /// The folder that holds <c>_startups</c>: the given one, or its <c>content</c> unless that is a link. Null when neither does.
    /// </summary>
    public static string? Find(string directory) =>
        new[] { directory, Path.Combine(directory, "content") }
            .FirstOrDefault(candidate => Directory.Exists(Path.Combine(candidate, Startups))
                && (candidate == directory || new DirectoryInfo(candidate).LinkTarget is null));

    /// <summary>How many entries <see cref="Read"/> will yield.</summary>
    public static int Count(string contentDirectory) => All.Sum(folder => Entries(contentDirectory, folder).Count);

    /// <summary>
    /// Every entry of the five folders, whatever its extension, ordered by path; each is read when it is its turn. Links are not
    /// followed, or a checkout could publish what else lies on this machine; a folder that is one comes as its own entry.
    /// </summary>
    public static IEnumerable<ContentFile> Read(string contentDirectory) =>
        All.SelectMany(folder => Entries(contentDirectory, folder)).Select(ReadOne);

    private static IReadOnlyList<Entry> Entries(string contentDirectory, string folder)
    {
        var directory = new DirectoryInfo(Path.Combine(contentDirectory, folder));
        try
        {
            if (directory.LinkTarget is not null)
                return [new(folder, directory, ContentFault.Link)];
            if (directory.Exists)
                return
                [
                    .. directory.EnumerateFileSystemInfos().Select(info => new Entry($"{folder}/{info.Name}", info))
                        .OrderBy(entry => entry.Path, StringComparer.Ordinal),
                ];
            return File.Exists(directory.FullName) ? [new(folder, directory, ContentFault.Unreadable)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new(folder, directory, ContentFault.Unreadable)];
        }
    }

    private static ContentFile ReadOne(Entry entry)
    {
        try
        {
            if ((entry.Fault ?? FaultOf(entry.Info)) is { } fault)
                return new(entry.Path, [], fault);

            // What has no length is empty, or a pipe or a device: those would never end, and .NET does not tell them apart.
            var file = (FileInfo)entry.Info;
            return file.Length == 0 ? new(entry.Path, []) : Opened(entry.Path, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(entry.Path, [], ContentFault.Unreadable);
        }
    }

    private static ContentFault? FaultOf(FileSystemInfo info) =>
        info.LinkTarget is not null ? ContentFault.Link
        : info is not FileInfo file ? ContentFault.Folder
        : file.Length > ContentFile.MostBytes ? ContentFault.TooLarge
        : null;

    // One byte more than it said to have: what goes on growing is not read to its end.
    private static ContentFile Opened(string path, FileInfo file)
    {
        var bytes = new byte[file.Length + 1];
        using var stream = file.Open(new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read < bytes.Length ? new(path, bytes[..read]) : new(path, [], ContentFault.Unreadable);
    }

    private sealed record Entry(string Path, FileSystemInfo Info, ContentFault? Fault = null);
}
