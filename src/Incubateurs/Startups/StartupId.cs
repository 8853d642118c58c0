using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>The id of a startup as an address names it, in Unicode's composed form; it may be a former one, or nobody's.</summary>
internal readonly record struct StartupId(string Text)
{
    /// <summary>Any text may be an id: whether it is one, the data says.</summary>
    public static bool TryParse(string? text, out StartupId id)
    {
        id = new((text ?? "").Normal());
        return true;
    }

    public override string ToString() => Text;
}
