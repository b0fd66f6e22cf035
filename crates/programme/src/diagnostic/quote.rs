//! Words of the document inside our sentences.

/// Characters of a value shown in a message before it is cut.
const SHOWN_CHARS: usize = 60;

/// The text between backticks, cut when long. Control and direction characters are written as escapes, so that
/// a document cannot drive the terminal that shows the message.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len().min(SHOWN_CHARS * 4) + 2);
    quoted.push('`');
    for (count, character) in text.chars().enumerate() {
        if count == SHOWN_CHARS {
            quoted.push('…');
            break;
        }
        push_visible(&mut quoted, character);
    }
    quoted.push('`');
    quoted
}

/// Appends the character, as an escape when it would be invisible or change how its neighbours are shown.
pub(super) fn push_visible(to: &mut String, character: char) {
    let directional = matches!(character,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}');
    if character.is_control() || directional {
        to.extend(character.escape_default());
    } else {
        to.push(character);
    }
}
