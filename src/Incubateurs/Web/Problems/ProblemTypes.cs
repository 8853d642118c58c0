namespace Incubateurs.Web.Problems;

/// <summary>
/// The refusals that every room may give: one line each, of which <c>/problems</c> and <c>docs/ERRORS.md</c> are made.
/// What belongs to one room stands there, in a list of its own; <see cref="KnownProblems"/> gathers them.
/// </summary>
internal static class ProblemTypes
{
    public static readonly ProblemType InvalidRequest = new("invalid_request", 400,
        new("Requête invalide", "Invalid request"),
        new(
            "Le corps ou l'adresse ne respecte pas une règle ; `errors` nomme chaque champ en faute.",
            "The body or the address breaks a rule; `errors` names each field at fault."));

    public static readonly ProblemType InvalidParameter = new("invalid_parameter", 400,
        new("Paramètre invalide", "Invalid parameter"),
        new(
            "Un paramètre de la requête est inconnu, vide, répété ou hors de ses bornes ; `errors` nomme chacun.",
            "A query parameter is unknown, empty, repeated or out of bounds; `errors` names each."));

    public static readonly ProblemType InvalidCursor = new("invalid_cursor", 400,
        new("Curseur invalide", "Invalid cursor"),
        new(
            "Le curseur n'est pas celui de cette requête : suivre `next` tel quel, ou reprendre à la première page.",
            "The cursor does not belong to this query: follow `next` as it is, or begin again at the first page."));

    public static readonly ProblemType InvalidJson = new("invalid_json", 400,
        new("JSON illisible", "Unreadable JSON"),
        new(
            "Le corps n'est pas du JSON en UTF-8 ; `errors` nomme le premier endroit illisible.",
            "The body is not JSON in UTF-8; `errors` names the first unreadable place."));

    public static readonly ProblemType Unauthorized = new("unauthorized", 401,
        new("Identification requise", "Authentication required"),
        new(
            "Les écritures demandent un agent public identifié ; un identifiant erroné est refusé sur toute requête.",
            "Writes need an authenticated public agent; wrong credentials are refused on any request."));

    public static readonly ProblemType NotAPublicAgent = new("not_a_public_agent", 403,
        new("Pas un agent public", "Not a public agent"),
        new(
            "Le jeton est bon, mais son SIRET n'est celui d'aucune administration connue : demander à qui tient le service de la faire "
                + "connaître, ou d'admettre d'autres organismes (`OpenId:Admits`).",
            "The token is good, but its SIRET is that of no known administration: ask whoever runs the service to make it known, or to "
                + "admit other bodies (`OpenId:Admits`)."));

    public static readonly ProblemType NotFound = new("not_found", 404,
        new("Introuvable", "Not found"),
        new(
            "Rien n'existe à cette adresse. Les adresses distinguent les majuscules et ne finissent pas par une barre oblique.",
            "Nothing exists at this address. Addresses are case-sensitive and do not end with a slash."));

    public static readonly ProblemType MethodNotAllowed = new("method_not_allowed", 405,
        new("Méthode non autorisée", "Method not allowed"),
        new(
            "L'adresse existe, mais pas pour cette méthode ; l'en-tête `Allow` dit lesquelles.",
            "The address exists, but not for this method; the header `Allow` says which."));

    public static readonly ProblemType NotAcceptable = new("not_acceptable", 406,
        new("Type demandé non disponible", "Not acceptable"),
        new(
            "L'en-tête `Accept` ne nomme aucun des types que cette adresse peut donner : le document OpenAPI les nomme.",
            "The header `Accept` names none of the types that this address can give: the OpenAPI document names them."));

    public static readonly ProblemType RequestTimeout = new("request_timeout", 408,
        new("Requête trop lente", "Request too slow"),
        new(
            "Le corps n'est pas arrivé à temps ; la requête peut être renvoyée.",
            "The body did not arrive in time; the request may be sent again."));

    public static readonly ProblemType IdTaken = new("id_taken", 409,
        new("Identifiant déjà pris", "Id taken"),
        new(
            "Cet identifiant est, ou fut, celui d'une autre ressource : en choisir un autre, ou l'omettre.",
            "This id is, or was, that of another resource: choose another one, or leave it out."));

    public static readonly ProblemType IdempotencyKeyReused = new("idempotency_key_reused", 409,
        new("Clé d'idempotence déjà utilisée", "Idempotency key used before"),
        new(
            "La clé `Idempotency-Key` a déjà servi à une autre requête : en prendre une nouvelle.",
            "The key in `Idempotency-Key` was used for another request: take a new one."));

    public static readonly ProblemType Gone = new("gone", 410,
        new("Disparu", "Gone"),
        new(
            "Ce qui était à cette adresse n'y est plus et n'y reviendra pas.",
            "What was at this address is no longer there and will not come back."));

    public static readonly ProblemType StaleVersion = new("stale_version", 412,
        new("Version dépassée", "Stale version"),
        new(
            "La ressource a changé depuis la lecture : la relire, puis renvoyer avec le nouvel `ETag`.",
            "The resource has changed since it was read: read it again, then send with the new `ETag`."));

    public static readonly ProblemType BodyTooLarge = new("body_too_large", 413,
        new("Corps trop grand", "Body too large"),
        new("Un corps fait un mébioctet au plus.", "A body is of one mebibyte at most."));

    public static readonly ProblemType UriTooLong = new("uri_too_long", 414,
        new("Adresse trop longue", "Address too long"),
        new("L'adresse et ses paramètres font 8 192 octets au plus.", "The address and its parameters are of 8,192 bytes at most."));

    public static readonly ProblemType UnsupportedMediaType = new("unsupported_media_type", 415,
        new("Type de corps non pris en charge", "Unsupported media type"),
        new(
            "Le corps doit être en JSON (UTF-8, non compressé), d'un type que le document OpenAPI nomme.",
            "The body must be JSON (UTF-8, not compressed), of a type that the OpenAPI document names."));

    public static readonly ProblemType IfMatchRequired = new("if_match_required", 428,
        new("Version attendue", "Version required"),
        new(
            "Cette écriture demande l'en-tête `If-Match`, avec l'`ETag` de la ressource lue.",
            "This write needs the header `If-Match`, with the `ETag` of the resource as read."));

    public static readonly ProblemType TooManyRequests = new("too_many_requests", 429,
        new("Trop de requêtes", "Too many requests"),
        new(
            "La limite par minute est atteinte ; `Retry-After` dit quand reprendre.",
            "The limit per minute is reached; `Retry-After` says when to go on."));

    public static readonly ProblemType HeadersTooLarge = new("headers_too_large", 431,
        new("En-têtes trop grands", "Headers too large"),
        new("Les en-têtes de la requête dépassent ce que le serveur lit.", "The headers of the request are larger than the server reads."));

    public static readonly ProblemType InternalError = new("internal_error", 500,
        new("Erreur interne", "Internal error"),
        new("Une faute du service. Elle est enregistrée sous `traceId`.", "A fault of the service. It is recorded under `traceId`."));

    public static readonly ProblemType Unavailable = new("unavailable", 503,
        new("Indisponible", "Unavailable"),
        new(
            "Le service ne peut pas répondre pour l'instant ; `Retry-After` dit quand reprendre.",
            "The service cannot answer for now; `Retry-After` says when to try again."));

    /// <summary>What a bare status of the framework means; any other refusal of a client is an invalid request.</summary>
    public static ProblemType OfStatus(int status) => status switch
    {
        401 => Unauthorized,
        403 => NotAPublicAgent,
        404 => NotFound,
        405 => MethodNotAllowed,
        406 => NotAcceptable,
        408 => RequestTimeout,
        410 => Gone,
        412 => StaleVersion,
        413 => BodyTooLarge,
        414 => UriTooLong,
        415 => UnsupportedMediaType,
        428 => IfMatchRequired,
        429 => TooManyRequests,
        431 => HeadersTooLarge,
        503 => Unavailable,
        >= 500 => InternalError,
        _ => InvalidRequest,
    };
}
