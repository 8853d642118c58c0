using Incubateurs.Tests.Durability;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Compatibility;

/// <summary>The files of the static API over what earlier builds have imported.</summary>
public sealed class EarlierFilesTests
{
    public static TheoryData<string> Builds => [.. EarlierBuild.Names];

    [Theory]
    [MemberData(nameof(Builds))]
    public async Task They_are_there_from_what_is_known(string build)
    {
        using var earlier = new EarlierBuild(build);
        await using var api = earlier.Open();
        var listed = (await Given.JsonAsync(await api.GetAsync("/v1/startups?limit=1"))).GetProperty("total").GetInt32();

        foreach (var version in (string[])["v2", "v2.5", "v2.7"])
            Assert.Equal(
                listed, (await Given.JsonAsync(await api.GetAsync($"/api/{version}/startups.json"))).GetProperty("data").GetArrayLength());
        foreach (var file in (string[])["incubators.json", "organisations.json", "sponsors.json"])
            _ = await Given.JsonAsync(await api.GetAsync($"/api/v2.7/{file}"));
    }
}
