using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Reads;

namespace Incubateurs.Reviews;

/// <summary>Who speaks: user, agent or partner.</summary>
public enum Relation
{
    /// <summary>Somebody who uses the service.</summary>
    User,

    /// <summary>A public agent who works with it.</summary>
    Agent,

    /// <summary>A partner, such as an administration that integrates it.</summary>
    Partner,
}

/// <summary>A review of a startup, published at once.</summary>
/// <param name="Rating">Rating, from 1 to 5.</param>
/// <param name="Relation">Who speaks: user, agent or partner.</param>
/// <param name="Comment">What there is to say.</param>
public sealed record NewReview([property: Range(1, 5)] int Rating, Relation Relation, string? Comment = null);

/// <summary>A review as it is shown.</summary>
/// <param name="Id">Id of the published review.</param>
/// <param name="Rating">Rating, from 1 to 5.</param>
/// <param name="Relation">Who speaks, as they said: user, agent or partner. Nobody checks it.</param>
/// <param name="SubmittedAt">The instant at which it was submitted.</param>
/// <param name="Comment">What was said; absent where it is hidden or erased.</param>
/// <param name="Hidden">True where an agent has hidden it; it then leaves the reputation, at every `knownAt`.</param>
/// <param name="Reason">Why it was moderated.</param>
/// <param name="Erased">True where its words were deleted for good.</param>
/// <param name="Verified">True where an identified public agent wrote it, whatever they said they are.</param>
public sealed record Review(
    string Id,
    [property: Range(1, 5)] int Rating,
    Relation Relation,
    DateTimeOffset SubmittedAt,
    string? Comment = null,
    bool? Hidden = null,
    string? Reason = null,
    bool? Erased = null,
    bool? Verified = null);

/// <summary>A page of reviews of a startup.</summary>
/// <param name="Items">The reviews, the newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record ReviewPage([property: MaxLength(200)] IReadOnlyList<Review> Items, long Total, string? Next = null) : IPage;

internal sealed class NewReviewValidator : AbstractValidator<NewReview>
{
    public NewReviewValidator()
    {
        RuleFor(review => review.Rating).Must(rating => rating is >= 1 and <= 5).Says("De 1 à 5.", "From 1 to 5.");
        RuleFor(review => review.Comment).Text("comment");
    }
}
