//! The codes of findings about the text and shape of a document. Append only: a code is never renamed or reused.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: &str = $code;)+
        /// Every code of this list with its title, for the reference page.
        pub const ALL: &[(&str, &str)] = &[$(($code, concat!($($doc),+).trim_ascii_start())),+];
    };
}

codes! {
    /// The file is larger than is read.
    TOO_LARGE = "source.too_large";
    /// The file is not UTF-8 text.
    NOT_UTF8 = "source.not_utf8";
    /// The file contains a control character.
    CONTROL_CHARACTER = "source.control_character";
    /// The file contains no document.
    EMPTY = "source.empty";
    /// The text is not YAML.
    SYNTAX = "source.syntax";
    /// Lists and maps are nested too deeply.
    TOO_DEEP = "source.too_deep";
    /// The document has too many values.
    TOO_MANY_NODES = "source.too_many_nodes";
    /// A key is longer than any name needs.
    KEY_TOO_LONG = "source.key_too_long";
    /// A key is empty, a list or a map.
    KEY_NOT_TEXT = "source.key_not_text";
    /// A key stands twice in one map.
    DUPLICATE_KEY = "source.duplicate_key";
    /// An anchor (`&name`) is used.
    ANCHOR_NOT_ALLOWED = "source.anchor_not_allowed";
    /// An alias (`*name`) is used.
    ALIAS_NOT_ALLOWED = "source.alias_not_allowed";
    /// A tag (`!name`) is used.
    TAG_NOT_ALLOWED = "source.tag_not_allowed";
    /// A merge key (`<<`) is used.
    MERGE_NOT_ALLOWED = "source.merge_not_allowed";
    /// The file holds more than one document.
    SEVERAL_DOCUMENTS = "source.several_documents";
    /// A key is not known at this place.
    UNKNOWN_KEY = "document.unknown_key";
    /// A value has the wrong type.
    WRONG_TYPE = "document.wrong_type";
    /// A required key is missing.
    MISSING_KEY = "document.missing_key";
    /// A value is not one of those allowed.
    UNKNOWN_VALUE = "document.unknown_value";
    /// A value is not written in the form needed.
    BAD_FORMAT = "document.bad_format";
    /// A name used as a key is not written in the form needed.
    BAD_KEY = "document.bad_key";
    /// A number, text or list is too small or too large.
    OUT_OF_RANGE = "document.out_of_range";
    /// Keys that exclude each other are given together.
    CONFLICTING_KEYS = "document.conflicting_keys";
    /// An item stands twice in a list of different items.
    DUPLICATE_ITEM = "document.duplicate_item";
    /// A value is not allowed at this place.
    NOT_ALLOWED = "document.not_allowed";
    /// A value could not be understood.
    INVALID = "document.invalid";
}
