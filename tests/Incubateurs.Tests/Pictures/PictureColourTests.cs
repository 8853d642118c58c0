using System.Globalization;
using System.Text.RegularExpressions;
using Incubateurs.Incubation;
using Incubateurs.Pictures;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Pictures;

/// <summary>Colours stand out, light and dark, and are those of the page.</summary>
public sealed partial class PictureColourTests
{
    private static readonly string[] Schemes = SvgStyle.Text.Split("@media(prefers-color-scheme:dark)");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Every_phase_stands_out_against_its_ground_and_every_text_more_so(int scheme)
    {
        var ground = Ground().Match(Schemes[scheme]).Groups[1].Value;
        var full = ground.Length == 4 ? $"#{string.Concat(ground[1..].Select(digit => new string(digit, 2)))}" : ground;

        Assert.All(Phases.All, phase => Assert.True(Contrast(Fill(scheme, phase.Code), full) >= 3, phase.Code));
        Assert.All(
            ["small", "text"],
            name => Assert.All([full, Fill(scheme, "band")], back => Assert.True(Contrast(Fill(scheme, name), back) >= 4.5, name)));
    }

    [Fact]
    public void The_page_shows_a_phase_in_the_colour_of_the_pictures()
    {
        var style = File.ReadAllText(Path.Combine(Repository.Root, "src", "Incubateurs", "Site", "Assets", "site.css"));

        Assert.All(Phases.All, phase => Assert.Equal(
            [
                Fill(0, phase.Code),
                Fill(1, phase.Code),
            ], Regex.Matches(style, $"--{phase.Code}: (#[0-9a-f]+)").Select(match => match.Groups[1].Value)));
    }

    private static string Fill(int scheme, string name) =>
        Regex.Match(Schemes[scheme], name == "text" ? @"text\{[^}]*fill:(#\w+)" : $@"\.{name}\{{[^}}]*fill:(#\w+)").Groups[1].Value;

    // WCAG 2.2, relative luminance.
    private static double Contrast(string one, string other)
    {
        var (first, second) = (Luminance(one), Luminance(other));
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    private static double Luminance(string colour)
    {
        var parts = Enumerable.Range(0, 3)
            .Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }

    [GeneratedRegex(@"svg\{background:(#\w+)")]
    private static partial Regex Ground();
}
