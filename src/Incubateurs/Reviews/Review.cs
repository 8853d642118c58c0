using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Http;

namespace Incubateurs.Reviews;

/// <summary>What somebody thinks of a startup.</summary>
/// <param name="Rating">From 1, bad, to 5, good.</param>
/// <param name="Relation">Who says so: a user, a public agent or a partner.</param>
/// <param name="Comment">Why, in a few sentences; it is published, so it shall name nobody.</param>
public sealed record NewReview(
    [property: Range(1, 5)] int Rating,
    [property: AllowedValues("user", "agent", "partner")] string Relation,
    string? Comment = null);

/// <summary>A review as it is published.</summary>
/// <param name="Id">Id of the review.</param>
/// <param name="Rating">From 1, bad, to 5, good.</param>
/// <param name="Relation">Who said so: a user, a public agent or a partner.</param>
/// <param name="RecordedAt">The instant at which it was recorded.</param>
/// <param name="Hidden">Whether an agent hid it; its comment is then absent, and it does not count in the reputation.</param>
/// <param name="Comment">Why, in the words of whoever wrote it.</param>
/// <param name="Reason">Why an agent hid it, or showed it again; absent while it was never moderated.</param>
/// <param name="ModeratedAt">The instant at which it was last moderated.</param>
public sealed record Review(
    string Id,
    [property: Range(1, 5)] int Rating,
    [property: AllowedValues("user", "agent", "partner")] string Relation,
    DateTimeOffset RecordedAt,
    bool Hidden,
    string? Comment = null,
    string? Reason = null,
    DateTimeOffset? ModeratedAt = null);

/// <summary>A page of the reviews of a startup.</summary>
/// <param name="Items">The reviews of this page, the newest first.</param>
/// <param name="Total">How many there are on all pages, counted with the first.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record ReviewPage([property: MaxLength(200)] IReadOnlyList<Review> Items, long Total, string? Next = null);

/// <summary>Whether a review shall be hidden.</summary>
/// <param name="Hidden">True hides it, false shows it again.</param>
/// <param name="Reason">Why; it stays public beside the review.</param>
public sealed record Moderation(bool Hidden, string Reason);

/// <summary>What the reviews and the reports of a startup come to.</summary>
/// <param name="Count">How many reviews there are, hidden ones left out.</param>
/// <param name="Distribution">How many of each rating, from 1 to 5.</param>
/// <param name="OpenReports">How many reports wait to be resolved, those of security problems left out.</param>
/// <param name="Mean">Mean rating, to two decimals; absent while there is none.</param>
public sealed record Reputation(
    int Count,
    [property: MinLength(5), MaxLength(5)] IReadOnlyList<RatingCount> Distribution,
    int OpenReports,
    [property: Range(1, 5)] double? Mean = null);

/// <summary>How many reviews give a rating.</summary>
/// <param name="Rating">From 1 to 5.</param>
/// <param name="Count">How many reviews give it.</param>
public sealed record RatingCount([property: Range(1, 5)] int Rating, int Count);

/// <summary>The shape of a review.</summary>
internal sealed class NewReviewValidator : AbstractValidator<NewReview>
{
    public NewReviewValidator()
    {
        RuleFor(review => review.Rating).InclusiveBetween(1, 5).Says("Un entier de 1 à 5.", "An integer from 1 to 5.");
        RuleFor(review => review.Relation).OneOf("user", "agent", "partner");
        RuleFor(review => review.Comment).Text("comment");
    }
}

/// <summary>The shape of a moderation.</summary>
internal sealed class ModerationValidator : AbstractValidator<Moderation>
{
    public ModerationValidator() => RuleFor(moderation => moderation.Reason).RequiredText("reason");
}
