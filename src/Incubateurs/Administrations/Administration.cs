using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Incubateurs.Web.Reads;

namespace Incubateurs.Administrations;

/// <summary>A public body, or a body charged with a public service: sponsor, owner of an incubator, or host.</summary>
/// <param name="Id">Id of the administration, case-sensitive, stable.</param>
/// <param name="Name">Name of the administration.</param>
/// <param name="SucceededBy">Who succeeds it, each with the day.</param>
/// <param name="Acronym">Acronym of the administration.</param>
/// <param name="Kind">Kind of body, in the words of the source.</param>
/// <param name="Domain">Ministerial domain of the administration.</param>
/// <param name="Siret">SIRET number, 14 digits.</param>
/// <param name="DirectoryId">
/// Its id in the annuaire de l'administration, the State's directory: a number, a UUID, or the name of its page there, such as
/// `administration-centrale-ou-ministere_172231`.
/// </param>
/// <param name="From">First day of its existence, where it is known.</param>
/// <param name="Until">Last day of its existence, where it is known.</param>
public sealed record Administration(
    string Id,
    string Name,
    IReadOnlyList<Successor> SucceededBy,
    string? Acronym = null,
    string? Kind = null,
    string? Domain = null,
    string? Siret = null,
    string? DirectoryId = null,
    DateOnly? From = null,
    DateOnly? Until = null) : IVersioned
{
    /// <summary>Openly fictional, to try every operation on; it stands in no list.</summary>
    public bool? Specimen { get; init; }

    /// <summary>Version of the administration; it leads the `ETag`.</summary>
    [JsonIgnore]
    public int? Version { get; init; }
}

/// <summary>An administration that succeeds another one.</summary>
/// <param name="Id">Id of the successor.</param>
/// <param name="On">The day of the succession.</param>
public sealed record Successor(string Id, DateOnly On);

/// <summary>A page of administrations in the order of their names.</summary>
/// <param name="Items">The administrations of this page.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record AdministrationPage(
    [property: MaxLength(200)] IReadOnlyList<Administration> Items, long Total, string? Next = null) : IPage;
