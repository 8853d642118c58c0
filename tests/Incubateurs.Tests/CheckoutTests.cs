using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests;

/// <summary>What the invented checkout is there for is in it: an editor that tidies its files turns these red.</summary>
public sealed class CheckoutTests
{
    private static readonly Checkout Invented = Checkout.All[0];

    [Fact]
    public async Task The_invented_checkout_holds_what_its_README_names()
    {
        using var database = new TestDatabase();

        var result = await database.ImportAsync(ContentFolder.Read(Invented.Content));

        Assert.Equal("invented", Invented.Name);
        Assert.Superset(
            new HashSet<string>
            {
                "address-without-scheme", "ambiguous-sponsor", "byte-order-mark", "contact-not-an-address", "duplicate-event",
                "duplicate-phase", "empty-value", "event-date-not-iso", "event-without-date", "former-id-living",
                "former-id-other-folder", "former-id-own", "former-id-shared", "html-entity", "html-removed", "incubator-former-id",
                "inline-sponsor", "line-separator", "list-in-one-value", "no-incubator", "no-owner", "no-phases", "not-nfc",
                "older-phase-name", "personal-contact", "phase-spelling", "phases-share-a-start", "scalar-instead-of-list",
                "several-addresses", "stray-separator", "surrounding-blanks", "unknown-accessibility", "unknown-event", "unknown-owner",
                "unknown-sponsor", "zero-width-space",
            },
            result.Anomalies.Select(anomaly => anomaly.Class).ToHashSet());
    }

    [Fact]
    public void Its_ids_have_dots_accents_capitals_and_88_characters_and_two_organisations_no_extension()
    {
        var ids = Invented.Lifecycles().Select(row => row["id"]).ToList();

        Assert.Superset(
            new HashSet<string> { "éclaireur-des-îles", "Rose-des-vents", "carte.des.sources", "carte-des-sources" }, ids.ToHashSet());
        Assert.Equal(88, ids.Max(id => id.Length));
        Assert.Equal(2, Directory.EnumerateFiles(Path.Combine(Invented.Content, "_organisations")).Count(path => !Path.HasExtension(path)));
    }

    [Fact]
    public void Every_checkout_that_lies_beside_the_repository_is_read() =>
        Assert.Equal(Directory.Exists(Path.Combine(Repository.Root, "..", "shared", "data")) ? 2 : 1, Checkout.All.Count);
}
