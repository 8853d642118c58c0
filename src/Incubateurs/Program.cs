using Incubateurs.Commands;

return await Serve.RunAsync(args);
