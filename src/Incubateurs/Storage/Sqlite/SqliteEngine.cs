using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage.Sqlite;

/// <summary>SQLite: the database is a file (WAL, synchronous=FULL) beside the one server that serves it.</summary>
internal sealed class SqliteEngine : IEngine
{
    /// <summary>Where the data is unless the setting says otherwise.</summary>
    public const string DefaultConnection = "Data Source=incubateurs.db";

    /// <summary>How long a write waits for another process, unless the setting says otherwise.</summary>
    private const int PatienceSeconds = 5;

    static SqliteEngine() => SqliteLibrary.Configure();

    private readonly SqliteConnectionStringBuilder address;

    /// <param name="connectionString">A relative path is the caller's.</param>
    /// <exception cref="ArgumentException">The text is no connection string of SQLite.</exception>
    public SqliteEngine(string connectionString)
    {
        // The pool is our own.
        address = new(connectionString) { Pooling = false };
        if (!address.ShouldSerialize("Default Timeout"))
            address.DefaultTimeout = PatienceSeconds;
    }

    // Whole, as a file that was made in the wrong folder is looked for by it. What is no path is left as it is.
    public string Place => File.Exists(address.DataSource) ? Path.GetFullPath(address.DataSource) : address.DataSource;

    public TimeSpan Patience => TimeSpan.FromSeconds(address.DefaultTimeout);

    public ISearch Search { get; } = new FullText();

    // Nothing at all is what a new database begins with.
    public bool Exists() => new FileInfo(Place) is { Exists: true, Length: > 0 };

    public PassingDatabase MakePassing()
    {
        var folder = Directory.CreateTempSubdirectory("incubateurs").FullName;
        var passing = new SqliteConnectionStringBuilder(address.ConnectionString) { DataSource = Path.Combine(folder, "passing.db") };
        return new(new SqliteEngine(passing.ConnectionString), () => Directory.Delete(folder, recursive: true));
    }

    public bool Migrate()
    {
        try
        {
            Ownership.Check(address, Place);
            Secrecy.KeepToOwner(address);
            using var connection = new SqliteConnection(address.ConnectionString);
            connection.Open();

            // What a migration moves elsewhere, addresses of persons among it, must not stay behind in what it frees.
            _ = connection.Execute("PRAGMA secure_delete = ON");
            return Migrations.Run(connection, Place);
        }
        catch (SqliteException exception)
        {
            throw Faults.Of(exception);
        }
    }

    public IConnection Open(bool readOnly) => Connect(readOnly);

    public IWatch Watch() => new Watch(Connect(readOnly: true));

    public Task<IReadOnlyList<string>> ListFaultsAsync(Tx tx, bool quick = false) => Soundness.ListFaultsAsync(tx, quick);

    public IReadOnlyList<string> Copy(string file)
    {
        try
        {
            return Backup.Run(address, Place, file);
        }
        catch (SqliteException exception)
        {
            throw Faults.Of(exception);
        }
    }

    public StorageException Fault(DbException exception) =>
        exception is SqliteException own ? Faults.Of(own) : new(StorageFault.Other, exception);

    private Connection Connect(bool readOnly)
    {
        try
        {
            return new(address.ConnectionString, readOnly);
        }
        catch (SqliteException exception)
        {
            throw Faults.Of(exception);
        }
    }
}
