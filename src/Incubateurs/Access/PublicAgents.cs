using Incubateurs.Storage;
using Incubateurs.Web.Problems;

namespace Incubateurs.Access;

/// <summary>
/// Which tokens are public agents'. Issuers such as ProConnect serve companies too: whom a token names is theirs to say, and whether
/// that is an agent of a public body is asked of the portfolio, and of the register where that is wanted. Nothing is written.
/// </summary>
internal sealed class PublicAgents(
    OpenIdSettings settings, Database database, IAgentAdministrations administrations, IPublicRegister register)
{
    private const int LaterSeconds = 30;

    /// <summary>
    /// The administration that bears the SIRET, or the SIRET itself until something is written for it; otherwise the refusal.
    /// </summary>
    public async Task<(string? AdministrationId, Refusal? Refusal)> AdmitAsync(string siret, CancellationToken cancellation)
    {
        var (administration, isKnown) = await database.ReadAsync(
            async tx => (await administrations.FindAsync(tx, siret), await administrations.KnowsUnitAsync(tx, siret)), cancellation);
        var admits = isKnown || settings.Admits == Admission.Any ? true
            : settings.Admits == Admission.Register ? await register.IsPublicAsync(siret, cancellation)
            : false;
        return admits switch
        {
            true => (administration ?? siret, null),
            false => (null, NotPublic(siret)),
            null => (null, NoRegister),
        };
    }

    private static Refusal NotPublic(string siret) => new(ProblemTypes.NotAPublicAgent, new(
        $"Aucune administration connue n'a le SIREN du SIRET {siret} de votre jeton : demander à qui tient le service de la faire "
            + "connaître (une administration de ce SIRET, ou le réglage `OpenId:Admits`).",
        $"No known administration has the SIREN of your token's SIRET {siret}: ask whoever runs the service to make it known "
            + "(an administration of this SIRET, or the setting `OpenId:Admits`)."));

    private static readonly Refusal NoRegister = new(
        ProblemTypes.Unavailable,
        new(
            "Le registre public ne répond pas : il n'est pas possible de savoir si votre SIRET est celui d'un organisme public.",
            "The public register does not answer: whether your SIRET is that of a public body cannot be told."))
    { RetryAfter = LaterSeconds };
}

/// <summary>The public register of enterprises and administrations; whoever asks it about candidates says.</summary>
internal interface IPublicRegister
{
    /// <summary>Whether a SIRET is that of a public body, or of one charged with a public service; null when it does not answer.</summary>
    Task<bool?> IsPublicAsync(string siret, CancellationToken cancellation);
}
