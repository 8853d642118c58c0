namespace Incubateurs.Startups.Listing;

/// <summary>The members of a listed startup that `fields` may ask for.</summary>
internal static class StartupFields
{
    public static readonly IReadOnlyList<string> Names =
    [
        "id", "name", "pitch", "status", "phase", "planned", "incubation", "incubators", "sponsors", "host", "link", "repository",
        "contact", "themes", "audiences", "technologies", "nationalImpactOn", "accessibility", "version", "modifiedAt",
    ];

    /// <summary>The startup with the members asked for, and its id.</summary>
    public static StartupSummary Only(this StartupSummary startup, IReadOnlySet<string>? fields) => fields is null ? startup : new()
    {
        Id = startup.Id,
        Name = fields.Contains("name") ? startup.Name : null,
        Pitch = fields.Contains("pitch") ? startup.Pitch : null,
        Status = fields.Contains("status") ? startup.Status : null,
        Phase = fields.Contains("phase") ? startup.Phase : null,
        Planned = fields.Contains("planned") ? startup.Planned : null,
        Incubation = fields.Contains("incubation") ? startup.Incubation : null,
        Incubators = fields.Contains("incubators") ? startup.Incubators : null,
        Sponsors = fields.Contains("sponsors") ? startup.Sponsors : null,
        Host = fields.Contains("host") ? startup.Host : null,
        Link = fields.Contains("link") ? startup.Link : null,
        Repository = fields.Contains("repository") ? startup.Repository : null,
        Contact = fields.Contains("contact") ? startup.Contact : null,
        Themes = fields.Contains("themes") ? startup.Themes : null,
        Audiences = fields.Contains("audiences") ? startup.Audiences : null,
        Technologies = fields.Contains("technologies") ? startup.Technologies : null,
        NationalImpactOn = fields.Contains("nationalImpactOn") ? startup.NationalImpactOn : null,
        Accessibility = fields.Contains("accessibility") ? startup.Accessibility : null,
        Version = fields.Contains("version") ? startup.Version : null,
        ModifiedAt = fields.Contains("modifiedAt") ? startup.ModifiedAt : null,
    };
}
