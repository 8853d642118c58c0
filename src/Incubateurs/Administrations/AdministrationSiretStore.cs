using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Administrations;

/// <summary>The numbers of an administration in the registers of others.</summary>
internal sealed record AdministrationNumbers(string? Siret, string? DirectoryId);

/// <summary>Administrations by their SIRET, which may be all that is known of them.</summary>
internal static class AdministrationSiretStore
{
    private const string FindSql = """
        SELECT administration_id
          FROM administration_versions
         WHERE siret = @siret
           AND known_to = @Open
         ORDER BY administration_id
        """;

    private const string ListSql = """
        SELECT v.administration_id AS id, v.siret, v.directory_id
          FROM administration_versions v
         WHERE (v.siret IS NOT NULL OR v.directory_id IS NOT NULL)
           AND
        """;

    // SIRETs of former versions too; what a trial on the specimen made is nobody.
    private const string KnowsUnitSql = """
        SELECT count(*)
          FROM administration_versions v
          LEFT JOIN specimens s ON s.kind = 'administration' AND s.id = v.administration_id
         WHERE v.siret BETWEEN @first AND @last
           AND s.id IS NULL
        """;

    /// <summary>The numbers that other registers know administrations by, by their ids; those without any are absent.</summary>
    public static async Task<IReadOnlyDictionary<string, AdministrationNumbers>> ListNumbersAsync(this Tx tx, Knowledge knowledge) =>
        (await tx.QueryAsync<Row>($"{ListSql} {knowledge.Of("v")}", new { sequence = knowledge.Sequence }))
            .ToDictionary(row => row.Id, row => new AdministrationNumbers(row.Siret, row.DirectoryId), StringComparer.Ordinal);

    /// <summary>The id of the administration that bears a SIRET; null when nobody does.</summary>
    public static Task<string?> FindAdministrationOfSiretAsync(this Tx tx, string siret) =>
        tx.FirstAsync<string>(FindSql, new { siret, Tx.Open });

    /// <summary>Whether an administration has, or had, a SIRET of the same legal unit (SIREN).</summary>
    public static async Task<bool> KnowsUnitOfSiretAsync(this Tx tx, string siret) =>
        await tx.ScalarAsync<long>(KnowsUnitSql, new { first = Siret.First(siret), last = Siret.Last(siret) }) > 0;

    /// <summary>
    /// The id of the administration that bears a SIRET. One that nobody bears makes an administration, with the SIRET
    /// as its id and name until an agent names it (docs/ARCHITECTURE.md, Administrations).
    /// </summary>
    /// <param name="siret">14 digits.</param>
    /// <param name="forSpecimen">Asked for by a trial on the specimen: what it makes stands in no list either.</param>
    public static async Task<string> AdministrationOfSiretAsync(this Tx tx, string siret, bool forSpecimen = false)
    {
        if (await tx.FindAdministrationOfSiretAsync(siret) is { } known)
        {
            // One that a trial made is named in earnest now.
            if (known == siret && !forSpecimen && await tx.RemoveSpecimenAsync(Kinds.Administration, siret))
                tx.Touch(
                    await tx.AppendAsync(Areas.Portfolio, "administration.registered", Kinds.Administration, siret, new { }),
                    Kinds.Administration,
                    siret);
            return known;
        }

        // Somebody may have taken the SIRET off the administration that has it as its id.
        if (await tx.FindRecordedAdministrationAsync(siret, Knowledge.Now) is not null)
            return siret;

        var facts = new AdministrationFacts { Name = siret, Siret = siret };
        var sequence = await tx.AppendAsync(
            Areas.Portfolio, "administration.registered", Kinds.Administration, siret, new { after = facts });
        _ = await tx.SaveAdministrationAsync(sequence, siret, before: null, facts);
        if (forSpecimen)
            await tx.AddSpecimenAsync(Kinds.Administration, siret);
        return siret;
    }

    private sealed record Row
    {
        public required string Id { get; init; }
        public string? Siret { get; init; }
        public string? DirectoryId { get; init; }
    }
}
