using Incubateurs.Words;

namespace Incubateurs.Incubation;

/// <summary>What a phase means for the incubator: still incubated, or one of the three ways out.</summary>
public enum PhaseKind
{
    Incubation,
    Operated,
    HandedOver,
    Stopped,
}

/// <summary>A phase of the referential. Two phases are the same when their codes are.</summary>
internal sealed record Phase(string Code, int Rank, PhaseKind Kind, Label Label, params string[] FormerNames)
{
    public bool IsIncubation => Kind == PhaseKind.Incubation;

    public bool Equals(Phase? other) => other is not null && Code == other.Code;

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Code;
}

/// <summary>The vocabulary of phases; the table <c>phases</c> holds the same rows, and a test holds the two together.</summary>
internal static class Phases
{
    public static readonly Phase Investigation =
        new("investigation", 0, PhaseKind.Incubation, new("Investigation", "Investigation"));

    public static readonly Phase Construction =
        new("construction", 1, PhaseKind.Incubation, new("Construction", "Construction"));

    public static readonly Phase Acceleration =
        new("acceleration", 2, PhaseKind.Incubation, new("Accélération", "Acceleration"), "accélération");

    public static readonly Phase Consolidation =
        new("consolidation", 3, PhaseKind.Incubation, new("Consolidation", "Consolidation"), "transfer", "perennisation", "passation");

    public static readonly Phase Operated =
        new("opere", 4, PhaseKind.Operated, new("Opéré au sein du réseau", "Operated within the network"));

    public static readonly Phase HandedOver =
        new("transfere", 5, PhaseKind.HandedOver, new("Transféré", "Handed over"), "success", "transfert", "transféré");

    public static readonly Phase Inconclusive =
        new("abandon-investigation", 6, PhaseKind.Stopped, new("Investigation non concluante", "Inconclusive investigation"), Alumni);

    public static readonly Phase Stopped =
        new("abandon", 7, PhaseKind.Stopped, new("Arrêté", "Stopped"), Alumni, "death", "retirement");

    /// <summary>The older name of both ways to stop; as a filter it means both.</summary>
    public const string Alumni = "alumni";

    public static readonly IReadOnlyList<Phase> All =
        [Investigation, Construction, Acceleration, Consolidation, Operated, HandedOver, Inconclusive, Stopped];

    private static readonly Dictionary<string, Phase> ByCode = All.ToDictionary(phase => phase.Code, StringComparer.Ordinal);

    /// <summary>The phase of a code of today, or null.</summary>
    public static Phase? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>
    /// The phases that a name of any age may mean: one for a code of today or an unambiguous older name,
    /// both ways to stop for <c>alumni</c>, none for an unknown word.
    /// </summary>
    public static IReadOnlyList<Phase> Named(string name) =>
        Find(name) is { } phase ? [phase] : [.. All.Where(candidate => candidate.FormerNames.Contains(name))];
}
