using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// The file is its owner's alone (0600): it holds addresses of persons and hashes of keys. SQLite gives its log the same mode.
/// </summary>
internal static class Secrecy
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void KeepToOwner(SqliteConnectionStringBuilder address)
    {
        if (OperatingSystem.IsWindows() || address.Mode is SqliteOpenMode.Memory or SqliteOpenMode.ReadOnly)
            return;

        try
        {
            if (File.Exists(address.DataSource))
                foreach (var file in (string[])["", "-wal", "-shm"])
                    Close(address.DataSource + file);
            else if (address.Mode == SqliteOpenMode.ReadWriteCreate
                && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(address.DataSource))))
                Make(address.DataSource);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // What is somebody else's, no path, or just made by another process: whoever opens it says what is wrong.
        }
    }

    /// <summary>Makes an empty file, which must not be there yet.</summary>
    public static void Make(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersAlone;
        new FileStream(file, options).Dispose();
    }

    private static void Close(string file)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & ~OwnersAlone) != 0)
            File.SetUnixFileMode(file, OwnersAlone);
    }
}
