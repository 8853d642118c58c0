using Incubateurs.Incubation;
using Incubateurs.Startups;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>What findings are judged by.</summary>
/// <param name="Standing">Where the startup stands on the day.</param>
/// <param name="Controls">Verdicts on the retained candidate, the last one last; empty where there is none.</param>
/// <param name="Addresses">The link and the contact of the startup.</param>
internal sealed record FindingFacts(
    RecordedHandOver HandOver, Standing Standing, IReadOnlyList<string> Controls, IReadOnlyList<string?> Addresses, DateOnly Day);

/// <summary>
/// Points of the doctrine that are not met (docs/ARCHITECTURE.md, Hand-over): one to three years, hosted staff for 6 to 12 months, marginal
/// cost.
/// They are alerts; completing in spite of them needs a justification.
/// </summary>
internal static class Findings
{
    private const string NotConfirmed = "control_not_confirmed";
    private const int ShortestMonths = 6;
    private const int LongestMonths = 12;

    public static readonly IReadOnlyDictionary<string, Label> Details = new Dictionary<string, Label>(StringComparer.Ordinal)
    {
        ["incubation_over_three_years"] = new("L'incubation a duré plus de trois ans.", "The incubation took more than three years."),
        ["incubation_under_one_year"] = new("L'incubation a duré moins d'un an.", "The incubation took less than one year."),
        ["no_control"] = new("Le candidat retenu n'a pas été contrôlé.", "The retained candidate was not controlled."),
        [NotConfirmed] = new(
            "Le contrôle du candidat retenu ne l'a pas confirmé.", "The control of the retained candidate did not confirm it."),
        ["secondment_too_short"] = new("Un accueil d'opérationnels a duré moins de six mois.", "A secondment lasted less than six months."),
        ["secondment_too_long"] = new(
            "Un accueil d'opérationnels a duré plus de douze mois.", "A secondment lasted more than twelve months."),
        ["no_secondment"] = new(
            "Aucun accueil d'opérationnels n'a duré de six à douze mois.", "No secondment lasted from six to twelve months."),
        ["open_adaptations"] = new("Des adaptations restent à faire.", "Adaptations are still to do."),
        ["no_cost"] = new("Les coûts ne sont pas indiqués.", "The costs are not told."),
        ["cost_above_incubation"] = new(
            "Le coût chez l'hôte dépasse celui de l'incubation.", "The cost at the host is above that of the incubation."),
        ["still_on_beta_domain"] = new(
            "Le service ou son contact est encore sur beta.gouv.fr ou incubateur.net.",
            "The service or its contact is still on beta.gouv.fr or incubateur.net."),
        ["follow_up_due"] = new(
            "Un suivi est dû, six et douze mois après la date d'effet.",
            "A follow-up is due, six and twelve months after the effective day."),
    };

    /// <summary>Whether a finding is shown to somebody: the one that tells the verdict of a control to agents alone.</summary>
    public static bool IsShown(string code, bool agents) => agents || code != NotConfirmed;

    /// <summary>The codes of what is not met on a day; nothing once it is cancelled.</summary>
    public static IReadOnlyList<string> Of(FindingFacts facts) =>
        facts.HandOver.Status == HandOverStatus.Cancelled ? [] : [.. Codes(facts)];

    /// <summary>The days on which a finding may begin or end by itself: between two of them the same is found.</summary>
    /// <param name="phases">The phases of the startup, planned ones too.</param>
    public static IEnumerable<DateOnly> Turns(RecordedHandOver handOver, IReadOnlyList<PhaseStart> phases)
    {
        foreach (var phase in phases)
        {
            yield return phase.StartsOn;
            yield return phase.StartsOn.AddYears(1);
            yield return phase.StartsOn.AddYears(Lifecycle.MostYears).AddDays(1);
        }

        foreach (var secondment in handOver.Details.Secondments)
        {
            yield return secondment.From;
            yield return secondment.From.AddMonths(ShortestMonths);
            yield return secondment.From.AddMonths(LongestMonths).AddDays(1);
        }

        if (handOver.EffectiveOn is { } effective)
        {
            yield return effective.AddMonths(ShortestMonths);
            yield return effective.AddMonths(LongestMonths);
        }

        foreach (var followUp in handOver.Details.FollowUps)
            yield return followUp.ObservedOn;
    }

    private static IEnumerable<string> Codes(FindingFacts facts)
    {
        var (handOver, standing, day) = (facts.HandOver, facts.Standing, facts.Day);
        var end = handOver.EffectiveOn ?? standing.Exit?.StartsOn ?? day;
        if (standing.Entry is { } entry)
            switch (Lifecycle.Verdict(entry, end))
            {
                case Verdict.OverThreeYears:
                    yield return "incubation_over_three_years";
                    break;
                case Verdict.UnderOneYear:
                    yield return "incubation_under_one_year";
                    break;
                default:
                    break;
            }

        if (handOver.CandidacyId is not null && facts.Controls.Count == 0)
            yield return "no_control";
        if (handOver.CandidacyId is not null && facts.Controls is [.., "notConfirmed"])
            yield return NotConfirmed;

        var secondments = handOver.Details.Secondments.Where(secondment => secondment.From <= day).ToList();
        var shorter = secondments.Count(secondment => IsTooShort(secondment, day));
        var longer = secondments.Count(secondment => (secondment.To ?? day) > secondment.From.AddMonths(LongestMonths));
        if (shorter > 0)
            yield return "secondment_too_short";
        if (longer > 0)
            yield return "secondment_too_long";
        if (secondments.Count - shorter - longer == 0)
            yield return "no_secondment";

        if (Adaptations.All.Any(kind =>
            (
                handOver.Details.Adaptations.FirstOrDefault(
                    recorded => recorded.Code == kind.Code)?.State.Status ?? AdaptationStatus.Todo) == AdaptationStatus.Todo))
            yield return "open_adaptations";
        if (handOver.Details.Cost is not { } cost)
            yield return "no_cost";
        else if (cost.MarginalPerYear > cost.IncubationPerYear)
            yield return "cost_above_incubation";
        if (facts.Addresses.Any(BetaDomain.Holds))
            yield return "still_on_beta_domain";
        if (handOver is { Status: HandOverStatus.Completed, EffectiveOn: { } effective } && IsFollowUpDue(handOver, effective, day))
            yield return "follow_up_due";
    }

    // A look is due after six months, and another one after twelve; each is answered by one made since.
    private static bool IsFollowUpDue(RecordedHandOver handOver, DateOnly effective, DateOnly day)
    {
        var last = day >= effective.AddMonths(LongestMonths) ? effective.AddMonths(LongestMonths) : effective.AddMonths(ShortestMonths);
        return day >= last && !handOver.Details.FollowUps.Any(followUp => followUp.ObservedOn >= last && followUp.ObservedOn <= day);
    }

    // The last day is worked: from 1 January to 30 June are six months. An open one goes on to the day and is judged by it.
    private static bool IsTooShort(Secondment secondment, DateOnly day) =>
        secondment.To is { } to
            ? to < secondment.From.AddMonths(ShortestMonths).AddDays(-1)
            : day < secondment.From.AddMonths(ShortestMonths);
}
