using System.ComponentModel.DataAnnotations;
using Incubateurs.Web.Reads;
using Incubateurs.Words;

namespace Incubateurs.Changes;

/// <summary>Something that changed, with what it is since: enough to bring a copy up.</summary>
/// <param name="Seq">Number of the item, from 1, without a gap; the next question is `after` it.</param>
/// <param name="At">The instant at which the change was recorded.</param>
/// <param name="Type">What happened, such as `phase.added`: a resource and a verb, catalogued at `/changes`.</param>
/// <param name="Resource">What changed: startup, handOver, committee, benefit, incubator or administration.</param>
/// <param name="Id">Id of the thing that changed.</param>
/// <param name="Href">Relative address of what changed, or of the list that it stands in.</param>
/// <param name="Data">
/// What changed as its address shows it to anybody, as it was known then (`knownAt`), but for what moves with the day, what strangers
/// write, and findings. Absent of what is no more under this id. References carry the name of then.
/// </param>
/// <param name="Startup">Id of the startup that a hand-over, a committee or a benefit belongs to.</param>
/// <param name="Phase">Code of the phase that the startup entered with this change.</param>
public sealed record ChangeItem(
    [property: Range(1, ChangeItem.LastSeq)] long Seq,
    DateTimeOffset At,
    string Type,
    [property: AllowedValues("startup", "handOver", "committee", "benefit", "incubator", "administration")] string Resource,
    string Id,
    [property: MaxLength(Bounds.LongestAddress)] string Href,
    object? Data,
    string? Startup = null,
    string? Phase = null)
{
    /// <summary>What every reader of JSON can hold (RFC 8259 §6).</summary>
    internal const long LastSeq = 9_007_199_254_740_991;

    /// <summary>Of the startup, the incubator or the administration that it is about, for people.</summary>
    internal string Name { get; init; } = Id;
}

/// <summary>A page of the feed of changes, the oldest first.</summary>
/// <param name="Items">What changed, in the order of `seq`; none at the head.</param>
/// <param name="Next">
/// Relative address of what comes after this page, with the filters that were asked for. It is always there: keep it, and ask it again.
/// </param>
/// <param name="Head">Number of the last item of the whole feed, whatever the filter; 0 before the first.</param>
public sealed record ChangeFeed(
    [property: MaxLength(200)] IReadOnlyList<ChangeItem> Items, string Next, [property: Range(0, ChangeItem.LastSeq)] long Head)
    : IPage, IMaybeKept
{
    // At the head the next item may be waited for.
    bool IMaybeKept.IsKept => Items.Count > 0;
}
