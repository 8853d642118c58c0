using System.Text;

namespace Incubateurs.Words;

/// <summary>Ids that agents give, and those made from a name.</summary>
internal static class StartupIds
{
    /// <summary>What an agent may choose. Imported ids are freer.</summary>
    public const string Pattern = "^[A-Za-z0-9]([A-Za-z0-9._-]{0,86}[A-Za-z0-9])?$";

    private const int Longest = 80;

    /// <summary>
    /// Lower-case ASCII letters and digits of the name, accents folded, one hyphen between words. A name without any gives
    /// a word that stands for the thing.
    /// </summary>
    public static string Derive(string name, string otherwise)
    {
        var id = new StringBuilder();
        foreach (var character in Folding.Plain(name.Normal(NormalizationForm.FormKD)))
        {
            if (id.Length == Longest)
                break;
            if (char.IsAsciiLetterOrDigit(character))
                _ = id.Append(character);
            else if (id.Length > 0 && id[^1] != '-')
                _ = id.Append('-');
        }

        var text = id.ToString().TrimEnd('-');
        return text.Length > 0 ? text : otherwise;
    }

    /// <summary>
    /// The first of <c>id</c>, <c>id-2</c>, <c>id-3</c>… that is free. Doubling and halving: of thousands of one name, the
    /// last must not ask for each of the others.
    /// </summary>
    public static async Task<string> FreeAsync(string id, Func<string, Task<bool>> isTaken)
    {
        if (!await isTaken(id))
            return id;

        var (taken, free) = (1, 2);
        while (await isTaken($"{id}-{free}"))
            (taken, free) = (free, 2 * free);
        while (free - taken > 1)
        {
            var middle = (taken + free) / 2;
            (taken, free) = await isTaken($"{id}-{middle}") ? (middle, free) : (taken, middle);
        }

        return $"{id}-{free}";
    }
}
