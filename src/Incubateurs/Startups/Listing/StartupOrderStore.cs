using Dapper;
using Incubateurs.Storage;

namespace Incubateurs.Startups.Listing;

/// <summary>The order of a list and the condition that a row comes after a cursor. Absent values last, both ways.</summary>
internal sealed record StartupOrderStore(string Key, string Id, bool Descending, string Absent)
{
    public static StartupOrderStore Of(StartupQuery query, string leader)
    {
        var descending = query.Descending;
        var absent = descending ? "" : "~";
        return query.Sort switch
        {
            StartupQuery.ByModifiedAt => new("v.modified_at", "v.startup_id", descending, absent),
            StartupQuery.ByEnteredOn => new($"coalesce(s.entered_on, '{absent}')", "s.startup_id", descending, absent),
            StartupQuery.ByPhaseSince => new($"coalesce(s.since, '{absent}')", "s.startup_id", descending, absent),
            _ => new($"{leader}.name_key", $"{leader}.startup_id", descending, ""),
        };
    }

    public string By => Descending ? $"{Key} DESC, {Id} DESC" : $"{Key}, {Id}";

    public string After(Cursor cursor, DynamicParameters parameters)
    {
        parameters.Add("afterKey", cursor.Absent ? Absent : cursor.Key);
        parameters.Add("afterId", cursor.Id);
        return $"({Key}, {Id}) {(Descending ? "<" : ">")} (@afterKey, @afterId)";
    }
}
