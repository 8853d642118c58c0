using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>Contacts of startups, incubators and candidates that a person has had erased.</summary>
internal static class ErasedContactStore
{
    private const string KeySql = "SELECT value FROM secrets WHERE name = 'contacts'";

    private const string ListSql = "SELECT hash FROM erased_contacts";

    private const string AddSql = "INSERT INTO erased_contacts (hash) VALUES (@hash) ON CONFLICT (hash) DO NOTHING";

    private const string SpellingsSql = """
        SELECT contact FROM startup_versions WHERE lower(contact) = lower(@contact)
         UNION
        SELECT contact FROM incubator_versions WHERE lower(contact) = lower(@contact)
         UNION
        SELECT contact FROM candidacies WHERE lower(contact) = lower(@contact)
        """;

    private const string EraseSql = """
        UPDATE startup_versions SET contact = NULL WHERE lower(contact) = lower(@contact);
        UPDATE incubator_versions SET contact = NULL WHERE lower(contact) = lower(@contact);
        UPDATE candidacies SET contact = NULL WHERE lower(contact) = lower(@contact);
        """;

    public static async Task<ErasedContacts> ErasedContactsAsync(this Tx tx) =>
        new(await tx.KeyAsync(), (await tx.QueryAsync<string>(ListSql)).ToHashSet(StringComparer.Ordinal));

    /// <summary>Deletes a contact wherever it stands, in texts too, and remembers its hash, so that no import brings it back.</summary>
    /// <returns>How many rows held it in their texts.</returns>
    public static async Task<int> EraseContactAsync(this Tx tx, string contact)
    {
        var spellings = (await tx.QueryAsync<string>(SpellingsSql, new { contact })).ToList();
        await tx.TellErasedAsync(spellings);
        await tx.ExecuteAsync(EraseSql, new { contact });
        await tx.ExecuteAsync(AddSql, new { hash = ErasedContacts.Hash(await tx.KeyAsync(), contact) });
        return spellings.Count + await tx.EraseWordsAsync([contact, contact.ToLowerInvariant(), .. spellings]);
    }

    private static async Task<byte[]> KeyAsync(this Tx tx) => Convert.FromHexString((await tx.FirstAsync<string>(KeySql))!);
}
