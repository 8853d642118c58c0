namespace Incubateurs.Tests.Exchange.Reading;

/// <summary>Addresses of a source are kept as they are where they are URIs, and made ones where they nearly are.</summary>
public sealed class AddressReadingTests
{
    [Theory]
    [InlineData("https://service.gouv.fr")]
    [InlineData("https://SERVICE.gouv.fr/%c3%a9t%C3%A9?a=%C3%A9#%C3%A9")]
    public void A_URI_is_kept_as_it_is(string written)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche($"link: \"{written}\"\nmission: m"));

        Assert.Equal(written, startup.Facts.Link);
        Assert.Empty(classes);
    }

    [Theory]
    [InlineData("https://service.gouv.fr/été?a=é#[ê]", "https://service.gouv.fr/%C3%A9t%C3%A9?a=%C3%A9#%5B%C3%AA%5D")]
    [InlineData("https://agent:secret@service.gouv.fr/a", "https://service.gouv.fr/a")]
    [InlineData("https://été.gouv.fr:8443/a", "https://xn--t-9fab.gouv.fr:8443/a")]
    [InlineData("https://service.gouv.fr/100%zz#a#b", "https://service.gouv.fr/100%25zz#a%23b")]
    [InlineData("https://a:b@été.gouv.fr/a", "https://xn--t-9fab.gouv.fr/a")]
    [InlineData("https://service.gouv.fr/<a>|b", "https://service.gouv.fr/%3Ca%3E%7Cb")]
    public void What_nearly_is_one_is_made_one_and_reported(string written, string address)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche($"link: \"{written}\"\nmission: m"));

        Assert.Equal(address, startup.Facts.Link);
        Assert.Equal(["address-not-a-uri"], classes);
    }
}
