using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Incubators;

/// <summary>An incubator: a team of an administration that brings startups from a problem to a service.</summary>
/// <param name="Id">Id of the incubator, case-sensitive, stable; former ids redirect.</param>
/// <param name="Name">Name of the incubator.</param>
/// <param name="Owner">The administration that it belongs to.</param>
/// <param name="Website">Address of its website.</param>
/// <param name="Repository">Address of its source code.</param>
/// <param name="Contact">Address to write to, as published.</param>
/// <param name="Description">What it is, in a few sentences.</param>
/// <param name="Hidden">True where its source hides it from lists; it still owns startups.</param>
public sealed record Incubator(
    string Id,
    string Name,
    AdministrationReference? Owner = null,
    string? Website = null,
    string? Repository = null,
    string? Contact = null,
    string? Description = null,
    bool? Hidden = null) : IVersioned
{
    /// <summary>Openly fictional, to try every operation on; it stands in no list.</summary>
    public bool? Specimen { get; init; }

    /// <summary>Version of the incubator; it leads the `ETag`.</summary>
    [JsonIgnore]
    public int? Version { get; init; }
}

/// <summary>A page of incubators in the order of their names.</summary>
/// <param name="Items">The incubators of this page.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record IncubatorPage([property: MaxLength(200)] IReadOnlyList<Incubator> Items, long Total, string? Next = null) : IPage;
