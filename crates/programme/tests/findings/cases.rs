//! Slips in documents, and where each is found.

use tessera_programme::diagnostic::{Diagnostic, Diagnostics};
use tessera_programme::diagnostic_codes::LIST;
use tessera_programme::load_text;

/// A sound beginning, to which each case adds a section.
pub(crate) const HEAD: &str = "tessera: 1
programme: { key: shop, name: Shop, currency: RUB, time_zone: Europe/Moscow, locales: [en, ru] }
";

/// Units for cases that need one.
const UNITS: &str = "units: { points: { name: { en: { one: point, other: points }, ru: { one: балл, few: балла, many: баллов, other: балла } }, expires: never } }
";

/// Code, text after [`HEAD`], path, and what stands at the place.
pub(crate) type Case = (&'static str, &'static str, &'static str, &'static str);

/// The finding of a code.
pub(crate) fn find<'d>(findings: &'d Diagnostics, code: &str) -> Option<&'d Diagnostic> {
    findings.iter().find(|finding| finding.code == code)
}

/// The document of a case; units are declared when it speaks of points and declares none itself.
pub(crate) fn document(body: &str) -> String {
    let needs_units = body.contains("points") && !body.contains("units: {");
    format!("{HEAD}{}{body}\n", if needs_units { UNITS } else { "" })
}

/// Checks that a code is found at its place.
pub(crate) fn check(text: &str, code: &str, path: &str, needle: &str) {
    let loaded = load_text("programme.yaml", text);
    let of_code =
        |finding: &&Diagnostic| finding.code == code && (path.is_empty() || finding.path == path);
    let Some(finding) = loaded.diagnostics.iter().find(of_code) else {
        panic!("{code} is not found at `{path}` in\n{text}\nbut {:#?}", loaded.diagnostics);
    };
    assert!(finding.span.line > 0 && finding.span.col > 0, "{code} has no place");
    if !needle.is_empty() {
        let at = &text[finding.span.start as usize..];
        assert!(
            at.starts_with(needle),
            "{code} is at `{}`",
            at.chars().take(20).collect::<String>()
        );
    }
    let severity = LIST.iter().find(|entry| entry.code == code).map(|entry| entry.severity);
    assert_eq!(severity, Some(finding.severity), "{code}");
}
