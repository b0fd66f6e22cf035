//! What all operations share in the description of the API: the frame, keys, problems,
//! headers. Handlers say only what is theirs.

use crate::access::{Access, Lookup};
use crate::extract::{IDEMPOTENCY_KEY, LONGEST_KEY};
use crate::wire::problem::ProblemBody;
use axum::http::Method;
use utoipa::ToSchema;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ComponentsBuilder, ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required,
    ResponseBuilder,
};

/// Requests that need no `Idempotency-Key`: they only ask, or let somebody in or out, which
/// done twice is done.
pub(crate) const QUESTIONS: [&str; 24] = [
    "set_up",
    "sign_in",
    "sign_out",
    "accept_invitation",
    "end_session",
    "end_other_sessions",
    "change_password",
    "begin_second_factor",
    "confirm_second_factor",
    "enrol_till",
    "sign_in_at_till",
    "send_member_code",
    "sign_in_member",
    "find_member_privately",
    "search_members",
    "export_members",
    "create_quote",
    "quote_return",
    "validate_coupon",
    "find_certificate",
    "check_document",
    "render_template",
    "try_receipt",
    "view_document",
];

/// Operations that take `If-Match`, and whether they need it.
const CAREFUL: [(&str, Required); 3] = [
    ("update_member", Required::False),
    ("publish_version", Required::False),
    ("revise_version", Required::True),
];

const PROBLEMS: [(&str, &str, &str); 11] = [
    ("400", "Invalid", "The request cannot be understood; `errors` tells the places."),
    ("401", "Unauthenticated", "No valid key was given."),
    ("403", "Forbidden", "It is not allowed to whoever asks."),
    ("404", "NotFound", "It is not there."),
    ("409", "Conflict", "It clashes with something that is there."),
    ("412", "PreconditionFailed", "It was changed meanwhile."),
    ("413", "TooLarge", "The body is larger than 1 MB."),
    ("415", "UnsupportedMedia", "The body is not application/json."),
    ("422", "Refused", "Understood, but the rules say no; `refusals` tells what is missing."),
    ("429", "Limited", "The key sends too many requests."),
    ("503", "Unavailable", "Busy or broken; repeat with the same Idempotency-Key."),
];

const TAGS: [(&str, &str); 28] = [
    ("members", "People who take part."),
    ("identities", "What leads to a member: phone, e-mail, card, QR token, the caller's id."),
    ("balances", "What members hold, and corrections of it."),
    ("ledger", "What happened to a member, and why."),
    ("choices", "What members pick, and offers that they activate."),
    ("memberships", "Memberships that are paid for, and whether they pay for themselves."),
    ("proofs", "What members prove and own."),
    ("giving", "Gifts, donations, exchanges with partners' programmes."),
    ("referrals", "Bringing friends."),
    ("groups", "Households, circles of friends, firms."),
    ("quotes", "What a basket would cost and give."),
    ("receipts", "Purchases that were paid."),
    ("returns", "Goods that come back, and sales that never were."),
    ("holds", "Reservations of units."),
    ("events", "Custom actions that the programme declares."),
    ("submissions", "What waits for a decision: actions, lower prices elsewhere."),
    ("rewards", "The catalogue, benefits and claims."),
    ("coupons", "Coupons, promo codes and batches of codes."),
    ("certificates", "Money on a code."),
    ("play", "Raffles, leaderboards, badges."),
    ("partners", "Affiliates, settlements, disputes, payouts."),
    ("programme", "The programme document and its versions."),
    ("access", "Signing in, staff, tills, and the record of administrative acts."),
    ("keys", "Keys of the API."),
    ("webhooks", "Where events are sent, and what became of them."),
    ("sandbox", "The clock of test mode."),
    ("summary", "The programme in numbers."),
    ("reports", "Figures of days and periods, stores, and lists as files."),
];

const ABOUT: &str = "Customer loyalty. Amounts are decimal texts: money in the programme's \
    currency, units at the decimals that the programme declares. Times are RFC 3339. Every write \
    takes an `Idempotency-Key`: repeated with the same key it has one effect and gets the same \
    answer, marked with `Idempotency-Replayed: true`. Errors are `application/problem+json` with \
    a stable `code`. Sentences come in the language of `Accept-Language`.";

/// The description without operations.
pub(crate) fn frame() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Tessera")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(
            LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build(),
        ))
        .build();
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A key of the API. Its role is till, server or admin."))
        .build();
    let mut schemas = Vec::new();
    ProblemBody::schemas(&mut schemas);
    let mut components = ComponentsBuilder::new()
        .schema_from::<ProblemBody<'_>>()
        .schemas_from_iter(schemas)
        .security_scheme("key", SecurityScheme::Http(key));
    for (_, name, description) in PROBLEMS {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new()
            .description(description)
            .content("application/problem+json", content)
            .build();
        components = components.response(name, response);
    }
    let tags =
        TAGS.map(|(name, about)| TagBuilder::new().name(name).description(Some(about)).build());
    OpenApiBuilder::new()
        .info(info)
        .tags(Some(tags))
        .components(Some(components.build()))
        .security(Some([SecurityRequirement::new::<_, [&str; 0], _>("key", [])]))
        .build()
}

/// Adds to each operation what all of its kind have.
pub(crate) fn finish(mut api: OpenApi) -> OpenApi {
    let access = Lookup::new();
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            let found = access.find(&method, path);
            finish_operation(operation, &method, found.map(|f| f.access));
        }
    }
    api
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Method, &mut Operation)> {
    let slots = [
        (Method::GET, item.get.as_mut()),
        (Method::PUT, item.put.as_mut()),
        (Method::POST, item.post.as_mut()),
        (Method::PATCH, item.patch.as_mut()),
        (Method::DELETE, item.delete.as_mut()),
    ];
    slots.into_iter().filter_map(|(method, operation)| Some((method, operation?)))
}

/// Whether an operation changes something.
pub(crate) fn is_write(method: &Method, operation_id: &str) -> bool {
    method != Method::GET && !QUESTIONS.contains(&operation_id)
}

fn finish_operation(operation: &mut Operation, method: &Method, access: Option<Access>) {
    let id = operation.operation_id.clone().unwrap_or_default();
    let careful = CAREFUL.iter().find(|(name, _)| *name == id);
    for (status, name, _) in PROBLEMS {
        let applies = match status {
            "412" => careful.is_some(),
            "413" | "415" => operation.request_body.is_some(),
            _ => true,
        };
        if applies {
            let response = RefOr::Ref(Ref::from_response_name(name));
            operation.responses.responses.insert(status.to_owned(), response);
        }
    }
    let parameters = operation.parameters.get_or_insert_default();
    if is_write(method, &id) {
        let text = ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(1))
            .max_length(Some(LONGEST_KEY))
            .pattern(Some("^[!-~]+$"));
        let key = ParameterBuilder::new()
            .name(IDEMPOTENCY_KEY)
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some("Fresh for each operation, the same when it is repeated."))
            .schema(Some(text));
        parameters.push(RefOr::T(key.build()));
        for (status, response) in &mut operation.responses.responses {
            if let (true, RefOr::T(response)) = (status.starts_with('2'), response) {
                let header = HeaderBuilder::new()
                    .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                    .description(Some("`true` when the request had been carried out before."));
                response
                    .headers
                    .insert("idempotency-replayed".to_owned(), RefOr::T(header.build()));
            }
        }
    }
    if let Some((_, required)) = careful {
        let text = ObjectBuilder::new().schema_type(Type::String).max_length(Some(100));
        let tag = ParameterBuilder::new()
            .name("if-match")
            .parameter_in(ParameterIn::Header)
            .required(required.clone())
            .description(Some("The `ETag` of what is changed."))
            .schema(Some(text));
        parameters.push(RefOr::T(tag.build()));
    }
    let needed: Vec<&str> = match access {
        Some(Access::OneOf(permissions)) => permissions.words().collect(),
        Some(Access::Known) => vec!["known"],
        Some(Access::Public) => {
            operation.security = Some(Vec::new());
            vec!["public"]
        }
        None => return,
    };
    let needed = ExtensionsBuilder::new().add("x-permissions", needed).build();
    operation.extensions.get_or_insert_default().merge(needed);
}
