using Incubateurs.Administrations;
using Incubateurs.HandOvers;
using Incubateurs.Startups.Listing;
using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Discovery;

/// <summary>A file that holds a whole table.</summary>
internal sealed record TableFile(string Address, string Format, string MediaType);

/// <summary>A table that is published as a whole.</summary>
/// <param name="Name">As it stands in its address.</param>
/// <param name="Schema">The record of a row, by its name in the contract.</param>
/// <param name="Shown">The areas of the data that it shows.</param>
/// <param name="Columns">Those of the CSV, of the members that are asked for or of none in particular.</param>
/// <param name="Fields">The parameter that asks for members, where the table has one.</param>
internal sealed record Table(
    string Name,
    Label Title,
    Label Meaning,
    string Schema,
    Areas Shown,
    Func<QueryReader, IReadOnlyList<ICsvColumn>> Columns,
    QueryParameter? Fields = null)
{
    public const string Csv = "CSV";

    public string SchemaAddress => CsvTable.SchemaOf(Name, fields: null);

    public IReadOnlyList<TableFile> Files { get; init; } = [];
}

/// <summary>The tables, and what is said of them together.</summary>
internal static class Tables
{
    public static readonly Label Service = new("Incubateurs : les Startups d’État", "Incubateurs: the startups of the French State");

    public static readonly Label Meaning = new(
        "Les services numériques qu’incubent les administrations françaises : leurs phases, d’une première investigation jusqu’à leur "
            + "transfert à une administration d’accueil, qui les incube et qui les porte, ce qui était vrai à toute date.",
        "The digital services that French administrations incubate: their phases from a first investigation to their hand-over to a host "
            + "administration, who incubates and sponsors them, what was true on any day.");

    public static readonly IReadOnlyList<Label> Keywords =
    [
        new("startups d’état", "state startups"),
        new("services numériques", "digital services"),
        new("incubateurs", "incubators"),
    ];

    public static readonly Table Startups = new(
        "startups",
        new("Startups d’État", "Startups"),
        new(
            "Une ligne par startup : où elle en est, depuis quand, qui l’incube, qui la porte, qui l’a reçue.",
            "One row for each startup: where it stands, since when, who incubates it, who sponsors it, who received it."),
        "Startup",
        Areas.Portfolio | Areas.HandOvers,
        reader => StartupCsv.Columns(StartupQuery.FieldsAsked(reader)),
        StartupQuery.ExportFieldsParameter)
    {
        Files =
        [
            new("/v1/startups.csv", Table.Csv, "text/csv"), new("/v1/startups.ndjson", "NDJSON", "application/x-ndjson"),
            new("/v1/startups", "JSON", "application/json"),
        ],
    };

    public static readonly Table HandOvers = new(
        "hand-overs",
        new("Transferts de startups à des administrations d’accueil", "Hand-overs of startups to host administrations"),
        new(
            "Une ligne par transfert : la startup, son hôte, l’état, le modèle, les dates, les coûts.",
            "One row for each hand-over: the startup, its host, the state, the model, the dates, the costs."),
        "HandOver",
        Areas.Portfolio | Areas.HandOvers,
        reader => HandOverRow.Columns(HandOverFields.Asked(reader)),
        HandOverFields.Parameter)
    {
        Files =
        [
            new("/v1/hand-overs.csv", Table.Csv, "text/csv"), new("/v1/hand-overs", "JSON", "application/json"),
        ],
    };

    public static readonly Table Administrations = new(
        "administrations",
        new("Administrations des startups d’État", "Administrations of startups"),
        new(
            "Une ligne par administration qui porte, incube ou accueille une startup, avec son SIRET et ses successions.",
            "One row for each administration that sponsors, incubates or receives a startup, with its SIRET and its successions."),
        "Administration",
        Areas.Portfolio,
        _ => AdministrationEndpoints.Columns)
    {
        Files =
        [
            new("/v1/administrations.csv", Table.Csv, "text/csv"), new("/v1/administrations", "JSON", "application/json"),
        ],
    };

    public static readonly IReadOnlyList<Table> All = [Startups, HandOvers, Administrations];
}
