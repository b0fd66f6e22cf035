//! The rules page of every programme of the gallery, and of one document with everything.

use std::collections::BTreeSet;
use std::path::Path;
use tessera_programme::rulebook::{Rulebook, Text};
use tessera_programme::{load_text, rules_page};

const EVERYTHING: &str = include_str!("documents/everything.yaml");

fn book(name: &str, text: &str) -> Rulebook {
    let loaded = load_text(name, text);
    assert!(!loaded.diagnostics.has_errors(), "{name}: {:#?}", loaded.diagnostics);
    loaded.rulebook.expect("a document without errors gives a rulebook")
}

/// All gallery programmes, and everything.
fn books() -> Vec<(String, Rulebook)> {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    let mut books = vec![("everything".to_owned(), book("everything.yaml", EVERYTHING))];
    for entry in std::fs::read_dir(gallery).expect("the gallery is there") {
        let folder = entry.expect("a folder can be read").path();
        let Ok(text) = std::fs::read_to_string(folder.join("programme.yaml")) else { continue };
        let name = folder.file_name().expect("it has a name").to_string_lossy().into_owned();
        let loaded = book(&name, &text);
        books.push((name, loaded));
    }
    books
}

fn gallery(name: &str) -> Rulebook {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes").join(name);
    let text = std::fs::read_to_string(path.join("programme.yaml")).expect("it is in the gallery");
    book(name, &text)
}

/// The page without its style.
fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").expect("a page has a style");
    let (_, after) = rest.split_once("</style>").expect("a style ends");
    format!("{before}{after}")
}

/// Fails when a tag is not closed, or closed that was not open.
fn check_tags(page: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, text) = part.split_once('>').ok_or_else(|| format!("no end: <{part}"))?;
        if text.contains('>') {
            return Err(format!("a bare > after <{tag}>"));
        }
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) if open.last() == Some(&closed) => drop(open.pop()),
            Some(closed) => return Err(format!("</{closed}> closes {:?}", open.last())),
            None if ["meta", "!doctype"].contains(&name) => {}
            None => open.push(name),
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("never closed: {open:?}")) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// A name of conditions, such as `line.category`.
fn condition_name(page: &str) -> Option<&str> {
    ["line.", "basket.", "member.", "metric.", "store.", "event."].into_iter().find(|root| {
        page.match_indices(root).any(|(at, _)| {
            page[at + root.len()..].starts_with(|letter: char| letter.is_ascii_lowercase())
        })
    })
}

/// Every form of a name; one of them must be there.
fn forms(text: &Text, locale: &str) -> Vec<String> {
    let forms = text.forms(locale).expect("a name has a form");
    let others = [forms.one.as_ref(), forms.few.as_ref(), forms.many.as_ref()];
    let all = others.into_iter().flatten().chain([&forms.other]);
    all.map(|form| escaped(form).to_lowercase()).collect()
}

/// The names that members must find on the page.
fn names(book: &Rulebook) -> Vec<&Text> {
    let sections = ["offers", "ladders", "volume_steps", "earning", "coupons"];
    let rules = book.rules.iter().filter(|rule| sections.contains(&rule.section.as_str()));
    let levels = book.tracks.iter().filter(|track| {
        book.rule(track.key.as_str()).is_none_or(|rule| rule.section != *"ladders")
    });
    let mut names: Vec<&Text> = vec![&book.name];
    names.extend(book.units.iter().map(|unit| &unit.name));
    names.extend(levels.flat_map(|track| &track.levels).map(|level| &level.name));
    names.extend(book.catalogue.iter().map(|reward| &reward.name));
    names.extend(rules.map(|rule| &rule.name));
    names.extend(book.plans.iter().map(|plan| &plan.name));
    names.extend(book.choices.iter().map(|choice| &choice.name));
    names.extend(book.verifications.iter().map(|proof| &proof.name));
    names.extend(book.products.iter().map(|product| &product.name));
    names.extend(book.access.iter().map(|access| &access.name));
    names.extend(book.group_kinds.iter().map(|kind| &kind.name));
    names.extend(book.causes.iter().map(|cause| &cause.name));
    names.extend(book.exchanges.iter().map(|exchange| &exchange.name));
    names.extend(book.surprises.iter().map(|surprise| &surprise.name));
    names.extend(book.raffles.iter().map(|raffle| &raffle.name));
    names.extend(book.raffles.iter().flat_map(|raffle| &raffle.prizes).map(|prize| &prize.name));
    names.extend(book.quests.iter().map(|quest| &quest.name));
    names.extend(book.badges.iter().map(|badge| &badge.name));
    names.extend(book.leaderboards.iter().map(|board| &board.name));
    names.extend(book.certificates.iter().map(|kind| &kind.name));
    let partners = book.coalition.iter().flat_map(|coalition| &coalition.partners);
    names.extend(partners.map(|partner| &partner.name));
    names
}

#[test]
fn every_page_names_everything_that_the_programme_promises() {
    for (name, book) in books() {
        for locale in &book.locales {
            let page = rules_page(&book, locale.as_str()).to_lowercase();
            for text in names(&book) {
                let forms = forms(text, locale.as_str());
                let is_there = forms.iter().any(|form| page.contains(form.as_str()));
                assert!(is_there, "{name} in {locale}: {forms:?} is missing");
            }
        }
    }
}

#[test]
fn every_page_is_whole_and_shows_no_condition_and_no_open_field() {
    for (name, book) in books() {
        for locale in ["en", "ru", "az", "id"] {
            let page = rules_page(&book, locale);
            assert!(page.contains(&format!("<html lang=\"{locale}\">")), "{name}");
            let page = without_style(&page);
            check_tags(&page).unwrap_or_else(|fault| panic!("{name} in {locale}: {fault}"));
            for sign in ["==", "&amp;&amp;", "||", "{", "}", "<script"] {
                assert!(!page.contains(sign), "{name} in {locale} shows {sign}");
            }
            assert_eq!(condition_name(&page), None, "{name} in {locale}");
            let ids: Vec<&str> =
                page.split(" id=\"").skip(1).filter_map(|part| part.split('"').next()).collect();
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: {ids:?}");
        }
    }
}

#[test]
fn names_cannot_bring_markup_in() {
    let text = EVERYTHING.replace("Everything", "'<script>alert(1)</script> & \"more\"'");
    let page = rules_page(&book("hostile.yaml", &text), "en");
    assert!(!page.contains("<script"));
    let name = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;";
    assert!(page.contains(&format!("<h1>{name}</h1>")), "{page}");
}

#[test]
fn a_locale_without_sentences_has_them_in_english() {
    let page = rules_page(&gallery("g08-bronze-to-platinum"), "de");
    assert!(page.contains("<html lang=\"de\">") && page.contains("How you earn"));
}

#[test]
fn bronze_to_platinum_in_english() {
    insta::assert_snapshot!(without_style(&rules_page(&gallery("g08-bronze-to-platinum"), "en")));
}

#[test]
fn bronze_to_platinum_in_russian() {
    insta::assert_snapshot!(without_style(&rules_page(&gallery("g08-bronze-to-platinum"), "ru")));
}

#[test]
fn everything_in_english() {
    insta::assert_snapshot!(without_style(&rules_page(&book("everything.yaml", EVERYTHING), "en")));
}

#[test]
fn everything_in_russian() {
    insta::assert_snapshot!(without_style(&rules_page(&book("everything.yaml", EVERYTHING), "ru")));
}
