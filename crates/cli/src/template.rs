//! The gallery inside the binary.

/// One reference programme.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template {
    /// Name of its folder.
    pub(crate) name: &'static str,
    /// Names and texts of its files.
    pub(crate) files: &'static [(&'static str, &'static str)],
}

/// All reference programmes by name.
pub(crate) const TEMPLATES: &[Template] = &include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The programme of the demo.
pub(crate) const DEMO: &str = "g08-bronze-to-platinum";

impl Template {
    /// The reference programme with this name, or with this number (`g08`).
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        let exact = TEMPLATES.iter().find(|template| template.name == name);
        let numbered = || {
            let mut with_number =
                TEMPLATES.iter().filter(|t| t.name.split('-').next() == Some(name));
            with_number.next().filter(|_| with_number.next().is_none())
        };
        exact.or_else(numbered)
    }

    /// The document.
    pub(crate) fn document(&self) -> &'static str {
        self.files.iter().find(|file| file.0 == "programme.yaml").map_or("", |file| file.1)
    }

    /// What it is, in a sentence: the first comment of the document.
    pub(crate) fn title(&self) -> &'static str {
        let first = self.document().lines().next().unwrap_or_default();
        let title = first.trim_start_matches('#').trim();
        let code = self.name.split('-').next().unwrap_or_default();
        let begins_with_code =
            title.get(..code.len()).is_some_and(|start| start.eq_ignore_ascii_case(code));
        if begins_with_code { title[code.len()..].trim() } else { title }
    }
}
