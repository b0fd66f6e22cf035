//! Names of places in a document: `offers.birthday.percent`, `tiers.status.levels[2].at`.

use std::fmt;

use smol_str::SmolStr;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// Into the value of a key.
    Key(SmolStr),
    /// Into an item of a list, from 0.
    Index(usize),
}

/// The way from the root of a document to a value.
///
/// Written with dots and brackets; a key with other characters than letters, digits, `_` and `-` is put in
/// brackets and quotes, as in `texts["tier.gold"].en`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The document itself.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// The value of a key below this place.
    #[must_use]
    pub fn key(&self, key: impl Into<SmolStr>) -> Self {
        let mut longer = self.clone();
        longer.push_key(key);
        longer
    }

    /// An item of the list at this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut longer = self.clone();
        longer.push_index(index);
        longer
    }

    /// Goes down into the value of a key.
    pub fn push_key(&mut self, key: impl Into<SmolStr>) {
        self.0.push(Segment::Key(key.into()));
    }

    /// Goes down into an item of a list.
    pub fn push_index(&mut self, index: usize) {
        self.0.push(Segment::Index(index));
    }

    /// Goes up one step.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// The steps from the root.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Reads the written form. Anything that is not an index or a quoted key is taken as a key, so this never
    /// fails; a wrong path simply leads nowhere.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut path = Self::root();
        let mut rest = text;
        while !rest.is_empty() {
            rest = rest.strip_prefix('.').unwrap_or(rest);
            rest = path.parse_step(rest);
        }
        path
    }

    fn parse_step<'a>(&mut self, rest: &'a str) -> &'a str {
        if let Some(quoted) = rest.strip_prefix("[\"")
            && let Some(end) = quoted.find("\"]")
        {
            self.push_key(&quoted[..end]);
            return &quoted[end + 2..];
        }
        if let Some((index, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']'))
            && let Ok(index) = index.parse()
        {
            self.push_index(index);
            return after;
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|&(_, c)| c == '.' || c == '[')
            .map_or(rest.len(), |(at, _)| at);
        self.push_key(&rest[..end]);
        &rest[end..]
    }

    /// The same place as a JSON pointer (RFC 6901): `/tiers/status/levels/2/at`.
    #[must_use]
    pub fn to_json_pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in &self.0 {
            pointer.push('/');
            match segment {
                Segment::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
                Segment::Index(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}

impl From<&str> for Path {
    fn from(text: &str) -> Self {
        Self::parse(text)
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) if is_simple(key) => {
                    write!(f, "{}{key}", if at == 0 { "" } else { "." })?
                }
                Segment::Key(key) => write!(f, "[\"{key}\"]")?,
            }
        }
        Ok(())
    }
}

fn is_simple(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}
