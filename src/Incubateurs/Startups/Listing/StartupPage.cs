using System.ComponentModel.DataAnnotations;
using Incubateurs.Web.Reads;

namespace Incubateurs.Startups.Listing;

/// <summary>A page of startups in the order asked for.</summary>
/// <param name="Items">The startups of this page.</param>
/// <param name="Total">How many match on all pages, counted with the first.</param>
/// <param name="Next">Relative address of the next page; absent on the last.</param>
public sealed record StartupPage([property: MaxLength(200)] IReadOnlyList<StartupSummary> Items, long Total, string? Next = null) : IPage;
