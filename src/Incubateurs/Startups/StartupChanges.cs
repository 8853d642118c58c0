using Incubateurs.Administrations;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;

namespace Incubateurs.Startups;

/// <summary>What agents change of startups.</summary>
internal static class StartupChanges
{
    /// <summary>
    /// Writes what changed in the facts, and only that. The version is the same when nothing did.
    /// </summary>
    public static async Task ChangeStartupAsync(this Tx tx, RecordedStartup before, StartupFacts facts)
    {
        var difference = Difference.Of(before.Facts, facts);
        if (difference.Before.Count + difference.After.Count == 0)
            return;

        var shown = Difference.Of(Said(before.Facts), Said(facts));
        var sequence = await tx.AppendAsync(
            Areas.Portfolio, "startup.described", Kinds.Startup, before.Id, new { before = shown.Before, after = shown.After });
        _ = await tx.SaveStartupAsync(sequence, before.Id, before, facts);
    }

    /// <summary>The facts with references of today: former ids of incubators are replaced. What names nothing is refused.</summary>
    /// <param name="before">References that were there before are not asked again.</param>
    public static async Task<(StartupFacts Facts, BadRequestProblem? Problem)> ReferringAsync(
        this Tx tx, StartupFacts facts, StartupFacts? before)
    {
        facts = facts with { Incubators = await tx.LivingIdsAsync(Kinds.Incubator, facts.Incubators, Knowledge.Now) };
        List<FieldError> errors = [];
        foreach (var (i, id) in facts.Incubators.Index())
            if (before?.Incubators.Contains(id) != true && await tx.FindRecordedIncubatorAsync(id, Knowledge.Now) is null)
                errors.Add(new($"incubators[{i}]", new("Aucun incubateur n'a cet identifiant.", "No incubator has this id.")));
        foreach (var (i, id) in facts.Sponsors.Index())
            if (before?.Sponsors.Contains(id) != true && await tx.FindRecordedAdministrationAsync(id, Knowledge.Now) is null)
                errors.Add(new($"sponsors[{i}]", new("Aucune administration n'a cet identifiant.", "No administration has this id.")));
        return (facts, errors.Count == 0 ? null : BadRequestProblem.Of(errors));
    }

    /// <summary>Dated facts without persons, as the log of changes has them.</summary>
    internal static StartupFacts Said(StartupFacts facts) => facts with { Contact = null, Source = null };
}
