using Incubateurs.Exchange.Reading;

namespace Incubateurs.Exchange.Merging;

/// <summary>
/// SIRET numbers that are another administration's already, as one made of the SIRET alone for an agent's key: a source gives none of
/// them to a second one.
/// </summary>
/// <param name="borne">By the ids of administrations.</param>
internal sealed class TakenSirets(IReadOnlyDictionary<string, string> borne)
{
    private readonly ILookup<string, string> bearers = borne.ToLookup(pair => pair.Value, pair => pair.Key);

    public ParsedPortfolio LeaveOut(ParsedPortfolio portfolio)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var taken = portfolio.Administrations.Where(one => one.Siret is { } siret && !IsFor(one.Id, siret, given)).ToHashSet();
        return taken.Count == 0 ? portfolio : portfolio with
        {
            Administrations = [.. portfolio.Administrations.Select(one => taken.Contains(one) ? one with { Siret = null } : one)],
            Anomalies = [.. portfolio.Anomalies, .. taken.Select(one => AnomalyClasses.SiretTaken.In(one.File, one.Siret!))],
        };
    }

    // Who bears it already goes on doing so.
    private bool IsFor(string id, string siret, HashSet<string> given) =>
        given.Add(siret) && (!bearers.Contains(siret) || bearers[siret].Contains(id));
}
