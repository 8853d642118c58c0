using Incubateurs.Commands;

namespace Incubateurs.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("bogus")]
    [InlineData("imprt", "folder")]
    [InlineData("serv", "--urls", "http://localhost:1")]
    public async Task A_word_that_is_no_verb_starts_no_server(params string[] args) =>
        Assert.Equal(1, await CommandLine.RunAsync(args).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
}
