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
    /// <summary>Sets the specimen back where that was not done today, and says how it was found.</summary>
    public static async Task<SpecimenState> SetBackAsync(Database database, CancellationToken cancellation)
    {
        var state = await database.ReadAsync(StateAsync, cancellation);
        if (state == SpecimenState.Stale)
            state = await database.WriteAsync(
                Actor.System,
                // Another process may have been faster.
                async tx =>
                {
                    var found = await StateAsync(tx);
                    if (found == SpecimenState.Stale)
                        await WriteAsync(tx);
                    else
                        tx.Abandon();
                    return found;
                },
                cancellation);
        return state;
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
                    tx.Raise(Areas.Specimen | Areas.Portfolio);
                    return true;
                },
                cancellation);
    }

    private static async Task<SpecimenState> StateAsync(Tx tx) =>
        await tx.FindSpecimenAsync(Kinds.Startup, SpecimenIds.Startup) is { } at
            ? at.DayInParis() >= tx.Today ? SpecimenState.Fresh : SpecimenState.Stale
        : await tx.IsSpecimenIdTakenAsync() ? SpecimenState.Taken
        : SpecimenState.Stale;

    private static async Task WriteAsync(Tx tx)
    {
        // What others name of it is set back too, and they show its name.
        if (await tx.IsSpecimenNameTouchedAsync())
            tx.Raise(Areas.Portfolio);
        tx.IsOfSpecimen = true;
        await tx.ForgetSpecimenAsync();
        foreach (var id in SpecimenIds.Startups)
            await tx.AddSpecimenAsync(Kinds.Startup, id);
        await tx.AddSpecimenAsync(Kinds.Incubator, SpecimenIds.Incubator);
        await tx.AddSpecimenAsync(Kinds.Administration, SpecimenIds.Administration);

        var portfolio = PortfolioReader.Read(EmbeddedFiles.In(EmbeddedFiles.Specimen), tx.Today);
        _ = await Import.RunAsync(tx, portfolio, Origin.Fiction);
        await SpecimenRecords.AddAsync(tx);
        tx.Raise(Areas.Specimen);
    }
}

/// <summary>How the specimen was found.</summary>
internal enum SpecimenState
{
    /// <summary>It was not there, or of another day; it is set back now.</summary>
    Stale,

    /// <summary>It was set back today.</summary>
    Fresh,

    /// <summary>Something real bears one of its ids: that stays, and there is no specimen.</summary>
    Taken,
}
