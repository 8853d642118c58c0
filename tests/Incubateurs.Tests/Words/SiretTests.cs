using Incubateurs.Words;

namespace Incubateurs.Tests.Words;

public sealed class SiretTests
{
    [Theory]
    [InlineData("13002526500013", "13002526500013")]
    [InlineData("130 025 265 00013", "13002526500013")]
    [InlineData(" 130\u00A0025\u202F265\t00013 ", "13002526500013")]
    [InlineData("35600000000048", "35600000000048")]
    [InlineData("35600000049837", "35600000049837")]
    [InlineData("356 000 000 49837", "35600000049837")]
    public void A_SIRET_is_14_digits_with_a_key_blanks_dropped(string text, string siret) => Assert.Equal(siret, Siret.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("13002526500014")]
    [InlineData("1300252650001")]
    [InlineData("130025265000130")]
    [InlineData("1300252650001A")]
    [InlineData("１３００２５２６５０００１３")]
    [InlineData("00000000000000")]
    [InlineData("130-025-265-00013")]
    [InlineData("35600000049838")]
    [InlineData("11122233344455")]
    [InlineData("99999999900017")]
    public void Anything_else_is_none(string text) => Assert.Null(Siret.Read(text));

    [Fact]
    public void The_sum_of_digits_counts_for_La_Poste_alone()
    {
        // A sum of 25, and a Luhn key that is wrong.
        Assert.Null(Siret.Read("13002526500031"));
        Assert.Null(Siret.Read("13002526500049"));
    }
}
