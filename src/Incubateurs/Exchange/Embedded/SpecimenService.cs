using Incubateurs.Storage;

namespace Incubateurs.Exchange.Embedded;

/// <summary>Sets the specimen back soon after each midnight in Paris: what was written to it leaves the file, too.</summary>
internal sealed class SpecimenService(Database database, TimeProvider time, ILogger<SpecimenService> logger) : RepeatedWork(time, logger)
{
    private bool unwiped;

    protected override string Waiting => "The specimen could not be set back";

    protected override TimeSpan Pause { get; } = TimeSpan.FromMinutes(1);

    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        unwiped |= await Specimen.SetBackAsync(database, cancellation) == SpecimenState.Stale;

        // A reader may still need what the log holds; then it is tried again.
        if (unwiped)
            unwiped = !await database.WipeLogAsync(cancellation);
        return Pause;
    }
}
