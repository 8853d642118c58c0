namespace Incubateurs.Administrations;

/// <summary>What may be said of administrations (docs/ARCHITECTURE.md, Administrations).</summary>
internal static class AdministrationRules
{
    /// <summary>Whether an administration would come to succeed itself.</summary>
    public static bool HasCycle(string id, IReadOnlyList<(string Predecessor, string Successor)> successions)
    {
        var following = successions.ToLookup(pair => pair.Predecessor, pair => pair.Successor);
        List<string> reached = [.. following[id].Distinct()];
        for (var i = 0; i < reached.Count; i++)
            reached.AddRange(following[reached[i]].Except(reached));
        return reached.Contains(id);
    }
}
