using System.Collections.Concurrent;
using Incubateurs.Administrations;
using Incubateurs.Incubators;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>Names that are right for one version of the portfolio.</summary>
internal sealed class ReferenceCache
{
    private const int MostKept = 5000;

    private volatile Names current = new();

    public Names For(Versions versions)
    {
        var names = current;
        if (names.Portfolio == versions.Portfolio.Number && names.Incubators.Count + names.Administrations.Count < MostKept)
            return names;

        // A transaction may still see an older version than another one that came here first.
        names = new() { Portfolio = versions.Portfolio.Number };
        if (current.Portfolio <= versions.Portfolio.Number)
            current = names;
        return names;
    }

    internal sealed class Names
    {
        public long Portfolio { get; init; } = -1;
        public ConcurrentDictionary<string, IncubatorReference> Incubators { get; } = new(StringComparer.Ordinal);
        public ConcurrentDictionary<string, AdministrationReference> Administrations { get; } = new(StringComparer.Ordinal);
        public IReadOnlyList<Succession>? Successions { get; set; }
    }
}
