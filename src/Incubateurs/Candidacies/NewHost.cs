using FluentValidation;
using Incubateurs.Web.Bodies;

namespace Incubateurs.Candidacies;

/// <summary>The host: a candidate, or an administration agreed upon outside.</summary>
/// <param name="CandidacyId">Id of the candidacy to retain.</param>
/// <param name="AdministrationId">Id of the administration to name, where there is no candidacy.</param>
/// <param name="CoHosts">Ids of administrations that receive the startup together with it.</param>
public sealed record NewHost(string? CandidacyId = null, string? AdministrationId = null, IReadOnlyList<string>? CoHosts = null);

internal sealed class NewHostValidator : AbstractValidator<NewHost>
{
    private const string OneFr = "Nommer soit une candidature, soit une administration.";
    private const string OneEn = "Name either a candidacy or an administration.";

    public NewHostValidator()
    {
        RuleFor(body => body.CandidacyId).Text("candidacyId").Must((body, _) => IsOne(body)).Says(OneFr, OneEn);
        RuleFor(body => body.AdministrationId).Text("administrationId").Must((body, _) => IsOne(body)).Says(OneFr, OneEn);
        RuleFor(body => body.CoHosts).Texts("id")
            .Must((body, ids) => ids is null || (ids.Distinct().Count() == ids.Count && !ids.Contains(body.AdministrationId)))
            .Says("Chaque administration une fois, et pas l'hôte.", "Each administration once, and not the host.");
    }

    private static bool IsOne(NewHost body) => body.CandidacyId is null != body.AdministrationId is null;
}
