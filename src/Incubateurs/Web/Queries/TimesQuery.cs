namespace Incubateurs.Web.Queries;

/// <summary>The two times of a question about one thing.</summary>
internal sealed record TimesQuery(DateOnly Day, DateTimeOffset? KnownAt)
{
    public static ValueTask<TimesQuery> BindAsync(HttpContext http)
    {
        var reader = http.Query();
        return ValueTask.FromResult(new TimesQuery(Times.Day(reader, http.Today()), Times.Known(reader)));
    }
}
