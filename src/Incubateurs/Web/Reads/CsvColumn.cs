using Incubateurs.Words;

namespace Incubateurs.Web.Reads;

/// <summary>What the cells of a column hold.</summary>
internal enum CellType
{
    Text,

    /// <summary>Several texts, between vertical bars.</summary>
    Texts,
    Day,
    Instant,
    Flag,
    Integer,
    Number,
}

/// <summary>A column of a table, of whatever rows.</summary>
internal interface ICsvColumn
{
    /// <summary>The path of the member that it shows.</summary>
    string Name { get; }

    CellType Type { get; }

    /// <summary>What it says, where it is no member of the contract.</summary>
    string? Description { get; }
}

/// <summary>A column of a table: the path of the member that it shows, and its value of a row, whose type is that of the cells.</summary>
/// <param name="Member">The member of the row that it is of, by which it is asked for.</param>
internal sealed record CsvColumn<T>(string Name, Func<T, object?> Value, string Member, CellType Type) : ICsvColumn
{
    public CsvColumn(string name, Func<T, string?> value)
        : this(name, value, MemberOf(name), CellType.Text)
    {
    }

    public CsvColumn(string name, Func<T, IEnumerable<string?>?> value)
        : this(name, value, MemberOf(name), CellType.Texts)
    {
    }

    public CsvColumn(string name, Func<T, DateOnly?> value)
        : this(name, row => value(row), MemberOf(name), CellType.Day)
    {
    }

    public CsvColumn(string name, Func<T, DateTimeOffset?> value)
        : this(name, row => value(row), MemberOf(name), CellType.Instant)
    {
    }

    public CsvColumn(string name, Func<T, bool?> value)
        : this(name, row => value(row), MemberOf(name), CellType.Flag)
    {
    }

    public CsvColumn(string name, Func<T, long?> value)
        : this(name, row => value(row), MemberOf(name), CellType.Integer)
    {
    }

    public CsvColumn(string name, Func<T, double?> value)
        : this(name, row => value(row), MemberOf(name), CellType.Number)
    {
    }

    /// <summary>Of a member that is a cell as it stands.</summary>
    public CsvColumn(Member<T> member)
        : this(member.Name, member.Get, member.Name, TypeOf(Nullable.GetUnderlyingType(member.Type) ?? member.Type))
    {
    }

    public string? Description { get; init; }

    private static string MemberOf(string name) => name.Split('.')[0];

    private static CellType TypeOf(Type type) =>
        type == typeof(DateOnly) ? CellType.Day
        : type == typeof(DateTimeOffset) ? CellType.Instant
        : type == typeof(bool) ? CellType.Flag
        : type == typeof(int) || type == typeof(long) ? CellType.Integer
        : type == typeof(double) || type == typeof(decimal) ? CellType.Number
        : typeof(IEnumerable<string>).IsAssignableFrom(type) ? CellType.Texts
        : CellType.Text;
}
