namespace Incubateurs.Tests.Exchange.Reading;

/// <summary>Addresses of a source are kept as they are where they are URIs, and made ones where they nearly are.</summary>
public sealed class AddressReadingTests
{
    [Theory]
    [InlineData("https://service.gouv.fr", "https://service.gouv.fr")]
    [InlineData("https://service.gouv.fr/%C3%A9t%C3%A9?a=b#c", "https://service.gouv.fr/%C3%A9t%C3%A9?a=b#c")]
    [InlineData("https://service.gouv.fr/été?a=é#[ê]", "https://service.gouv.fr/%C3%A9t%C3%A9?a=%C3%A9#%5B%C3%AA%5D")]
    [InlineData("https://agent:secret@service.gouv.fr/a", "https://service.gouv.fr/a")]
    [InlineData("https://service.gouv.fr/<a>|b", "https://service.gouv.fr/%3Ca%3E%7Cb")]
    public void An_address_is_a_URI(string written, string address)
    {
        var (startup, _) = SmallContent.One(SmallContent.Fiche($"link: \"{written}\"\nmission: m"));

        Assert.Equal(address, startup.Facts.Link);
    }
}
