namespace Incubateurs.Storage;

/// <summary>The kinds of things that have ids, as changes, sources, former ids and the feed name them.</summary>
internal static class Kinds
{
    public const string Startup = "startup";
    public const string Incubator = "incubator";
    public const string Administration = "administration";
    public const string HandOver = "handOver";
    public const string Committee = "committee";
    public const string Benefit = "benefit";
}
