using Incubateurs.Commands;

return await CommandLine.RunAsync(args);
