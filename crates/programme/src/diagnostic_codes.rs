//! Every code that reading, expanding and checking a document can give, with a title and what to do about it.
//!
//! Purpose: one list for the reference page, the API and the console. Append only: a code is never renamed or
//! reused. The codes of the text and its shape are named in [`source::code`](crate::source::code), those of
//! conditions in [`condition`](crate::condition); they stand here too, so that the list is whole.

use crate::diagnostic::Severity;

/// One row of the list.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it says, in one sentence.
    pub title: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

/// The row of a code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Entry> {
    LIST.iter().find(|entry| entry.code == code)
}

macro_rules! codes {
    ($($name:ident = $code:literal, $severity:ident, $title:literal, $hint:literal;)*) => {
        $(#[doc = $title] pub const $name: &str = $code;)*
        /// Every code, in order of publication.
        pub const LIST: &[Entry] = &[
            $(Entry { code: $code, severity: Severity::$severity, title: $title, hint: $hint },)*
        ];
    };
}

codes! {
    SOURCE_TOO_LARGE = "source.too_large", Error, "The file is larger than is read.", "A programme document has at most 2 MB.";
    SOURCE_NOT_UTF8 = "source.not_utf8", Error, "The file is not UTF-8 text.", "Save it with the encoding UTF-8.";
    SOURCE_CONTROL_CHARACTER = "source.control_character", Error, "The file contains a control character.", "Remove it, or write it as an escape inside double quotes.";
    SOURCE_EMPTY = "source.empty", Error, "The file contains no document.", "Begin with `tessera: 1` and the section `programme`.";
    SOURCE_SYNTAX = "source.syntax", Error, "The text is not YAML.", "Look at the indentation and the quotes around the place.";
    SOURCE_TOO_DEEP = "source.too_deep", Error, "Lists and maps are nested too deeply.", "Write it flatter.";
    SOURCE_TOO_MANY_NODES = "source.too_many_nodes", Error, "The document has too many values.", "Split it into several programmes.";
    SOURCE_KEY_TOO_LONG = "source.key_too_long", Error, "A key is longer than any name needs.", "Choose a shorter name.";
    SOURCE_KEY_NOT_TEXT = "source.key_not_text", Error, "A key is empty, a list or a map.", "Write a name before the colon.";
    SOURCE_DUPLICATE_KEY = "source.duplicate_key", Error, "A key stands twice in one map.", "Remove one of them.";
    SOURCE_ANCHOR = "source.anchor_not_allowed", Error, "An anchor (`&name`) is used.", "Write the value out.";
    SOURCE_ALIAS = "source.alias_not_allowed", Error, "An alias (`*name`) is used.", "Write the value out.";
    SOURCE_TAG = "source.tag_not_allowed", Error, "A tag (`!name`) is used.", "Remove it.";
    SOURCE_MERGE = "source.merge_not_allowed", Error, "A merge key (`<<`) is used.", "Write the keys out.";
    SOURCE_SEVERAL_DOCUMENTS = "source.several_documents", Error, "The file holds more than one document.", "Keep one programme per file.";
    UNKNOWN_KEY = "document.unknown_key", Error, "A key is not known at this place.", "Check the spelling; `tessera schema` lists the keys.";
    WRONG_TYPE = "document.wrong_type", Error, "A value has the wrong type.", "See what is expected there.";
    MISSING_KEY = "document.missing_key", Error, "A required key is missing.", "Add it.";
    UNKNOWN_VALUE = "document.unknown_value", Error, "A value is not one of those allowed.", "Choose one of those listed.";
    BAD_FORMAT = "document.bad_format", Error, "A value is not written in the form needed.", "Follow the example in the message.";
    BAD_KEY = "document.bad_key", Error, "A name used as a key is not written in the form needed.", "Names begin with a small letter and have small letters, digits, `-` and `_`.";
    OUT_OF_RANGE = "document.out_of_range", Error, "A number, text or list is too small or too large.", "Choose a value within the range.";
    CONFLICTING_KEYS = "document.conflicting_keys", Error, "Keys that exclude each other are given together.", "Keep one of them.";
    DUPLICATE_ITEM = "document.duplicate_item", Error, "An item stands twice in a list of different items.", "Remove one of them.";
    NOT_ALLOWED = "document.not_allowed", Error, "A value is not allowed at this place.", "Remove it, or see where it belongs.";
    INVALID = "document.invalid", Error, "A value could not be understood.", "See what is expected there.";
    CONDITION_SYNTAX = "condition.syntax", Error, "A condition does not follow the grammar of CEL.", "Compare with `line.category == 'coffee' && basket.total >= 1500`.";
    CONDITION_UNKNOWN_NAME = "condition.unknown_name", Error, "A condition uses a name that is not known there.", "The reference of conditions lists the names; metrics, units, tracks and attributes are declared in the document.";
    CONDITION_UNKNOWN_VALUE = "condition.unknown_value", Error, "A text is compared with a value that cannot occur.", "Choose one of those listed.";
    CONDITION_TYPE = "condition.type_mismatch", Error, "Values in a condition do not go together.", "Compare numbers with numbers and texts with texts.";
    CONDITION_TOO_LARGE = "condition.too_large", Error, "A condition is longer, or more work, than it may be.", "Split it, or use a metric.";
    CONDITION_TOO_DEEP = "condition.too_deep", Error, "A condition is nested too deeply.", "Write it flatter.";
    CONDITION_NOT_SUPPORTED = "condition.not_supported", Error, "A condition uses a part of CEL that Tessera leaves out.", "See the reference of conditions for what can be used.";
    CONDITION_PRECISION = "condition.literal_precision", Error, "A number in a condition cannot be represented exactly.", "Use at most six decimals.";
    UNSUPPORTED_VERSION = "document.unsupported_version", Error, "This version of the document language is not known.", "Write `tessera: 1`.";
    UNKNOWN_REFERENCE = "document.unknown_reference", Error, "A name refers to something that the document does not have.", "Check the spelling, or declare it.";
    EXACTLY_ONE = "document.exactly_one", Error, "Exactly one of several keys is needed.", "Keep one and remove the others.";
    DUPLICATE_NAME = "document.duplicate_name", Error, "Two things share a name.", "Rename one: all sections that make rules share one set of names, and rewards and benefits another.";
    GIVES_NOTHING = "document.gives_nothing", Error, "Nothing is given.", "Say in `gives` what follows: `award`, `coupon`, `free`, `certificate`, `tag`, `surprise`, `membership`, `tier` or `message`.";
    TOO_MANY = "document.too_many", Error, "There are more rules than can be kept.", "At most 65,000 rules fit into one programme.";
    TIME_ZONE_UNKNOWN = "time_zone.unknown", Error, "The time zone is not known.", "Use an IANA name such as `Europe/Moscow`.";
    CURRENCY_UNKNOWN = "currency.unknown", Error, "The currency is not known.", "Use an ISO 4217 code such as `RUB`.";
    LOCALE_INVALID = "locale.invalid", Error, "A locale is not well-formed, or none is given.", "Write languages such as `en`, `ru` or `pt-BR`.";
    MONEY_TOO_PRECISE = "money.too_precise", Error, "An amount has more decimals than the currency.", "Round it to the currency's smallest coin.";
    UNITS_TOO_PRECISE = "units.too_precise", Error, "An amount of units has more decimals than the unit keeps.", "Round it, or raise the unit's `scale`.";
    PERCENT_OVER_100 = "percent.over_100", Error, "More than 100 % would be taken off.", "A discount is at most 100 %.";
    UNIT_NO_WORTH = "unit.no_worth", Error, "A unit needs a worth in money for this.", "Say in the unit what one is worth: `worth: 1`.";
    STEPS_NOT_GROWING = "steps.not_growing", Error, "Steps do not grow.", "Order them from the smallest to the largest, each once.";
    SCHEDULE_EMPTY = "schedule.empty", Error, "The end is not after the beginning.", "A period is half-open: `until` is its last day, or the moment when it is over.";
    COUPON_BAD_CODE = "coupon.bad_code", Error, "A promo code cannot be typed.", "Use 3 to 32 letters, digits and `-`.";
    COUPON_DUPLICATE_CODE = "coupon.duplicate_code", Error, "Two coupons share a promo code.", "Choose another code; capital and small letters are the same.";
    TEXT_MISSING_LOCALE = "text.missing_locale", Warning, "A text is missing in one of the programme's locales.", "Add it, or people see another language.";
    TEXT_UNKNOWN_LOCALE = "text.unknown_locale", Warning, "A text is given in a locale that the programme does not list.", "Add the locale to `programme.locales`, or remove the text.";
    TEXT_MISSING_PLURAL = "text.missing_plural", Warning, "A plural form is missing.", "Russian needs `one`, `few` and `many`, English `one`.";
    CONDITION_CONSTANT = "condition.constant", Warning, "A condition is always true or always false.", "Remove it, or compare with something that changes.";
    MINIMUM_ZERO = "minimum.zero", Warning, "A minimum of zero asks for nothing.", "Remove it, or say how much is needed.";
    OFFER_GIVES_NOTHING = "offer.gives_nothing", Warning, "The discount is zero for everybody.", "Say how much is taken off.";
    OFFER_OVERLAP = "offer.exclusive_overlap", Warning, "Two exclusive offers can apply to the same receipt, and nothing says which goes first.", "Give them different priorities, or conditions or schedules that exclude each other.";
    OFFER_OVER_CAP = "offer.over_max_discount", Warning, "An offer takes off more than `max_discount` allows.", "Lower the offer or raise `settings.max_discount`; otherwise people see less than is promised.";
    OFFERS_OVER_CAP = "offer.stack_over_max_discount", Advice, "Offers together can take off more than `max_discount` allows.", "Put them into one group that chooses the best, or accept that the cap cuts them.";
    OFFERS_NO_FLOOR = "offer.no_floor", Warning, "Offers together can take off most of the price, and nothing stops them.", "Set `settings.max_discount` or `settings.min_margin`, or put them into one group that chooses the best.";
    TIER_UNREACHABLE = "tier.unreachable", Warning, "Nobody can reach this level.", "Give it a threshold that purchases feed, `by: joining`, `by: invitation` or `by: condition`.";
    TIER_NOT_GROWING = "tier.not_growing", Warning, "A higher level is reached with less than a lower one.", "Order levels from the lowest to the highest threshold.";
    LADDER_DECREASING = "ladder.decreasing", Warning, "A higher step gives less than the one before.", "Check the steps; members would lose by buying more.";
    COUPON_UNLIMITED = "coupon.unlimited", Warning, "A shared promo code can be used without any end.", "Set `uses`, `until` or a budget.";
    COUPON_GUESSABLE = "coupon.guessable", Warning, "A promo code is easy to guess.", "Use at least six characters with some digits, such as `SPRING-4821`.";
    EVENT_UNLIMITED = "event.unlimited", Warning, "A custom action gives something every time, without limit.", "Add `limits`, such as three times every month.";
    UNIT_NEVER_SPENT = "unit.never_spent", Warning, "A unit can never be spent.", "Add `redemption`, a `conversion`, an `exchange`, a cause, a raffle or rewards in the `catalogue`, or use it for tiers.";
    UNIT_NEVER_EARNED = "unit.never_earned", Warning, "Nothing in the document earns this unit.", "Add `earning` or a rule that awards it.";
    REWARD_FREE = "reward.free", Warning, "A reward costs nothing.", "Say what it costs, or limit it.";
    METRIC_UNUSED = "metric.unused", Advice, "Nothing reads this metric.", "Use it in a tier, steps or a condition, or remove it.";
    BUDGET_UNUSED = "budget.unused", Advice, "Nothing draws on this budget.", "Name it in `budget` of an offer, or remove it.";
    NAME_HYPHEN = "name.hyphen", Advice, "A name with `-` cannot be used in conditions.", "Write `_` instead: a condition reads `-` as minus.";
    UNIT_LOOP = "unit.loop", Warning, "Units that are turned into others come back as more than they were.", "Lower what one of the steps gives, until going round gains nothing.";
    UNIT_GAIN = "unit.gain", Warning, "Units are given that are worth more than those taken for them.", "Lower what is given, raise what it costs, or correct the worth of the units.";
    BENEFIT_UNLIMITED = "benefit.unlimited", Warning, "A benefit that costs something can be used without end.", "Set `quota` with `every`, or `stock`.";
    REFERRAL_UNLIMITED = "referral.unlimited", Warning, "Bringing friends is rewarded without limit.", "Add `limits`, such as ten times every year.";
    SURPRISE_FLOOR = "surprise.floor_unmet", Advice, "What a surprise promises at least hangs on conditions of its entries.", "Give an entry without `if` enough worth, lower the floor, or see that one of the conditions always holds.";
    HOLDOUT_EVERYBODY = "holdout.everybody", Warning, "The holdout is everybody, so nobody gets anything.", "Keep back a part, such as `10 %`.";
    MEMBERSHIP_REFUND = "membership.refund_over_fee", Warning, "The whole fee goes back even after the term that it paid for.", "Make `withdraw_within` shorter than the term.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{condition, source};
    use std::collections::BTreeSet;

    #[test]
    fn every_code_stands_once_with_a_sentence_and_a_hint() {
        let mut seen = BTreeSet::new();
        for entry in LIST {
            assert!(seen.insert(entry.code), "{} twice", entry.code);
            assert!(entry.title.ends_with('.') && entry.hint.ends_with('.'), "{}", entry.code);
        }
    }

    #[test]
    fn the_codes_of_text_and_conditions_are_in_the_list() {
        let conditions = [
            condition::SYNTAX,
            condition::UNKNOWN_NAME,
            condition::UNKNOWN_VALUE,
            condition::TYPE_MISMATCH,
            condition::TOO_LARGE,
            condition::TOO_DEEP,
            condition::NOT_SUPPORTED,
            condition::LITERAL_PRECISION,
        ];
        let shapes = source::code::ALL.iter().map(|(code, _)| *code);
        for code in shapes.chain(conditions) {
            assert!(find(code).is_some(), "{code} is missing");
        }
    }
}
