using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Incubateurs.Tests.Support;

/// <summary>Runs a theory over each <see cref="Checkout"/> that there is: nothing is left to be skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CheckoutsAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Checkout.All.Select(checkout => new TheoryDataRow<Checkout>(checkout))]);

    // Rows are made when the test runs: a checkout is no value that a runner could keep.
    public override bool SupportsDiscoveryEnumeration() => false;
}
