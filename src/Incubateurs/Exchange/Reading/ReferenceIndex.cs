using Incubateurs.Words;

namespace Incubateurs.Exchange.Reading;

/// <summary>
/// The administrations or incubators that files may name: those that were read, and those whose file is there and could not be.
/// Such a one stands as it was read the last time; of one that never was, only the id is known.
/// </summary>
internal sealed class ReferenceIndex
{
    private readonly Dictionary<string, string> unread;
    private readonly bool isFolderUnread;
    private readonly HashSet<string> ids;
    private readonly ILookup<string, string> byName;
    private readonly ILookup<string, string> byAcronym;
    private readonly ILookup<string, string> byFormerId;
    private readonly string folder;
    private readonly SortedSet<string> bare = new(StringComparer.Ordinal);

    /// <param name="read">Those of today's files.</param>
    /// <param name="earlier">Those of the files of the last time.</param>
    /// <param name="files">The path of each file of the folder, by id; the folder alone where it could not be opened.</param>
    public ReferenceIndex(
        string folder,
        IReadOnlyList<Referable> read,
        IReadOnlyList<Referable> earlier,
        IReadOnlyDictionary<string, string> files,
        bool isFolderUnread)
    {
        this.folder = folder;
        this.isFolderUnread = isFolderUnread;
        var today = read.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        unread = files.Where(file => !today.Contains(file.Key)).ToDictionary(StringComparer.Ordinal);
        var all = read.Concat(earlier.Where(one => isFolderUnread || unread.ContainsKey(one.Id))).ToList();
        ids = all.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        byName = all.ToLookup(one => Folding.Key(one.Name), one => one.Id, StringComparer.Ordinal);
        byAcronym = all.Where(one => one.Acronym is not null)
            .ToLookup(one => Folding.Key(one.Acronym!), one => one.Id, StringComparer.Ordinal);
        byFormerId = all.SelectMany(one => one.FormerIds.Select(former => (former, one.Id)))
            .ToLookup(pair => pair.former, pair => pair.Id, StringComparer.Ordinal);
    }

    /// <summary>Those that were named and of which nothing but the id is known, each with the file that could not be read.</summary>
    public IEnumerable<BareReference> Bare => bare.Select(id => new BareReference(folder, id, unread.GetValueOrDefault(id, folder)));

    /// <summary>Whether there is one of this id that could be read, now or the last time.</summary>
    public bool Knows(string id) => ids.Contains(id);

    /// <summary>Whether there is one of this id; one that could not be read is noted.</summary>
    public bool Has(string id)
    {
        if (ids.Contains(id))
            return true;
        if (!SourceIds.IsUsable(id) || !(isFolderUnread || unread.ContainsKey(id)))
            return false;

        _ = bare.Add(id);
        return true;
    }

    public List<string> ByName(string name) => [.. byName[Folding.Key(name)]];

    public List<string> ByAcronym(string acronym) => [.. byAcronym[Folding.Key(acronym)]];

    public List<string> ByFormerId(string id) => [.. byFormerId[id]];
}

/// <summary>What a file names though nothing of it could ever be read: it stands under its id alone.</summary>
internal sealed record BareReference(string Folder, string Id, string File);
