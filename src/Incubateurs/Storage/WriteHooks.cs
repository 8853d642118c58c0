namespace Incubateurs.Storage;

/// <summary>
/// What every write brings along, whatever it is: named where the rooms are composed, so that the storage knows none of them.
/// Both run in the write's own transaction.
/// </summary>
/// <param name="Before">At the head of the write.</param>
/// <param name="After">Before it is committed: what follows from what it signalled (<see cref="Tx.Signal"/>).</param>
internal sealed record WriteHooks(Func<Tx, Task> Before, Func<Tx, Task> After)
{
    public static readonly WriteHooks None = new(_ => Task.CompletedTask, _ => Task.CompletedTask);
}
