using Incubateurs.Candidacies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Incubateurs.Tests.Candidacies;

public sealed class RegisterSettingsTests
{
    [Theory]
    [InlineData("recherche-entreprises.api.gouv.fr")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://register.example/?q=")]
    public void A_wrong_address_ends_the_start_with_a_sentence(string address)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Controls:Register", address)]).Build();

        var failure = Assert.Throws<OptionsValidationException>(() => RegisterSettings.Of(configuration));

        Assert.Contains("Controls:Register", failure.Message, StringComparison.Ordinal);
    }
}
