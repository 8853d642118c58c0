using Incubateurs.Exchange.Merging;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Embedded;

/// <summary>
/// Deletes the specimen with all that was written to it: no history of it is kept. Its words, which builds before had indexed, are
/// only taken out of every knowledge, since an index without texts deletes nothing.
/// </summary>
internal static class SpecimenRowStore
{
    private const string StartupsSql = "SELECT count(*) FROM startups WHERE id NOT IN (SELECT id FROM specimens WHERE kind = 'startup')";

    private const string TakenSql = """
        SELECT (SELECT count(*)
                  FROM startup_versions v
                 WHERE v.startup_id IN @Startups
                   AND v.known_to = @Open
                   AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.kind = 'startup' AND s.id = v.startup_id AND s.origin = 'embedded'))
             + (SELECT count(*)
                  FROM incubator_versions v
                 WHERE v.incubator_id = @Incubator
                   AND v.known_to = @Open
                   AND NOT EXISTS (SELECT 1 FROM sources s WHERE s.kind = 'incubator' AND s.id = v.incubator_id AND s.origin = 'embedded'))
             + (SELECT count(*)
                  FROM administration_versions v
                 WHERE v.administration_id = @Administration
                   AND v.known_to = @Open
                   AND NOT EXISTS (SELECT 1
                                     FROM sources s
                                    WHERE s.kind = 'administration' AND s.id = v.administration_id AND s.origin = 'embedded'))
        """;

    private const string DescriptionsSql =
        "SELECT DISTINCT description_id FROM startup_versions WHERE startup_id IN @Startups AND description_id IS NOT NULL";

    private const string ForgetStartupsSql = """
        DELETE FROM webhook_attempts WHERE webhook_id IN (SELECT id FROM webhooks WHERE is_specimen = 1);
        DELETE FROM webhooks WHERE is_specimen = 1;
        DELETE FROM pending_controls WHERE candidacy_id IN (SELECT c.id
                                                              FROM candidacies c
                                                              JOIN hand_overs h ON h.id = c.hand_over_id
                                                             WHERE h.startup_id IN @Startups);
        DELETE FROM controls WHERE candidacy_id IN (SELECT c.id
                                                      FROM candidacies c
                                                      JOIN hand_overs h ON h.id = c.hand_over_id
                                                     WHERE h.startup_id IN @Startups);
        DELETE FROM candidacies WHERE hand_over_id IN (SELECT id FROM hand_overs WHERE startup_id IN @Startups);
        DELETE FROM startup_hosts WHERE startup_id IN @Startups;
        DELETE FROM hand_overs WHERE startup_id IN @Startups;
        DELETE FROM review_moderations WHERE review_id IN (SELECT id FROM reviews WHERE startup_id IN @Startups);
        DELETE FROM review_authors WHERE review_id IN (SELECT id FROM reviews WHERE startup_id IN @Startups);
        DELETE FROM reviews WHERE startup_id IN @Startups;
        DELETE FROM report_resolutions WHERE report_id IN (SELECT id FROM reports WHERE startup_id IN @Startups);
        DELETE FROM report_moderations WHERE report_id IN (SELECT id FROM reports WHERE startup_id IN @Startups);
        DELETE FROM reports WHERE startup_id IN @Startups;
        DELETE FROM benefits WHERE startup_id IN @Startups;
        DELETE FROM committees WHERE startup_id IN @Startups;
        DELETE FROM startup_phases WHERE startup_id IN @Startups;
        DELETE FROM startup_versions WHERE startup_id IN @Startups;
        DELETE FROM spans WHERE startup_id IN @Startups;
        DELETE FROM startup_terms WHERE startup_id IN @Startups;
        UPDATE search_texts SET known_to = known_from WHERE startup_id IN @Startups;
        DELETE FROM former_ids WHERE kind = 'startup' AND id IN @Startups;
        DELETE FROM withdrawals WHERE kind = 'startup' AND id IN @Startups;
        DELETE FROM sources WHERE kind = 'startup' AND id IN @Startups;
        DELETE FROM changes WHERE subject = 'startup' AND subject_id IN @Startups;
        """;

    private const string ForgetDescriptionsSql = """
        DELETE FROM descriptions
         WHERE id IN @descriptions
           AND id NOT IN (SELECT description_id FROM startup_versions WHERE description_id IN @descriptions)
        """;

    private const string ForgetReferencesSql = """
        DELETE FROM incubator_versions WHERE incubator_id = @Incubator;
        DELETE FROM former_ids WHERE kind = 'incubator' AND id = @Incubator;
        DELETE FROM withdrawals WHERE kind = 'incubator' AND id = @Incubator;
        DELETE FROM sources WHERE kind = 'incubator' AND id = @Incubator;
        DELETE FROM changes WHERE subject = 'incubator' AND subject_id = @Incubator;
        DELETE FROM successions WHERE predecessor_id IN @administrations OR successor_id IN @administrations;
        DELETE FROM administration_versions WHERE administration_id IN @administrations;
        DELETE FROM withdrawals WHERE kind = 'administration' AND id IN @administrations;
        DELETE FROM sources WHERE kind = 'administration' AND id IN @administrations;
        DELETE FROM changes WHERE subject = 'administration' AND subject_id IN @administrations;
        DELETE FROM specimens;
        """;

    private const string TouchedSql = """
        SELECT count(*)
          FROM changes
         WHERE ((subject = 'incubator' AND subject_id = @Incubator)
                OR (subject = 'administration' AND subject_id IN (SELECT s.id FROM specimens s WHERE s.kind = 'administration')))
           AND agent_id IS NOT NULL
        """;

    private static readonly object Ids =
        new { SpecimenIds.Startups, SpecimenIds.Incubator, SpecimenIds.Administration, Tx.Open };

    /// <summary>Whether there is, or ever was, a startup that is no specimen.</summary>
    public static async Task<bool> HasHadStartupsAsync(this Tx tx) => await tx.ScalarAsync<long>(StartupsSql) > 0;

    /// <summary>Whether something real bears an id of the specimen.</summary>
    public static async Task<bool> IsSpecimenIdTakenAsync(this Tx tx) => await tx.ScalarAsync<long>(TakenSql, Ids) > 0;

    /// <summary>Whether an agent has written to its incubator or one of its administrations since it was set back.</summary>
    public static async Task<bool> IsSpecimenNameTouchedAsync(this Tx tx) => await tx.ScalarAsync<long>(TouchedSql, Ids) > 0;

    /// <summary>Deletes it, with the administrations that trials have made and that nobody names in earnest.</summary>
    public static async Task ForgetSpecimenAsync(this Tx tx)
    {
        var descriptions = (await tx.QueryAsync<long>(DescriptionsSql, Ids)).ToList();
        await tx.ExecuteAsync(ForgetStartupsSql, Ids);
        if (descriptions.Count > 0)
            await tx.ExecuteAsync(ForgetDescriptionsSql, new { descriptions });

        List<string> administrations = [SpecimenIds.Administration];
        foreach (var made in (await tx.ListSpecimensAsync(Kinds.Administration)).Except(administrations))
            if (!await tx.IsAdministrationNamedAsync(made))
                administrations.Add(made);
        await tx.ExecuteAsync(ForgetReferencesSql, new { SpecimenIds.Incubator, administrations });
    }
}
