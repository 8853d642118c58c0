using System.Net;
using System.Security.Cryptography;
using System.Text;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Limits;

/// <summary>
/// Who writes without an account: today's hash of an address. The salt is kept in the file with its day, so that a restart
/// forgets nobody, and goes with the day: then no hash of that day can be told from another.
/// </summary>
internal static class StrangerStore
{
    private const string SaltSql = "SELECT salt FROM stranger_salts WHERE day = @day";

    private const string AddSaltSql = "INSERT INTO stranger_salts (day, salt) VALUES (@day, @salt)";

    private const string ForgetSql = """
        DELETE FROM stranger_salts WHERE day <> @day;
        DELETE FROM stranger_writes WHERE at < @midnight;
        """;

    private const string IsPastSql = "SELECT count(*) FROM stranger_salts WHERE day <> @day";

    /// <summary>Whoever sends the request, as texts that mean nothing tomorrow. Only within a write.</summary>
    public static async Task<Stranger> StrangerAsync(this Tx tx, IPAddress? address)
    {
        var (salt, layers) = (await tx.SaltAsync(), Layers.Of(address));
        return new([.. layers.Select(layer => Hash(salt, $"{layer.Bits}\n{Layers.First(layer.Bits, address):x32}"))], layers);
    }

    /// <summary>Whoever rates, an agent or somebody at an address, as texts that mean nothing tomorrow. Only within a write.</summary>
    public static async Task<Rater> RaterAsync(this Tx tx, IPAddress? address)
    {
        if (tx.Actor.Agent is { } agent)
            return new(Hash(await tx.SaltAsync(), $"agent\n{agent}"), Network: null);

        var networks = (await tx.StrangerAsync(address)).Networks;
        return new(networks[0], networks[1]);
    }

    public static readonly Forgettable Forgettable = new(HasPastStrangersAsync, ForgetStrangersAsync);

    /// <summary>Whether something of another day is still there.</summary>
    public static async Task<bool> HasPastStrangersAsync(this Tx tx) =>
        await tx.ScalarAsync<long>(IsPastSql, new { day = tx.Today.Text() }) > 0;

    /// <summary>Deletes what is of another day.</summary>
    public static Task ForgetStrangersAsync(this Tx tx) =>
        tx.ExecuteAsync(ForgetSql, new { day = tx.Today.Text(), midnight = tx.Today.MidnightInParis() });

    private static async Task<string> SaltAsync(this Tx tx)
    {
        var day = tx.Today.Text();
        if (await tx.FirstAsync<string>(SaltSql, new { day }) is { } known)
            return known;

        await tx.ForgetStrangersAsync();
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await tx.ExecuteAsync(AddSaltSql, new { day, salt });
        return salt;
    }

    private static string Hash(string salt, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{text}")))[..32];
}
