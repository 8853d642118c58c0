using Incubateurs.Incubation;
using Incubateurs.Tests.Exchange;
using Incubateurs.Tests.Support;
using Incubateurs.Words;

namespace Incubateurs.Tests.Incubation;

public sealed class PhasesTests
{
    [Theory]
    [InlineData("investigation", 0, "Incubation")]
    [InlineData("construction", 1, "Incubation")]
    [InlineData("acceleration", 2, "Incubation")]
    [InlineData("consolidation", 3, "Incubation")]
    [InlineData("opere", 4, "Operated")]
    [InlineData("transfere", 5, "HandedOver")]
    [InlineData("abandon-investigation", 6, "Stopped")]
    [InlineData("abandon", 7, "Stopped")]
    public void A_code_has_its_rank_and_kind(string code, int rank, string kind)
    {
        var phase = Phases.Find(code)!;

        Assert.Equal((rank, kind), (phase.Rank, phase.Kind.ToString()));
        Assert.Same(phase, Phases.All[rank]);
    }

    [Theory]
    [InlineData("construction", "construction")]
    [InlineData("transfer", "consolidation")]
    [InlineData("perennisation", "consolidation")]
    [InlineData("passation", "consolidation")]
    [InlineData("success", "transfere")]
    [InlineData("transfert", "transfere")]
    [InlineData("transféré", "transfere")]
    [InlineData("accélération", "acceleration")]
    [InlineData("death", "abandon")]
    [InlineData("retirement", "abandon")]
    [InlineData("alumni", "abandon-investigation abandon")]
    [InlineData("Construction", "")]
    [InlineData("", "")]
    public void A_name_of_any_age_is_understood(string name, string codes) =>
        Assert.Equal(codes, string.Join(' ', Phases.Named(name)));

    [Fact]
    public void The_table_holds_the_same_rows()
    {
        using var database = new TestDatabase();

        Assert.Equal(
            Phases.All.Select(phase => $"{phase.Code} {phase.Rank} {phase.Label.Fr} {phase.Label.En} {JsonText.Of(phase.FormerNames)}"),
            database.Query("SELECT code, rank, label_fr, label_en, former_names FROM phases ORDER BY rank")
                .Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void Every_phase_has_its_own_code_rank_and_labels()
    {
        Assert.Equal(Phases.All.Count, Phases.All.Select(phase => phase.Code).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, Phases.All.Count), Phases.All.Select(phase => phase.Rank));
        Assert.All(Phases.All, phase => Assert.False(phase.Label.Fr.Length == 0 || phase.Label.En.Length == 0));
    }

    [Fact]
    public void Two_phases_of_one_code_are_one() =>
        Assert.Equal(Phases.Stopped, new Phase("abandon", 99, PhaseKind.Incubation, new("", "")));
}
