//! The logo of the shop as the icon of its apps, where they are put on a home screen.
//!
//! Devices want a square picture. A logo that is one is taken as it is, with its own size. Any
//! other stands in the middle of a square drawing, which fits every size. Neither may be cut to a
//! circle (`maskable`): a logo reaches to its edges, and devices put it on a ground of theirs.

use crate::routes::branding;
use serde_json::{Value, json};
use service::branding::{Logo, Picture};

/// The drawing, below the address of an app.
pub(crate) const DRAWING: &str = "icon.svg";

/// What iPhones take, whatever the manifest says.
pub(crate) const TOUCH: &str = "touch-icon.png";

/// Pixels of the smallest picture that browsers take for an app.
const SMALLEST: u32 = 144;

/// Kinds of pictures that browsers take for an app.
const KINDS: [&str; 2] = ["image/png", "image/webp"];

/// Kinds of pictures that iPhones take.
const TOUCH_KINDS: [&str; 2] = ["image/png", "image/jpeg"];

/// The icons of a manifest.
pub(crate) fn icons(logo: &Logo) -> Value {
    let size = logo.picture().filter(|picture| {
        picture.is_square() && picture.width >= SMALLEST && KINDS.contains(&logo.kind.as_str())
    });
    match size {
        Some(size) => json!([{
            "src": branding::address(logo),
            "sizes": format!("{0}x{0}", size.width),
            "type": logo.kind,
            "purpose": "any",
        }]),
        None => json!([{
            "src": format!("{DRAWING}?v={}", logo.version()),
            "sizes": "any",
            "type": "image/svg+xml",
            "purpose": "any",
        }]),
    }
}

/// The logo in the middle of a square.
pub(crate) fn drawing(logo: &Logo) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">\
         <image width=\"32\" height=\"32\" href=\"{}\"/></svg>",
        logo.data_address()
    )
}

/// Whether an iPhone shows the logo well: it makes a square of everything, and what shines
/// through black.
pub(crate) fn is_for_touch(logo: &Logo) -> bool {
    let is_kind = TOUCH_KINDS.contains(&logo.kind.as_str());
    let fits =
        |picture: Picture| picture.is_square() && picture.is_opaque && picture.width >= SMALLEST;
    is_kind && logo.picture().is_some_and(fits)
}
