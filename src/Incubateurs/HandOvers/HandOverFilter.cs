using Incubateurs.Startups;
using Incubateurs.Storage;
using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>Which hand-overs are asked for, by the list and by the table.</summary>
internal sealed record HandOverFilter(
    IReadOnlyList<string> Statuses,
    IReadOnlyList<string> Hosts,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Startups,
    IReadOnlyList<string> Incubators)
{
    private static readonly ChoiceParameter StatusParameter =
        new("status", "Where the hand-over stands.", [.. EnumCodes<HandOverStatus>.All]) { Repeatable = true };

    private static readonly IdParameter HostParameter =
        new("host", "Id of the host; what its predecessors received is found too.", Kinds.Administration) { Repeatable = true };

    private static readonly ChoiceParameter ModelParameter =
        new("model", "What the startup becomes at its host.", [.. EnumCodes<HandOverModel>.All]) { Repeatable = true };

    private static readonly TextParameter StartupParameter = new("startup", "Id of the startup that is handed over.") { Repeatable = true };

    private static readonly IdParameter IncubatorParameter =
        new("incubator", "Id of an incubator of the startup.", Kinds.Incubator) { Repeatable = true };

    public static readonly IReadOnlyList<QueryParameter> Parameters =
        [StatusParameter, HostParameter, ModelParameter, StartupParameter, IncubatorParameter];

    public static readonly HandOverFilter Everything = new([], [], [], [], []) { UnlistedToo = true };

    /// <summary>Of startups that stand in no list too: below the address of one.</summary>
    public bool UnlistedToo { get; init; }

    public static HandOverFilter Asked(QueryReader reader) => new(
        reader.Texts(StatusParameter),
        reader.Texts(HostParameter),
        reader.Texts(ModelParameter),
        reader.Texts(StartupParameter),
        reader.Texts(IncubatorParameter));
}
