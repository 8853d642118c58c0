using System.CommandLine;
using Incubateurs.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Incubateurs.Tests.Support;

/// <summary>A verb of the executable, run in this process on a database, with all that it says.</summary>
internal static class Verb
{
    public static async Task<(int ExitCode, string Output)> RunAsync(Command verb, string connection, params string[] args)
    {
        using var output = new StringWriter();
        var code = await new RootCommand { verb }
            .Parse([verb.Name, .. args, $"--ConnectionStrings:Incubateurs={connection}"])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = output });
        return (code, output.ToString());
    }

    /// <summary>On the database of a server that is open.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(this TestApi api, Command verb, params string[] args)
    {
        _ = api.Services.GetRequiredService<Database>();
        return RunAsync(verb, api.Services.GetRequiredService<IConfiguration>()["ConnectionStrings:Incubateurs"]!, args);
    }
}
