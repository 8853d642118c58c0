using BenchmarkDotNet.Attributes;
using Incubateurs.Incubation;
using Incubateurs.Startups.Search;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Benchmarks;

/// <summary>What is computed without a database or a server.</summary>
// The harness calls instances.
#pragma warning disable CA1822
[MemoryDiagnoser]
public class Micro
{
    private static readonly PhaseStart[] Phases =
    [
        new(Incubation.Phases.Investigation, new(2020, 1, 1)),
        new(Incubation.Phases.Construction, new(2020, 6, 1)),
        new(Incubation.Phases.Acceleration, new(2021, 6, 1)),
        new(Incubation.Phases.HandedOver, new(2023, 6, 1)),
    ];

    private static readonly Cursor Somewhere = new("une startup d etat", "une-startup-d-etat", new(2026, 8, 20), "0123456789abcdef", 237);
    private static readonly CursorSigner Signer = new(new byte[32]);

    [Benchmark]
    public int Stretches() => Lifecycle.Stretches(Phases).Count();

    [Benchmark]
    public string Indexed() => SearchWords.Indexed("Simplifier l'accès au logement des étudiantes et des étudiants, partout en France");

    [Benchmark]
    public string Folded() => Folding.Key("Démarches simplifiées : l'éligibilité aux aides");

    [Benchmark]
    public bool CursorThereAndBack() => Signer.Read(Signer.Write(Somewhere)) is not null;
}
