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

    /// <summary>Imports as the command does, but that so much may be withdrawn as there is: these portfolios are small.</summary>
    public async Task<ImportResult> ImportAsync(IEnumerable<ContentFile> files, Origin? origin = null, decimal mostWithdrawn = 100)
    {
        var earlier = await ReadAsync(tx => tx.ListEarlierReferencesAsync());
        var portfolio = PortfolioReader.Read(files, Database.Today, earlier);
        return await Import.RunAsync(
            Database, portfolio, origin ?? Origin.Checkout, mostWithdrawn, dryRun: false, CancellationToken.None);
    }

    public Task<T> ReadAsync<T>(Func<Tx, Task<T>> read) => Database.ReadAsync(read, CancellationToken.None);

    public void Dispose()
    {
        Database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
