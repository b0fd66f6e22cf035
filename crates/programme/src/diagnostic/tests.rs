use super::*;

fn span(line: u32, col: u32, width: u32) -> Span {
    Span { line, col, end_line: line, end_col: col + width, start: 0, end: width }
}

#[test]
fn findings_are_sorted_by_place_whatever_the_order_of_discovery() {
    let mut all = Diagnostics::new("p.yaml");
    all.push(Diagnostic::warning("lint.x", span(3, 1, 1), "third"));
    all.push(Diagnostic::error("document.x", span(1, 9, 1), "second"));
    all.push(Diagnostic::error("document.x", span(1, 2, 1), "first"));
    let messages: Vec<_> = all.iter().map(|item| item.message.as_str()).collect();
    assert_eq!(messages, ["first", "second", "third"]);
    assert!(all.has_errors());
}

#[test]
fn findings_beyond_the_limit_are_counted_and_errors_are_not_crowded_out_by_warnings() {
    let mut all = Diagnostics::new("p.yaml");
    for line in 1..=500 {
        all.push(Diagnostic::warning("lint.x", span(line, 1, 1), "w"));
    }
    all.push(Diagnostic::error("document.x", span(501, 1, 1), "e"));
    assert_eq!((all.len(), all.omitted()), (101, 400));
    assert!(all.has_errors());
}

#[test]
fn a_finding_is_rendered_with_its_line_a_caret_and_the_hint() {
    let mut all = Diagnostics::new("p.yaml");
    all.push(
        Diagnostic::error("document.unknown_key", span(2, 3, 5), "`ofers` is not known here")
            .hint("did you mean `offers`?"),
    );
    insta::assert_snapshot!(all.render(Rendering { text: Some("a: 1\n  ofers: x\n"), colour: false }), @r"
    p.yaml:2:3: error[document.unknown_key]: `ofers` is not known here
      2 |   ofers: x
        |   ^^^^^
      hint: did you mean `offers`?
    ");
}

#[test]
fn a_very_long_line_is_cut_around_the_place() {
    let text = format!("{}HERE{}", "x".repeat(5_000), "y".repeat(5_000));
    let mut all = Diagnostics::new("p.yaml");
    all.push(Diagnostic::error("a.b", span(1, 5_001, 4), "m"));
    let shown = all.render(Rendering { text: Some(&text), colour: false });
    assert!(shown.len() < 500, "{shown}");
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines[1].chars().position(|c| c == 'H'), lines[2].chars().position(|c| c == '^'));
}

#[test]
fn quoted_text_cannot_drive_the_terminal() {
    assert_eq!(quote("\u{1b}[31mred\u{202e}"), "`\\u{1b}[31mred\\u{202e}`");
    assert!(quote(&"a".repeat(100_000)).chars().count() < 70);
}

#[test]
fn findings_serialise_for_machines() -> Result<(), serde_json::Error> {
    let mut all = Diagnostics::new("p.yaml");
    all.push(Diagnostic::error("a.b", span(1, 2, 3), "m").at("x.y"));
    insta::assert_snapshot!(serde_json::to_string(&all)?, @r#"{"file":"p.yaml","diagnostics":[{"severity":"error","code":"a.b","path":"x.y","span":{"line":1,"col":2,"end_line":1,"end_col":5},"message":"m"}],"omitted":0}"#);
    Ok(())
}
