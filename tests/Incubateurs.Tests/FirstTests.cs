namespace Incubateurs.Tests;
public sealed class FirstTests { [Fact] public void One_is_one() => Assert.Equal(1, 1); }
