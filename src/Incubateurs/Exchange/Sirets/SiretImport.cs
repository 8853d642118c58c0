using Incubateurs.Administrations;
using Incubateurs.Exchange.Reading;
using Incubateurs.Storage;
using Incubateurs.Words;
using Quickenshtein;

namespace Incubateurs.Exchange.Sirets;

/// <summary>What became of the lines of a table.</summary>
/// <param name="Faults">By line.</param>
internal sealed record SiretResult(int Changed, int Unchanged, IReadOnlyList<SiretFault> Faults);

/// <summary>
/// Gives administrations the SIRET that a table says: what a PATCH does, for all of them in one transaction. Lines are judged together:
/// two administrations may exchange theirs.
/// </summary>
internal static class SiretImport
{
    public static Task<SiretResult> RunAsync(Database database, SiretFile file, bool dryRun, CancellationToken cancellation) =>
        database.WriteAsync(
            Actor.System,
            async tx =>
            {
                var result = await WriteAsync(tx, file);
                if (dryRun || result.Changed == 0)
                    tx.Abandon();
                return result;
            },
            cancellation);

    private static async Task<SiretResult> WriteAsync(Tx tx, SiretFile file)
    {
        var listed = (await tx.ListAdministrationsAsync(
            AdministrationFilter.Everything, Knowledge.Now, after: null, int.MaxValue - 1)).Items;
        var faults = new List<SiretFault>(file.Faults);
        var wanted = Wanted(file.Lines, new(listed), faults);
        var borne = (await tx.ListNumbersAsync(Knowledge.Now)).Where(pair => pair.Value.Siret is not null)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Siret!, StringComparer.Ordinal);
        LeaveOutTaken(wanted, borne, faults);

        var changed = 0;
        foreach (var (id, (siret, _)) in wanted.Where(pair => borne.GetValueOrDefault(pair.Key) != pair.Value.Siret))
        {
            var before = (await tx.FindRecordedAdministrationAsync(id, Knowledge.Now))!;
            var facts = before.Facts with { Siret = siret };
            var shown = Difference.Of(before.Facts, facts);
            var sequence = await tx.AppendAsync(
                Areas.Portfolio, "administration.described", Kinds.Administration, id, new { before = shown.Before, after = shown.After });
            _ = await tx.SaveAdministrationAsync(sequence, id, before, facts);
            changed++;
        }

        return new(changed, wanted.Count - changed, [.. faults.OrderBy(fault => fault.Line)]);
    }

    // By the ids of administrations, in the order of the lines.
    private static OrderedDictionary<string, (string Siret, int Line)> Wanted(
        IReadOnlyList<SiretLine> lines, NamedAdministrations known, List<SiretFault> faults)
    {
        var wanted = new OrderedDictionary<string, (string Siret, int Line)>(StringComparer.Ordinal);
        foreach (var (number, administration, written) in lines)
            if (Siret.Read(written) is not { } siret)
                faults.Add(new(number, $"not a SIRET (14 digits whose key is right): {TextCleaning.Shown(written)}"));
            else if (known.Find(administration) is not [var id])
                faults.Add(new(number, known.Unknown(administration)));
            else if (wanted.TryGetValue(id, out var earlier))
                faults.Add(new(number, $"{id} stands in line {earlier.Line} already"));
            else if (wanted.FirstOrDefault(pair => pair.Value.Siret == siret) is { Key: { } other } same)
                faults.Add(new(number, $"{siret} is given to {other} in line {same.Value.Line} already"));
            else
                wanted.Add(id, (siret, number));
        return wanted;
    }

    // What one line leaves out, another one may have counted on: until nothing more is left out.
    private static void LeaveOutTaken(
        OrderedDictionary<string, (string Siret, int Line)> wanted, Dictionary<string, string> borne, List<SiretFault> faults)
    {
        while (true)
        {
            var bearers = borne.Where(pair => !wanted.ContainsKey(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .ToLookup(pair => pair.Value, pair => pair.Key);
            var taken = wanted.Where(pair => bearers.Contains(pair.Value.Siret)).ToList();
            if (taken.Count == 0)
                return;

            foreach (var (id, (siret, line)) in taken)
            {
                _ = wanted.Remove(id);
                faults.Add(new(line, $"{siret} is that of {bearers[siret].First()} already"));
            }
        }
    }

    /// <summary>The administrations that stand in lists, by what a table may call them.</summary>
    private sealed class NamedAdministrations(IReadOnlyList<Administration> all)
    {
        private readonly HashSet<string> ids = all.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        private readonly ILookup<string, string> names = all.ToLookup(one => Folding.Key(one.Name), one => one.Id, StringComparer.Ordinal);

        /// <summary>The id, or those that bear the name, whose case, accents and punctuation do not matter.</summary>
        public IReadOnlyList<string> Find(string text) =>
            ids.Contains(text.Normal()) ? [text.Normal()] : [.. names[Folding.Key(text)]];

        public string Unknown(string text)
        {
            var shown = TextCleaning.Shown(text);
            if (Find(text) is { Count: > 0 } several)
                return $"{shown}: so are called {string.Join(", ", several)}";

            var key = Folding.Key(text);
            var near = all.Select(one => (one.Id, Distance: Math.Min(Distance(key, one.Id), Distance(key, one.Name))))
                .Where(one => one.Distance <= Math.Max(2, key.Length / 3))
                .OrderBy(one => one.Distance).ThenBy(one => one.Id, StringComparer.Ordinal)
                .Select(one => one.Id)
                .FirstOrDefault();
            return $"no administration has the id or the name {shown}{(near is null ? "" : $"; the nearest is {near}")}";
        }

        private static int Distance(string key, string other) => Levenshtein.GetDistance(key, Folding.Key(other));
    }
}
