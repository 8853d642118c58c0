using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Startups;

/// <summary>Agents take startups back, merge those that are one, and bring them back. Its address never redirects.</summary>
internal static class WithdrawalEndpoints
{
    private static readonly IReadOnlyList<QueryParameter> Query = [Times.KnownAt];

    private static readonly NotFoundProblem Living =
        new(new("Cette startup n'est pas retirée.", "This startup is not withdrawn."));

    public static void AddWithdrawals(this IServiceCollection services) =>
        services.AddSingleton<IValidator<NewWithdrawal>, NewWithdrawalValidator>();

    public static void MapWithdrawals(this IEndpointRouteBuilder routes)
    {
        var withdrawal = routes.MapGroup("/startups/{id}/withdrawal").WithTags("Startups")
            .WithMetadata(new LabelledAs(Areas.Portfolio, Moves.Never));
        withdrawal.MapGet("", ReadWithdrawal).WithName(nameof(ReadWithdrawal)).Reads(Areas.Portfolio, Moves.Never, Query);
        withdrawal.MapPut("", WithdrawStartup).WithName(nameof(WithdrawStartup)).RequireAgent().RequiresIfMatch();
        withdrawal.MapDelete("", BringStartupBack).WithName(nameof(BringStartupBack)).RequireAgent();
    }

    /// <summary>Gives the withdrawal of a startup.</summary>
    /// <remarks>When and why it left the lists, and what it was merged into. Of a startup that lives it is 404.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<Results<Answer<Withdrawal>, FormerId, NotFoundProblem>> ReadWithdrawal(
        StartupId id, TimesQuery times, Reading reading) =>
        reading.OfStartupAsync(
            id, times.KnownAt, (_, startup, _) => Task.FromResult(Shown(startup)), Merged.Answers, Living);

    /// <summary>Withdraws a startup.</summary>
    /// <remarks>
    /// One that was registered twice, or by mistake: it leaves every list, figure and picture, and its id still answers. With
    /// `mergedInto` its id redirects to the one that stays.
    /// </remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<UpdatedAnswer<Withdrawal>>> WithdrawStartup(StartupId id, NewWithdrawal body, Writing writing) =>
        writing.OfAnyStartupAsync<UpdatedAnswer<Withdrawal>>(id, async (tx, startup) =>
        {
            var into = body.MergedInto is { } named ? (await tx.LivingIdsAsync(Kinds.Startup, [named], Knowledge.Now))[0] : null;
            if (into is not null && !await IsFitAsync(tx, startup, into))
                return BadRequestProblem.Of(
                [
                    new("mergedInto", new(
                        "L'identifiant d'une autre startup, qui n'est ni retirée ni fictive.",
                        "The id of another startup, neither withdrawn nor fictional.")),
                ]);

            var reason = body.Reason.Tidy();
            if (startup.Withdrawal is { Cause: WithdrawalCause.Agent } before && (before.Reason, before.MergedInto) == (reason, into))
                return new UpdatedAnswer<Withdrawal>(Shown(startup)!);

            await tx.WithdrawAsync(startup, WithdrawalCause.Agent, reason, into);
            return new UpdatedAnswer<Withdrawal>(Shown((await tx.FindRecordedAsync(startup.Id, Knowledge.Now))!)!);
        });

    /// <summary>Brings a startup back.</summary>
    /// <remarks>Whoever withdrew it, its source or an agent: it stands in the lists again, with all that it had.</remarks>
    /// <param name="id">Id of the startup, case-sensitive.</param>
    private static Task<WriteResult<DeletedAnswer>> BringStartupBack(StartupId id, Writing writing) =>
        writing.OfAnyStartupAsync<DeletedAnswer>(id, async (tx, startup) =>
        {
            if (startup.Withdrawal is null)
                return Living;

            await tx.BringBackAsync(startup);
            return new DeletedAnswer();
        });

    private static async Task<bool> IsFitAsync(Tx tx, RecordedStartup startup, string into) =>
        into != startup.Id && !startup.IsSpecimen
        && await tx.FindRecordedAsync(into, Knowledge.Now) is { IsListed: true };

    private static Withdrawal? Shown(RecordedStartup startup) => Withdrawal.Of(startup.Withdrawal) is { } shown
        ? shown with { Version = startup.Version }
        : null;
}
