using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Incubateurs.Storage;

namespace Incubateurs.Startups;

/// <summary>
/// What is recorded of a startup but for its phases and committees: one version of it, as agents say it, and its source.
/// Incubators and sponsors are ids; names are looked up when it is read.
/// </summary>
/// <remarks>
/// One member more is four places: the record that it inherits from, which makes it writable; <see cref="Startup"/>, or
/// <see cref="StartupSummary"/> if lists show it; a migration with a column of its name; its line in the reader of fiches.
/// What is neither a text nor a day has a line in <see cref="StartupRow"/> too. All else is derived from the record.
/// </remarks>
internal record StartupFacts : StartupDescription
{
    public StartupFacts()
    {
    }

    [SetsRequiredMembers]
    public StartupFacts(StartupDescription said, StartupSource? source)
        : base(said) => Source = source;

    [JsonPropertyOrder(1)]
    public StartupSource? Source { get; init; }
}

/// <summary>The risk analysis of a startup.</summary>
/// <param name="Done">Whether it was done.</param>
/// <param name="Url">Where it is published.</param>
public sealed record RiskAnalysis(bool Done, string? Url = null);

/// <summary>A dated event in the life of a startup, such as the launch of its product.</summary>
/// <param name="Name">Code of the event, such as `product_launch` or `national_impact`.</param>
/// <param name="On">The day of the event.</param>
/// <param name="Comment">What was said of it.</param>
public sealed record StartupEvent([property: MaxLength(StartupEvent.LongestName)] string Name, DateOnly On, string? Comment = null)
{
    internal const int LongestName = 50;
}

/// <summary>Where the facts were taken from.</summary>
/// <param name="Name">Name of the source, for people.</param>
/// <param name="Url">Address of the source.</param>
/// <param name="On">The day the source was read or published.</param>
public sealed record StartupSource(string Name, string? Url = null, DateOnly? On = null);

/// <summary>The facts of a startup with the version that they are.</summary>
internal sealed record RecordedStartup(string Id, int Version, DateTimeOffset ModifiedAt, StartupFacts Facts)
{
    /// <summary>Absent of one that lives.</summary>
    public RecordedWithdrawal? Withdrawal { get; init; }

    public bool IsSpecimen { get; init; }

    /// <summary>Whether it stands in lists, figures and pictures.</summary>
    public bool IsListed => Withdrawal is null && !IsSpecimen;
}
