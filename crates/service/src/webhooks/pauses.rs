//! How long to wait before the next attempt.

use crate::Entropy;
use jiff::{SignedDuration, Timestamp};
use model::Instant;

/// After the first failure.
const FIRST_MS: i64 = 5_000;

/// Each pause is so many times as long as the one before.
const FACTOR: i64 = 4;

/// Never longer than six hours.
const LONGEST_MS: i64 = 6 * 3_600_000;

/// The longest that a receiver may ask to be left alone.
const LONGEST_ASKED: SignedDuration = SignedDuration::from_hours(24);

/// The pause after so many failed attempts: exponential, and up to a quarter shorter or
/// longer, so that what failed together does not come back together.
pub(super) fn after(attempts: u32, entropy: &dyn Entropy) -> SignedDuration {
    let factor = FACTOR.saturating_pow(attempts.saturating_sub(1));
    let whole = FIRST_MS.saturating_mul(factor).min(LONGEST_MS);
    let mut random = [0; 4];
    entropy.fill(&mut random);
    let spread = whole / 2;
    let random = i64::from(u32::from_le_bytes(random)) % (spread + 1);
    SignedDuration::from_millis(whole - spread / 2 + random)
}

/// When the next attempt is due, or nothing when this was the last one. The last attempt
/// comes when patience ends, not a pause before.
pub(super) fn next(
    now: Instant,
    until: Instant,
    pause: SignedDuration,
    asked: Option<SignedDuration>,
) -> Option<Instant> {
    if now >= until {
        return None;
    }
    let pause = asked.map_or(pause, |asked| asked.max(pause));
    Some(now.checked_add(pause).map_or(until, |next| next.min(until)))
}

/// What `Retry-After` asks for: seconds, or a date of the receiver's clock.
pub(super) fn asked(retry_after: &str, machine_now: Timestamp) -> Option<SignedDuration> {
    let text = retry_after.trim();
    let pause = match text.parse::<u32>() {
        Ok(seconds) => SignedDuration::from_secs(i64::from(seconds)),
        Err(_) => {
            let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
            date.duration_since(machine_now)
        }
    };
    pause.is_positive().then(|| pause.min(LONGEST_ASKED))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    #[test]
    fn pauses_grow_and_are_never_quite_the_same() {
        let entropy = SeededEntropy::new("pauses");
        for (attempts, seconds) in [(1, 5), (2, 20), (3, 80), (4, 320), (9, 21_600), (90, 21_600)] {
            let whole = f64::from(seconds);
            let pauses: Vec<f64> =
                (0..50).map(|_| after(attempts, &entropy).as_secs_f64()).collect();
            assert!(pauses.iter().all(|p| (whole * 0.75..=whole * 1.25).contains(p)), "{pauses:?}");
            assert!(pauses.iter().any(|p| *p < whole) && pauses.iter().any(|p| *p > whole));
        }
    }

    #[test]
    fn the_last_attempt_comes_when_patience_ends() {
        let at = |s| Timestamp::from_second(s).expect("a moment");
        let seconds = SignedDuration::from_secs;
        assert_eq!(next(at(0), at(100), seconds(20), None), Some(at(20)));
        assert_eq!(next(at(0), at(100), seconds(20), Some(seconds(60))), Some(at(60)));
        assert_eq!(next(at(0), at(100), seconds(20), Some(seconds(6))), Some(at(20)));
        assert_eq!(next(at(90), at(100), seconds(20), None), Some(at(100)));
        assert_eq!(next(at(100), at(100), seconds(20), None), None);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-03-02T09:00:00Z".parse().expect("a moment");
        let seconds = |s| Some(SignedDuration::from_secs(s));
        assert_eq!(asked("120", now), seconds(120));
        assert_eq!(asked("Mon, 02 Mar 2026 09:01:30 GMT", now), seconds(90));
        assert_eq!(asked("Mon, 02 Mar 2026 08:01:30 GMT", now), None);
        assert_eq!(asked("4000000000", now), seconds(86_400));
        for text in ["", "0", "soon", "-5"] {
            assert_eq!(asked(text, now), None, "{text}");
        }
    }
}
