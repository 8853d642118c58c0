using System.Reflection;

namespace Incubateurs.Web.Problems;

/// <summary>All refusals there are: the lists of the rooms, gathered where the rooms are composed.</summary>
/// <param name="lists">Classes whose public static fields are <see cref="ProblemType"/>.</param>
internal sealed class KnownProblems(params IReadOnlyList<Type> lists)
{
    /// <summary>By status, then by code.</summary>
    public IReadOnlyList<ProblemType> All { get; } =
    [
        .. lists.SelectMany(list => list.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null)).OfType<ProblemType>()
            .OrderBy(type => type.Status).ThenBy(type => type.Code, StringComparer.Ordinal),
    ];

    public ProblemType? Find(string code) => All.FirstOrDefault(type => type.Code == code);
}
