//! What the check refuses, where, and with which advice.

use super::super::{
    LITERAL_PRECISION, MAX_SOURCE, NOT_SUPPORTED, SYNTAX, Scope, TOO_DEEP, TOO_LARGE,
    TYPE_MISMATCH, Type, UNKNOWN_NAME, UNKNOWN_VALUE, compile,
};
use super::{faults, schema};

/// The only fault of `source`: its code, the text it points at, its hint.
fn only(source: &str) -> (&'static str, &str, String) {
    let mut found = faults(source);
    assert_eq!(found.len(), 1, "{source}: {found:?}");
    let fault = found.remove(0);
    (fault.code, &source[fault.offset..fault.offset + fault.len], fault.hint.unwrap_or_default())
}

#[test]
fn broken_syntax_points_at_the_place() {
    assert_eq!(only("basket.total >"), (SYNTAX, "", String::new()));
    assert_eq!(only("basket.total > 5 )"), (SYNTAX, ")", String::new()));
    assert_eq!(only("basket.total > 5 and member.known"), (SYNTAX, "and", "write `&&`".into()));
    assert_eq!(only("basket.channel = \"web\""), (SYNTAX, "=", "equality is written `==`".into()));
    assert_eq!(only("  "), (SYNTAX, "  ", String::new()));
    let (code, place, _) = only("member.known &&\n  (basket.total > \"é\" 5)");
    assert_eq!((code, place), (SYNTAX, "5"), "the second line is counted in bytes");
}

#[test]
fn unknown_names_suggest_what_was_meant() {
    let hint = |name: &str| format!("did you mean `{name}`?");
    assert_eq!(
        only("basket.total > 5 && line.categroy == \"tea\""),
        (UNKNOWN_NAME, "line.categroy", hint("line.category"))
    );
    assert_eq!(only("baskt.total > 5"), (UNKNOWN_NAME, "baskt.total", hint("basket.total")));
    assert_eq!(only("category == \"tea\""), (UNKNOWN_NAME, "category", hint("line.category")));
    assert_eq!(
        only("basket.lines.exists(l, l.pirce > 3)"),
        (UNKNOWN_NAME, "l.pirce", hint("l.price"))
    );
    assert_eq!(only("metric.vists > 3"), (UNKNOWN_NAME, "metric.vists", hint("metric.visits")));
    assert_eq!(only("balance.point > 3"), (UNKNOWN_NAME, "balance.point", hint("balance.points")));
    assert_eq!(
        only("member.tier.mian == \"gold\""),
        (UNKNOWN_NAME, "member.tier.mian", hint("member.tier.main"))
    );
    assert_eq!(
        only("line.attributes.organc"),
        (UNKNOWN_NAME, "line.attributes.organc", hint("line.attributes.organic"))
    );
    assert_eq!(only("weather == \"rain\"").0, UNKNOWN_NAME);
    assert_eq!(only("basket == 3").0, UNKNOWN_NAME);
    assert_eq!(only("basket.lines.exists(l, l)").0, UNKNOWN_NAME);
}

#[test]
fn every_scope_sees_its_own_roots() {
    let code = |source: &str, scope| {
        compile(source, &schema(scope), Type::Bool).err().map(|faults| faults[0].code)
    };
    assert_eq!(code("line.price > 5", Scope::Line), None);
    for scope in [Scope::Basket, Scope::Member, Scope::Event] {
        assert_eq!(code("line.price > 5", scope), Some(UNKNOWN_NAME));
        assert_eq!(code("member.known && metric.visits > 3 && time.hour < 9", scope), None);
    }
    assert_eq!(code("basket.lines.exists(line, line.price > 5)", Scope::Basket), None);
    assert_eq!(code("basket.total > 5", Scope::Member), Some(UNKNOWN_NAME));
    assert_eq!(code("event.key == \"visit\" && event.attributes.distance > 5", Scope::Event), None);
    assert_eq!(code("event.key == \"visit\"", Scope::Basket), Some(UNKNOWN_NAME));
}

#[test]
fn the_hint_for_a_line_outside_its_scope_shows_the_walk() {
    let found = compile("line.price > 5", &schema(Scope::Basket), Type::Bool)
        .expect_err("there is no line");
    assert_eq!(
        found[0].hint.as_deref(),
        Some("look through the lines: `basket.lines.exists(l, l.price ...)`")
    );
}

#[test]
fn values_that_do_not_go_together_are_refused() {
    for (source, place) in [
        ("line.name > 5", "line.name > 5"),
        ("basket.total * basket.total > 5", "basket.total * basket.total"),
        ("basket.total > balance.points", "basket.total > balance.points"),
        ("basket.total + balance.points > 5", "basket.total + balance.points"),
        ("5 / basket.total > 5", "5 / basket.total"),
        ("time.now > 5", "time.now > 5"),
        ("time.now + time.now > time.now", "time.now + time.now"),
        ("member.known > true", "member.known > true"),
        ("line.tags == \"vip\"", "line.tags == \"vip\""),
        ("line.tags == line.categories", "line.tags == line.categories"),
        ("line.name in [1, 2]", "line.name in [1, 2]"),
        ("line.price in [\"a\"]", "line.price in [\"a\"]"),
        ("line.tags in [\"a\"]", "line.tags in [\"a\"]"),
        ("line.price && true", "line.price"),
        ("!line.name", "line.name"),
        ("-line.name == \"a\"", "line.name"),
        ("(member.known ? 1 : \"a\") == 1", "member.known ? 1 : \"a\""),
        ("(line.price ? 1 : 2) == 1", "line.price"),
        ("line.name.startsWith(5)", "5"),
        ("line.tags.contains(\"a\")", "line.tags"),
        ("size(line.price) > 1", "line.price"),
        ("basket.lines == 3", "basket.lines == 3"),
        ("basket.total", "basket.total"),
        ("timestamp(\"tomorrow\") < time.now", "\"tomorrow\""),
        ("duration(\"7d\") > duration(\"1h\")", "\"7d\""),
    ] {
        let (code, found, _) = only(source);
        assert_eq!((code, found), (TYPE_MISMATCH, place), "{source}");
    }
}

#[test]
fn points_against_money_get_a_hint_and_a_rate_settles_it() {
    let (_, _, hint) = only("basket.total > balance.points");
    assert_eq!(hint, "say what one is worth: multiply by a number");
    assert_eq!(faults("basket.total > balance.points * 0.01"), []);
}

#[test]
fn values_outside_a_closed_set_are_refused() {
    assert_eq!(
        only("line.kind == \"good\""),
        (UNKNOWN_VALUE, "\"good\"", "did you mean `goods`?".into())
    );
    assert_eq!(
        only("member.tier.main in [\"silver\", \"platinum\"]"),
        (UNKNOWN_VALUE, "\"platinum\"", "it is one of: bronze, silver, gold".into())
    );
    assert_eq!(faults("\"gold\" == member.tier.main && line.kind != \"tip\""), []);
}

#[test]
fn several_faults_are_reported_at_once() {
    let codes: Vec<_> = faults("line.prise > 5 && line.kind == \"x\" && basket.total > \"5\"")
        .into_iter()
        .map(|fault| (fault.code, fault.offset))
        .collect();
    assert_eq!(codes, [(UNKNOWN_NAME, 0), (UNKNOWN_VALUE, 31), (TYPE_MISMATCH, 38)]);
}

#[test]
fn what_cel_has_and_we_leave_out_is_named() {
    for (source, place) in [
        ("line.name.matches(\"a+\")", "line.name.matches(\"a+\")"),
        ("int(line.name) > 5", "int(line.name)"),
        ("time.now.getHours() > 5", "time.now.getHours()"),
        ("member.tags.exists(t, t == \"a\")", "member.tags"),
        ("basket.lines.map(l, l.price) == 3", "("),
        ("basket.lines[0].price > 3", "["),
        ("line.cost == null", "null"),
        ("line.name == b\"a\"", "b\"a\""),
        ("{\"a\": 1} == 3", "{"),
        ("line.name in [line.brand]", "[line.brand]"),
        ("has(line.tags)", "line.tags"),
        ("5 / 0 > 1", "5 / 0"),
        ("sise(line.tags) > 1", "sise(line.tags)"),
    ] {
        let (code, found, _) = only(source);
        assert_eq!((code, found), (NOT_SUPPORTED, place), "{source}");
    }
    assert_eq!(only("sise(line.tags) > 1").2, "did you mean `size`?");
}

#[test]
fn lines_can_be_nested_only_twice() {
    let pair =
        "basket.lines.exists(a, basket.lines.exists(b, a.sku != b.sku && b.brand == line.brand))";
    assert_eq!(faults(pair), []);
    let triple = "basket.lines.all(a, basket.lines.all(b, basket.lines.all(c, c.sku == a.sku)))";
    let (code, place, _) = only(triple);
    assert_eq!((code, place), (NOT_SUPPORTED, "basket.lines"));
}

#[test]
fn literals_are_exact_or_refused() {
    assert_eq!(only("line.price > 0.1234567").0, LITERAL_PRECISION);
    assert_eq!(only("line.price > 0.1234567").1, "0.1234567");
    assert_eq!(
        only("time.now > timestamp(\"2026-01-31T00:00:00.123456789Z\")").0,
        LITERAL_PRECISION
    );
    assert_eq!(only("line.price > 1e-9").0, LITERAL_PRECISION);
    assert_eq!(faults("line.price > 123456789012.123456"), []);
    assert_eq!(faults("line.price > 1.5e3 && line.price != - 2.5"), []);
}

#[test]
fn limits_hold() {
    let long = format!("line.name == \"{}\"", "x".repeat(MAX_SOURCE));
    assert_eq!(only(&long).0, TOO_LARGE);
    let list: Vec<String> = (0..600).map(|n| n.to_string()).collect();
    assert_eq!(only(&format!("line.quantity in [{}]", list.join(","))).0, TOO_LARGE);
    let nested = format!("{}1{} > 0", "(1 + ".repeat(40), ")".repeat(40));
    assert_eq!(only(&nested).0, TOO_DEEP);
    let chain = format!("1{} > 0", " + 1".repeat(40));
    assert_eq!(only(&chain).0, TOO_DEEP);
    let wide = vec!["line.on_sale"; 120].join(" && ");
    assert_eq!(faults(&wide), []);
    let body = vec!["b.price > a.price"; 40].join(" && ");
    assert_eq!(only(&format!("basket.lines.all(a, basket.lines.all(b, {body}))")).0, TOO_LARGE);
}

#[test]
fn hostile_sources_are_refused_on_a_small_stack() {
    let sources = [
        "!".repeat(4096),
        "-".repeat(4095) + "1",
        "!-".repeat(2047) + "1",
        "(".repeat(4096),
        "[".repeat(4096),
        "a.".repeat(2047) + "a",
        format!("has({}a)", "a.".repeat(2040)),
        "a?".repeat(2000) + "a",
        "a?b:".repeat(1000) + "c",
        "1+".repeat(2047) + "1",
        "a(".repeat(2047),
        "a.all(b,".repeat(500),
        format!("{}true{}", "basket.lines.all(b,".repeat(30), ")".repeat(30)),
        "\"".repeat(4095),
        "a[".repeat(2047),
        "{".repeat(4096),
        "é".repeat(2048),
        "/*".repeat(2048),
        "a&&".repeat(1300) + "a",
        "a in ".repeat(800) + "a",
        ")".to_owned(),
        "//".to_owned(),
        "a // tail".to_owned(),
    ];
    let refuse = move || {
        for source in &sources {
            assert!(!faults(source).is_empty(), "{source}");
        }
    };
    let thread =
        std::thread::Builder::new().stack_size(1 << 20).spawn(refuse).expect("a thread starts");
    thread.join().expect("no source overflows the stack");
}

#[test]
fn formulas_have_the_type_they_are_asked_for() {
    let code = |source: &str, kind| {
        compile(source, &schema(Scope::Line), kind).err().map(|faults| faults[0].code)
    };
    assert_eq!(code("basket.total / 100", Type::Number), None);
    assert_eq!(code("basket.total / 100", Type::Money), None);
    assert_eq!(code("basket.quantity * 5", Type::Money), None);
    assert_eq!(code("balance.points", Type::Money), Some(TYPE_MISMATCH));
    assert_eq!(code("member.known", Type::Number), Some(TYPE_MISMATCH));
    assert_eq!(code("time.now - member.attributes.since", Type::Span), None);
    assert_eq!(code("line.name", Type::Text), None);
    assert_eq!(code("line.tags", Type::Texts), Some(TYPE_MISMATCH));
}
