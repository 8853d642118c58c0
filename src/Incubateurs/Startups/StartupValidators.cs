using FluentValidation;
using Incubateurs.Incubation;
using Incubateurs.Web.Bodies;
using Incubateurs.Words;

namespace Incubateurs.Startups;

/// <summary>The shape of what agents say of a startup.</summary>
internal class StartupDescriptionValidator<T> : AbstractValidator<T>
    where T : StartupDescription
{
    public StartupDescriptionValidator()
    {
        RuleFor(startup => startup.Name).RequiredText("name");
        RuleFor(startup => startup.Pitch).Text("pitch");
        RuleFor(startup => startup.Description).Text("description");
        RuleFor(startup => startup.Incubators).Texts("id");
        RuleFor(startup => startup.Sponsors).Texts("id");
        RuleFor(startup => startup.Link).WebAddress();
        RuleFor(startup => startup.Repository).WebAddress();
        RuleFor(startup => startup.Contact).Text("contact");
        RuleFor(startup => startup.Themes).Texts("themes");
        RuleFor(startup => startup.Audiences).Texts("audiences");
        RuleFor(startup => startup.Technologies).Texts("technologies");
        RuleFor(startup => startup.Accessibility).OneOf("none", "partial", "full");
        RuleFor(startup => startup.StatsUrl).WebAddress();
        RuleFor(startup => startup.BudgetUrl).WebAddress();
        RuleFor(startup => startup.ImpactUrl).WebAddress();
        RuleFor(startup => startup.DashlordUrl).WebAddress();
        RuleFor(startup => startup.RiskAnalysis!.Url).WebAddress().When(startup => startup.RiskAnalysis is not null);
        RuleFor(startup => startup.Events)
            .Must(events => events is null || events.All(item => item is not null)).Says("Un évènement ne peut pas être nul.", "An event cannot be null.")
            .Must(events => events is null || events.Count <= Bounds.MostItems).Says($"{Bounds.MostItems} valeurs au plus.", $"At most {Bounds.MostItems} values.");
        RuleForEach(startup => startup.Events).ChildRules(item =>
        {
            item.RuleFor(happened => happened.Name).RequiredText("code");
            item.RuleFor(happened => happened.Comment).Text("comment");
        }).When(startup => startup.Events?.All(item => item is not null) == true);
    }
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
