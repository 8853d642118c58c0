using Incubateurs.Web.Queries;
using Incubateurs.Words;

namespace Incubateurs.HandOvers;

/// <summary>The members of hand-overs that a list shows: all but what belongs to the detail, or those that `fields` names.</summary>
internal sealed record HandOverFields(IReadOnlySet<string> Names)
{
    private static readonly string[] Details = ["secondments", "adaptations", "findings", "followUps"];

    private static readonly IReadOnlyList<string> All = [.. Member<HandOverSummary>.All.Select(member => member.Name)];

    private static readonly HandOverFields OfSummary = new(All.Except(Details).ToHashSet(StringComparer.Ordinal));

    public static readonly NamesParameter Parameter = new(
        PageQuery.Fields,
        "Members of each hand-over, separated by commas, those of the detail too; `id` is always there.",
        [.. All])
    { Example = "startup,status,host" };

    /// <summary>Whether they tell what is not met, which a day may change by itself.</summary>
    public bool HaveFindings => Names.Contains("findings");

    public static HandOverFields Asked(QueryReader reader) =>
        reader.Text(Parameter) is { } fields ? new(fields.Split(',').ToHashSet(StringComparer.Ordinal)) : OfSummary;

    /// <summary>The hand-over with these members, and its id.</summary>
    public HandOverSummary Of(HandOverSummary whole) => new HandOverSummary { Id = whole.Id }.With(whole, Names);
}
