using Dapper;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Administrations;

/// <summary>The administrations.</summary>
internal static class AdministrationStore
{
    private const string SelectSql = """
        SELECT v.administration_id AS id, v.version, v.name_key, v.name, v.acronym, v.kind, v.domain, v.siret, v.directory_id,
               v.from_day, v.until_day, s.id AS specimen_id
          FROM administration_versions v
          LEFT JOIN specimens s ON s.kind = 'administration' AND s.id = v.administration_id
        """;

    /// <summary>One administration as it was known; null when it was not.</summary>
    public static async Task<Administration?> FindAdministrationAsync(this Tx tx, string id, Knowledge knowledge)
    {
        var row = await tx.FirstAsync<Row>(
            $"{SelectSql}\n WHERE v.administration_id = @id AND {knowledge.Of("v")}", new { id, sequence = knowledge.Sequence });
        return row?.Administration(await tx.ListSuccessionsAsync(knowledge));
    }

    /// <summary>Up to <paramref name="most"/> administrations in the order of their names, after a cursor.</summary>
    public static async Task<Slice<Administration>> ListAdministrationsAsync(
        this Tx tx, AdministrationFilter filter, Knowledge knowledge, Cursor? after, int most)
    {
        List<string> clauses = [knowledge.Of("v"), WithdrawalStore.Listed(Kinds.Administration, "v.administration_id", knowledge)];
        var args = new DynamicParameters(new { sequence = knowledge.Sequence, after?.Key, after?.Id, most = most + 1 });
        if (filter.Sirets.Count > 0)
            And("v.siret IN @sirets", "sirets", filter.Sirets);
        if (filter.Domains.Count > 0)
            And("v.domain IN @domains", "domains", await FoldedAsync(tx, "domain", knowledge, filter.Domains.Contains));
        if (filter.Kinds.Count > 0)
            And("v.kind IN @kinds", "kinds", await FoldedAsync(tx, "kind", knowledge, filter.Kinds.Contains));
        if (filter.Q is { } words)
            await SearchAsync(words);

        var where = string.Join("\n   AND ", clauses);
        var rows = (await tx.QueryAsync<Row>(
            $"""
            {SelectSql}
             WHERE {where}
               {(after is null ? "" : "AND (v.name_key, v.administration_id) > (@Key, @Id)")}
             ORDER BY v.name_key, v.administration_id
             LIMIT @most
            """,
            args)).AsList();
        var total = after?.Total ?? await tx.ScalarAsync<long>($"SELECT count(*) FROM administration_versions v WHERE {where}", args);
        var successions = await tx.ListSuccessionsAsync(knowledge);
        return Slice.Of(rows, most, total, row => row.Administration(successions), row => (row.NameKey, row.Id));

        void And(string clause, string name, object value)
        {
            clauses.Add(clause);
            args.Add(name, value);
        }

        // Each word begins one of the name, or one of the acronym; names are folded where they are written.
        async Task SearchAsync(string q)
        {
            var acronyms = (await ListValuesAsync(tx, "acronym", knowledge)).ToLookup(Folding.Key);
            foreach (var (i, word) in Folding.Key(q).Split(' ').Distinct().Index())
            {
                var escaped = word.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)
                    .Replace("_", "!_", StringComparison.Ordinal);
                args.Add($"acronyms{i}", acronyms.Where(acronym => $" {acronym.Key}".Contains($" {word}", StringComparison.Ordinal))
                    .SelectMany(acronym => acronym).ToList());
                And($"(' ' || v.name_key LIKE @word{i} ESCAPE '!' OR v.acronym IN @acronyms{i})", $"word{i}", $"% {escaped}%");
            }
        }
    }

    // The spellings of a free vocabulary that mean what is asked for.
    private static async Task<IReadOnlyList<string>> FoldedAsync(Tx tx, string column, Knowledge knowledge, Func<string, bool> isAsked) =>
        [.. (await ListValuesAsync(tx, column, knowledge)).Where(value => isAsked(Folding.TermKey(value)))];

    private static Task<IEnumerable<string>> ListValuesAsync(Tx tx, string column, Knowledge knowledge) => tx.QueryAsync<string>(
        $"SELECT DISTINCT v.{column} FROM administration_versions v WHERE v.{column} IS NOT NULL AND {knowledge.Of("v")}",
        new { sequence = knowledge.Sequence });

    private sealed record Row
    {
        public required string Id { get; init; }
        public required long Version { get; init; }
        public required string NameKey { get; init; }
        public required string Name { get; init; }
        public string? Acronym { get; init; }
        public string? Kind { get; init; }
        public string? Domain { get; init; }
        public string? Siret { get; init; }
        public string? DirectoryId { get; init; }
        public DateOnly? FromDay { get; init; }
        public DateOnly? UntilDay { get; init; }
        public string? SpecimenId { get; init; }

        public Administration Administration(IReadOnlyList<Succession> successions) => new(
            Id,
            Name,
            [
                .. successions.Where(pair => pair.PredecessorId == Id).OrderBy(pair => pair.OnDay)
                    .Select(pair => new Successor(pair.SuccessorId, pair.OnDay)),
            ],
            Acronym,
            Kind,
            Domain,
            Siret,
            DirectoryId,
            FromDay,
            UntilDay)
        {
            Version = (int)Version,
            Specimen = SpecimenId is null ? null : true,
        };
    }
}
