using Incubateurs.Exchange.Reading;

namespace Incubateurs.Tests.Exchange.Reading;

public sealed class ReferenceTests
{
    private static readonly ContentFile[] Around =
    [
        SmallContent.Organisation("dinum", "Direction interministérielle du numérique", "DINUM"),
        SmallContent.Organisation("dgefp", "Délégation générale à l'emploi", "DGEFP"),
        SmallContent.Organisation("a", "Région A", "RA"),
        SmallContent.Organisation("b", "Région B", "RA"),
        SmallContent.Incubator("dinum", "owner: /organisations/dinum\nredirect_from: [/incubateurs/dinsic]"),
        SmallContent.Incubator("mtes"),
    ];

    [Theory]
    [InlineData("/organisations/dinum", "dinum", "")]
    [InlineData("/organisations/dinum/", "dinum", "")]
    [InlineData("dinum", "dinum", "")]
    [InlineData("/organisations/absente", "", "unknown-sponsor")]
    [InlineData("''", "", "empty-value")]
    [InlineData("{ name: delegation generale a l’emploi, acronym: X }", "dgefp", "inline-sponsor")]
    [InlineData("{ name: Autre nom, acronym: dgefp }", "dgefp", "inline-sponsor")]
    [InlineData("{ name: Ailleurs, acronym: RA }", "", "ambiguous-sponsor")]
    [InlineData("{ name: Ailleurs }", "", "unknown-sponsor")]
    [InlineData("[x]", "", "unexpected-shape")]
    public void A_sponsor_leads_to_one_administration_or_is_dropped(string sponsor, string found, string reported)
    {
        var (startup, classes) = SmallContent.One([.. Around, SmallContent.Fiche($"sponsors: [ {sponsor} ]")]);

        Assert.Equal((found, reported), (string.Join(' ', startup.Facts.Sponsors), string.Join(' ', classes)));
    }

    [Theory]
    [InlineData("incubator: dinum", "dinum", "")]
    [InlineData("incubator: dinsic", "dinum", "incubator-former-id")]
    [InlineData("incubator: absent", "", "unknown-incubator")]
    [InlineData("incubators: [mtes, dinum]\nincubator: dinum", "mtes dinum", "")]
    [InlineData("incubators: [mtes]\nincubator: dinum", "mtes", "")]
    [InlineData("incubators: []\nincubator: dinum", "dinum", "")]
    [InlineData("incubators: [dinum, dinsic]", "dinum", "duplicate-value incubator-former-id")]
    public void Incubators_are_the_list_or_the_single_one(string frontMatter, string found, string reported)
    {
        var (startup, classes) = SmallContent.One([.. Around, SmallContent.Fiche(frontMatter)]);

        Assert.Equal((found, reported), (string.Join(' ', startup.Facts.Incubators), string.Join(' ', classes)));
    }

    [Fact]
    public void A_startup_without_an_incubator_is_read_and_reported()
    {
        var portfolio = SmallContent.Read(SmallContent.Fiche("incubator: ''"));

        Assert.Contains(portfolio.Anomalies, anomaly => anomaly.Class == "no-incubator");
    }

    [Theory]
    [InlineData("/startups/x", "x", "")]
    [InlineData("/startup/x.y.html", "x.y", "")]
    [InlineData("/startups/classes12.md", "classes12", "")]
    [InlineData("/startups/x/", "x", "")]
    [InlineData("/startups/%C3%A9t%C3%A9", "été", "")]
    [InlineData("/startups/pix", "", "former-id-own")]
    [InlineData("/incubateurs/x", "x", "former-id-other-folder")]
    [InlineData("/", "", "former-id-unreadable")]
    public void A_former_id_is_the_end_of_a_path(string path, string former, string reported)
    {
        var (startup, classes) = SmallContent.One(SmallContent.Fiche($"redirect_from: [ {path} ]"));

        Assert.Equal((former, reported), (string.Join(' ', startup.FormerIds), string.Join(' ', classes)));
    }

    [Fact]
    public void A_former_id_of_two_fiches_or_of_a_living_one_is_kept_and_reported()
    {
        var portfolio = SmallContent.Read(
            SmallContent.Fiche("redirect_from: [/startups/old, /startups/c]", id: "a"),
            SmallContent.Fiche("redirect_from: [/startups/old, /startups/old.html]", id: "b"),
            SmallContent.Fiche("mission: x", id: "c"));

        Assert.Equal(["old c", "old", ""], portfolio.Startups.Select(startup => string.Join(' ', startup.FormerIds)));
        Assert.Equal(["former-id-living", "former-id-shared"], SmallContent.Classes(portfolio, "_startups/a.md"));
        Assert.Equal(["former-id-shared"], SmallContent.Classes(portfolio, "_startups/b.md"));
    }

    [Fact]
    public void Two_files_of_one_id_are_one_startup()
    {
        var portfolio = SmallContent.Read(
            SmallContent.Fiche(
                "mission: second",
                id: "e\u0301te\u0301"), SmallContent.Fiche("mission: third",
                id: "été"), SmallContent.Text("_startups/été",
                "---\ntitle: x\n---\n"));

        Assert.Equal(("été", "second"), (portfolio.Startups[0].Id, portfolio.Startups[0].Facts.Pitch));
        Assert.Equal((3, 2), (portfolio.Read, portfolio.LeftOut));
        Assert.Equal(2, portfolio.Anomalies.Count(anomaly => anomaly.Class == "id-collision"));
    }

    [Fact]
    public void An_incubator_and_its_owner_are_read_in_any_order_of_files()
    {
        var incubator = SmallContent.Incubator(
            "alliance",
            "owner: /organisations/dinum\nshort_description: L'<b>IA</b> &amp; l'État\nhidden: true\ngithub: https://github.com/x");
        var forth = SmallContent.Read([incubator, .. Around]);
        var back = SmallContent.Read([.. Around.Reverse(), incubator]);

        var read = forth.Incubators[0];
        Assert.Equal(
            ("dinum", "L'IA & l'État", true, "https://github.com/x"), (read.Owner, read.Description, read.Hidden, read.Repository));
        Assert.Equal(["html-entity", "html-removed"], SmallContent.Classes(forth, "_incubators/alliance.md"));
        Assert.Equal(forth.Anomalies, back.Anomalies);
        Assert.Equal(forth.Administrations, back.Administrations);
    }

    [Theory]
    [InlineData("owner: /organisations/absente", "unknown-owner")]
    [InlineData("website: https://x.fr", "no-owner")]
    public void An_owner_that_leads_nowhere_is_dropped(string lines, string reported)
    {
        var portfolio = SmallContent.Read(SmallContent.Incubator("x", lines));

        Assert.Null(Assert.Single(portfolio.Incubators).Owner);
        Assert.Equal([reported], SmallContent.Classes(portfolio, "_incubators/x.md"));
    }

    [Fact]
    public void An_organisation_needs_a_name_and_no_extension()
    {
        var portfolio = SmallContent.Read(
            SmallContent.Text(
                "_organisations/idfm",
                "---\nname: Île-de-France Mobilités\nacronym: IDFM\ntype: autre\ndomaine_ministeriel: environnement\n"
                + "siret: 287 500 078 00020\nannuaire: region_1\n---"),
            SmallContent.Text("_organisations/x.md", "---\nacronym: X\nsiret: 12\n---\n"));

        var (_, _, name, acronym, kind, domain, siret, directory, _) = Assert.Single(portfolio.Administrations);
        Assert.Equal(("Île-de-France Mobilités", "IDFM", "autre", "environnement", "28750007800020"), (name, acronym, kind, domain, siret));
        Assert.Equal("region_1", directory);
        Assert.Equal(["no-name"], SmallContent.Classes(portfolio, "_organisations/x.md"));
    }

    [Theory]
    [InlineData("172231", "172231", "")]
    [InlineData("' 172231 '", "172231", "surrounding-blanks")]
    [InlineData("administration-centrale-ou-ministere_172231", "administration-centrale-ou-ministere_172231", "")]
    [InlineData("3ba12cc6-33c6-4a7c-8f0f-7a9f3c1b5d2e", "3ba12cc6-33c6-4a7c-8f0f-7a9f3c1b5d2e", "")]
    [InlineData("https://lannuaire.service-public.fr/gouvernement/administration-centrale-ou-ministere_1256628",
        "administration-centrale-ou-ministere_1256628", "")]
    [InlineData("https://lannuaire.service-public.gouv.fr/gouvernement/3ba12cc6-33c6-4a7c-8f0f-7a9f3c1b5d2e",
        "3ba12cc6-33c6-4a7c-8f0f-7a9f3c1b5d2e", "")]
    [InlineData("http://LANNUAIRE.service-public.fr/x_1/?a=b#c", "x_1", "")]
    [InlineData("lannuaire.service-public.fr/gouvernement/x_1", "x_1", "address-without-scheme")]
    [InlineData("https://lannuaire.service-public.fr/", null, "not-a-directory-page")]
    [InlineData("https://lannuaire.service-public.fr", null, "not-a-directory-page")]
    [InlineData("https://lannuaire.service-public.fr/gouvernement/a%20b", null, "not-a-directory-page")]
    [InlineData("https://www.service-public.fr/x_1", null, "not-a-directory-page")]
    [InlineData("https://lannuaire.service-public.fr.example/x_1", null, "not-a-directory-page")]
    [InlineData("https://example.fr/?https://lannuaire.service-public.fr/x_1", null, "not-a-directory-page")]
    [InlineData("ftp://lannuaire.service-public.fr/x_1", null, "not-an-address")]
    [InlineData("inconnu au bataillon", null, "not-an-address")]
    [InlineData("''", null, "empty-value")]
    [InlineData("{ a: b }", null, "unexpected-shape")]
    public void The_id_in_the_directory_is_the_plain_one_or_the_end_of_the_address_of_its_page(string said, string? id, string reported)
    {
        var portfolio = SmallContent.Read(SmallContent.Text("_organisations/x.md", $"---\nname: La région X\nannuaire: {said}\n---"));

        Assert.Equal(
            (id, reported),
            (Assert.Single(portfolio.Administrations).DirectoryId, string.Join(' ', SmallContent.Classes(portfolio, "_organisations/x.md"))));
    }

    [Theory]
    [InlineData("", 300, true)]
    [InlineData("", 301, false)]
    [InlineData("https://lannuaire.service-public.fr/gouvernement/", 300, true)]
    [InlineData("https://lannuaire.service-public.fr/gouvernement/", 301, false)]
    public void The_id_in_the_directory_is_as_long_as_a_line_at_most_whatever_the_address(string before, int length, bool isRead)
    {
        var id = new string('1', length);

        var portfolio = SmallContent.Read(
            SmallContent.Text("_organisations/x.md", $"---\nname: La région X\nannuaire: '{before}{id}'\n---"));

        Assert.Equal(isRead ? id : null, Assert.Single(portfolio.Administrations).DirectoryId);
        Assert.Equal(isRead ? [] : ["too-long"], SmallContent.Classes(portfolio, "_organisations/x.md"));
    }

    [Fact]
    public void What_is_there_and_cannot_be_read_is_told_from_what_is_not_there()
    {
        var portfolio = SmallContent.Read(
            SmallContent.Text("_organisations/mal.md", "---\nname: Agence: mal écrite\n---\n"),
            new ContentFile("_organisations/lien.md", [], ContentFault.Link),
            new ContentFile("_organisations/dossier.md", [], ContentFault.Folder),
            SmallContent.Incubator("bon"),
            SmallContent.Text("_incubators/vide.md", ""),
            new ContentFile("_incubators/ferme.md", [], ContentFault.Unreadable),
            new ContentFile("_events", [], ContentFault.Link));

        Assert.Equal(["lien", "mal"], portfolio.PresentIn("_organisations").Order());
        Assert.Equal(["bon", "ferme", "vide"], portfolio.PresentIn("_incubators").Order());
        Assert.Equal("bon", Assert.Single(portfolio.Incubators).Id);
        Assert.Equal((true, false), (portfolio.IsUnread("_events"), portfolio.IsUnread("_incubators")));
    }

    [Fact]
    public void A_phase_of_no_referential_is_reported()
    {
        var portfolio = SmallContent.Read(
            SmallContent.Text("_phases/dormant.md", "---\nstatus: dormant\n---\n"),
            SmallContent.Text("_phases/opere.md", "---\nstatus: opere\n---\n"));

        Assert.Equal("unknown-phase", Assert.Single(portfolio.Anomalies).Class);
    }
}
