using FluentValidation;
using Incubateurs.Access;
using Incubateurs.HandOvers;
using Incubateurs.Limits;
using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;
using AddedCandidacy = Microsoft.AspNetCore.Http.HttpResults.Results<
    Incubateurs.Web.Writes.CreatedAnswer<Incubateurs.Candidacies.Candidacy>,
    Incubateurs.Web.Writes.UpdatedAnswer<Incubateurs.Candidacies.Candidacy>,
    Incubateurs.Web.Problems.BadRequestProblem,
    Incubateurs.Web.Problems.NotFoundProblem,
    Incubateurs.Web.Problems.ConflictProblem,
    Incubateurs.Web.Problems.TooManyProblem>;

namespace Incubateurs.Candidacies;

/// <summary>Candidacies over HTTP: anyone applies with a SIRET and a sworn statement.</summary>
internal static class CandidacyEndpoints
{
    public static void AddCandidacies(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewCandidacy>, NewCandidacyValidator>();
        services.AddSingleton<IValidator<CandidacyContact>, CandidacyContactValidator>();
        services.AddSingleton<IValidator<NewControl>, NewControlValidator>();
        services.AddSingleton<IValidator<NewHost>, NewHostValidator>();
        services.AddSingleton<ICandidateReader, Candidates>();
        services.AddSingleton(CandidacyStore.Contacts);
        RegisterSettings.AddRegister(services);
        services.AddSingleton<IPublicRegister, PublicBodies>();
        services.AddHostedService<RegisterControls>();
    }

    public static void MapCandidacies(this IEndpointRouteBuilder routes)
    {
        var candidacies = routes.MapGroup("").WithTags("Candidacies");
        candidacies.MapGet("/hand-overs/{id}/candidacies", ListCandidacies).WithName(nameof(ListCandidacies)).RequireAgent()
            .Reads(Areas.All, Moves.Never, [PageQuery.LimitParameter, PageQuery.CursorParameter]);
        candidacies.MapPost("/hand-overs/{id}/candidacies", AddCandidacy).WithName(nameof(AddCandidacy)).IsDoor(Doors.Candidacies);
        candidacies.MapGet("/candidacies/{id}", ReadCandidacy).WithName(nameof(ReadCandidacy)).RequireCandidate()
            .Reads(Areas.All, Moves.Never);
        candidacies.MapPatch("/candidacies/{id}", CorrectContact).WithName(nameof(CorrectContact)).RequireCandidateAlone();
        candidacies.MapDelete("/candidacies/{id}", WithdrawCandidacy).WithName(nameof(WithdrawCandidacy)).RequireCandidate();
        candidacies.MapPost("/candidacies/{id}/secret", RenewSecret).WithName(nameof(RenewSecret)).RequireAgent();
        candidacies.MapGet("/candidacies/{id}/controls", ListControls).WithName(nameof(ListControls)).RequireAgent()
            .Reads(Areas.All, Moves.Never);
        candidacies.MapPost("/candidacies/{id}/controls", AddControl).WithName(nameof(AddControl)).RequireAgent();
    }

    /// <summary>Lists the candidacies of a hand-over.</summary>
    /// <remarks>For agents; the first submitted first.</remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static async Task<Results<Answer<CandidacyPage>, NotFoundProblem>> ListCandidacies(
        string id, PageQuery query, Reading reading, Database database)
    {
        var found = await reading.ReadAsync(async tx => await tx.FindHandOverAsync(id, Knowledge.Now) is { } handOver
            ? (await tx.ListCandidaciesAsync(id, query.After, query.Limit), handOver)
            : default((Slice<RecordedCandidacy> Slice, RecordedHandOver HandOver)?));
        if (found is not { } known)
            return HandOverEndpoints.NotFound(id);

        return reading.Answer(new CandidacyPage(
            [
                .. known.Slice.Items.Select(candidacy => Shown(candidacy, known.HandOver, database.Now)),
            ], known.Slice.Total, query.Next(known.Slice)));
    }

    /// <summary>Applies as a host.</summary>
    /// <remarks>
    /// A SIRET and a sworn statement suffice. The secret is shown once; with it the candidate reads, corrects its contact and withdraws.
    /// The same SIRET again is the same candidacy, answered 200 with the SIRET alone.
    /// </remarks>
    /// <param name="id">Id of the hand-over.</param>
    private static Task<AddedCandidacy> AddCandidacy(
        string id, NewCandidacy body, Writing writing, Visitor visitor) =>
        writing.RunAsync<AddedCandidacy>(async tx =>
        {
            if (await tx.FindWrittenAsync(id) is not { } handOver)
                return HandOverEndpoints.NotFound(id);
            if (handOver.IsWithdrawn)
                return new ConflictProblem(StartupProblems.Withdrawn);
            if (HandOverRules.Fault(handOver.Status, HandOverAction.Apply) is { } fault)
                return new ConflictProblem(HandOverProblems.Of(fault));
            if (await visitor.AdmitAsync(tx, Doors.Candidacies, id) is { } tooMany)
                return tooMany;

            var siret = Siret.Read(body.Siret)!;
            if (await tx.FindCandidacyOfAsync(id, siret) is not null)
                return new UpdatedAnswer<Candidacy>(new(null, siret));

            var (candidacyId, secret) = await tx.AddCandidacyAsync(id, siret, body.Contact?.Tidy());
            var candidacy = new Candidacy(candidacyId, siret, CandidacyStatus.Submitted, secret);
            return new CreatedAnswer<Candidacy>($"/v1/candidacies/{candidacyId}", candidacy, candidacy with { FollowUpSecret = null });
        });

    /// <summary>Gives one candidacy.</summary>
    /// <remarks>To agents, and to the candidate with `Authorization: Candidacy` and the secret.</remarks>
    /// <param name="id">Id of the candidacy.</param>
    private static async Task<Results<Answer<Candidacy>, NotFoundProblem>> ReadCandidacy(string id, Reading reading, Database database)
    {
        var found = await reading.ReadAsync(async tx => await tx.FindCandidacyAsync(id) is { } candidacy
            ? Shown(candidacy, await tx.FindHandOverAsync(candidacy.HandOverId, Knowledge.Now), database.Now)
            : null);
        return found is null ? NotFound(id) : reading.Answer(found);
    }

    /// <summary>Corrects the contact of a candidacy.</summary>
    /// <remarks>
    /// A merge patch of the contact alone, which null removes. By the candidate with its secret and nobody else: it is its own. Once the
    /// contact is deleted, 90 days after the hand-over closed, no other takes its place.
    /// </remarks>
    /// <param name="id">Id of the candidacy.</param>
    private static Task<WriteResult<UpdatedAnswer<Candidacy>>> CorrectContact(
        string id, MergePatch<CandidacyContact> patch, Writing writing) =>
        writing.RunAsync<WriteResult<UpdatedAnswer<Candidacy>>>(async tx =>
        {
            if (await tx.FindCandidacyAsync(id) is not { } candidacy)
                return NotFound(id);
            if (candidacy.Status == CandidacyStatus.Withdrawn)
                return new ConflictProblem(CandidacyProblems.CandidacyWithdrawn);

            var handOver = await tx.FindWrittenAsync(candidacy.HandOverId);
            if (IsContactGone(handOver, tx.Clock))
                return new ConflictProblem(handOver?.Status == HandOverStatus.Completed
                    ? HandOverProblems.HandOverCompleted
                    : HandOverProblems.HandOverCancelled);
            var before = new CandidacyContact(candidacy.Contact);
            if (patch.Apply(before, out var said) is { } problem)
                return problem;

            var contact = said.Contact?.Tidy();
            if (contact != candidacy.Contact)
                await tx.SetContactAsync(id, contact);
            return new UpdatedAnswer<Candidacy>(Shown(candidacy with { Contact = contact }, handOver, tx.Clock));
        });

    /// <summary>Withdraws a candidacy.</summary>
    /// <remarks>By the candidate or an agent. Withdrawing the retained one opens the hand-over again; the SIRET may apply again.</remarks>
    /// <param name="id">Id of the candidacy.</param>
    private static Task<Results<DeletedAnswer, NotFoundProblem, ConflictProblem>> WithdrawCandidacy(string id, Writing writing) =>
        writing.RunAsync<Results<DeletedAnswer, NotFoundProblem, ConflictProblem>>(async tx =>
        {
            if (await tx.FindCandidacyAsync(id) is not { } candidacy)
                return NotFound(id);
            if (candidacy.Status == CandidacyStatus.Withdrawn)
                return new ConflictProblem(CandidacyProblems.CandidacyWithdrawn);

            var handOver = await tx.FindWrittenAsync(candidacy.HandOverId);
            if (candidacy.Status == CandidacyStatus.Retained && handOver?.Status == HandOverStatus.Completed)
                return new ConflictProblem(HandOverProblems.HandOverCompleted);

            await tx.WithdrawCandidacyAsync(id);
            if (candidacy.Status == CandidacyStatus.Retained && handOver?.Status == HandOverStatus.HostRetained)
                _ = await tx.ReopenAsync(handOver);
            return new DeletedAnswer();
        });

    /// <summary>Gives a candidate a new secret.</summary>
    /// <remarks>By an agent: a SIRET is public, and somebody may have come first. The one before is no longer good.</remarks>
    /// <param name="id">Id of the candidacy.</param>
    private static Task<Results<CreatedAnswer<CandidacySecret>, NotFoundProblem>> RenewSecret(string id, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<CandidacySecret>, NotFoundProblem>>(async tx =>
        {
            if (await tx.FindCandidacyAsync(id) is null)
                return NotFound(id);

            var secret = await tx.RenewSecretAsync(id);
            return new CreatedAnswer<CandidacySecret>($"/v1/candidacies/{id}", new(id, secret), new(id));
        });

    /// <summary>Lists the controls of a candidacy.</summary>
    /// <remarks>For agents; the earliest first.</remarks>
    /// <param name="id">Id of the candidacy.</param>
    private static async Task<Results<Answer<ControlList>, NotFoundProblem>> ListControls(string id, Reading reading)
    {
        var controls = await reading.ReadAsync(
            async tx => await tx.FindCandidacyAsync(id) is null ? null : await tx.ListControlsAsync(id, Knowledge.Now));
        return controls is null ? NotFound(id) : reading.Answer(new ControlList(controls, controls.Count));
    }

    /// <summary>Controls the retained candidate.</summary>
    /// <remarks>
    /// Ex post, and of nobody else. A control that does not confirm refuses the candidate and opens the hand-over again; after the
    /// completion it undoes nothing.
    /// </remarks>
    /// <param name="id">Id of the candidacy.</param>
    private static Task<Results<CreatedAnswer<Control>, BadRequestProblem, NotFoundProblem, ConflictProblem>> AddControl(
        string id, NewControl body, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<Control>, BadRequestProblem, NotFoundProblem, ConflictProblem>>(async tx =>
        {
            if (await tx.FindCandidacyAsync(id) is not { } candidacy)
                return NotFound(id);

            var handOver = await tx.FindWrittenAsync(candidacy.HandOverId);
            if (handOver is { IsWithdrawn: true })
                return new ConflictProblem(StartupProblems.Withdrawn);
            if (candidacy.Status == CandidacyStatus.Retained && handOver is not null
                && HandOverRules.Fault(handOver.Status, HandOverAction.Control) is { } fault)
                return new ConflictProblem(HandOverProblems.Of(fault));

            var control = new Control(Ids.New(tx.Now), body.Verdict, body.Note?.Tidy(), "agent", tx.Now);
            return await tx.ControlAsync(candidacy, control)
                ? new CreatedAnswer<Control>($"/v1/candidacies/{id}/controls", control)
                : new ConflictProblem(CandidacyProblems.NotRetained);
        });

    private static NotFoundProblem NotFound(string id) => new(new(
        $"Aucune candidature n'a l'identifiant « {id.Shown()} ».", $"No candidacy has the id “{id.Shown()}”."));

    private static Candidacy Shown(RecordedCandidacy candidacy, RecordedHandOver? handOver, DateTimeOffset now) => new(
        candidacy.Id,
        candidacy.Siret,
        candidacy.Status,
        Contact: candidacy.Status == CandidacyStatus.Withdrawn || IsContactGone(handOver, now) ? null : candidacy.Contact,
        SubmittedAt: candidacy.SubmittedAt);

    // 90 days after the closing, whenever the timer comes to it.
    private static bool IsContactGone(RecordedHandOver? handOver, DateTimeOffset now) =>
        handOver is null || handOver.ClosedAt?.AddDays(CandidacyStore.DaysContactsAreKept) <= now;
}
