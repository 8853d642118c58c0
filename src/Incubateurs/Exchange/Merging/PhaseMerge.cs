using Incubateurs.Incubation;

namespace Incubateurs.Exchange.Merging;

/// <summary>A phase as the source said it.</summary>
internal sealed record SourcePhase(string Phase, DateOnly StartsOn, DateOnly? RecordedEnd, string? Reason);

/// <summary>
/// Merges phases by (phase, start), against what the source said before. What an agent corrected or withdrew stays
/// theirs: what the source says of that phase since then waits, and is reported.
/// </summary>
/// <param name="Withdrawn">Recorded phases that the source no longer has.</param>
/// <param name="Corrected">Recorded phases with an end or a reason taken from the source.</param>
/// <param name="Added">Phases that only the source has.</param>
internal sealed record PhaseMerge(
    IReadOnlyList<RecordedPhase> Withdrawn, IReadOnlyList<RecordedPhase> Corrected, IReadOnlyList<SourcePhase> Added)
{
    public bool IsEmpty => Withdrawn.Count + Corrected.Count + Added.Count == 0;

    /// <param name="before">What the source said the last time.</param>
    /// <param name="now">What it says.</param>
    /// <param name="recorded">What is recorded.</param>
    /// <param name="conflicts">Receives what changed on both sides.</param>
    public static PhaseMerge Of(
        IReadOnlyList<SourcePhase> before,
        IReadOnlyList<SourcePhase> now,
        IReadOnlyList<RecordedPhase> recorded,
        ICollection<string> conflicts)
    {
        var was = before.ToDictionary(Key);
        var says = now.ToDictionary(Key);
        var here = recorded.DistinctBy(Key).ToDictionary(Key);

        // Gone from the source, and changed here: if the source has moved it, the one that it moved to is the same phase.
        var theirs = new HashSet<string>(StringComparer.Ordinal);
        var disputed = new SortedSet<string>(StringComparer.Ordinal);
        var withdrawn = new List<RecordedPhase>();
        foreach (var (key, old) in was.Where(pair => !says.ContainsKey(pair.Key)))
            if (!here.TryGetValue(key, out var phase))
                theirs.Add(old.Phase);
            else if ((phase.RecordedEnd, phase.Reason) == (old.RecordedEnd, old.Reason))
                withdrawn.Add(phase);
            else
            {
                theirs.Add(old.Phase);
                disputed.Add(old.Phase);
            }

        var corrected = new List<RecordedPhase>();
        var added = new List<SourcePhase>();
        foreach (var (key, said) in says)
        {
            var old = was.GetValueOrDefault(key);
            if (old == said)
                continue;
            if (here.TryGetValue(key, out var phase))
            {
                var merged = phase with
                {
                    RecordedEnd = Field(old?.RecordedEnd, said.RecordedEnd, phase.RecordedEnd, said.Phase, disputed),
                    Reason = Field(old?.Reason, said.Reason, phase.Reason, said.Phase, disputed),
                };
                if (merged != phase)
                    corrected.Add(merged);
            }
            else if (old is not null || theirs.Contains(said.Phase))
                disputed.Add(said.Phase);
            else
                added.Add(said);
        }

        foreach (var phase in disputed)
            conflicts.Add($"phases: {phase}");
        return new(withdrawn, corrected, added);
    }

    private static T Field<T>(T was, T says, T here, string phase, SortedSet<string> disputed)
    {
        var same = EqualityComparer<T>.Default;
        if (same.Equals(was, says) || same.Equals(here, says))
            return here;
        if (same.Equals(here, was))
            return says;
        disputed.Add(phase);
        return here;
    }

    private static (string Phase, DateOnly StartsOn) Key(SourcePhase phase) => (phase.Phase, phase.StartsOn);

    private static (string Phase, DateOnly StartsOn) Key(RecordedPhase phase) => (phase.Phase.Code, phase.StartsOn);
}
