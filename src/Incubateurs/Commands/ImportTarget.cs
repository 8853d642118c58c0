using Incubateurs.Storage;

namespace Incubateurs.Commands;

/// <summary>The database that an import merges into. A dry run makes none: where there is none yet, it takes a passing one.</summary>
internal sealed class ImportTarget : IDisposable
{
    private readonly PassingDatabase? passing;

    public ImportTarget(IEngine engine, bool dryRun)
    {
        if (dryRun && !engine.Exists())
            passing = engine.MakePassing();
        Database = passing is null ? Rooms.Open(engine) : Rooms.OpenPassing(passing.Engine);
    }

    public Database Database { get; }

    public void Dispose()
    {
        Database.Dispose();
        passing?.Dispose();
    }
}
