namespace Incubateurs.Storage;

/// <summary>Data of persons that must not be kept any longer.</summary>
/// <param name="IsDue">Whether there is any; a read.</param>
/// <param name="Forget">Deletes it.</param>
internal sealed record Forgettable(Func<Tx, Task<bool>> IsDue, Func<Tx, Task> Forget);

/// <summary>Deletes in time what must not be kept, whether anybody asks or not, so that the file does not hold it any more.</summary>
internal sealed class ForgettingService(
    IEnumerable<Forgettable> forgettables, Database database, TimeProvider time, ILogger<ForgettingService> logger)
    : RepeatedWork(time, logger)
{
    private bool unwiped;

    protected override string Waiting => "What must be forgotten could not be deleted";

    protected override TimeSpan Pause { get; } = TimeSpan.FromMinutes(10);

    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        foreach (var forgettable in forgettables)
            if (await database.ReadAsync(forgettable.IsDue, cancellation))
            {
                unwiped = true;
                _ = await database.WriteAsync(
                    Actor.System,
                    async tx =>
                    {
                        await forgettable.Forget(tx);
                        return 0;
                    },
                    cancellation);
            }

        // A reader may still need what the log holds; then it is tried again.
        if (unwiped || database.IsToBeWiped)
            unwiped = !await database.WipeLogAsync(cancellation);
        return Pause;
    }
}
