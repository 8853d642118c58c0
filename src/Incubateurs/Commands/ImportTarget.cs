using Incubateurs.Storage;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Commands;

/// <summary>The database that an import merges into. A dry run makes no file: where there is none yet, it takes a passing one.</summary>
internal sealed class ImportTarget : IDisposable
{
    private readonly string? passing;

    public ImportTarget(string connection, bool dryRun)
    {
        var builder = new SqliteConnectionStringBuilder(connection);
        if (dryRun && !File.Exists(builder.DataSource))
        {
            passing = Directory.CreateTempSubdirectory("incubateurs").FullName;
            builder.DataSource = Path.Combine(passing, "dry-run.db");
        }

        Database = Rooms.Open(builder.ToString());
    }

    public Database Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        if (passing is not null)
            Directory.Delete(passing, recursive: true);
    }
}
