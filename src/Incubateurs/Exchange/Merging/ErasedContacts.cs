using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;

namespace Incubateurs.Exchange.Merging;

/// <summary>Contacts that were erased, by keyed hashes: what a source still says of them is left out.</summary>
internal sealed partial class ErasedContacts(byte[] key, IReadOnlySet<string> hashes)
{
    /// <summary>The hash by which an address is known, in whatever case it is written.</summary>
    public static string Hash(byte[] key, string contact) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(contact.Trim().ToUpperInvariant())));

    public ParsedPortfolio LeaveOut(ParsedPortfolio portfolio) => hashes.Count == 0 ? portfolio : portfolio with
    {
        Startups =
        [
            .. portfolio.Startups.Select(startup => startup with
            {
                Facts = startup.Facts with
                {
                    Pitch = Without(startup.Facts.Pitch),
                    Contact = Kept(startup.Facts.Contact),
                    Description = Without(startup.Facts.Description),
                },
                Provenance = Without(startup.Provenance)!,
                Published = Without(startup.Published),
            }),
        ],
        Incubators =
        [
            .. portfolio.Incubators.Select(incubator => incubator with
            {
                Contact = Kept(incubator.Contact),
                Description = Without(incubator.Description),
                Provenance = Without(incubator.Provenance)!,
                Published = Without(incubator.Published),
            }),
        ],
    };

    private string? Kept(string? contact) => contact is not null && IsErased(contact) ? null : contact;

    private string? Without(string? text) =>
        text is null ? null : Address().Replace(text, found => IsErased(found.Value) ? ErasedWordStore.Mark : found.Value);

    private bool IsErased(string contact) => hashes.Contains(Hash(key, contact));

    [GeneratedRegex(@"[^\s@<>()\[\]{}"",;:\\/=]+@[^\s@<>()\[\]{}"",;:\\/=]+[^\s@<>()\[\]{}"",;:\\/=.!?*_]", RegexOptions.None, 2_000)]
    private static partial Regex Address();
}
