using System.Globalization;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Access;

/// <summary>A row of the log as it stands in the file: compared, whatever somebody made of it, and never understood.</summary>
internal sealed record SealedRow
{
    public required long Id { get; init; }

    /// <summary>When exactly, who, and in which request: committed to, and shown to agents alone.</summary>
    public string At { get; init; } = "";
    public long AgentId { get; init; }
    public string RequestId { get; init; } = "";

    /// <summary>The day in Paris; never before that of the row before.</summary>
    public string Day { get; init; } = "";

    /// <summary>Empty where nobody known acted.</summary>
    public string AdministrationId { get; init; } = "";
    public string Method { get; init; } = "";
    public string Route { get; init; } = "";
    public string Resource { get; init; } = "";
    public long Status { get; init; }
    public string WhenProof { get; init; } = "";
    public string WhoProof { get; init; } = "";

    /// <summary>Lines of <see cref="Covered"/>.</summary>
    public string Covers { get; init; } = "";

    /// <summary>Null where the file cannot be read on.</summary>
    public string? Seal { get; init; }

    public IReadOnlyList<string> Lines() => Covers.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The seal that follows from what stands in the row.</summary>
    public string SealAfter(string before) =>
        AccessSeal.Of(
            before,
            Id,
            Day,
            AdministrationId,
            Method,
            Route,
            Resource,
            Status.ToString(CultureInfo.InvariantCulture),
            WhenProof,
            WhoProof,
            Covers);

    /// <summary>Whether it says when and who as it did when it was sealed; of who was erased nobody can tell any more.</summary>
    public bool IsCommitted(KnownAgent agent) =>
        agent.Secret is not { } secret
        || (secret.All(char.IsAsciiHexDigitLower)
            && (WhenProof, WhoProof) == AccessSeal.Proofs(secret, Id, At, RequestId, agent.Email ?? ""));

    /// <summary>The row of an entry, sealed behind the head. It is stamped never earlier than the row before.</summary>
    /// <param name="stamp">When, to the letter, of a row that was stamped by an earlier build.</param>
    public static SealedRow Of(AccessHead head, AccessEntry entry, KnownAgent agent, string? stamp)
    {
        var id = head.LastId + 1;
        var instant = entry.At > head.At ? entry.At : head.At;
        var at = stamp ?? instant.Text();
        var day = instant.DayInParis() is var today && today > head.Day ? today : head.Day;
        var proofs = AccessSeal.Proofs(agent.Secret ?? "", id, at, entry.RequestId, agent.Email ?? "");
        var row = new SealedRow
        {
            Id = id,
            At = at,
            AgentId = agent.Id,
            RequestId = entry.RequestId,
            Day = day.Text(),
            AdministrationId = entry.AdministrationId ?? "",
            Method = entry.Method,
            Route = entry.Route,
            Resource = entry.Resource,
            Status = entry.Status,
            WhenProof = proofs.When,
            WhoProof = proofs.Who,
            Covers = string.Join('\n', entry.Covers),
        };
        return row with { Seal = row.SealAfter(head.Seal) };
    }
}

/// <summary>The last row of the log, and the last one that was cut when it had been kept long enough.</summary>
internal sealed record AccessHead
{
    public required long LastId { get; init; }
    public required string Seal { get; init; }
    public required DateOnly Day { get; init; }
    public required DateTimeOffset At { get; init; }
    public required long CutId { get; init; }
    public required string CutSeal { get; init; }

    public AccessHead After(SealedRow row) =>
        this with { LastId = row.Id, Seal = row.Seal!, Day = Instants.Day(row.Day), At = Instants.TryInstant(row.At) ?? At };
}
