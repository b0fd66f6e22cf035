//! From a starter and its answers to a document.

use super::answers::{self, AnswerFault, ONE, in_currency, scaled, shown};
use super::{Sample, SampleLine, Starter, Words};
use crate::document::{Forms, TextSection};
use std::collections::BTreeMap;

/// What the new programme is called, and where it is.
#[derive(Clone, Debug)]
pub struct Naming {
    /// Its name for people.
    pub name: String,
    /// ISO 4217 code of its currency.
    pub currency: String,
    /// IANA time zone.
    pub time_zone: String,
    /// Its own language. English texts come along, so that everybody finds one.
    pub locale: String,
}

/// A starter that was filled in.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The document.
    pub document: String,
    /// Categories of what is sold.
    pub goods: Vec<String>,
    /// The samples, with prices in the currency.
    pub samples: Vec<Sample>,
}

impl Starter {
    /// Fills the starter in.
    ///
    /// # Errors
    /// Answers that cannot be, all of them.
    pub fn render(
        &self,
        naming: &Naming,
        given: &BTreeMap<String, String>,
    ) -> Result<Rendered, Vec<AnswerFault>> {
        let answers = answers::of(self, given, &naming.currency)?;
        let filling = Filling { starter: self, naming, answers: &answers };
        let head = filling.head();
        let document = format!("{head}\n{}", filling.fill(&self.document));
        Ok(Rendered {
            document,
            goods: self.goods.iter().map(|goods| filling.fill(goods)).collect(),
            samples: self.samples.iter().map(|sample| filling.sample(sample)).collect(),
        })
    }
}

struct Filling<'f> {
    starter: &'f Starter,
    naming: &'f Naming,
    answers: &'f BTreeMap<String, String>,
}

impl Filling<'_> {
    /// The language of the programme, then English.
    fn locales(&self) -> Vec<&str> {
        let own = self.naming.locale.as_str();
        if own == "en" { vec![own] } else { vec![own, "en"] }
    }

    fn head(&self) -> String {
        let Naming { name, currency, time_zone, .. } = self.naming;
        let locales: Vec<String> = self.locales().into_iter().map(quoted).collect();
        format!(
            "# {}\n\ntessera: 1\n\nprogramme:\n  key: {}\n  name: {}\n  currency: {}\n  time_zone: {}\n  locales: [{}]\n",
            self.starter.title.get(&self.naming.locale),
            self.starter.key,
            quoted(name),
            quoted(currency),
            quoted(time_zone),
            locales.join(", ")
        )
    }

    /// A text with everything in its place. A place that nothing fills stays visible, and a test finds it.
    fn fill(&self, template: &str) -> String {
        let mut text = String::with_capacity(template.len() + 256);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once("{{") {
            text.push_str(before);
            let Some((place, tail)) = after.split_once("}}") else { break };
            match self.value(place) {
                Some(value) => text.push_str(&value),
                None => text.push_str(&["{{", place, "}}"].concat()),
            }
            rest = tail;
        }
        text.push_str(rest);
        text
    }

    fn value(&self, place: &str) -> Option<String> {
        if let Some(key) = place.strip_prefix("t.") {
            return Some(self.text(self.starter.texts.get(key)?));
        }
        if let Some(money) = place.strip_prefix("money.") {
            return Some(in_currency(money, &self.naming.currency));
        }
        match place.split_once('*') {
            None => self.answers.get(place).cloned(),
            Some((key, factor)) => {
                let product =
                    i128::from(scaled(self.answers.get(key)?)) * i128::from(scaled(factor));
                i64::try_from(product / i128::from(ONE)).ok().map(shown)
            }
        }
    }

    /// A text in the languages of the programme, as it stands in a document.
    fn text(&self, text: &TextSection) -> String {
        let TextSection::Locales(all) = text else { return String::new() };
        let mut kept = BTreeMap::new();
        for locale in self.locales() {
            let language = crate::format::Language::of(locale).code();
            if let Some(forms) = all.get(language) {
                kept.insert(locale, self.forms(forms));
            }
        }
        let parts = kept.iter().map(|(locale, forms)| format!("{locale}: {forms}"));
        format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
    }

    fn forms(&self, forms: &Forms) -> String {
        match forms {
            Forms::Single(text) => quoted(&self.fill(text)),
            Forms::Plural(forms) => {
                let forms = serde_json::to_value(forms).unwrap_or_default();
                let parts = forms.as_object().into_iter().flatten();
                let parts = parts.filter_map(|(form, text)| Some((form, text.as_str()?)));
                let parts = parts.map(|(form, text)| format!("{form}: {}", quoted(text)));
                format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
            }
        }
    }

    fn sample(&self, sample: &Sample) -> Sample {
        let line = |line: &SampleLine| SampleLine {
            sku: line.sku.clone(),
            category: self.fill(&line.category),
            quantity: line.quantity,
            price: in_currency(&line.price, &self.naming.currency),
        };
        let words = |words: &Words| Words {
            en: self.fill(&words.en),
            ru: self.fill(&words.ru),
            az: self.fill(&words.az),
            id: self.fill(&words.id),
        };
        let holds = sample.holds.iter().map(|(unit, amount)| (unit.clone(), self.fill(amount)));
        Sample {
            title: words(&sample.title),
            lines: sample.lines.iter().map(line).collect(),
            holds: holds.collect(),
            ..sample.clone()
        }
    }
}

/// A text in quotation marks. What JSON writes, YAML reads.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
