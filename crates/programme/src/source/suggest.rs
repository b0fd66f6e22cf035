//! "Did you mean": the nearest of a few known names.
//!
//! Cost: the product of the two lengths per known name; names longer than [`LONGEST`] are not compared.

/// Longest name for which a suggestion is looked for.
const LONGEST: usize = 64;
/// Known names listed in a hint when none is near.
const LISTED: usize = 12;

/// The known name that was probably meant.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = fold(written);
    if plain.is_empty() || plain.len() > LONGEST {
        return None;
    }
    let far = (plain.len() / 3).clamp(1, 3);
    let ranked = known.into_iter().filter_map(|name| {
        let folded = fold(name);
        // Lengths that differ by more than the limit cannot be near.
        let near = folded.len().abs_diff(plain.len()) <= far;
        let distance = if near { distance(&plain, &folded) } else { usize::MAX };
        // A part of a longer word (`percent` for `percent_off`) is a weaker, but still useful guess.
        let part = plain.len() >= 4 && folded.len() >= 4;
        let begins = part && (starts_with(&folded, &plain) || starts_with(&plain, &folded));
        if distance <= far {
            Some((distance, name))
        } else if begins {
            Some((far + 1, name))
        } else {
            None
        }
    });
    ranked.min_by_key(|&(distance, _)| distance).map(|(_, name)| name)
}

/// A hint about known names: the nearest, or all when they are few, or nothing.
#[must_use]
pub fn hint(written: &str, known: &[&str]) -> Option<String> {
    if let Some(name) = nearest(written, known.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let several = known.len() > 1;
    match known {
        [] => None,
        few if few.len() <= LISTED => {
            Some(format!("{} {}", if several { "one of" } else { "only" }, listed(few)))
        }
        _ => None,
    }
}

/// Names in backticks with commas.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Lower case without the separators that people mix up.
fn fold(name: &str) -> Vec<char> {
    let kept = name.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
    kept.flat_map(char::to_lowercase).take(LONGEST + 1).collect()
}

fn starts_with(long: &[char], short: &[char]) -> bool {
    long.starts_with(short)
}

/// Edits (insert, delete, replace, swap neighbours) from one word to the other (optimal string alignment).
fn distance(one: &[char], two: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=two.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in two.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == two[j - 1] && one[i - 1] == *b {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let known = ["offers", "tiers", "earning", "percent"];
        for (written, meant) in [
            ("ofers", "offers"),
            ("tires", "tiers"),
            ("Earning", "earning"),
            ("per-cent", "percent"),
        ] {
            assert_eq!(nearest(written, known), Some(meant));
        }
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(nearest(&"a".repeat(1_000_000), known), None);
    }

    #[test]
    fn the_nearest_wins_over_the_near() {
        assert_eq!(nearest("tier", ["tiers", "timer"]), Some("tiers"));
        assert_eq!(nearest("percent_off", ["percent", "amount"]), Some("percent"));
    }

    #[test]
    fn few_names_are_listed_when_none_is_near() {
        assert_eq!(hint("zzz", &["a", "b"]).as_deref(), Some("one of `a`, `b`"));
        assert_eq!(hint("zzz", &[]), None);
    }
}
