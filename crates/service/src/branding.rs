//! How a shop shows itself: on its screens, before anybody has signed in.

use crate::error::{Broken, Error};
pub use crate::picture::Picture;
use crate::{Ask, Tessera};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use model::Code;
use model::entry::Hash;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

const SETTING: &str = "branding";

/// The longest name.
pub const LONGEST_NAME: usize = 80;

/// The largest picture, in bytes.
pub const LARGEST_LOGO: usize = 64_000;

/// Kinds of pictures, and how their bytes begin.
const KINDS: [(&str, &[u8]); 3] =
    [("image/png", b"\x89PNG\r\n\x1a\n"), ("image/webp", b"RIFF"), ("image/jpeg", b"\xff\xd8\xff")];

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// `image/png`, ... .
    pub kind: String,
    /// Its bytes in base 64.
    data: String,
}

/// What a shop decided about its looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branding {
    /// What customers call the programme; the document's name when absent.
    pub name: Option<SmolStr>,
    /// `#1f6b5b`; ours when absent.
    pub colour: Option<SmolStr>,
    /// Its picture.
    pub logo: Option<Logo>,
}

impl Logo {
    /// Reads `data:image/png;base64,...`.
    pub fn read(address: &str) -> Result<Self, Error> {
        let wrong = |detail: &str| Error::refused(Code::BRANDING_INVALID, detail.to_owned());
        let rest = address.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,"));
        let (kind, data) = rest.ok_or_else(|| wrong("the logo is no data address in base 64"))?;
        let bytes = BASE64.decode(data).map_err(|_| wrong("the logo is no base 64"))?;
        if bytes.len() > LARGEST_LOGO {
            return Err(wrong("the logo is larger than 64 kB"));
        }
        // Drawings that could hold scripts are not among them.
        let is_known = KINDS.iter().any(|(name, start)| *name == kind && bytes.starts_with(start));
        match is_known {
            true => Ok(Self { kind: kind.to_owned(), data: data.to_owned() }),
            false => Err(wrong("the logo is no PNG, WebP or JPEG")),
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Vec<u8> {
        BASE64.decode(&self.data).unwrap_or_default()
    }

    /// All of it as one address, `data:image/png;base64,...`.
    pub fn data_address(&self) -> String {
        format!("data:{};base64,{}", self.kind, self.data)
    }

    /// How large it is; nothing when its head does not tell.
    pub fn picture(&self) -> Option<Picture> {
        Picture::read(&self.bytes())
    }

    /// Changes when the picture does.
    pub fn version(&self) -> String {
        Hash::of(self.data.as_bytes()).to_string().chars().take(16).collect()
    }
}

/// How the shop shows itself.
pub async fn get(tessera: &Tessera) -> Result<Branding, Error> {
    let Some(text) = tessera.store().find_setting(SETTING).await? else {
        return Ok(Branding::default());
    };
    serde_json::from_str(&text).map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "branding", reason: error.to_string() })
    })
}

/// Changes how the shop shows itself.
pub async fn set(tessera: &Tessera, ask: &Ask, new: Branding) -> Result<Branding, Error> {
    check(&new)?;
    let name = new.name.as_deref().unwrap_or_default();
    let noted = tessera.note(ask, "branding_changed", [("name", name.into())]).await?;
    if noted.replayed {
        // What was changed since stays.
        return get(tessera).await;
    }
    let text = serde_json::to_string(&new).expect("texts are plain");
    tessera.store().put_setting(SETTING, &text).await?;
    get(tessera).await
}

fn check(new: &Branding) -> Result<(), Error> {
    let wrong = |detail: &str| Err(Error::refused(Code::BRANDING_INVALID, detail.to_owned()));
    let is_name = |name: &SmolStr| !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME;
    if new.name.as_ref().is_some_and(|name| !is_name(name)) {
        return wrong("the name has 1 to 80 characters");
    }
    let is_colour = |text: &SmolStr| {
        let digits = text.strip_prefix('#').unwrap_or_default();
        digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit())
    };
    match new.colour.as_ref().is_some_and(|colour| !is_colour(colour)) {
        true => wrong("a colour is written #1f6b5b"),
        false => Ok(()),
    }
}
