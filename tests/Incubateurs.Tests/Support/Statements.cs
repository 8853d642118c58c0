using System.Collections.Concurrent;
using Incubateurs.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Support;

/// <summary>
/// What requests ask of the database, statement by statement; what goes on behind them is left out. Clients made before it are not heard.
/// </summary>
internal sealed class Statements
{
    private readonly AsyncLocal<ConcurrentQueue<string>?> asked = new();

    public Statements(TestApi api)
    {
        // Otherwise the server does not know who asks.
        api.Server.PreserveExecutionContext = true;
        api.Services.GetRequiredService<Database>().OnStatement = statement => asked.Value?.Enqueue(statement);
    }

    /// <summary>An answer, and the statements that it took.</summary>
    public async Task<(T Answer, IReadOnlyList<string> Asked)> OfAsync<T>(Func<Task<T>> ask)
    {
        ConcurrentQueue<string> statements = [];
        asked.Value = statements;
        return (await ask(), [.. statements]);
    }
}
