using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Incubateurs.Web.Problems;
using Incubateurs.Words;

namespace Incubateurs.Web.Bodies;

/// <summary>Checks bodies before their handlers run, by whatever validator is registered for their type; all errors at once.</summary>
internal static class BodyValidation
{
    public static RouteGroupBuilder ValidatesBodies(this RouteGroupBuilder routes)
    {
        _ = routes.AddEndpointFilterFactory((factory, next) =>
        {
            // Made when the first body comes: to compile the rules of all bodies would make the server wait.
            var checks = factory.MethodInfo.GetParameters()
                .Select((parameter, i) => (Index: i, Validator: typeof(IValidator<>).MakeGenericType(parameter.ParameterType)))
                .Where(check => factory.ApplicationServices.GetService<IServiceProviderIsService>()!.IsService(check.Validator))
                .Select(
                    check => (
                        check.Index,
                        Validator: new Lazy<IValidator>(() => (IValidator)factory.ApplicationServices.GetRequiredService(check.Validator))))
                .ToList();
            return checks.Count == 0 ? next : context =>
            {
                foreach (var (index, validator) in checks)
                    if (Check(validator.Value, context.Arguments[index]!) is { } problem)
                        return ValueTask.FromResult<object?>(problem);
                return next(context);
            };
        });
        return routes;
    }

    /// <summary>The message of a rule, in both languages.</summary>
    public static IRuleBuilderOptions<T, TProperty> Says<T, TProperty>(
        this IRuleBuilderOptions<T, TProperty> rule, string french, string english)
    {
        var message = new Label(french, english);
        return rule.WithState(_ => message).WithMessage(english);
    }

    /// <summary>The rule has a code of its own in the catalogue; whatever else is wrong is told beside it.</summary>
    public static IRuleBuilderOptions<T, TProperty> Coded<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, ProblemType type) =>
        rule.WithState(_ => type).WithMessage(type.Meaning.En);

    public static BadRequestProblem? Check(IValidator validator, object body) => ProblemOf(FailuresOf(validator, body));

    /// <summary>What is wrong with a document that was patched, but for what stood in it before and the patch leaves alone.</summary>
    /// <param name="validator">The rules of the document.</param>
    /// <param name="before">The document before the patch.</param>
    /// <param name="after">The document with the patch.</param>
    /// <param name="says">Whether the patch names a member of the document.</param>
    public static BadRequestProblem? CheckPatched(IValidator validator, object before, object after, Func<string, bool> says)
    {
        var failures = FailuresOf(validator, after);
        if (failures.Count == 0)
            return null;

        var stood = FailuresOf(validator, before).Select(failure => failure.PropertyName).ToHashSet();
        return ProblemOf(
            [.. failures.Where(failure => says(Path(failure.PropertyName).Split('.', '[')[0]) || !stood.Contains(failure.PropertyName))]);
    }

    private static List<ValidationFailure> FailuresOf(IValidator validator, object body) =>
        validator.Validate(new ValidationContext<object>(body)).Errors;

    private static BadRequestProblem? ProblemOf(List<ValidationFailure> failures)
    {
        if (failures.Count == 0)
            return null;

        List<FieldError> errors = [.. failures.Select(failure => new FieldError(Path(failure.PropertyName), Message(failure)))];
        return failures.Select(failure => failure.CustomState).OfType<ProblemType>().FirstOrDefault() is { } own
            ? new(own, own.Meaning, errors)
            : BadRequestProblem.Of(errors);
    }

    private static Label Message(ValidationFailure error) => error.CustomState switch
    {
        Label said => said,
        ProblemType type => type.Meaning,
        _ => new(error.ErrorMessage, error.ErrorMessage),
    };

    private static string Path(string name) => string.Join('.', name.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
