using System.Collections.Concurrent;
using System.Collections.Frozen;
using Incubateurs.Storage;
using Incubateurs.Words;
using Microsoft.OpenApi;
using Quickenshtein;

namespace Incubateurs.Web.Queries;

/// <summary>The id of an incubator or of an administration. A filter on what nobody knows is a mistake, and not an empty list.</summary>
/// <param name="Kind">Of <see cref="Kinds"/>.</param>
internal sealed record IdParameter(string Name, string Description, string Kind) : QueryParameter(Name, Description)
{
    /// <summary>Whether what is gone may be named too: where what was known then is asked for.</summary>
    public Func<QueryReader, bool> AsksPast { get; init; } = reader => Times.Known(reader) is not null;

    public override OpenApiSchema Schema() =>
        new() { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Bounds.LongestId, Pattern = "^[^\\u0000]*$" };

    public override Label? Check(string value) =>
        value.Length > Bounds.LongestId
            ? new($"{Bounds.LongestId} caractères au plus.", $"At most {Bounds.LongestId} characters.")
            : null;
}

/// <summary>The ids that filters may name, read once for each version of the portfolio.</summary>
internal sealed class KnownIds(Database database)
{
    private const int MostNamed = 3;

    private readonly ConcurrentDictionary<string, Known> kinds = new(StringComparer.Ordinal);

    /// <summary>Those of a kind.</summary>
    public async ValueTask<Known> OfAsync(string kind, CancellationToken cancellation)
    {
        var version = database.Versions().Portfolio.Number;
        if (kinds.TryGetValue(kind, out var known) && known.Version == version)
            return known;

        return kinds[kind] = await database.ReadAsync(
            async tx =>
            {
                var (ever, now) = await tx.ListKnownIdsAsync(kind);
                return new Known(tx.Versions.Portfolio.Number, new(ever), new(now));
            },
            cancellation);
    }

    /// <param name="Ever">For who asks what was known then.</param>
    internal sealed record Known(long Version, Ids Ever, Ids Now);

    /// <summary>Ids that may be named.</summary>
    internal sealed class Ids(IReadOnlyList<string> all)
    {
        private readonly FrozenSet<string> exact = all.ToFrozenSet(StringComparer.Ordinal);

        private readonly FrozenDictionary<string, string> folded = all.GroupBy(id => id.ToUpperInvariant(), StringComparer.Ordinal)
            .Where(same => same.Distinct().Count() == 1)
            .ToFrozenDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

        /// <summary>The id that is meant, written in whatever case where only one may be; null where nobody has or had it.</summary>
        public string? Find(string text) =>
            ResourceIds.Normal(text) is var id && exact.Contains(id) ? id : folded.GetValueOrDefault(id.ToUpperInvariant());

        /// <summary>What is said of an id that nobody has or had.</summary>
        public Label Unknown(string text)
        {
            var near = exact.Select(id => (Id: id, Distance: Levenshtein.GetDistance(id.ToUpperInvariant(), text.ToUpperInvariant())))
                .Where(other => other.Distance <= Math.Max(2, text.Length / 3))
                .OrderBy(other => other.Distance).ThenBy(other => other.Id, StringComparer.Ordinal)
                .Take(MostNamed)
                .Select(other => other.Id)
                .ToList();
            return near.Count == 0
                ? new("Identifiant inconnu.", "Unknown id.")
                : new($"Identifiant inconnu. Proches : {string.Join(", ", near)}.", $"Unknown id. Near: {string.Join(", ", near)}.");
        }
    }
}
