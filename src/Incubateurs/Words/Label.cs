namespace Incubateurs.Words;

/// <summary>A text of a referential in both languages.</summary>
/// <param name="Fr">The wording in French.</param>
/// <param name="En">The wording in English.</param>
public sealed record Label(string Fr, string En)
{
    /// <summary>This one and another one behind it.</summary>
    public Label And(Label more) => new($"{Fr} {more.Fr}", $"{En} {more.En}");
}
