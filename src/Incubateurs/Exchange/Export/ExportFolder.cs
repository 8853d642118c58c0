using Incubateurs.Exchange.Reading;

namespace Incubateurs.Exchange.Export;

/// <summary>
/// A folder that is there with all of its files or not at all: they are written beside it, and it gets its name when the last is.
/// </summary>
internal sealed class ExportFolder : IDisposable
{
    private readonly string directory;
    private readonly string partial;
    private bool isWhole;

    /// <exception cref="IOException">Something is there, or nothing can be made there.</exception>
    public ExportFolder(string directory)
    {
        this.directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        RefuseWhereTaken();
        partial = Path.Combine(
            Path.GetDirectoryName(this.directory) ?? throw new IOException($"{directory} is no place for a folder."),
            $".{Path.GetFileName(this.directory)}.{Path.GetRandomFileName()}.partial");
        foreach (var folder in ContentFolder.All)
            _ = Directory.CreateDirectory(Path.Combine(partial, folder));
    }

    public void Write(ContentFile file)
    {
        using var stream = new FileStream(Path.Combine(partial, file.Path), FileMode.CreateNew, FileAccess.Write);
        try
        {
            stream.Write(file.Bytes);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // So .NET tells that the system allows no file of this length.
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Gives the folder its name.</summary>
    public void Complete()
    {
        RefuseWhereTaken();
        if (Directory.Exists(directory))
            Directory.Delete(directory);
        Directory.Move(partial, directory);
        isWhole = true;
    }

    public void Dispose()
    {
        if (!isWhole && Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
    }

    // Files of before among ours would be imported with them.
    private void RefuseWhereTaken()
    {
        if (File.Exists(directory))
            throw new IOException($"{directory} is a file.");
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            throw new IOException($"{directory} is not empty.");
    }
}
