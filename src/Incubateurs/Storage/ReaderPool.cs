using System.Collections.Concurrent;

namespace Incubateurs.Storage;

/// <summary>Reading connections that nobody uses at the moment.</summary>
internal sealed class ReaderPool(IEngine engine) : IDisposable
{
    private const int MostKept = 32;

    private readonly ConcurrentStack<IConnection> idle = new();

    public IConnection Rent() => idle.TryPop(out var connection) ? connection : engine.Open(readOnly: true);

    public void Return(IConnection connection)
    {
        if (idle.Count < MostKept)
            idle.Push(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        while (idle.TryPop(out var connection))
            connection.Dispose();
    }
}
