using Incubateurs.Incubation;
using Incubateurs.Storage;
using Incubateurs.Web.Problems;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>Days of what has happened.</summary>
internal static class PastDays
{
    /// <summary>What is observed has happened, and not before there were incubators.</summary>
    public static BadRequestProblem? Outside(string member, DateOnly day, Tx tx) =>
        day >= Lifecycle.FirstDay && day <= tx.Today ? null : BadRequestProblem.Of(
        [new(member, new($"Du {Lifecycle.FirstDay.Text()} à aujourd'hui.", $"From {Lifecycle.FirstDay.Text()} to today."))]);
}
