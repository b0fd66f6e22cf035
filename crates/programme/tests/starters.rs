//! Every starting programme with every kind of answers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tessera_programme::load_text;
use tessera_programme::starter::{Naming, QuestionKind, Starter, starter, starters};

fn naming(currency: &str, locale: &str) -> Naming {
    Naming {
        name: "Anna's \"corner\" shop: 1 #".to_owned(),
        currency: currency.to_owned(),
        time_zone: "Asia/Baku".to_owned(),
        locale: locale.to_owned(),
    }
}

/// The same end of every question.
fn extreme(starter: &Starter, largest: bool, currency: &str) -> BTreeMap<String, String> {
    let answers = starter.questions.iter().filter_map(|(key, question)| {
        let end = if largest { question.max_in(currency) } else { question.min_in(currency) };
        Some((key.clone(), end?))
    });
    answers.collect()
}

fn check(starter: &Starter, naming: &Naming, answers: &BTreeMap<String, String>) {
    let rendered = starter.render(naming, answers).expect("the answers are allowed");
    let document = &rendered.document;
    assert!(!document.contains("{{"), "{}: {document}", starter.key);
    let loaded = load_text("programme.yaml", document);
    assert!(
        !loaded.diagnostics.has_errors(),
        "{}: {}\n{document}",
        starter.key,
        loaded.diagnostics
    );
    let book = loaded.rulebook.expect("there are no errors");
    assert_eq!(book.name.get(&naming.locale), naming.name);
    assert_eq!(book.locales[0].as_str(), naming.locale);
    for sample in &rendered.samples {
        for unit in sample.holds.keys().chain(sample.pays_with.iter()) {
            assert!(book.unit(unit).is_some(), "{} has no {unit}", starter.key);
        }
        for (track, tier) in &sample.tiers {
            let track = book.track(track).expect("the sample names a track");
            assert!(track.levels.iter().any(|level| level.key == *tier.as_str()), "{tier}");
        }
    }
}

#[test]
fn every_starter_is_right_with_usual_and_extreme_answers_in_every_language() {
    for starter in starters() {
        for locale in ["en", "ru", "az", "id", "de"] {
            check(starter, &naming("EUR", locale), &BTreeMap::new());
        }
        for currency in ["USD", "RUB", "AZN", "IDR", "JPY"] {
            check(starter, &naming(currency, "en"), &BTreeMap::new());
        }
        for largest in [false, true] {
            check(starter, &naming("RUB", "ru"), &extreme(starter, largest, "RUB"));
        }
    }
}

#[test]
fn one_starter_is_recommended_and_all_come_from_the_gallery() {
    let all = starters();
    assert_eq!(all.len(), 12);
    let keys: BTreeSet<&str> = all.iter().map(|starter| starter.key.as_str()).collect();
    assert_eq!(keys.len(), all.len());
    assert_eq!(all.iter().filter(|starter| starter.recommended).count(), 1);
    assert!(all[0].recommended);
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    for starter in all {
        let folder = gallery.join(&starter.gallery);
        assert!(folder.join("programme.yaml").is_file(), "{}", folder.display());
        assert!(!starter.samples.is_empty() && !starter.goods.is_empty(), "{}", starter.key);
    }
}

#[test]
fn answers_that_cannot_be_are_all_named() {
    let cashback = starter("cashback").expect("it is there");
    let answers = [("percent", "31"), ("share", "a lot"), ("months", "1.5"), ("colour", "red")];
    let answers = answers.map(|(key, answer)| (key.to_owned(), answer.to_owned()));
    let faults = cashback.render(&naming("EUR", "en"), &answers.into()).expect_err("all wrong");
    let named: Vec<&str> = faults.iter().map(|fault| fault.question.as_str()).collect();
    assert_eq!(named, ["colour", "percent", "share", "months"]);
    assert_eq!(faults[1].message, "expected 30 or less");
    let stamps = starter("stamps").expect("it is there");
    let hostile = [("goods".to_owned(), "' || true".to_owned())];
    assert!(stamps.render(&naming("EUR", "en"), &hostile.into()).is_err());
}

#[test]
fn money_is_told_in_the_currency_of_the_place() {
    let points = starter("points").expect("it is there");
    let per = &points.questions["per"];
    assert_eq!(per.kind, QuestionKind::Money);
    assert_eq!((per.default_in("EUR"), per.default_in("RUB")), ("1".to_owned(), "100".to_owned()));
    let document = points.render(&naming("IDR", "id"), &BTreeMap::new()).expect("usual").document;
    assert!(document.contains("per: 15000\n") && document.contains("worth: 600\n"), "{document}");
}
