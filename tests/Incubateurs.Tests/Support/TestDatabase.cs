using Incubateurs.Commands;
using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Storage.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Incubateurs.Tests.Support;

/// <summary>A database of its own in a folder of its own, at one known noon.</summary>
internal sealed class TestDatabase : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 20, 10, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("incubateurs").FullName;

    public TestDatabase()
    {
        Connection = $"Data Source={Path.Combine(folder, "test.db")}";
        Database = Open();
    }

    public FakeTimeProvider Time { get; } = new(Noon);

    public string Connection { get; }

    public Database Database { get; }

    /// <summary>The same database, opened once more as another process does.</summary>
    public Database Open() => new(new SqliteEngine(Connection), Time, Rooms.Hooks);

    public async Task<ImportResult> ImportAsync(IEnumerable<ContentFile> files, Origin? origin = null)
    {
        var portfolio = PortfolioReader.Read(files, Database.Today);
        return await Database.WriteAsync(
            Actor.System, tx => Import.RunAsync(tx, portfolio, origin ?? Origin.Checkout), CancellationToken.None);
    }

    public Task<T> ReadAsync<T>(Func<Tx, Task<T>> read) => Database.ReadAsync(read, CancellationToken.None);

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
