using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Web.Bodies;

namespace Incubateurs.Incubation;

/// <summary>A committee that was held.</summary>
/// <param name="HeldOn">The day it was held, not in the future.</param>
/// <param name="Decision">What it decided: continue, provisional or stop.</param>
/// <param name="FundedUntil">The day until which it funds.</param>
/// <param name="Note">What the committee said.</param>
public sealed record NewCommittee(
    DateOnly HeldOn,
    [property: AllowedValues("continue", "provisional", "stop")] string Decision,
    DateOnly? FundedUntil = null,
    string? Note = null);

/// <summary>An investment committee of a startup.</summary>
/// <param name="Id">Id of the committee.</param>
/// <param name="HeldOn">The day it was held.</param>
/// <param name="Decision">What it decided; absent where the source does not say.</param>
/// <param name="FundedUntil">The day until which it funds.</param>
/// <param name="Note">What the committee said.</param>
/// <param name="RecordedAt">The instant at which it was recorded.</param>
public sealed record Committee(
    string Id,
    DateOnly HeldOn,
    [property: AllowedValues("continue", "provisional", "stop")] string? Decision,
    DateOnly? FundedUntil,
    string? Note,
    DateTimeOffset RecordedAt);

/// <summary>The committees of a startup.</summary>
/// <param name="Items">The committees, the latest first.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record CommitteeList(IReadOnlyList<Committee> Items, long Total);

/// <summary>The shape of a committee.</summary>
internal sealed class NewCommitteeValidator : AbstractValidator<NewCommittee>
{
    public NewCommitteeValidator()
    {
        RuleFor(committee => committee.Decision).OneOf("continue", "provisional", "stop");
        RuleFor(committee => committee.FundedUntil).Must((committee, until) => until is null || until >= committee.HeldOn)
            .Says("Pas avant le comité.", "Not before the committee.");
        RuleFor(committee => committee.Note).Text("note");
    }
}
