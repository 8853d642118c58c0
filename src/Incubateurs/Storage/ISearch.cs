namespace Incubateurs.Storage;

/// <summary>The texts in which all the words must stand.</summary>
internal enum SearchedTexts
{
    Anywhere,
    Name,
    NameAndPitch,
}

/// <summary>What a text must hold: a word or, where there is a beginning, the word or any that begins so.</summary>
/// <param name="Word">Letters and digits, and <c>_</c> where the index has it; never empty.</param>
/// <param name="Beginning">Likewise.</param>
internal sealed record SearchTerm(string Word, string? Beginning = null);

/// <summary>
/// The engine's index of words, as the parts of a statement that look something up in it. What a word is, its folding and
/// its stem, was decided before: words are parted by blanks, and the index keeps them as they are.
/// </summary>
internal interface ISearch
{
    /// <summary>The index as a table of a FROM clause, under the alias <c>w</c>.</summary>
    string Index { get; }

    /// <summary>The id of the texts that a row of <see cref="Index"/> stands for.</summary>
    string Id { get; }

    /// <summary>The condition that a row of <see cref="Index"/> holds what a parameter asks.</summary>
    /// <param name="parameter">Such as <c>@words</c>, bound to what <see cref="Asking"/> gave.</param>
    string Holds(string parameter);

    /// <summary>The statement, to stand between parentheses, that selects the ids of all that hold what a parameter asks.</summary>
    string SelectIds(string parameter);

    /// <summary>What to bind so that all of the terms are asked for.</summary>
    string Asking(IReadOnlyList<SearchTerm> terms, SearchedTexts texts);

    /// <summary>Indexes words under an id that has none yet.</summary>
    Task AddAsync(Tx tx, IndexedText text);

    /// <summary>Takes all words out, to be added anew.</summary>
    Task ClearAsync(Tx tx);

    /// <summary>The ids of these texts of which other words are indexed than these, more or fewer or in other places.</summary>
    Task<IReadOnlyList<long>> ListOthersAsync(Tx tx, IReadOnlyList<IndexedText> texts);
}

/// <summary>The words of a text, parted by blanks, and the id that they are indexed under.</summary>
internal sealed record IndexedText(long Id, string Name, string Pitch, string Description);
