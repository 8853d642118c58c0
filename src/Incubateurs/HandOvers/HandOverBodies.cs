using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Startups;
using Incubateurs.Web.Bodies;

namespace Incubateurs.HandOvers;

/// <summary>A hand-over to open.</summary>
/// <param name="Model">What the startup shall become at its host.</param>
/// <param name="PreferredScenario">The scenario that is hoped for.</param>
/// <param name="FallbackScenario">The scenario that is taken otherwise.</param>
/// <param name="OpenedOn">The day it is opened, not in the future; today in Paris if absent.</param>
/// <param name="Reason">Why; required for a startup that was stopped.</param>
public sealed record NewHandOver(
    HandOverModel Model,
    string? PreferredScenario = null,
    string? FallbackScenario = null,
    DateOnly? OpenedOn = null,
    string? Reason = null);

/// <summary>What of a hand-over may be changed.</summary>
/// <param name="Model">What the startup shall become at its host.</param>
/// <param name="PreferredScenario">The scenario that is hoped for.</param>
/// <param name="FallbackScenario">The scenario that is taken otherwise.</param>
/// <param name="Reason">Why the hand-over was opened.</param>
public sealed record HandOverDescription(
    HandOverModel Model, string? PreferredScenario = null, string? FallbackScenario = null, string? Reason = null);

/// <summary>Staff of the host in the startup; never a name.</summary>
/// <param name="Function">What the member of staff does.</param>
/// <param name="From">First day in the startup.</param>
/// <param name="FullTimeShare">Share of full time, above 0 and at most 1.</param>
/// <param name="To">Last day; absent while it lasts.</param>
public sealed record NewSecondment(
    string Function, DateOnly From, [property: Range(0, 1, MinimumIsExclusive = true)] double FullTimeShare, DateOnly? To = null);

/// <summary>A point of the checklist as it is now.</summary>
/// <param name="Status">How far it has come.</param>
/// <param name="DueOn">The day by which it shall be done.</param>
/// <param name="EvidenceUrl">Where it can be seen.</param>
/// <param name="Note">What there is to say of it.</param>
/// <param name="Reason">Why the adaptation is waived; required then.</param>
public sealed record AdaptationState(
    AdaptationStatus Status, DateOnly? DueOn = null, string? EvidenceUrl = null, string? Note = null, string? Reason = null);

/// <summary>What a startup costs, in whole euros per year.</summary>
/// <param name="IncubationPerYear">Yearly cost in incubation, above 0.</param>
/// <param name="MarginalPerYear">Marginal yearly cost at the host.</param>
public sealed record NewCost(
    [property: Range(1, NewCost.Most)] long IncubationPerYear, [property: Range(0, NewCost.Most)] long MarginalPerYear)
{
    internal const double Most = 1_000_000_000_000;
}

/// <summary>A hand-over to complete.</summary>
/// <param name="EffectiveOn">The day from which the host answers for the startup; in the future it is planned until then.</param>
/// <param name="Justification">Why it is completed although points of the doctrine are not met.</param>
public sealed record NewCompletion(DateOnly EffectiveOn, string? Justification = null);

/// <summary>A hand-over that does not take place.</summary>
/// <param name="Reason">Why it does not take place.</param>
public sealed record NewCancellation(string Reason);

/// <summary>A look at a service that was handed over.</summary>
/// <param name="ObservedOn">The day of the look, not in the future.</param>
/// <param name="Signals">Signals that were seen.</param>
/// <param name="Outcome">What became of the service.</param>
/// <param name="Note">What there is to say.</param>
public sealed record NewFollowUp(DateOnly ObservedOn, Signals Signals, FollowUpOutcome Outcome, string? Note = null);

internal sealed class NewHandOverValidator : AbstractValidator<NewHandOver>
{
    public NewHandOverValidator()
    {
        RuleFor(body => body.PreferredScenario).Text("preferredScenario");
        RuleFor(body => body.FallbackScenario).Text("fallbackScenario");
        RuleFor(body => body.Reason).Text("reason");
    }
}

internal sealed class HandOverDescriptionValidator : AbstractValidator<HandOverDescription>
{
    public HandOverDescriptionValidator()
    {
        RuleFor(body => body.PreferredScenario).Text("preferredScenario");
        RuleFor(body => body.FallbackScenario).Text("fallbackScenario");
        RuleFor(body => body.Reason).Text("reason");
    }
}

internal sealed class NewSecondmentValidator : AbstractValidator<NewSecondment>
{
    public NewSecondmentValidator()
    {
        RuleFor(body => body.Function).RequiredText("function");
        RuleFor(body => body.FullTimeShare).Must(share => share is > 0 and <= 1).Says("Plus de 0 et 1 au plus.", "Above 0 and at most 1.");
        RuleFor(body => body.To).Must((body, to) => to is null || to >= body.From)
            .Says("Pas avant le premier jour.", "Not before the first day.");
    }
}

internal sealed class AdaptationStateValidator : AbstractValidator<AdaptationState>
{
    public AdaptationStateValidator()
    {
        RuleFor(body => body.EvidenceUrl).WebAddress();
        RuleFor(body => body.Note).Text("note");
        RuleFor(body => body.Reason).Text("reason").Must((body, reason) => body.Status != AdaptationStatus.Waived || reason is not null)
            .Says("Renoncer demande un motif.", "Waiving needs a reason.");
    }
}

internal sealed class NewCostValidator : AbstractValidator<NewCost>
{
    public NewCostValidator()
    {
        RuleFor(body => body.IncubationPerYear).Must(euros => euros is > 0 and <= (long)NewCost.Most)
            .Says("De 1 à 1 000 milliards d'euros.", "From 1 to 1,000 billion euros.");
        RuleFor(body => body.MarginalPerYear).Must(euros => euros is >= 0 and <= (long)NewCost.Most)
            .Says("De 0 à 1 000 milliards d'euros.", "From 0 to 1,000 billion euros.");
    }
}

internal sealed class NewCompletionValidator : AbstractValidator<NewCompletion>
{
    public NewCompletionValidator() => RuleFor(body => body.Justification).Text("justification");
}

internal sealed class NewCancellationValidator : AbstractValidator<NewCancellation>
{
    public NewCancellationValidator() => RuleFor(body => body.Reason).RequiredText("reason");
}

internal sealed class NewFollowUpValidator : AbstractValidator<NewFollowUp>
{
    public NewFollowUpValidator() => RuleFor(body => body.Note).Text("note");
}
