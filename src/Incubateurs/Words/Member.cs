using System.Reflection;
using System.Text.Json;

namespace Incubateurs.Words;

/// <summary>
/// A member of a record, read off its type once. What is derived from members (columns, cells, rules, copies) goes through
/// these and names none of them. Reading and writing are calls of the accessors themselves, no reflection.
/// </summary>
internal sealed class Member<T>
{
    /// <summary>The members in the order in which they are declared, inherited ones first.</summary>
    public static readonly IReadOnlyList<Member<T>> All =
    [
        .. Declared(typeof(T)).Where(property => property is { CanRead: true, SetMethod.IsPublic: true })
            .Select(property => new Member<T>(property)),
    ];

    private Member(PropertyInfo property)
    {
        Property = property;
        Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        Get = (Func<T, object?>)Accessor(nameof(Getter), property.GetMethod!);
        Set = (Action<T, object?>)Accessor(nameof(Setter), property.SetMethod!);
    }

    public PropertyInfo Property { get; }

    /// <summary>As the contract writes it.</summary>
    public string Name { get; }

    public Type Type => Property.PropertyType;

    public Func<T, object?> Get { get; }

    /// <summary>Writes what may otherwise be written only where a record is made: for records just made.</summary>
    public Action<T, object?> Set { get; }

    private static IEnumerable<PropertyInfo> Declared(Type? type) => type is null ? [] :
    [
        .. Declared(type.BaseType),
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .OrderBy(property => property.MetadataToken),
    ];

    private object Accessor(string maker, MethodInfo accessor) =>
        typeof(Member<T>).GetMethod(maker, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(Type).Invoke(null, [accessor])!;

    private static Func<T, object?> Getter<TValue>(MethodInfo accessor)
    {
        var get = accessor.CreateDelegate<Func<T, TValue>>();
        return of => get(of);
    }

    private static Action<T, object?> Setter<TValue>(MethodInfo accessor)
    {
        var set = accessor.CreateDelegate<Action<T, TValue>>();
        return (of, value) => set(of, (TValue)value!);
    }
}

/// <summary>What two records have in common.</summary>
internal static class Members
{
    /// <summary>The record, just made, with every member that another one has by the same name and type.</summary>
    public static TTo With<TFrom, TTo>(this TTo made, TFrom from)
    {
        foreach (var (source, target) in Common<TFrom, TTo>.All)
            target.Set(made, source.Get(from));
        return made;
    }

    /// <summary>The record, just made, with those members of another one that are named.</summary>
    public static T With<T>(this T made, T from, IReadOnlySet<string> names)
    {
        foreach (var member in Member<T>.All)
            if (names.Contains(member.Name))
                member.Set(made, member.Get(from));
        return made;
    }

    private static class Common<TFrom, TTo>
    {
        public static readonly IReadOnlyList<(Member<TFrom> Source, Member<TTo> Target)> All =
        [
            .. from source in Member<TFrom>.All
               join target in Member<TTo>.All on (source.Name, source.Type) equals (target.Name, target.Type)
               select (source, target),
        ];
    }
}
