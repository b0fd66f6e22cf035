//! The tables are complete and agree with each other.

use super::*;
use crate::explain::sentences::{Fields, fill, rows};
use model::Code;
use model::code::LIST;
use model::outcome::Missing;
use std::collections::BTreeSet;

/// Codes that only the edges of the program give, never a decision.
const OF_THE_EDGES: &[&str] = &[
    "internal",
    "busy",
    "request.unsupported_media",
    "request.limited",
    "auth.missing",
    "auth.invalid",
    "auth.forbidden",
    "auth.sign_in_failed",
    "auth.second_factor_needed",
    "auth.second_factor_wrong",
    "auth.second_factor_set",
    "auth.session_ended",
    "auth.form_token_missing",
    "auth.too_many_attempts",
    "auth.link_used",
    "auth.password_weak",
    "auth.password_wrong",
    "auth.pin_weak",
    "auth.pin_wrong",
    "auth.code_wrong",
    "staff.email_invalid",
    "staff.email_taken",
    "staff.last_owner",
    "till.code_wrong",
    "till.revoked",
    "till.unknown",
    "idempotency.missing",
    "idempotency.mismatch",
    "not_found",
    "method_not_allowed",
    "precondition_failed",
    "programme.missing",
    "programme.invalid",
    "version.not_found",
    "version.published",
    "outcome.unknown",
    "overloaded",
    "storage.full",
    "webhook.url_refused",
    "webhook.too_many",
    "webhook.disabled",
    "member.birthday_known",
    "identity.code_stale",
    "branding.invalid",
    "store.invalid",
    "store.too_many",
    "report.too_large",
    "approval.own",
    "staff.own_account",
    "card.code_used",
    "approval.decided",
    "replay.busy",
    "import.file_invalid",
    "import.known",
    "import.state",
];

fn fields_of(template: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|p| p.0).collect();
    names.sort_unstable();
    names
}

#[test]
fn every_sentence_is_there_in_four_languages_and_names_the_same_fields() {
    let mut seen = BTreeSet::new();
    for row in rows() {
        assert!(seen.insert(row.key), "{} twice", row.key);
        for text in [row.en, row.ru, row.az, row.id] {
            assert!(!text.trim().is_empty(), "{}", row.key);
            assert_eq!(fields_of(row.en), fields_of(text), "{}: {text}", row.key);
            assert_eq!(row.en.ends_with('.'), text.ends_with('.'), "{}: {text}", row.key);
        }
    }
}

#[test]
fn every_code_that_a_decision_can_give_has_a_sentence() {
    let keys: BTreeSet<&str> = rows().map(|row| row.key).collect();
    for row in LIST.iter().filter(|row| !OF_THE_EDGES.contains(&row.code)) {
        assert!(keys.contains(row.code), "{}", row.code);
    }
    for code in OF_THE_EDGES {
        assert!(LIST.iter().any(|row| row.code == *code) && !keys.contains(code), "{code}");
    }
}

#[test]
fn an_unknown_locale_reads_english_and_a_region_reads_its_language() {
    let mut fields = Fields::default();
    fields.set("missing", "20.00 EUR");
    fields.set("gives", "5 %");
    assert_eq!(fill("hint.spend_more", "fr", &fields), "20.00 EUR more for 5 %");
    assert_eq!(fill("hint.spend_more", "ru-RU", &fields), "Ещё 20.00 EUR до: 5 %");
    assert_eq!(fill("hint.spend_more", "az", &fields), "5 % üçün daha 20.00 EUR");
    assert_eq!(fill("hint.spend_more", "id-ID", &fields), "20.00 EUR lagi untuk 5 %");
}

#[test]
fn a_sentence_without_its_subject_is_still_a_sentence() {
    let fields = Fields::default();
    assert_eq!(fill("evidence.missing", "en", &fields), "Evidence is needed.");
    assert_eq!(fill("offer.limit", "az", &fields), "İcazə verilən sayda istifadə olunub.");
}

fn refused(code: Code, subject: &str) -> Refusal {
    Refusal { code, subject: Some(subject.into()), shown: None, missing: None, fatal: true }
}

#[test]
fn refusals_call_things_by_their_names() {
    let book = book();
    let made = refused(Code::CHOICE_MADE, "flavour");
    assert_eq!(refusal(&book, &made, "ru"), "Ваш вкус: на этот период выбор уже сделан.");
    let full = refused(Code::GROUP_FULL, "household");
    assert_eq!(refusal(&book, &full, "en"), "Family account: all places are taken.");
    let unknown = refused(Code::PARTNER_UNKNOWN, "nobody");
    assert_eq!(refusal(&book, &unknown, "id"), "nobody: mitra ini tidak ada.");
    let unit = Key::new("points");
    let missing = Some(Missing::Units { unit, amount: model::Units(5) });
    let few = Refusal { missing, ..refused(Code::UNITS_INSUFFICIENT, "points") };
    assert_eq!(refusal(&book, &few, "ru"), "Недостаточно на счёте. Не хватает: 5 баллов.");
}

#[test]
fn hints_lead_to_activations_choices_quests_and_ends_of_memberships() {
    let book = book();
    let said = |text: &str, subject: &str, gives: Option<&str>| {
        let missing = Some(Missing::Number(2_000));
        let (text, subject) = (Key::new(text), Key::new(subject));
        let gives = gives.map(Into::into);
        hint(&book, &Hint { text, subject, missing, gives }, "en")
    };
    assert_eq!(said("hint.activate", "mug", Some("10 %")), "Activate Mug: 10 %");
    assert_eq!(said("hint.activate", "mug", None), "Activate Mug");
    let ends = said("hint.membership_ends", "vip", Some("2026-12-31"));
    assert_eq!(ends, "VIP club ends on 31 December 2026");
    assert_eq!(said("hint.quest_step", "regular", None), "2 more for Regular");
    assert_eq!(said("hint.choose", "flavour", None), "Your flavour: a choice can be made");
}
