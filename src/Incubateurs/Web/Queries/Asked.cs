namespace Incubateurs.Web.Queries;

/// <summary>Something that is read from a query string. What is wrong with it, the reader holds.</summary>
internal interface IQuery<TSelf>
    where TSelf : IQuery<TSelf>
{
    /// <param name="today">The day meant when none is asked for.</param>
    static abstract TSelf Read(QueryReader reader, DateOnly today);
}

/// <summary>What a request asks in its query string, bound for its handler.</summary>
internal sealed record Asked<T>(T Query)
    where T : IQuery<T>
{
    public static ValueTask<Asked<T>> BindAsync(HttpContext http) => ValueTask.FromResult(new Asked<T>(T.Read(http.Query(), http.Today())));
}
