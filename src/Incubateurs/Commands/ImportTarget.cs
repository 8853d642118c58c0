using Incubateurs.Storage;

namespace Incubateurs.Commands;

/// <summary>The database that an import merges into. A dry run makes none: where there is none yet, it takes a passing one.</summary>
internal sealed class ImportTarget : IDisposable
{
    private readonly PassingDatabase? passing;

    private ImportTarget(Database database, PassingDatabase? passing) => (Database, this.passing) = (database, passing);

    public Database Database { get; }

#pragma warning disable CA2000 // The target disposes of what it is given.
    public static async Task<ImportTarget> OpenAsync(IEngine engine, bool dryRun)
    {
        if (!dryRun || engine.Exists())
            return new(await Rooms.OpenAsync(engine), null);

        var passing = engine.MakePassing();
        return new(Rooms.OpenPassing(passing.Engine), passing);
    }
#pragma warning restore CA2000

    public void Dispose()
    {
        Database.Dispose();
        passing?.Dispose();
    }
}
