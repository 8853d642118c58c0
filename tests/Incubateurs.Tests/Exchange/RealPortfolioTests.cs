using System.Text.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange;

public sealed class RealPortfolioTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    [Fact]
    public void All_fiches_are_read()
    {
        var portfolio = PortfolioReader.Read(Good(), Day);

        Assert.Equal(237, portfolio.Read);
        Assert.Equal(0, portfolio.LeftOut);
        Assert.Equal(237, portfolio.Startups.Count);
        Assert.Equal(144, portfolio.Administrations.Count);
        Assert.Equal(23, portfolio.Incubators.Count);
        Assert.DoesNotContain(portfolio.Anomalies, anomaly => anomaly.Severity == Severity.Error);
    }

    [Fact]
    public void Each_lifecycle_equals_the_reference()
    {
        var portfolio = PortfolioReader.Read(Good(), Day).Startups.ToDictionary(startup => startup.Id);
        var lines = File.ReadAllLines(Repository.SharedData("reference/lifecycle-2026-08-20.csv"));
        var columns = lines[0].Split(';');

        Assert.Equal(portfolio.Count, lines.Length - 1);
        foreach (var line in lines.Skip(1))
        {
            var row = columns.Zip(line.Split(';')).ToDictionary(cell => cell.First, cell => cell.Second);
            var phases = portfolio[row["id"]].Phases;
            var standing = Lifecycle.On(Day, phases.Select(phase => new PhaseStart(phase.Phase, phase.StartsOn)));

            Assert.Equal(
                (row["id"], row["n_phases"], row["current_phase"], row["entry"], row["build_entry"], row["exit_kind"], row["exit_date"]),
                (row["id"], $"{phases.Count}", standing.Current?.Phase.Code ?? "planned", Iso(standing.Entry), Iso(standing.BuildEntry),
                    standing.Exit?.Phase.Code ?? "", Iso(standing.Exit?.StartsOn)));
        }
    }

    [Fact]
    public void Each_malformed_file_is_survived_alone()
    {
        foreach (var file in Malformed())
        {
            var portfolio = PortfolioReader.Read([file], Day);

            Assert.Equal(1, portfolio.Read);
            Assert.Equal(1, portfolio.Startups.Count + portfolio.LeftOut);
            Assert.Equal(portfolio.LeftOut, portfolio.Anomalies.Count(anomaly => anomaly.Severity == Severity.Error));
        }
    }

    [Fact]
    public void Malformed_files_leave_the_good_ones_as_they_are()
    {
        var alone = PortfolioReader.Read(Good(), Day);
        var mixed = PortfolioReader.Read(Good().Concat(Malformed()), Day);
        var own = Malformed().Select(file => file.Path).ToHashSet();

        Assert.Equal(JsonSerializer.Serialize(alone.Startups), JsonSerializer.Serialize(mixed.Startups.Where(one => !own.Contains(one.File))));
        Assert.Equal(alone.Anomalies, mixed.Anomalies.Where(anomaly => !own.Contains(anomaly.File)));
    }

    [Theory]
    [InlineData("invalid-yaml--poubelles-battle.md", "invalid-yaml")]
    [InlineData("invalid-yaml--protege-toit.md", "invalid-yaml")]
    [InlineData("invalid-yaml--rest-0.md", "invalid-yaml")]
    [InlineData("no-front-matter--signaux-faibles.md", "no-front-matter")]
    [InlineData("non-utf8--chauffage-urbain.png", "not-utf-8")]
    [InlineData("non-utf8--$BoRiS.png", "not-utf-8")]
    [InlineData("invalid-yaml--access4all.md", "no-phases")]
    [InlineData("inverted-phase--moncomptepro.md", "phase-end-before-start")]
    [InlineData("phase-start-absurd--basegun.md", "phase-start-too-early")]
    [InlineData("phase-start-string--pass-emploi.md", "phase-start-not-iso")]
    [InlineData("phase-without-start--api-geo.md", "phase-without-start")]
    public void A_malformed_file_is_reported_for_what_it_is(string name, string anomaly)
    {
        var file = Assert.Single(Malformed(), file => file.Path.EndsWith(name, StringComparison.Ordinal));

        var portfolio = PortfolioReader.Read([file], Day);

        Assert.Contains(anomaly, portfolio.Anomalies.Select(found => found.Class));
    }

    private static IEnumerable<ContentFile> Good() =>
        ContentFolder.Read(ContentFolder.Find(Repository.SharedData("beta.gouv.fr"))!);

    private static List<ContentFile> Malformed() =>
    [
        .. Directory.EnumerateFiles(Repository.SharedData("malformed"))
            .Select(path => new ContentFile($"_startups/{Path.GetFileName(path)}", File.ReadAllBytes(path))),
    ];

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd") ?? "";
}
