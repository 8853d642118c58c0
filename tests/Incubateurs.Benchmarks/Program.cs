using System.Globalization;
using BenchmarkDotNet.Running;
using Incubateurs.Benchmarks;

return args switch
{
    ["load", .. var rest] => await LoadCommand.RunAsync(rest),
    ["flood", .. var rest] => await FloodCommand.RunAsync(rest),
    ["figures", .. var rest] => await FiguresCommand.RunAsync(rest),
    ["audit", .. var rest] => await AuditCommand.RunAsync(rest),
    ["stream", .. var rest] => await StreamCommand.RunAsync(rest),
    ["writes", ..] => await WritesCommand.RunAsync(),
    ["copy", var from, var to, var times] => await PortfolioCopy.RunAsync(from, to, int.Parse(times, CultureInfo.InvariantCulture)),
    ["bare", .. var rest] => await BareServer.RunAsync(rest),
    ["micro", .. var rest] => Micro(rest),
    _ => Usage(),
};

static int Micro(string[] args)
{
    _ = BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args.Length > 0 ? args : ["--filter", "*"]);
    return 0;
}

static int Usage()
{
    Console.WriteLine("""
        load [CONTENT] [--rounds N] [--seconds S]   the API under load from this process, beside a bare server; CONTENT is a checkout
        flood [--seconds S]                         64 anonymous clients apply at one hand-over while others read
        figures [CONTENT] [--rounds N]              the figures of the flow, the first time and again, on a hundred times the portfolio
        audit [ROWS]                                the access log with a million rows: check, from a verified prefix, pages of long ago
        stream [READERS]                            a thousand readers of the stream of changes: memory, and a write until the last
        writes                                      durable writes beside a bare loop, and the cost of the access log
        micro [BenchmarkDotNet's arguments]         what is computed without a database or a server
        copy FROM.db TO.db TIMES                    multiplies a portfolio under other ids
        """);
    return 2;
}
