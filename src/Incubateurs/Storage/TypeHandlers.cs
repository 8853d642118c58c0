using System.Data;
using Dapper;
using Incubateurs.Words;

namespace Incubateurs.Storage;

/// <summary>How Dapper writes and reads days and instants: as the fixed-width texts of <see cref="Instants"/>.</summary>
internal static class TypeHandlers
{
    /// <summary>Once, before the first query.</summary>
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;

        // Statements are kept by their texts: lists of 11 to 19 ids ask in that of 20.
        SqlMapper.Settings.PadListExpansions = true;
        // Types that Dapper knows by itself it would write in its own way, whatever handler is added.
        foreach (var type in (Type[])[typeof(DateOnly), typeof(DateOnly?), typeof(DateTimeOffset), typeof(DateTimeOffset?)])
            SqlMapper.RemoveTypeMap(type);
        SqlMapper.AddTypeHandler(new DayHandler());
        SqlMapper.AddTypeHandler(new InstantHandler());
    }

    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override void SetValue(IDbDataParameter parameter, DateOnly value) => parameter.Value = value.Text();

        public override DateOnly Parse(object value) => Instants.Day((string)value);
    }

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.Text();

        public override DateTimeOffset Parse(object value) => Instants.Instant((string)value);
    }
}
