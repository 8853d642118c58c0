using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Unicode;
using Incubateurs.Storage;
using Incubateurs.Words;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Incubateurs.Web.Queries;

/// <summary>
/// Reads a query string against the parameters that an endpoint knows. All that is wrong is collected,
/// so that one answer names every parameter at fault.
/// </summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection query;
    private List<(string Path, Label Message)>? errors;
    private Dictionary<string, IReadOnlyList<string>>? ids;

    /// <param name="sent">The query string as it was sent, where bytes that are no UTF-8 can still be told.</param>
    /// <param name="now">When it was asked.</param>
    public QueryReader(
        IQueryCollection query, string? sent, IReadOnlyList<QueryParameter> known, DateTimeOffset now, Paging paging)
    {
        (this.query, Now, Paging) = (query, now, paging);
        foreach (var (name, values) in query)
            Check(name, values, known);
        CheckEncoding(sent);
    }

    public IReadOnlyList<(string Path, Label Message)> Errors => errors ?? [];

    public bool IsValid => errors is null;

    public DateTimeOffset Now { get; }

    /// <summary>How the address of another page is written.</summary>
    public Paging Paging { get; }

    /// <summary>Notes what only several values together show to be wrong.</summary>
    public void Refuse(string name, Label message) => (errors ??= []).Add((name.Sound(), message));

    public string? Text(QueryParameter parameter) => Sent(parameter.Name);

    /// <summary>The text of a parameter by its name.</summary>
    public string? Sent(string name) => query.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>The values of a parameter that names ids, as <see cref="Resolve"/> found them.</summary>
    public IReadOnlyList<string> Texts(QueryParameter parameter) =>
        ids is not null && ids.TryGetValue(parameter.Name, out var found) ? found
        : query.TryGetValue(parameter.Name, out var values) ? [.. values.OfType<string>()] : [];

    /// <summary>Puts the ids that are meant in place of what was written, or notes what nobody knows.</summary>
    public void Resolve(IdParameter parameter, IReadOnlyList<string> named, KnownIds.Ids known)
    {
        List<string> found = [];
        foreach (var text in named)
            if (known.Find(text) is { } id)
                found.Add(id);
            else
                Refuse(parameter.Name, known.Unknown(text));
        (ids ??= [])[parameter.Name] = found;
    }

    public DateOnly? Day(DayParameter parameter) => Text(parameter) is { } text ? Instants.TryDay(text) : null;

    public DateTimeOffset? Instant(InstantParameter parameter) => Text(parameter) is { } text ? Instants.TryRead(text) : null;

    public int? Integer(IntegerParameter parameter) =>
        Text(parameter) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : parameter.Default;

    /// <summary>Null where none is sent, and where it is refused because it is not of this query.</summary>
    public Cursor? Cursor(TextParameter parameter, string canonical)
    {
        if (Text(parameter) is not { } text)
            return null;
        if (Paging.Cursors.Read(text) is { } cursor && cursor.QueryHash == Storage.Cursor.HashOf(canonical))
            return cursor;

        Refuse(parameter.Name, Storage.Cursor.Foreign);
        return null;
    }

    public bool? Flag(FlagParameter parameter) => Text(parameter) is { } text ? text == "true" : null;

    /// <summary>The query in one spelling: names and values in order, without the parameters that choose a page.</summary>
    public string Canonical(params ReadOnlySpan<QueryParameter> except)
    {
        if (query.Count == 0)
            return "";

        List<string> parts = [];
        foreach (var (name, values) in query)
            if (!Contains(except, name))
                foreach (var value in values)
                    parts.Add($"{name}={Uri.EscapeDataString(value ?? "")}");
        parts.Sort(StringComparer.Ordinal);
        return string.Join('&', parts);
    }

    private static bool Contains(ReadOnlySpan<QueryParameter> parameters, string name)
    {
        foreach (var parameter in parameters)
            if (parameter.Name == name)
                return true;
        return false;
    }

    private void Check(string name, StringValues values, IReadOnlyList<QueryParameter> known)
    {
        if (Find(name, known) is not { } parameter)
        {
            var names = string.Join(", ", known.Select(candidate => candidate.Name));
            Refuse(name, known.Count == 0
                ? new("Paramètre inconnu ; aucun n'est attendu ici.", "Unknown parameter; none is expected here.")
                : new($"Paramètre inconnu. Connus : {names}.", $"Unknown parameter. Known: {names}."));
            return;
        }

        if (values.Count > 1 && !parameter.Repeatable)
            Refuse(name, new("Une seule valeur est attendue.", "Only one value is expected."));
        else if (values.Count > parameter.MostValues)
            Refuse(name, new($"{parameter.MostValues} valeurs au plus.", $"At most {parameter.MostValues} values."));
        foreach (var value in values)
            if ((string.IsNullOrEmpty(value) ? Empty : value.IsSound() ? parameter.Check(value) : SoundText.Unsound) is { } message)
                Refuse(name, message);
    }

    // What is no UTF-8 the framework leaves as it was sent, percent signs and all: a text that nobody meant.
    private void CheckEncoding(string? sent)
    {
        if (sent?.Contains('%', StringComparison.Ordinal) != true)
            return;

        foreach (var pair in new QueryStringEnumerable(sent))
            if (!IsUtf8(pair.EncodedName.Span) || !IsUtf8(pair.EncodedValue.Span))
                Refuse(pair.DecodeName().ToString(), NotUtf8);
    }

    private static bool IsUtf8(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%'))
            return true;

        var bytes = Encoding.UTF8.GetBytes(encoded.ToString());
        return Utf8.IsValid(WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length));
    }

    private static readonly Label NotUtf8 = new(
        "Pas de l'UTF-8 : coder chaque octet de la forme UTF-8 du texte, comme dans caf%C3%A9.",
        "Not UTF-8: encode each byte of the text's UTF-8 form, as in caf%C3%A9.");

    internal static readonly Label Empty = new("Une valeur est attendue.", "A value is expected.");

    private static QueryParameter? Find(string name, IReadOnlyList<QueryParameter> known)
    {
        foreach (var parameter in known)
            if (parameter.Name == name)
                return parameter;
        return null;
    }
}
