using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>
/// What the portfolio said as of a change, or says now. The present is an equality, which indexes can begin with;
/// the past is a range.
/// </summary>
/// <param name="Sequence">The last change that is known; null for the present.</param>
/// <param name="At">The instant that was asked for, where one was.</param>
internal readonly record struct Knowledge(long? Sequence, DateTimeOffset? At = null)
{
    public static readonly Knowledge Now = new(null);

    /// <summary>Stands for "until further notice" where rows are dated by instants: what strangers write is no change.</summary>
    public const string Forever = "9999-12-31T23:59:59.999Z";

    private const string LastInstant = "9999-12-31T23:59:59.998Z";

    /// <summary>For tables whose rows are dated by instants; the present comes after all of them.</summary>
    public string Instant => At?.Text() ?? LastInstant;

    /// <summary>The condition on a table of facts; the past needs the parameter <c>@sequence</c>.</summary>
    public string Of(string alias) => Sequence is null
        ? $"{alias}.known_to = {Tx.Open}"
        : $"{alias}.known_from <= @sequence AND {alias}.known_to > @sequence";
}
