using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Incubateurs.Web.Bodies;
using Incubateurs.Words;

namespace Incubateurs.Administrations;

/// <summary>What agents say of an administration.</summary>
public record AdministrationDescription
{
    /// <summary>Name of the administration.</summary>
    public required string Name { get; init; }

    /// <summary>Acronym of the administration.</summary>
    public string? Acronym { get; init; }

    /// <summary>Kind of body, such as `ministère` or `association`.</summary>
    public string? Kind { get; init; }

    /// <summary>Ministerial domain of the administration.</summary>
    public string? Domain { get; init; }

    /// <summary>SIRET number, 14 digits; blanks are dropped.</summary>
    [MaxLength(Words.Siret.LongestWritten), RegularExpression("^[0-9\\s]{14,40}$")]
    public string? Siret { get; init; }

    /// <summary>
    /// Its id in the annuaire de l'administration, the State's directory: a number, a UUID, or the name of its page there, which is
    /// the last part of that page's address.
    /// </summary>
    public string? DirectoryId { get; init; }

    /// <summary>First day of its existence.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of its existence.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Who succeeds it, each with the day; there is no cycle.</summary>
    public IReadOnlyList<Successor>? SucceededBy { get; init; }

    internal static AdministrationDescription Of(AdministrationFacts facts, IReadOnlyList<Successor> successors) => new()
    {
        Name = facts.Name,
        Acronym = facts.Acronym,
        Kind = facts.Kind,
        Domain = facts.Domain,
        Siret = facts.Siret,
        DirectoryId = facts.DirectoryId,
        From = facts.From,
        Until = facts.Until,
        SucceededBy = successors,
    };

    internal AdministrationFacts Facts() => new()
    {
        Name = Name.Tidy(),
        Acronym = Acronym?.Tidy(),
        Kind = Kind?.Tidy(),
        Domain = Domain?.Tidy(),
        Siret = Siret is null ? null : Words.Siret.Read(Siret),
        DirectoryId = DirectoryId,
        From = From,
        Until = Until,
    };
}

/// <summary>An administration to register; a name suffices.</summary>
public sealed record NewAdministration : AdministrationDescription
{
    /// <summary>The id it shall have; made from the acronym or the name if absent.</summary>
    [RegularExpression(StartupIds.Pattern)]
    public string? Id { get; init; }
}

/// <summary>The shape of an administration.</summary>
internal class AdministrationValidator<T> : AbstractValidator<T>
    where T : AdministrationDescription
{
    public AdministrationValidator()
    {
        RuleFor(administration => administration.Name).RequiredText("name");
        RuleFor(administration => administration.Acronym).Text("acronym");
        RuleFor(administration => administration.Kind).Text("kind");
        RuleFor(administration => administration.Domain).Text("domain");
        RuleFor(administration => administration.Siret).Must(siret => siret is null || Siret.Read(siret) is not null)
            .Says("Pas un SIRET : 14 chiffres dont la clé est juste.", "Not a SIRET: 14 digits whose key is right.");
        RuleFor(administration => administration.DirectoryId).Text("directoryId").Must(id => id is null || DirectoryIds.IsOne(id))
            .Says(
                "Un identifiant de l'annuaire, et non une adresse : lettres et chiffres ASCII, tirets et soulignés.",
                "An id in the directory, and not an address: ASCII letters and digits, hyphens and underscores.");
        RuleFor(administration => administration.Until).Must(
            (administration, until) => until is null || administration.From is null || until >= administration.From)
            .Says("Pas avant le premier jour.", "Not before the first day.");
        RuleFor(administration => administration.SucceededBy)
            .Must(
                successors => successors is null
                    || successors.All(successor => successor is not null && !successor.Id.IsBlank()))
            .Says("Chaque successeur a un identifiant et une date.", "Each successor has an id and a day.")
            .Must(successors => successors is null || successors.DistinctBy(successor => successor?.Id).Count() == successors.Count)
            .Says("Un successeur n'est nommé qu'une fois.", "A successor is named once.");
    }
}

/// <summary>The shape of an administration to register.</summary>
internal sealed class NewAdministrationValidator : AdministrationValidator<NewAdministration>
{
    public NewAdministrationValidator() => RuleFor(administration => administration.Id).NewId();
}
