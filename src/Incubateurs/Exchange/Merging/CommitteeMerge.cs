using Incubateurs.Exchange.Reading;
using Incubateurs.Incubation;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Merging;

/// <summary>
/// Merges committees by day and note. One that an agent gave a decision, noted otherwise or withdrew stays theirs:
/// what the source says of its day since then waits, and is reported.
/// </summary>
/// <param name="Withdrawn">Recorded committees that the source no longer has.</param>
/// <param name="Added">Committees that only the source has.</param>
internal sealed record CommitteeMerge(IReadOnlyList<RecordedCommittee> Withdrawn, IReadOnlyList<ParsedCommittee> Added)
{
    public bool IsEmpty => Withdrawn.Count + Added.Count == 0;

    public static CommitteeMerge Of(
        IReadOnlyList<ParsedCommittee> before,
        IReadOnlyList<ParsedCommittee> now,
        IReadOnlyList<RecordedCommittee> recorded,
        ICollection<string> conflicts)
    {
        var theirs = new HashSet<DateOnly>();
        var disputed = new SortedSet<DateOnly>();
        var withdrawn = new List<RecordedCommittee>();
        foreach (var old in before.Except(now))
            if (recorded.FirstOrDefault(committee => AsParsed(committee) == old) is not { } committee)
                theirs.Add(old.HeldOn);
            else if (committee is { Decision: null, FundedUntil: null })
                withdrawn.Add(committee);
            else
            {
                theirs.Add(old.HeldOn);
                disputed.Add(old.HeldOn);
            }

        var added = new List<ParsedCommittee>();
        foreach (var held in now.Except(before))
            if (recorded.Any(committee => AsParsed(committee) == held))
                continue;
            else if (theirs.Contains(held.HeldOn))
                disputed.Add(held.HeldOn);
            else
                added.Add(held);

        foreach (var day in disputed)
            conflicts.Add($"committees: {day.Text()}");
        return new(withdrawn, added);
    }

    private static ParsedCommittee AsParsed(RecordedCommittee committee) => new(committee.HeldOn, committee.Note);
}
