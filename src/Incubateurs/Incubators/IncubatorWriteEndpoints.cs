using FluentValidation;
using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Storage;
using Incubateurs.Web.Bodies;
using Incubateurs.Web.Problems;
using Incubateurs.Web.Reads;
using Incubateurs.Web.Writes;
using Incubateurs.Words;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Incubateurs.Incubators;

/// <summary>What agents say of an incubator.</summary>
public record IncubatorDescription
{
    /// <summary>Name of the incubator.</summary>
    public required string Name { get; init; }

    /// <summary>Id of the administration that it belongs to.</summary>
    public string? Owner { get; init; }

    /// <summary>Address of its website.</summary>
    public string? Website { get; init; }

    /// <summary>Address of its source code.</summary>
    public string? Repository { get; init; }

    /// <summary>Address to write to; that of the team and not of a person.</summary>
    public string? Contact { get; init; }

    /// <summary>What it is, in a few sentences.</summary>
    public string? Description { get; init; }

    /// <summary>Whether lists elsewhere should leave it out.</summary>
    public bool? Hidden { get; init; }

    internal static IncubatorDescription Of(IncubatorFacts facts) => new()
    {
        Name = facts.Name,
        Owner = facts.Owner,
        Website = facts.Website,
        Repository = facts.Repository,
        Contact = facts.Contact,
        Description = facts.Description,
        Hidden = facts.Hidden,
    };

    internal IncubatorFacts Facts() => new()
    {
        Name = Name.Tidy(),
        Owner = Owner?.Tidy(),
        Website = Website?.Tidy(),
        Repository = Repository?.Tidy(),
        Contact = Contact?.Tidy(),
        Description = Description?.Tidy(),
        Hidden = Hidden ?? false,
    };
}

/// <summary>An incubator to register; a name suffices.</summary>
public sealed record NewIncubator : IncubatorDescription
{
    /// <summary>The id it shall have; made from the name if absent.</summary>
    [System.ComponentModel.DataAnnotations.RegularExpression(StartupIds.Pattern)]
    public string? Id { get; init; }
}

/// <summary>The shape of an incubator.</summary>
internal class IncubatorValidator<T> : AbstractValidator<T>
    where T : IncubatorDescription
{
    public IncubatorValidator()
    {
        RuleFor(incubator => incubator.Name).RequiredText("name");
        RuleFor(incubator => incubator.Owner).Text("id");
        RuleFor(incubator => incubator.Website).WebAddress();
        RuleFor(incubator => incubator.Repository).WebAddress();
        RuleFor(incubator => incubator.Contact).Text("contact");
        RuleFor(incubator => incubator.Description).Text("description");
    }
}

/// <summary>The shape of an incubator to register.</summary>
internal sealed class NewIncubatorValidator : IncubatorValidator<NewIncubator>
{
    public NewIncubatorValidator() => RuleFor(incubator => incubator.Id).NewId();
}

/// <summary>Agents register incubators and describe them.</summary>
internal static class IncubatorWriteEndpoints
{
    public static void AddIncubators(this IServiceCollection services)
    {
        services.AddSingleton<IValidator<NewIncubator>, NewIncubatorValidator>();
        services.AddSingleton<IValidator<IncubatorDescription>, IncubatorValidator<IncubatorDescription>>();
    }

    public static void MapIncubatorWrites(this IEndpointRouteBuilder routes)
    {
        var incubators = routes.MapGroup("/incubators").WithTags("Incubators").RequireAgent()
            .WithMetadata(new LabelledAs(Areas.Portfolio, Moves.Never));
        incubators.MapPost("", AddIncubator).WithName(nameof(AddIncubator));
        incubators.MapPatch("/{id}", EditIncubator).WithName(nameof(EditIncubator)).RequiresIfMatch();
    }

    /// <summary>Registers an incubator.</summary>
    /// <remarks>A name suffices, and nobody approves.</remarks>
    private static Task<Results<CreatedAnswer<Incubator>, BadRequestProblem, ConflictProblem>> AddIncubator(
        NewIncubator body, Writing writing) =>
        writing.RunAsync<Results<CreatedAnswer<Incubator>, BadRequestProblem, ConflictProblem>>(async tx =>
        {
            Task<bool> IsTakenAsync(string id) => tx.IsIncubatorIdTakenAsync(id);
            if (body.Id is { } asked && await IsTakenAsync(asked))
                return new ConflictProblem(ProblemTypes.IdTaken);

            var facts = body.Facts();
            if (await UnknownOwnerAsync(tx, facts.Owner, before: null) is { } unknown)
                return unknown;

            var id = body.Id ?? await StartupIds.FreeAsync(StartupIds.Derive(facts.Name, "incubateur"), IsTakenAsync);
            var sequence = await tx.AppendAsync(Areas.Portfolio, "incubator.registered", Kinds.Incubator, id, new { after = Shown(facts) });
            _ = await tx.SaveIncubatorAsync(sequence, id, before: null, facts);
            return new CreatedAnswer<Incubator>(
                $"/v1/incubators/{Uri.EscapeDataString(id)}", (await tx.FindIncubatorAsync(id, Knowledge.Now))!);
        });

    /// <summary>Changes what is said of an incubator.</summary>
    /// <remarks>A merge patch (RFC 7396); `If-Match` names the version that was read.</remarks>
    /// <param name="id">Id of the incubator, case-sensitive.</param>
    private static Task<Results<UpdatedAnswer<Incubator>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>> EditIncubator(
        string id, MergePatch<IncubatorDescription> patch, Writing writing) =>
        writing.RunAsync<Results<UpdatedAnswer<Incubator>, BadRequestProblem, NotFoundProblem, PreconditionFailedProblem>>(async tx =>
        {
            if (await tx.FindRecordedIncubatorAsync(id.Normal(), Knowledge.Now) is not { } before)
                return new NotFoundProblem(
                    new($"Aucun incubateur n'a l'identifiant « {id.Shown()} ».", $"No incubator has the id “{id.Shown()}”."));
            if (writing.Stale(before.Version) is { } stale)
                return stale;
            if (patch.Apply(IncubatorDescription.Of(before.Facts), out var description) is { } problem)
                return problem;

            var facts = description.Facts();
            if (await UnknownOwnerAsync(tx, facts.Owner, before.Facts.Owner) is { } unknown)
                return unknown;
            if (facts != before.Facts)
            {
                var shown = Difference.Of(Shown(before.Facts), Shown(facts));
                var sequence = await tx.AppendAsync(
                    Areas.Portfolio, "incubator.described", Kinds.Incubator, before.Id, new { before = shown.Before, after = shown.After });
                _ = await tx.SaveIncubatorAsync(sequence, before.Id, before, facts);
            }

            return new UpdatedAnswer<Incubator>((await tx.FindIncubatorAsync(before.Id, Knowledge.Now))!);
        });

    private static async Task<BadRequestProblem?> UnknownOwnerAsync(Tx tx, string? owner, string? before) =>
        owner is null || owner == before || await tx.FindRecordedAdministrationAsync(owner, Knowledge.Now) is not null
            ? null
            : BadRequestProblem.Of([new("owner", new("Aucune administration n'a cet identifiant.", "No administration has this id."))]);

    private static IncubatorFacts Shown(IncubatorFacts facts) => facts with { Contact = null };
}
