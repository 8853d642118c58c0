using Incubateurs.Storage;

namespace Incubateurs.Exchange.Embedded;

/// <summary>Sets the specimen back soon after each midnight in Paris.</summary>
internal sealed class SpecimenService(Database database, TimeProvider time, ILogger<SpecimenService> logger) : RepeatedWork(time, logger)
{
    protected override string Waiting => "The specimen could not be set back";

    protected override TimeSpan Pause { get; } = TimeSpan.FromMinutes(1);

    protected override async Task<TimeSpan> RunAsync(CancellationToken cancellation)
    {
        _ = await Specimen.SetBackAsync(database, cancellation);
        return Pause;
    }
}
