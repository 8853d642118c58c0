using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Limits;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Reviews;

/// <summary>Reviews over HTTP: by anyone, published at once, moderated afterwards.</summary>
internal static class ReviewEndpoints
{
    public static void AddReviews(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewReview>, NewReviewValidator>();
        services.AddSingleton<IValidator<Moderation>, ModerationValidator>();
        services.AddSingleton(RatingStore.Authors);
    }

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("").WithTags("Voices");
        reviews.MapGet("/startups/{id}/reviews", ListReviews).WithName(nameof(ListReviews))
            .Reads(Areas.Portfolio | Areas.Voices, Moves.Never, PageQuery.WithoutDay);
        reviews.MapPost("/startups/{id}/reviews", AddReview).WithName(nameof(AddReview)).IsDoor(Doors.Reviews);
        reviews.MapPut("/reviews/{id}/moderation", ModerateReview).WithName(nameof(ModerateReview)).RequireAgent();
    }

    /// <summary>Lists the reviews of a startup.</summary>
    /// <remarks>The newest first; a hidden one stays with the reason, without its comment.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<ReviewPage>, FormerId, NotFoundProblem>> ListReviews(
        StartupId id, PageQuery query, Reading reading) =>
        reading.OfStartupAsync(id, query.KnownAt, async (tx, startup, knowledge) =>
        {
            var slice = await tx.ListReviewsAsync(startup.Id, knowledge, query.After, query.Limit);
            return new ReviewPage(slice.Items, slice.Total, query.Next(slice));
        });

    /// <summary>Reviews a startup.</summary>
    /// <remarks>
    /// By anyone, without an account; published at once. Too many from one address or network within a minute or an hour are refused. Of
    /// one author one rating of a startup counts a day, the last; of one network the last five. The others are shown all the same.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<CreatedAnswer<Review>>> AddReview(
        StartupId id, NewReview body, Writing writing, Visitor visitor) =>
        writing.OfStartupAsync<CreatedAnswer<Review>>(id, async (tx, startup) =>
        {
            if (await visitor.AdmitAsync(tx, Doors.Reviews, startup.Id) is { } tooMany)
                return tooMany;

            var review = new Review(Ids.New(tx.Now), body.Rating, body.Relation, tx.Now, body.Comment?.Tidy())
            {
                Verified = tx.Actor.Agent is null ? null : true,
            };
            await tx.AddReviewAsync(startup.Id, review);
            if (await visitor.RaterAsync(tx) is { } rater)
                await tx.CountOnceAsync(startup.Id, review.Id, rater);
            return new CreatedAnswer<Review>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/reviews", review);
        });

    /// <summary>Moderates a review.</summary>
    /// <remarks>
    /// Afterwards, by an agent, with a reason that stays public. A hidden review leaves the reputation. It holds at every `knownAt`, too.
    /// With `erase` the comment is deleted for good; that something stood there is still told, and the rating counts unless it is hidden.
    /// </remarks>
    /// <param name="id">Id of the published review.</param>
    private static async Task<Results<UpdatedAnswer<Review>, BadRequestProblem, NotFoundProblem>> ModerateReview(
        string id, Moderation body, Writing writing, Database database)
    {
        var result = await writing.RunAsync<Results<UpdatedAnswer<Review>, BadRequestProblem, NotFoundProblem>>(async tx =>
        {
            if (await tx.FindReviewAsync(id) is not var (startupId, review))
                return new NotFoundProblem(
                    new($"Aucune évaluation n'a l'identifiant « {id.Shown()} ».", $"No review has the id “{id.Shown()}”."));

            tx.IsOfSpecimen = SpecimenIds.IsOne(startupId);
            var reason = body.Reason.Tidy();
            var erases = body.Erase == true && review.Erased != true;
            if (!erases && (review.Hidden ?? false) == body.Hidden && review.Reason == reason)
                return new UpdatedAnswer<Review>(review);

            _ = await tx.AppendAsync(
                Areas.Voices | Areas.Removals, "review.moderated", Kinds.Startup, startupId, new
                {
                    reason,
                    after = new { review = id, hidden = body.Hidden, erased = erases ? true : (bool?)null },
                });
            await tx.ModerateAsync(id, body with { Reason = reason });
            if (erases)
                _ = await tx.EraseReviewAsync(id);
            return new UpdatedAnswer<Review>((await tx.FindReviewAsync(id))!.Value.Review);
        });
        if (body.Erase == true && result.Result is UpdatedAnswer<Review>)
            _ = await database.WipeLogAsync(CancellationToken.None);
        return result;
    }
}
