using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Administrations;

/// <summary>Agents register administrations, describe them, and say who succeeds whom.</summary>
internal static class AdministrationWriteEndpoints
{
    public static void AddAdministrations(this IServiceCollection services)
    {
        services.AddSingleton<IAgentAdministrations, AgentAdministrations>();
        services.AddSingleton<IValidator<NewAdministration>, NewAdministrationValidator>();
        services.AddSingleton<IValidator<AdministrationDescription>, AdministrationValidator<AdministrationDescription>>();
    }

    public static void MapAdministrationWrites(this IEndpointRouteBuilder routes)
    {
        var administrations = routes.MapGroup("/administrations").WithTags("Administrations").RequireAgent()
            .WithMetadata(new LabelledAs(Areas.Portfolio, Moves.Never));
        administrations.MapPost("", AddAdministration).WithName(nameof(AddAdministration));
        administrations.MapPatch("/{id}", EditAdministration).WithName(nameof(EditAdministration)).RequiresIfMatch();
    }

    /// <summary>Registers an administration.</summary>
    /// <remarks>A public body, or a body charged with a public service such as an association or a GIP. A name suffices.</remarks>
    private static Task<Results<CreatedAnswer<Administration>, BadRequestProblem, ConflictProblem>> AddAdministration(
        NewAdministration body, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<Administration>, BadRequestProblem, ConflictProblem>>(async tx =>
        {
            if (body.Id is { } asked && await tx.IsAdministrationIdTakenAsync(asked))
                return new ConflictProblem(ProblemTypes.IdTaken);

            var facts = body.Facts();
            var id = body.Id ?? await StartupIds.FreeAsync(
                StartupIds.Derive(facts.Acronym ?? facts.Name, "administration"), tx.IsAdministrationIdTakenAsync);
            if (await RefusedAsync(tx, id, facts, body.SucceededBy ?? []) is { } refusal)
                return refusal is BadRequestProblem bad ? bad : (ConflictProblem)refusal;

            var sequence = await tx.AppendAsync(Areas.Portfolio, "administration.registered", Kinds.Administration, id, new
            {
                after = Logged(facts, body.SucceededBy ?? []),
            });
            _ = await tx.SaveAdministrationAsync(sequence, id, before: null, facts);
            await tx.SaveSuccessorsAsync(sequence, id, body.SucceededBy ?? []);
            return new CreatedAnswer<Administration>(
                $"/v1/administrations/{Uri.EscapeDataString(id)}", (await tx.FindAdministrationAsync(id, Knowledge.Now))!);
        });

    /// <summary>Changes what is said of an administration.</summary>
    /// <remarks>
    /// A merge patch (RFC 7396), in which `succeededBy` is replaced as a whole; `If-Match` names the version that was read.
    /// </remarks>
    /// <param name="id">Id of the administration, case-sensitive.</param>
    private static Task<WriteResult<UpdatedAnswer<Administration>>> EditAdministration(
        string id, MergePatch<AdministrationDescription> patch, Writing writing) =>
        writing.RunAsync<WriteResult<UpdatedAnswer<Administration>>>(async tx =>
        {
            if (await tx.FindRecordedAdministrationAsync(id.Normal(), Knowledge.Now) is not { } before)
                return new NotFoundProblem(
                    new($"Aucune administration n'a l'identifiant « {id.Shown()} ».", $"No administration has the id “{id.Shown()}”."));
            if (writing.Stale(before.Version) is { } stale)
                return stale;

            var successors = (await tx.FindAdministrationAsync(before.Id, Knowledge.Now))!.SucceededBy;
            if (patch.Apply(AdministrationDescription.Of(before.Facts, successors), out var description) is { } problem)
                return problem;

            var facts = description.Facts();
            var wanted = (description.SucceededBy ?? []).OrderBy(successor => successor.On).ToList();
            if (await RefusedAsync(tx, before.Id, facts, wanted) is { } refusal)
                return refusal is BadRequestProblem bad ? bad : (ConflictProblem)refusal;

            if (facts != before.Facts || !wanted.ToHashSet().SetEquals(successors))
            {
                var shown = Difference.Of(Logged(before.Facts, successors), Logged(facts, wanted));
                var sequence = await tx.AppendAsync(
                    Areas.Portfolio, "administration.described", Kinds.Administration, before.Id, new
                    {
                        before = shown.Before,
                        after = shown.After,
                    });
                _ = await tx.SaveAdministrationAsync(sequence, before.Id, before, facts);
                await tx.SaveSuccessorsAsync(sequence, before.Id, wanted);
            }

            return new UpdatedAnswer<Administration>((await tx.FindAdministrationAsync(before.Id, Knowledge.Now))!);
        });

    private static async Task<Refusal?> RefusedAsync(Tx tx, string id, AdministrationFacts facts, IReadOnlyList<Successor> successors)
    {
        List<FieldError> errors = [];
        foreach (var (i, successor) in successors.Index())
            if (successor.Id != id && await tx.FindRecordedAdministrationAsync(successor.Id, Knowledge.Now) is null)
                errors.Add(
                    new($"succeededBy[{i}].id", new("Aucune administration n'a cet identifiant.", "No administration has this id.")));
        if (errors.Count > 0)
            return BadRequestProblem.Of(errors);

        if (facts.Siret is { } siret && await tx.FindOtherBearerAsync(siret, id) is { } bearer)
            return new ConflictProblem(AdministrationProblems.SiretTaken, new(
                $"L'administration « {bearer} » a déjà ce SIRET.", $"The administration “{bearer}” has this SIRET already."));

        var others = (await tx.ListSuccessionsAsync(Knowledge.Now)).Where(pair => pair.PredecessorId != id)
            .Select(pair => (pair.PredecessorId, pair.SuccessorId));
        return AdministrationRules.HasCycle(id, [.. others, .. successors.Select(successor => (id, successor.Id))])
            ? new ConflictProblem(AdministrationProblems.SuccessionCycle)
            : null;
    }

    private static object Logged(AdministrationFacts facts, IReadOnlyList<Successor> successors) => new
    {
        facts.Name,
        facts.Acronym,
        facts.Kind,
        facts.Domain,
        facts.Siret,
        facts.DirectoryId,
        facts.From,
        facts.Until,
        succeededBy = successors,
    };
}
