using Incubateurs.Exchange.Merging;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Embedded;

/// <summary>
/// The specimen: openly fictional startups, an administration and an incubator, on every portfolio, for every operation to be tried
/// on. They are set back each day, with all that was written to them.
/// </summary>
internal static class Specimen
{
    /// <summary>
    /// Sets the specimen back where that was not done today; false where something real bears one of its ids, which stays.
    /// </summary>
    public static async Task<bool> SetBackAsync(Database database, CancellationToken cancellation)
    {
        var state = await database.ReadAsync(StateAsync, cancellation);
        if (state == State.Stale)
            state = await database.WriteAsync(
                Actor.System,
                // Another process may have been faster.
                async tx =>
                {
                    var found = await StateAsync(tx);
                    if (found == State.Stale)
                        await WriteAsync(tx);
                    else
                        tx.Abandon();
                    return found;
                },
                cancellation);
        return state != State.Taken;
    }

    /// <summary>Takes the specimen out.</summary>
    public static async Task RemoveAsync(Database database, CancellationToken cancellation)
    {
        if ((await database.ReadAsync(tx => tx.ListSpecimensAsync(Kinds.Startup), cancellation)).Count > 0)
            _ = await database.WriteAsync(
                Actor.System,
                async tx =>
                {
                    await tx.ForgetSpecimenAsync();
                    tx.Raise(Areas.All);
                    return true;
                },
                cancellation);
    }

    private static async Task<State> StateAsync(Tx tx) =>
        await tx.FindSpecimenAsync(Kinds.Startup, SpecimenIds.Startup) is { } at
            ? at.DayInParis() >= tx.Today ? State.Fresh : State.Stale
        : await tx.IsSpecimenIdTakenAsync() ? State.Taken
        : State.Stale;

    private static async Task WriteAsync(Tx tx)
    {
        await tx.ForgetSpecimenAsync();
        foreach (var id in SpecimenIds.Startups)
            await tx.AddSpecimenAsync(Kinds.Startup, id);
        await tx.AddSpecimenAsync(Kinds.Incubator, SpecimenIds.Incubator);
        await tx.AddSpecimenAsync(Kinds.Administration, SpecimenIds.Administration);

        var portfolio = PortfolioReader.Read(EmbeddedFiles.In(EmbeddedFiles.Specimen), tx.Today);
        _ = await Import.RunAsync(tx, portfolio, Origin.Fiction);
        await SpecimenRecords.AddAsync(tx);
        tx.Raise(Areas.All);
    }

    private enum State
    {
        Stale,
        Fresh,
        Taken,
    }
}
