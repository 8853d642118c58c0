using System.Text.RegularExpressions;
using Incubateurs.Exchange.Reading;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange.Reading;

public sealed partial class AnomalyClassesTests
{
    [Fact]
    public void The_documentation_lists_each_class_with_its_severity_and_no_other()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "IMPORT.md")))
            .Select(row => $"{row.Groups["class"].Value} {row.Groups["severity"].Value}");

        Assert.Equal(AnomalyClasses.All.Select(one => $"{one.Name} {one.Severity}".ToLowerInvariant()).Order(), documented.Order());
    }

    [Fact]
    public void Classes_are_kebab_case_words_each_declared_once()
    {
        Assert.All(AnomalyClasses.All, one => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", one.Name));
        Assert.Equal(AnomalyClasses.All.Count, AnomalyClasses.All.Select(one => one.Name).Distinct().Count());
    }

    [GeneratedRegex(@"^\| `(?<class>[^`]+)` \| (?<severity>info|warning|error) \| [^|]+ \| [^|]+ \|\r?$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
