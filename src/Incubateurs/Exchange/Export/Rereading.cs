using Incubateurs.Exchange.Reading;
using Incubateurs.Startups;
using Incubateurs.Words;

namespace Incubateurs.Exchange.Export;

/// <summary>What an import would read otherwise than it is recorded: the layout cannot hold it, or the import cleans it.</summary>
internal static class Rereading
{
    /// <summary>A line for each file, with the members.</summary>
    public static IEnumerable<string> Otherwise(IReadOnlyList<ParsedStartup> written, ParsedPortfolio read) =>
        Otherwise(written, read.Startups, startup => startup.Id, startup => startup.File, Members);

    public static IEnumerable<string> Otherwise(IReadOnlyList<ParsedAdministration> written, ParsedPortfolio read) =>
        Otherwise(written, read.Administrations, one => one.Id, one => one.File, (one, other) =>
            Named(
                ("name", one.Name == other.Name),
                ("acronym", one.Acronym == other.Acronym),
                ("kind", one.Kind == other.Kind),
                ("domain", one.Domain == other.Domain),
                ("siret", one.Siret == other.Siret),
                ("directoryId", one.DirectoryId == other.DirectoryId)));

    public static IEnumerable<string> Otherwise(IReadOnlyList<ParsedIncubator> written, ParsedPortfolio read) =>
        Otherwise(written, read.Incubators, one => one.Id, one => one.File, (one, other) =>
            Named(
                ("name", one.Name == other.Name),
                ("owner", one.Owner == other.Owner),
                ("website", one.Website == other.Website),
                ("repository", one.Repository == other.Repository),
                ("contact", one.Contact == other.Contact),
                ("description", one.Description == other.Description),
                ("hidden", one.Hidden == other.Hidden),
                ("formerIds", one.FormerIds.ToHashSet().SetEquals(other.FormerIds))));

    private static IEnumerable<string> Otherwise<T>(
        IReadOnlyList<T> written,
        IReadOnlyList<T> read,
        Func<T, string> id,
        Func<T, string> file,
        Func<T, T, IEnumerable<string>> members)
        where T : class
    {
        var found = read.ToDictionary(id, StringComparer.Ordinal);
        foreach (var one in written)
            if (!found.TryGetValue(id(one), out var other))
                yield return $"{TextCleaning.Shown(file(one))}: all of it";
            else if (string.Join(", ", members(one, other)) is { Length: > 0 } differing)
                yield return $"{TextCleaning.Shown(file(one))}: {differing}";
    }

    private static IEnumerable<string> Members(ParsedStartup one, ParsedStartup other) =>
    [
        .. Member<StartupFacts>.All.Where(member => member.Property.Name != nameof(StartupFacts.Source) && !Same(member, one, other))
            .Select(member => member.Name),
        .. Named(
            ("phases", one.Phases.SequenceEqual(other.Phases)),
            ("committees", Ordered(one.Committees).SequenceEqual(Ordered(other.Committees))),
            ("formerIds", one.FormerIds.ToHashSet().SetEquals(other.FormerIds))),
    ];

    // The order of events is that of their days.
    private static bool Same(Member<StartupFacts> member, ParsedStartup one, ParsedStartup other) =>
        member.Property.Name == nameof(StartupFacts.Events)
            ? one.Facts.Events.OrderBy(happened => happened.On).SequenceEqual(other.Facts.Events)
            : JsonText.Of(member.Get(one.Facts)) == JsonText.Of(member.Get(other.Facts));

    private static IEnumerable<ParsedCommittee> Ordered(IEnumerable<ParsedCommittee> committees) =>
        committees.OrderBy(held => held.HeldOn).ThenBy(held => held.Note, StringComparer.Ordinal);

    private static IEnumerable<string> Named(params (string Name, bool Same)[] members) =>
        members.Where(member => !member.Same).Select(member => member.Name);
}
