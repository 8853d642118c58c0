using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// A copy of the file as it is at one moment (SQLite's online backup), made beside whoever reads and writes. Nothing is migrated: the
/// copy of an earlier build's file is a file of that build.
/// </summary>
internal static class Backup
{
    /// <param name="place">The whole path of the database.</param>
    /// <param name="file">The whole path of the copy.</param>
    /// <returns>What is wrong with the copy, which is not kept then.</returns>
    public static IReadOnlyList<string> Run(SqliteConnectionStringBuilder address, string place, string file)
    {
        Ownership.Check(address, place);
        RefuseWhereTaken(file);

        // Beside its place until it is whole: a backup that was cut off is not taken for one.
        var partial = $"{file}.{Path.GetRandomFileName()}.partial";
        try
        {
            Secrecy.Make(partial);
            var faults = Copy(address, partial);
            if (faults.Count == 0)
                File.Move(partial, file, overwrite: false);
            return faults;
        }
        finally
        {
            foreach (var left in (string[])["", "-wal", "-shm", "-journal"])
                File.Delete(partial + left);
        }
    }

    private static IReadOnlyList<string> Copy(SqliteConnectionStringBuilder address, string partial)
    {
        var from = new SqliteConnectionStringBuilder(address.ConnectionString) { Pooling = false };
        if (from.Mode == SqliteOpenMode.ReadWriteCreate)
            from.Mode = SqliteOpenMode.ReadWrite;
        var to = new SqliteConnectionStringBuilder { DataSource = partial, Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        using (var source = new SqliteConnection(from.ConnectionString))
        using (var copy = new SqliteConnection(to.ConnectionString))
        {
            source.Open();
            copy.Open();

            // All pages in one step: a single reading, which no write of others begins anew.
            source.BackupDatabase(copy);
        }

        // Opened anew: what is checked is what was written.
        try
        {
            using var made = new SqliteConnection(to.ConnectionString);
            made.Open();
            return Ownership.Of(made) == Holding.Ours ? Soundness.ListFaults(made) : ["The copy is no database of Incubateurs."];
        }
        catch (SqliteException exception)
        {
            return [exception.Message];
        }
    }

    private static void RefuseWhereTaken(string file)
    {
        if (File.Exists(file) || Directory.Exists(file))
            throw new IOException($"{file} is there already, and is left as it is.");
    }
}
