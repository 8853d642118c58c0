namespace Incubateurs.Tests.Exchange.Reading;

/// <summary>An organisation that bears a person's name is imported as it stands, and somebody is told to look.</summary>
public sealed class PersonalNameTests
{
    [Theory]
    [InlineData("Dominique Exemplaire", true)]
    [InlineData("Éloïse Œuvrard", true)]
    [InlineData("Jean-Loup Specimen", true)]
    [InlineData("Ana Specimen D'Exemple", true)]
    [InlineData("Ana Specimen-Exemple", true)]
    [InlineData("Dominique", false)]
    [InlineData("Dominique Exemplaire Specimen Modele", false)]
    [InlineData("Région Exemplaire", false)]
    [InlineData("Université Exemplaire", false)]
    [InlineData("Exemple Métropole", false)]
    [InlineData("Fondation Dominique Exemplaire", false)]
    [InlineData("Institut Exemplaire", false)]
    [InlineData("La Vigie", false)]
    [InlineData("Grand Exemplaire", false)]
    [InlineData("Exemple en Bord", false)]
    [InlineData("Exemple Travail", false)]
    [InlineData("Exemple travail", false)]
    [InlineData("Sous-Préfecture Exemplaire", false)]
    [InlineData("GIP Exemplaire", false)]
    [InlineData("Exemplaire 2", false)]
    [InlineData("Île-des-Exemples Mobilités", false)]
    public void A_name_is_a_persons_by_its_shape(string name, bool personal)
    {
        var portfolio = SmallContent.Read(SmallContent.Organisation("x", name));

        Assert.Equal(name, Assert.Single(portfolio.Administrations).Name);
        Assert.Equal(personal, SmallContent.Classes(portfolio, "_organisations/x.md").Contains("personal-name"));
    }

    [Fact]
    public void The_name_is_not_repeated_in_the_report()
    {
        var portfolio = SmallContent.Read(SmallContent.Organisation("x", "Dominique Exemplaire"));

        Assert.Equal("name", Assert.Single(portfolio.Anomalies, anomaly => anomaly.Class == "personal-name").Detail);
    }
}
