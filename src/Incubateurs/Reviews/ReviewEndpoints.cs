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
    }

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("").WithTags("Voices");
        reviews.MapGet("/startups/{id}/reviews", ListReviews).WithName(nameof(ListReviews)).WithQuery(PageQuery.WithoutDay).ShowsAreas(Areas.Portfolio | Areas.Voices);
        reviews.MapPost("/startups/{id}/reviews", AddReview).WithName(nameof(AddReview)).IsDoor(Doors.Reviews);
        reviews.MapPut("/reviews/{id}/moderation", ModerateReview).WithName(nameof(ModerateReview)).RequireAgent();
    }

    /// <summary>Lists the reviews of a startup.</summary>
    /// <remarks>The newest first; a hidden one stays with the reason, without its comment.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<Ok<ReviewPage>, FormerId, NotFoundProblem>> ListReviews(string id, PageQuery query, Reading reading)
    {
        var (slice, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(query.KnownAt);
            return await tx.FindRecordedAsync(id.Normal(), knowledge) is null
                ? ((Slice<Review>?)null, await tx.ListHeirsAsync(Kinds.Startup, id.Normal(), knowledge))
                : (await tx.ListReviewsAsync(id.Normal(), knowledge, query.After, query.Limit), []);
        });
        if (slice is null)
            return heirs.Count > 0 ? new FormerId(heirs) : StartupEndpoints.NotFound(id);

        reading.Next = query.Next(slice);
        return TypedResults.Ok(new ReviewPage(slice.Items, slice.Total, reading.Next));
    }

    /// <summary>Reviews a startup.</summary>
    /// <remarks>
    /// By anyone, without an account; published at once. Too many from one address within a minute or an hour are refused.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<CreatedAnswer<Review>, BadRequestProblem, NotFoundProblem, TooManyProblem>> AddReview(
        string id, NewReview body, Writing writing, Visitor visitor) =>
        writing.RunAsync<Results<CreatedAnswer<Review>, BadRequestProblem, NotFoundProblem, TooManyProblem>>(async tx =>
        {
            if (await tx.FindRecordedAsync(id.Normal(), Knowledge.Now) is not { } startup)
                return StartupEndpoints.NotFound(id);
            if (await visitor.AdmitAsync(tx, Doors.Reviews, startup.Id) is { } tooMany)
                return tooMany;

            var review = new Review(Ids.New(tx.Now), body.Rating, body.Relation, tx.Now, body.Comment?.Tidy());
            await tx.AddReviewAsync(startup.Id, review);
            return new CreatedAnswer<Review>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/reviews", review);
        });

    /// <summary>Moderates a review.</summary>
    /// <remarks>Afterwards, by an agent, with a reason that stays public. A hidden review leaves the reputation.</remarks>
    /// <param name="id">Id of the published review.</param>
    private static Task<Results<UpdatedAnswer<Review>, BadRequestProblem, NotFoundProblem>> ModerateReview(string id, Moderation body, Writing writing) =>
        writing.RunAsync<Results<UpdatedAnswer<Review>, BadRequestProblem, NotFoundProblem>>(async tx =>
        {
            if (await tx.FindReviewAsync(id) is not var (startupId, review))
                return new NotFoundProblem(new($"Aucune évaluation n'a l'identifiant « {id.Shown()} ».", $"No review has the id “{id.Shown()}”."));

            var reason = body.Reason.Tidy();
            if ((review.Hidden ?? false) == body.Hidden && review.Reason == reason)
                return new UpdatedAnswer<Review>(review);

            _ = await tx.AppendAsync(Areas.Voices, "review.moderated", "startup", startupId, new { reason, after = new { review = id, hidden = body.Hidden } });
            await tx.ModerateAsync(id, body with { Reason = reason });
            return new UpdatedAnswer<Review>((await tx.FindReviewAsync(id))!.Value.Review);
        });
}
