//! Reservations of units with a time limit.

use super::{done, made};
use crate::answer::Answer;
use crate::app::App;
use crate::extract::{Body, Id, Locale, Write};
use crate::problem::Problem;
use crate::reading::Reading;
use crate::scales::Scales;
use crate::wire::change::Change;
use crate::wire::ids;
use crate::wire::text::{Decimal, Word};
use crate::wire::who::MemberRef;
use axum::extract::State;
use jiff::SignedDuration;
use model::Key;
use model::id::HoldId;
use serde::Deserialize;
use service::holds;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// How long a hold lasts unless told otherwise.
const QUARTER_OF_AN_HOUR: u32 = 900;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create)).routes(routes!(capture)).routes(routes!(release))
}

/// A reservation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "member": { "card": "4006381333931" }, "unit": "points", "amount": "100", "seconds": 600
}))]
struct NewHold {
    /// Whose units.
    member: MemberRef,
    /// Which unit.
    unit: Word,
    /// How much.
    amount: Decimal,
    /// How long; 900 when absent.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 2678400)]
    seconds: Option<u32>,
}

/// Reserve units
///
/// The answer names the hold in `hold`. It lapses by itself when its time is over.
#[utoipa::path(post, path = "/v1/holds", operation_id = "create_hold", tag = "holds",
    request_body = NewHold, responses((status = 201, description = "Reserved.", body = Change)))]
async fn create(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Body(new): Body<NewHold>,
) -> Result<Answer<Change>, Problem> {
    let who = new.member.shown(&app.tessera, write.by(), "/member").await?;
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let amount = reading.some_units(&new.unit.0, &new.amount, || "/amount".to_owned());
    reading.finish()?;
    let unit = Key::from(new.unit);
    let lasting = SignedDuration::from_secs(new.seconds.unwrap_or(QUARTER_OF_AN_HOUR).into());
    let ask = write.ask(&("create_hold", &who, &unit, amount, lasting.as_secs()));
    let committed = holds::place(&app.tessera, &ask, &who, unit, amount, lasting).await?;
    made(&app, committed, &locale).await
}

/// Using a reservation.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "unit": "points", "amount": "50" }))]
struct NewCapture {
    /// The unit of the hold; needed with `amount`.
    unit: Option<Word>,
    /// How much of it; the rest is free again. All of it when absent.
    amount: Option<Decimal>,
}

/// Use a reservation
#[utoipa::path(post, path = "/v1/holds/{hold_id}/capture", operation_id = "capture_hold",
    tag = "holds", params(("hold_id" = ids::HoldId, Path, description = "Which hold.")),
    request_body = NewCapture, responses((status = 200, description = "Used.", body = Change)))]
async fn capture(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(hold): Id<HoldId>,
    Body(new): Body<NewCapture>,
) -> Result<Answer<Change>, Problem> {
    let scales = Scales::now(&app).await?;
    let mut reading = Reading::new(&scales);
    let amount = match (&new.amount, &new.unit) {
        (None, _) => None,
        (Some(amount), Some(unit)) => {
            Some(reading.some_units(&unit.0, amount, || "/amount".to_owned()))
        }
        (Some(_), None) => {
            reading.wrong("/unit".to_owned(), "expected the unit of the amount");
            None
        }
    };
    reading.finish()?;
    let ask = write.ask(&("capture_hold", hold, amount));
    let committed = holds::capture(&app.tessera, &ask, hold, amount).await?;
    done(&app, committed, &locale).await
}

/// Give a reservation up
#[utoipa::path(post, path = "/v1/holds/{hold_id}/release", operation_id = "release_hold",
    tag = "holds", params(("hold_id" = ids::HoldId, Path, description = "Which hold.")),
    responses((status = 200, description = "Free again.", body = Change)))]
async fn release(
    State(app): State<App>,
    write: Write,
    locale: Locale,
    Id(hold): Id<HoldId>,
) -> Result<Answer<Change>, Problem> {
    let ask = write.ask(&("release_hold", hold));
    let committed = holds::release(&app.tessera, &ask, hold).await?;
    done(&app, committed, &locale).await
}
