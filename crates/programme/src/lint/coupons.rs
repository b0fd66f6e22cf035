//! Codes that can be guessed or used without end, and actions that give something without limit.

use super::{Lint, gives_value};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::rulebook::CouponType;
use crate::source::Path;

/// A shared code needs at least so many characters.
const LENGTH: usize = 6;
/// And so many digits, or it is a word that somebody tries.
const DIGITS: usize = 2;

impl Lint<'_> {
    pub(super) fn coupons(&mut self) {
        for coupon in &self.book.coupons {
            let Some(shared) = &coupon.code else { continue };
            let at = Path::root().key("coupons").key(coupon.key.as_str()).key("code");
            if shared.chars().count() < LENGTH
                || shared.chars().filter(char::is_ascii_digit).count() < DIGITS
            {
                let message = format!("the code `{shared}` is easy to guess");
                self.warn(
                    code::COUPON_GUESSABLE,
                    &at,
                    message,
                    "use at least six characters with some digits",
                );
            }
            if self.is_unlimited(coupon) {
                let message = format!("the code `{shared}` can be used by everybody for ever");
                self.warn(code::COUPON_UNLIMITED, &at, message, "add `uses`, `until` or a budget");
            }
        }
    }

    fn is_unlimited(&self, coupon: &CouponType) -> bool {
        let rules = self.book.rules.iter().filter(|rule| rule.coupon.as_ref() == Some(&coupon.key));
        coupon.uses.is_none()
            && coupon.until.is_none()
            && rules.into_iter().all(|rule| {
                rule.schedule.until.is_none()
                    && rule.budget.is_none()
                    && !rule.limits.iter().any(|limit| limit.in_all)
            })
    }

    pub(super) fn events(&mut self) {
        for event in self.book.events.iter().filter(|event| event.limits.is_empty()) {
            let gives = self
                .book
                .rule(event.key.as_str())
                .is_some_and(|rule| rule.section == "events" && gives_value(&rule.effects));
            if gives {
                let at = Path::root().key("events").key(event.key.as_str());
                let message = format!(
                    "`{}` gives something each time it is reported, however often",
                    event.key
                );
                let hint = "add `limits`, such as `[{ times: 3, every: month }]`";
                self.note(Diagnostic::warning, code::EVENT_UNLIMITED, &at, message, hint);
            }
        }
    }
}
