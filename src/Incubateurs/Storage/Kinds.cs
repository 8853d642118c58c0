namespace Incubateurs.Storage;

/// <summary>The kinds of things that have ids, as changes, sources and former ids name them.</summary>
internal static class Kinds
{
    public const string Startup = "startup";
    public const string Incubator = "incubator";
    public const string Administration = "administration";
}
