using System.Data;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// A connection that prepares each text once and keeps the statement. Dapper makes and drops a command for every call, and
/// preparing costs more than running most of what is asked here.
/// </summary>
internal sealed class PreparedConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Texts differ by their filters: beyond this many all are dropped, as few are asked again.</summary>
    private const int MostKept = 128;

    private readonly Dictionary<string, SqliteCommand> idle = new(StringComparer.Ordinal);

    public override SqliteCommand CreateCommand() => new BorrowingCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Drop();
        base.Dispose(disposing);
    }

    [SuppressMessage("Security", "CA2100", Justification = "The text is that of the command in whose place this one runs.")]
    private SqliteCommand Borrow(string text)
    {
        if (idle.Remove(text, out var kept))
            return kept;

        // At once: who asks for a single value never reads to the end, and the provider would prepare the text anew each time.
        var command = new SqliteCommand(text, this);
        command.Prepare();
        return command;
    }

    private void Return(SqliteCommand command)
    {
        command.Parameters.Clear();
        if (State != ConnectionState.Open || !idle.TryAdd(command.CommandText, command))
            command.Dispose();
        else if (idle.Count > MostKept)
            Drop();
    }

    private void Drop()
    {
        foreach (var command in idle.Values)
            command.Dispose();
        idle.Clear();
    }

    /// <summary>Runs as a kept command with the same text. All ways to execute lead through the reader.</summary>
    private sealed class BorrowingCommand : SqliteCommand
    {
        private readonly PreparedConnection owner;
        private SqliteCommand? borrowed;

        public BorrowingCommand(PreparedConnection owner)
        {
            this.owner = owner;
            Connection = owner;
        }

        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            borrowed ??= owner.Borrow(CommandText);
            borrowed.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters)
                borrowed.Parameters.Add(parameter);
            borrowed.CommandTimeout = CommandTimeout;
            return borrowed.ExecuteReader(behavior);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && borrowed is { } command)
            {
                borrowed = null;
                owner.Return(command);
            }

            base.Dispose(disposing);
        }
    }
}
