namespace Incubateurs.Storage.Sqlite;

/// <summary>
/// A connection of its own that asks for SQLite's data version, a few microseconds, and reads the row again only when that
/// moved.
/// </summary>
internal sealed class Watch : IWatch
{
    private readonly Connection connection;
    private readonly Lock watching = new();
    private long watched;
    private Versions versions;

    /// <param name="connection">Nobody else's; it goes with this.</param>
    public Watch(Connection connection)
    {
        this.connection = connection;
        watched = connection.DataVersion();
        versions = connection.Versions();
    }

    public Versions Versions()
    {
        lock (watching)
        {
            var seen = connection.DataVersion();
            if (seen != watched)
            {
                versions = connection.Versions();
                watched = seen;
            }

            return versions;
        }
    }

    public void Dispose() => connection.Dispose();
}
