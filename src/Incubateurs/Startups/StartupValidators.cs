using System.ComponentModel.DataAnnotations;
using System.Reflection;
using FluentValidation;
using Incubateurs.Incubation;
using Incubateurs.Web.Bodies;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>The shape of what agents say of a startup: of a text or a list, what its name and its attributes tell.</summary>
internal class StartupDescriptionValidator<T> : AbstractValidator<T>
    where T : StartupDescription
{
    public StartupDescriptionValidator()
    {
        foreach (var member in Member<StartupDescription>.All)
            if (member.Type == typeof(string))
                _ = ByName(RuleFor(startup => (string?)member.Get(startup)), member).OverridePropertyName(member.Property.Name);
            else if (member.Type == typeof(IReadOnlyList<string>))
                _ = RuleFor(startup => (IReadOnlyList<string>?)member.Get(startup))
                    .Texts(member.Name)
                    .OverridePropertyName(member.Property.Name);
        RuleFor(startup => startup.RiskAnalysis!.Url).WebAddress().When(startup => startup.RiskAnalysis is not null);
        RuleFor(startup => startup.Events)
            .Must(events => events.All(item => item is not null)).Says("Un évènement ne peut pas être nul.", "An event cannot be null.")
            .Must(events => events.Count <= Bounds.MostItems)
            .Says($"{Bounds.MostItems} valeurs au plus.", $"At most {Bounds.MostItems} values.");
        RuleForEach(startup => startup.Events).ChildRules(item =>
        {
            item.RuleFor(happened => happened.Name).RequiredText("code");
            item.RuleFor(happened => happened.Comment).Text("comment");
        }).When(startup => startup.Events.All(item => item is not null));
    }

    private static IRuleBuilderOptions<T, string?> ByName(IRuleBuilder<T, string?> rule, Member<StartupDescription> member) =>
        member.Property.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed ? rule.OneOf([.. allowed.Values.Cast<string>()])
        : Bounds.IsWebAddress(member.Name) ? rule.WebAddress()
        : rule.Text(member.Name);
}

/// <summary>The shape of a startup to register.</summary>
internal sealed class NewStartupValidator : StartupDescriptionValidator<NewStartup>
{
    public NewStartupValidator()
    {
        RuleFor(startup => startup.Pitch).NotNull().Says("Champ obligatoire.", "Required.");
        RuleFor(startup => startup.Id).NewId();
        RuleFor(startup => startup.Phase).Must(name => name is null || Phases.Named(name).Count == 1)
            .Says("Phase inconnue : voir /v1/phases.", "Unknown phase: see /v1/phases.");
        RuleFor(startup => startup.Reason).Text("reason");
    }
}
