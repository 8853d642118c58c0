using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Http;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Reviews;

/// <summary>Reviews over HTTP: anyone writes and reads them, agents moderate them afterwards.</summary>
internal static class ReviewEndpoints
{
    /// <summary>What a startup's voices are listed by: they are true for ever, so that no day is asked for.</summary>
    internal static readonly IReadOnlyList<QueryParameter> Query = [Times.KnownAt, PageQuery.LimitParameter, PageQuery.CursorParameter];

    public static void AddReviews(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewReview>, NewReviewValidator>();
        services.AddSingleton<IValidator<Moderation>, ModerationValidator>();
    }

    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("").WithTags("Reputation");
        reviews.MapGet("/startups/{id}/reviews", ListReviews).WithName(nameof(ListReviews)).AllowAnonymous().WithQuery(Query).ShowsAreas(Areas.Portfolio | Areas.Voices);
        reviews.MapPost("/startups/{id}/reviews", AddReview).WithName(nameof(AddReview)).AllowAnonymous().IsDoor(Doors.Reviews);
        reviews.MapPut("/reviews/{id}/moderation", ModerateReview).WithName(nameof(ModerateReview)).RequireAgent();
    }

    /// <summary>Lists the reviews of a startup.</summary>
    /// <remarks>The newest first, hidden ones too: with the reason for which they were hidden, and without their comment.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static async Task<Results<Ok<ReviewPage>, FormerId, NotFoundProblem>> ListReviews(string id, PageQuery query, Reading reading)
    {
        var (slice, heirs) = await reading.ReadAsync(async tx =>
        {
            var knowledge = await tx.KnowledgeAsync(query.KnownAt);
            return await tx.FindRecordedAsync(id.Normal(), knowledge) is null
                ? ((Slice<Review>?)null, await tx.ListHeirsAsync(id.Normal(), knowledge))
                : (await tx.ListReviewsAsync(id.Normal(), knowledge, query.After, query.Limit), []);
        });
        if (slice is null)
            return heirs.Count > 0 ? new FormerId(heirs) : StartupEndpoints.NotFound(id);

        reading.Next = query.Next(slice);
        return TypedResults.Ok(new ReviewPage(slice.Items, slice.Total, reading.Next));
    }

    /// <summary>Reviews a startup.</summary>
    /// <remarks>
    /// Anyone may, without an account. It is published at once; an agent may hide it afterwards, with a reason that stays public.
    /// So many from one address within a minute or an hour are refused (429).
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<CreatedAnswer<Review>, BadRequestProblem, FormerId, NotFoundProblem, PreconditionFailedProblem, TooManyProblem>> AddReview(
        string id, NewReview body, Writing writing, Visitor visitor) =>
        writing.RunAsync<Results<CreatedAnswer<Review>, BadRequestProblem, FormerId, NotFoundProblem, PreconditionFailedProblem, TooManyProblem>>(async tx =>
        {
            if (await tx.FindRecordedAsync(id.Normal(), Knowledge.Now) is not { } startup)
                return await tx.ListHeirsAsync(id.Normal(), Knowledge.Now) is { Count: > 0 } heirs ? new FormerId(heirs) : StartupEndpoints.NotFound(id);
            if (writing.Stale(startup.Version) is { } stale)
                return stale;
            if (await visitor.AdmitAsync(tx, Doors.Reviews, startup.Id) is { } tooMany)
                return tooMany;

            var review = new Review(Ids.New(tx), body.Rating, body.Relation, tx.Now, Hidden: false, body.Comment?.Tidy());
            await tx.AddReviewAsync(startup.Id, review);
            return new CreatedAnswer<Review>($"/v1/startups/{Uri.EscapeDataString(startup.Id)}/reviews", review);
        });

    /// <summary>Hides a review, or shows it again.</summary>
    /// <remarks>The reason stays public. A hidden review keeps its place in the list and does not count in the reputation.</remarks>
    /// <param name="id">Id of the review.</param>
    private static Task<Results<UpdatedAnswer<Review>, BadRequestProblem, NotFoundProblem>> ModerateReview(string id, Moderation body, Writing writing) =>
        writing.RunAsync<Results<UpdatedAnswer<Review>, BadRequestProblem, NotFoundProblem>>(async tx =>
        {
            if (await tx.FindReviewAsync(id) is not (var review, var startupId))
                return new NotFoundProblem(new($"Aucune évaluation n'a l'identifiant « {id.Shown()} ».", $"No review has the id “{id.Shown()}”."));

            var reason = body.Reason.Tidy();
            if (review.Hidden != body.Hidden || review.Reason != reason)
            {
                _ = await tx.AppendAsync(Areas.Voices, "review.moderated", "review", id, new { startup = startupId, after = new { body.Hidden, reason } });
                await tx.ModerateReviewAsync(id, body.Hidden, reason);
            }

            return new UpdatedAnswer<Review>((await tx.FindReviewAsync(id))!.Value.Review);
        });
}
