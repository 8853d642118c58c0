using FluentValidation;
using Incubateurs.Web.Bodies;

namespace Incubateurs.Incubation;

/// <summary>A first benefit that was observed.</summary>
/// <param name="ObservedOn">The day it was observed, not in the future.</param>
/// <param name="Statement">What changed for whom, in a sentence or two.</param>
/// <param name="Audience">For whom the benefit is.</param>
/// <param name="Volunteers">How many volunteers took part.</param>
/// <param name="Url">Where it can be read.</param>
public sealed record NewBenefit(DateOnly ObservedOn, string Statement, string? Audience = null, int? Volunteers = null, string? Url = null);

/// <summary>A first benefit as it was recorded.</summary>
/// <param name="Id">Id of the observed benefit.</param>
/// <param name="ObservedOn">The day it was observed.</param>
/// <param name="Statement">What changed for whom.</param>
/// <param name="Audience">For whom the benefit is.</param>
/// <param name="Volunteers">How many volunteers took part.</param>
/// <param name="Url">Where it can be read.</param>
/// <param name="RecordedAt">The instant at which it was recorded.</param>
public sealed record Benefit(
    string Id, DateOnly ObservedOn, string Statement, string? Audience, int? Volunteers, string? Url, DateTimeOffset RecordedAt);

/// <summary>The benefits of a startup.</summary>
/// <param name="Items">The benefits, the latest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record BenefitList(IReadOnlyList<Benefit> Items, long Total);

/// <summary>The shape of a benefit.</summary>
internal sealed class NewBenefitValidator : AbstractValidator<NewBenefit>
{
    public NewBenefitValidator()
    {
        RuleFor(benefit => benefit.Statement).RequiredText("statement");
        RuleFor(benefit => benefit.Audience).Text("audience");
        RuleFor(benefit => benefit.Volunteers).Must(count => count is null or >= 0).Says("Un nombre positif ou nul.", "Zero or more.");
        RuleFor(benefit => benefit.Url).WebAddress();
    }
}
