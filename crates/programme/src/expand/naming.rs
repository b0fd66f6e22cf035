//! How the keys of all sections are written.

use super::context::Expander;
use super::scalar;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::document::{Document, Map};
use crate::source::Path;

/// Keys of one map: its path, the keys, and whether conditions read them as words of a name.
type Keys<'d> = (Path, Vec<&'d String>, bool);

impl Expander<'_> {
    /// Checks the keys of all sections and of the maps inside them.
    pub(super) fn check_names(&mut self) {
        let doc = self.doc;
        for (path, keys, in_conditions) in sections(doc).into_iter().chain(inner(doc)) {
            for key in keys {
                self.check_name(&path.key(key.as_str()), key, in_conditions);
            }
        }
    }

    fn check_name(&mut self, path: &Path, key: &str, in_conditions: bool) {
        let place = self.spans.place_of_key(path);
        if !scalar::is_name(key) {
            let message = format!("`{}` is not a name", scalar::shown(key));
            let hint = "begin with a small letter and use small letters, digits, `-` and `_`";
            self.findings
                .push(Diagnostic::error(code::BAD_KEY, place, message).at(path).hint(hint));
        } else if in_conditions && key.contains('-') {
            let message = format!("conditions cannot read `{key}`: `-` means minus there");
            let hint = format!("write `{}`", key.replace('-', "_"));
            self.findings
                .push(Diagnostic::advice(code::NAME_HYPHEN, place, message).at(path).hint(hint));
        }
    }
}

fn keys<'d, T>(path: Path, map: &'d Map<T>, in_conditions: bool) -> Keys<'d> {
    (path, map.keys().collect(), in_conditions)
}

/// The named entries of the sections.
fn sections(doc: &Document) -> Vec<Keys<'_>> {
    let at = |name: &str| Path::root().key(name);
    vec![
        keys(at("attributes").key("line"), &doc.attributes.line, true),
        keys(at("attributes").key("basket"), &doc.attributes.basket, true),
        keys(at("attributes").key("member"), &doc.attributes.member, true),
        keys(at("units"), &doc.units, true),
        keys(at("metrics"), &doc.metrics, true),
        keys(at("tiers"), &doc.tiers, true),
        keys(at("earning"), &doc.earning, false),
        keys(at("offers"), &doc.offers, false),
        keys(at("ladders"), &doc.ladders, false),
        keys(at("stamps"), &doc.stamps, false),
        keys(at("coupons"), &doc.coupons, false),
        keys(at("certificates"), &doc.certificates, false),
        keys(at("conversions"), &doc.conversions, false),
        keys(at("birthday"), &doc.birthday, false),
        keys(at("events"), &doc.events, false),
        keys(at("rules"), &doc.rules, false),
        keys(at("catalogue"), &doc.catalogue, false),
        keys(at("volume_steps"), &doc.volume_steps, false),
        keys(at("benefits"), &doc.benefits, false),
        keys(at("choices"), &doc.choices, true),
        keys(at("memberships"), &doc.memberships, false),
        keys(at("verifications"), &doc.verifications, false),
        keys(at("products"), &doc.products, false),
        keys(at("access"), &doc.access, false),
        keys(at("affiliates"), &doc.affiliates, false),
        keys(at("groups"), &doc.groups, false),
        keys(at("causes"), &doc.causes, false),
        keys(at("exchanges"), &doc.exchanges, false),
        keys(at("quests"), &doc.quests, false),
        keys(at("streaks"), &doc.streaks, false),
        keys(at("badges"), &doc.badges, false),
        keys(at("leaderboards"), &doc.leaderboards, false),
        keys(at("surprises"), &doc.surprises, false),
        keys(at("raffles"), &doc.raffles, false),
        keys(at("budgets"), &doc.budgets, false),
        keys(at("stacking").key("groups"), &doc.stacking.groups, false),
    ]
}

/// The named parts of entries.
fn inner(doc: &Document) -> Vec<Keys<'_>> {
    let at = |section: &str, key: &str, part: &str| Path::root().key(section).key(key).key(part);
    let mut all = Vec::new();
    for (key, track) in &doc.tiers {
        all.push(keys(at("tiers", key, "levels"), &track.levels, false));
    }
    for (key, event) in &doc.events {
        all.push(keys(at("events", key, "attributes"), &event.attributes, true));
    }
    for (key, reward) in &doc.catalogue {
        all.push(keys(at("catalogue", key, "options"), &reward.options, false));
    }
    for (key, choice) in &doc.choices {
        all.push(keys(at("choices", key, "options"), &choice.options, false));
    }
    for (key, quest) in &doc.quests {
        all.push(keys(at("quests", key, "steps"), &quest.steps, false));
    }
    for (key, surprise) in &doc.surprises {
        all.push(keys(at("surprises", key, "of"), &surprise.of, false));
    }
    for (key, raffle) in &doc.raffles {
        all.push(keys(at("raffles", key, "prizes"), &raffle.prizes, false));
    }
    if let Some(coalition) = &doc.coalition {
        let path = Path::root().key("coalition").key("partners");
        all.push(keys(path, &coalition.partners, false));
    }
    all
}
