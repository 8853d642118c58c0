using Incubateurs.Candidacies;

namespace Incubateurs.Tests.Candidacies;

public sealed class RegisterRulesTests
{
    private const string Siret = "13002526500013";

    [Theory]
    [InlineData("A", "A", true, null, null, ControlVerdict.Confirmed)]
    [InlineData("A", null, true, null, null, ControlVerdict.Confirmed)]
    [InlineData("A", "A", false, true, null, ControlVerdict.Confirmed)]
    [InlineData("A", "A", false, false, true, ControlVerdict.Impossible)]
    [InlineData("A", "A", false, false, false, ControlVerdict.NotConfirmed)]
    [InlineData("A", "A", null, null, null, ControlVerdict.Impossible)]
    [InlineData("A", "F", true, null, null, ControlVerdict.NotConfirmed)]
    [InlineData("C", "A", true, null, null, ControlVerdict.NotConfirmed)]
    public void An_establishment_in_activity_of_an_administration_is_confirmed(
        string unit, string? establishment, bool? administration, bool? publicService, bool? association, ControlVerdict verdict) =>
        Assert.Equal(verdict, RegisterRules.Judge(
            Siret, [new(unit, [new(Siret, establishment)], new(administration, publicService, association))]).Verdict);

    [Fact]
    public void Another_establishment_is_not_the_one_that_was_asked_for() => Assert.Equal(
        ControlVerdict.Impossible,
        RegisterRules.Judge(Siret, [new("A", [new("13002526500039", "A")], new(true, null, null)), new("A", null, null)]).Verdict);
}
