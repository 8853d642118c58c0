namespace Incubateurs.Storage;

/// <summary>
/// What the portfolio said as of a change, or says now. The present is an equality, which indexes can begin with;
/// the past is a range.
/// </summary>
internal readonly record struct Knowledge(long? Sequence)
{
    public static readonly Knowledge Now = new(null);

    /// <summary>The condition on a table of facts; the past needs the parameter <c>@sequence</c>.</summary>
    public string Of(string alias) => Sequence is null
        ? $"{alias}.known_to = {Tx.Open}"
        : $"{alias}.known_from <= @sequence AND {alias}.known_to > @sequence";
}
