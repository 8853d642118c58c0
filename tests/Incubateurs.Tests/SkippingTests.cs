using System.Text.RegularExpressions;
using Incubateurs.Tests.Clients;
using Incubateurs.Tests.Gateways;
using Incubateurs.Tests.Site;
using Incubateurs.Tests.Support;
using Incubateurs.Tests.Webhooks;

namespace Incubateurs.Tests;

/// <summary>A test that is skipped holds nothing: what one needs is committed, or demanded.</summary>
public sealed class SkippingTests
{
    private static readonly string Tests = Path.Combine(Repository.Root, "tests", "Incubateurs.Tests");

    private static readonly IReadOnlyList<(string Path, string Text)> Sources =
    [
        .. Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Tests, path).Replace('\\', '/'), File.ReadAllText(path))),
    ];

    [Fact]
    public void No_test_is_written_to_be_skipped()
    {
        // Neither when it runs, nor by its attribute, nor for want of data, nor until it is asked for. The pattern does not find itself.
        var skipping = new Regex(@"\bAssert\.Skip|\bSkip\w*\s*=[^=>]|\bExplicit\s*=[^=>]|DynamicSki[p]|SkipExceptio[n]");

        Assert.True(Sources.Count > 100, $"{Sources.Count} files were read.");
        Assert.Contains(Sources, source => source.Path == "SkippingTests.cs");
        Assert.Empty(Sources.Where(source => skipping.IsMatch(source.Text)).Select(source => source.Path));
    }

    [Fact]
    public void What_needs_a_browser_says_so_to_be_left_out_where_there_is_none()
    {
        const string Marked = "[Trait(\"Needs\", \"Chromium\")]\npublic sealed class";
        var opening = Sources.Where(source => Regex.IsMatch(source.Text, @"\bBrowser\.OpenAsync\(")).ToList();

        Assert.NotEmpty(opening);
        Assert.All(opening, source => Assert.Contains(Marked, source.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_needs_a_gateway_says_so_to_be_left_out_where_there_is_none()
    {
        var starting = Sources.Where(source => Regex.IsMatch(source.Text, @"\bNginx\.StartAsync\(")).ToList();

        Assert.NotEmpty(starting);
        Assert.All(starting, source => Assert.Contains("[Trait(\"Needs\", \"nginx\")]\n", source.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_needs_Node_says_so_to_be_left_out_where_its_packages_are_not()
    {
        var starting = Sources.Where(source => Regex.IsMatch(source.Text, "RunAsync\\(\\s*\"(node|npm)\"")).ToList();

        Assert.NotEmpty(starting);
        Assert.All(
            starting, source => Assert.Contains("[Trait(\"Needs\", \"Node\")]\npublic sealed class", source.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_tests_their_project_and_the_script_look_for_the_same_programs()
    {
        var project = File.ReadAllText(Path.Combine(Tests, "Incubateurs.Tests.csproj"));
        var script = File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run"));

        Assert.Contains($"'$(CI)' != 'true' And !Exists('{Browser.Chromium}')", project, StringComparison.Ordinal);
        Assert.Contains($"'$(CI)' != 'true' And !Exists('{Nginx.Program}')", project, StringComparison.Ordinal);
        Assert.Contains($"programs=({Browser.Chromium} {Nginx.Program})\n", script, StringComparison.Ordinal);
        Assert.Contains(
            $"'$(CI)' != 'true' And !Exists('../{TypeScriptClientTests.Folder["tests/".Length..]}/node_modules')",
            project,
            StringComparison.Ordinal);
        Assert.Contains($"npm ci --prefix {TypeScriptClientTests.Folder}\n", script, StringComparison.Ordinal);
        Assert.Contains($"'$(CI)' != 'true' And !Exists('{ReceiverPage.Python}')", project, StringComparison.Ordinal);
        Assert.Contains($"[ ! -x {ReceiverPage.Python} ]", script, StringComparison.Ordinal);
        Assert.Contains("--fail-skips on", script, StringComparison.Ordinal);
    }
}
