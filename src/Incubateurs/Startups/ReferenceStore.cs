using Incubateurs.Administrations;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>The names of what startups refer to.</summary>
internal interface IReferences
{
    IReadOnlyList<IncubatorReference> Incubators(IReadOnlyList<string> ids);

    IReadOnlyList<AdministrationReference> Administrations(IReadOnlyList<string> ids);
}

/// <summary>
/// The names of the incubators and administrations that a page of startups refers to. Those of the present are kept
/// from page to page for as long as the portfolio does not change, some thousands at most.
/// </summary>
internal sealed class ReferenceStore(Tx tx, Knowledge knowledge, DateOnly day, ReferenceCache cache) : IReferences
{
    private const string IncubatorsSql = """
        SELECT v.incubator_id AS id, v.name
          FROM incubator_versions v
         WHERE v.incubator_id IN @ids
           AND
        """;

    private const string AdministrationsSql = """
        SELECT v.administration_id AS id, v.name, v.acronym
          FROM administration_versions v
         WHERE v.administration_id IN @ids
           AND
        """;

    private readonly ReferenceCache.Names names = knowledge.Sequence is null ? cache.For(tx.Versions) : new();
    private IReadOnlyList<Succession> successions = [];

    /// <summary>Looks up all ids that a page names, at most once each.</summary>
    public async Task LoadAsync(IEnumerable<string> incubators, IEnumerable<string> administrations)
    {
        successions = names.Successions ??= await tx.ListSuccessionsAsync(knowledge);
        var missing = incubators.Distinct().Where(id => !names.Incubators.ContainsKey(id)).ToList();
        if (missing.Count > 0)
            foreach (
                var row in await tx.QueryAsync<Row>(
                    $"{IncubatorsSql} {knowledge.Of("v")}", new { ids = missing, sequence = knowledge.Sequence }))
                names.Incubators[row.Id] = new(row.Id, row.Name);

        missing = [.. administrations.Select(NamedOn).Distinct().Where(id => !names.Administrations.ContainsKey(id))];
        if (missing.Count > 0)
            foreach (
                var row in await tx.QueryAsync<Row>(
                    $"{AdministrationsSql} {knowledge.Of("v")}", new { ids = missing, sequence = knowledge.Sequence }))
                names.Administrations[row.Id] = new(row.Id, row.Name, row.Acronym);
    }

    public IReadOnlyList<IncubatorReference> Incubators(IReadOnlyList<string> ids) =>
        [.. ids.Select(id => names.Incubators.GetValueOrDefault(id) ?? new(id, id))];

    public IReadOnlyList<AdministrationReference> Administrations(IReadOnlyList<string> ids) =>
        [.. ids.Select(NamedOn).Distinct().Select(id => names.Administrations.GetValueOrDefault(id) ?? new(id, id))];

    private string NamedOn(string id) => successions.Count == 0 ? id : SuccessionRules.NamedOn(day, id, successions);

    private sealed record Row
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
        public string? Acronym { get; init; }
    }
}
