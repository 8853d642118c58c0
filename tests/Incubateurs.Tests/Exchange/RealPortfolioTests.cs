using System.Text.Json;
using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Tests.Support;

namespace Incubateurs.Tests.Exchange;

public sealed class RealPortfolioTests
{
    private static readonly DateOnly Day = new(2026, 8, 20);

    [Theory]
    [Checkouts]
    public void All_fiches_are_read(Checkout checkout)
    {
        var portfolio = PortfolioReader.Read(Good(checkout), Day);

        Assert.Equal((checkout.Startups, 0), (portfolio.Read, portfolio.LeftOut));
        Assert.Equal(checkout.Startups, portfolio.Startups.Count);
        Assert.Equal(checkout.Administrations, portfolio.Administrations.Count);
        Assert.Equal(checkout.Incubators, portfolio.Incubators.Count);
        Assert.DoesNotContain(portfolio.Anomalies, anomaly => anomaly.Severity == Severity.Error);
    }

    [Theory]
    [Checkouts]
    public void Each_lifecycle_equals_the_reference(Checkout checkout)
    {
        var portfolio = PortfolioReader.Read(Good(checkout), Day).Startups.ToDictionary(startup => startup.Id);
        var rows = checkout.Lifecycles();

        Assert.Equal(portfolio.Count, rows.Count);
        foreach (var row in rows)
        {
            var phases = portfolio[row["id"]].Phases;
            var standing = Lifecycle.On(Day, phases.Select(phase => new PhaseStart(phase.Phase, phase.StartsOn)));

            Assert.Equal(
                (row["id"], row["n_phases"], row["current_phase"], row["entry"], row["build_entry"], row["exit_kind"], row["exit_date"]),
                (row["id"], $"{phases.Count}", standing.Current?.Phase.Code ?? "planned", Iso(standing.Entry), Iso(standing.BuildEntry),
                    standing.Exit?.Phase.Code ?? "", Iso(standing.Exit?.StartsOn)));
        }
    }

    [Theory]
    [Checkouts]
    public void Each_malformed_file_is_survived_alone(Checkout checkout)
    {
        foreach (var file in Malformed(checkout))
        {
            var portfolio = PortfolioReader.Read([file], Day);

            Assert.Equal(1, portfolio.Read);
            Assert.Equal(1, portfolio.Startups.Count + portfolio.LeftOut);
            Assert.Equal(portfolio.LeftOut, portfolio.Anomalies.Count(anomaly => anomaly.Severity == Severity.Error));
        }
    }

    [Theory]
    [Checkouts]
    public void Malformed_files_leave_the_good_ones_as_they_are(Checkout checkout)
    {
        var alone = PortfolioReader.Read(Good(checkout), Day);
        var mixed = PortfolioReader.Read(Good(checkout).Concat(Malformed(checkout)), Day);
        var own = Malformed(checkout).Select(file => file.Path).ToHashSet();

        Assert.Equal(
            JsonSerializer.Serialize(alone.Startups), JsonSerializer.Serialize(mixed.Startups.Where(one => !own.Contains(one.File))));
        Assert.Equal(alone.Anomalies, mixed.Anomalies.Where(anomaly => !own.Contains(anomaly.File)));
    }

    [Theory]
    [Checkouts]
    public void Each_malformed_file_is_reported_for_what_it_is(Checkout checkout)
    {
        var found = Malformed(checkout).ToDictionary(
            file => Path.GetFileName(file.Path),
            file => PortfolioReader.Read([file], Day).Anomalies.Select(anomaly => anomaly.Class).ToList());

        Assert.NotEmpty(checkout.Broken);
        Assert.DoesNotContain(checkout.Broken, broken => !found[broken.Name].Contains(broken.Class));
    }

    private static IEnumerable<ContentFile> Good(Checkout checkout) =>
        ContentFolder.Read(ContentFolder.Find(checkout.Directory)!);

    private static List<ContentFile> Malformed(Checkout checkout) =>
    [
        .. checkout.MalformedFiles.Select(path => new ContentFile($"_startups/{Path.GetFileName(path)}", File.ReadAllBytes(path))),
    ];

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd") ?? "";
}
