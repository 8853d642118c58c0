using System.CommandLine;
using Incubateurs.Access;
using Incubateurs.Administrations;
using Incubateurs.Storage;
using Incubateurs.Words;

namespace Incubateurs.Commands;

/// <summary><c>keys create|list|revoke</c>: the keys of agents. They act at once, also on a running server.</summary>
internal static class KeysCommand
{
    private const int Refused = 1;
    private const string Never = "never";

    private static readonly Option<string> Agent = new("--agent") { Description = "E-mail address of the agent.", Required = true };
    private static readonly Option<string> Administration =
        new("--administration") { Description = "SIRET of the agent's administration.", Required = true, HelpName = "SIRET" };
    private static readonly Option<string?> Expires =
        new("--expires") { Description = "Last day on which the key is good, yyyy-MM-dd, or never; else in a year.", HelpName = "DATE" };
    private static readonly Argument<string> Prefix =
        new("PREFIX") { Description = "The eight characters that lists show, with or without inc_." };

    public static Command Build() => new("keys", "Makes, lists and revokes the keys of agents.")
    {
        Verb(
            "create",
            "Makes a key, and prints it alone on the last line of standard output. It is shown once.",
            CreateAsync,
            Agent,
            Administration,
            Expires),
        Verb("list", "Lists the keys, by their prefixes.", ListAsync),
        Verb("revoke", "Revokes a key.", RevokeAsync, Prefix),
    };

    private static Command Verb(
        string name, string description, Func<ParseResult, Database, CancellationToken, Task<int>> run, params Symbol[] symbols)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        foreach (var symbol in symbols)
            if (symbol is Option option)
                command.Add(option);
            else
                command.Add((Argument)symbol);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.UnmatchedTokens.FirstOrDefault(token => !Settings.MayBe(token)) is { } unknown)
                return Refuse($"Unknown argument {unknown}.");

            try
            {
                using var database = await Rooms.OpenAsync(Settings.Read([.. parsed.UnmatchedTokens]).Engine());
                return await run(parsed, database, cancellation);
            }
            catch (StorageException exception)
            {
                return Refuse($"The database cannot be used: {exception.Message}");
            }
        });
        return command;
    }

    private static async Task<int> CreateAsync(ParseResult parsed, Database database, CancellationToken cancellation)
    {
        var agent = parsed.GetRequiredValue(Agent).Trim();
        if (!IsAddress(agent))
            return Refuse($"--agent: {agent} is no e-mail address.");
        if (Siret.Read(parsed.GetRequiredValue(Administration)) is not { } siret)
            return Refuse("--administration: not a SIRET (14 digits whose key is right).");
        DateOnly? expires = database.Today.AddYears(1);
        if (parsed.GetValue(Expires) is { } text && (expires = Instants.TryDay(text)) is null && text != Never)
            return Refuse($"--expires: not a date yyyy-MM-dd, nor {Never}.");
        if (expires < database.Today)
            return Refuse("--expires: this day has passed.");

        var key = ApiKey.New();
        await database.WriteAsync(
            Actor.System,
            async tx =>
            {
                await tx.AddKeyAsync(key, agent, await tx.AdministrationOfSiretAsync(siret), siret, expires);
                return 0;
            },
            cancellation);
        Console.WriteLine($"The key of {agent}, good until {expires?.Text() ?? "it is revoked"}; it is shown this once:");
        Console.WriteLine(key.Text);
        return 0;
    }

    private static async Task<int> ListAsync(ParseResult parsed, Database database, CancellationToken cancellation)
    {
        foreach (var key in await database.ReadAsync(tx => tx.ListKeysAsync(), cancellation))
        {
            var state = key.RevokedAt is { } at ? $"revoked {at.Text()}"
                : key.ExpiresOn is not { } last ? "good"
                : last < database.Today ? $"expired {last.Text()}"
                : $"good until {last.Text()}";
            Console.WriteLine($"{ApiKey.Start}{key.Prefix}  {key.Agent ?? "-"}  {key.Siret}  {key.CreatedAt.Text()}  {state}, "
                + (key.UsedOn is { } used ? $"last used {used.Text()}" : "never used"));
        }

        return 0;
    }

    private static async Task<int> RevokeAsync(ParseResult parsed, Database database, CancellationToken cancellation)
    {
        var text = parsed.GetRequiredValue(Prefix);
        return ApiKey.PrefixOf(text) is { } prefix && await database.WriteAsync(Actor.System, tx => tx.RevokeKeyAsync(prefix), cancellation)
            ? 0
            : Refuse($"No key with the prefix {text} is good.");
    }

    // An address as people have them; whether it exists is not ours to know.
    private static bool IsAddress(string text) =>
        text.Length <= 254 && text.Split('@') is [{ Length: > 0 }, { Length: > 2 } host] && host.Contains('.', StringComparison.Ordinal)
        && !text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character));

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return Refused;
    }
}
