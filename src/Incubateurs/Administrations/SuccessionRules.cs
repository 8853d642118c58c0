namespace Incubateurs.Administrations;

/// <summary>Who stands for whom on a day.</summary>
internal static class SuccessionRules
{
    /// <summary>
    /// The administration that stood on a day where an id stands now: the predecessor, as often as there is exactly one
    /// whose succession came later.
    /// </summary>
    public static string NamedOn(DateOnly day, string id, IReadOnlyList<Succession> successions)
    {
        while (successions.Where(pair => pair.SuccessorId == id && pair.OnDay > day).ToList() is [var only])
            id = only.PredecessorId;
        return id;
    }
}
