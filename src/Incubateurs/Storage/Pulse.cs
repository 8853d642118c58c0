namespace Incubateurs.Storage;

/// <summary>Wakes all who wait for the next commit. Whoever takes <see cref="Next"/> before it looks misses none.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource next = New();

    public Task Next => Volatile.Read(ref next).Task;

    public void Beat() => Interlocked.Exchange(ref next, New()).SetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
