namespace Incubateurs.Web.Reads;

/// <summary>
/// Names inherited members that are never absent here, although the type that declares them may leave them out.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class AlwaysThereAttribute(params string[] members) : Attribute
{
    public string[] Members { get; } = members;
}
