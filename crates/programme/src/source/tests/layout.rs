//! Laying a document out.

use crate::diagnostic::Diagnostics;
use crate::source::{SourceFile, fmt};

fn laid_out(text: &str) -> Result<String, Diagnostics> {
    let once = fmt(&SourceFile::new("p.yaml", text)?)?;
    assert_eq!(fmt(&SourceFile::new("p.yaml", &once)?)?, once, "not stable");
    Ok(once)
}

#[test]
fn indentation_blank_lines_and_line_ends_are_settled_and_comments_kept() -> Result<(), Diagnostics>
{
    let text = "\n\n# A shop\n\n\n\nname: Shop   # our name  \nzone: UTC\noffers:\n    # the birthday\n    birthday:\n        percent: 5\n        days:\n        - monday\n        -   tuesday  # second\n        # end of days\n\n\n    other: {a: 1,\n            b: 2}\n\n    # end of offers\n# Tiers\ntiers:\n- name: gold\n  at: 5\n-\n  name: silver\n- - x\n  - y";
    insta::assert_snapshot!(laid_out(text)?, @r"
    # A shop

    name: Shop   # our name
    zone: UTC

    offers:
      # the birthday
      birthday:
        percent: 5
        days:
          - monday
          - tuesday  # second
          # end of days

      other: {a: 1,
              b: 2}

      # end of offers

    # Tiers
    tiers:
      - name: gold
        at: 5
      -
        name: silver
      - - x
        - y
    ");
    Ok(())
}

#[test]
fn blocks_and_long_texts_keep_their_content() -> Result<(), Diagnostics> {
    let text = "a:\n    text: |\n          first\n            second  \n\n          third\n    folded: >-\n     one\n     two\n    # after\n    kept: |+\n        x\n\n\nb: long\n   plain\n\n   text\nc: \"quoted \\\n    text\n  more\"\nd: |2\n    lead\n";
    insta::assert_snapshot!(laid_out(text)?.replace("second  ", "second.."), @r#"
    a:
      text: |
        first
          second..

        third
      folded: >-
        one
        two
      # after
      kept: |+
        x


    b: long
       plain

       text
    c: "quoted \
        text
      more"
    d: |2
        lead
    "#);
    Ok(())
}

#[test]
fn windows_line_ends_become_plain_ones() -> Result<(), Diagnostics> {
    assert_eq!(laid_out("a: 1\r\nb:\r\n    - x \r\n")?, "a: 1\n\nb:\n  - x\n");
    Ok(())
}

#[test]
fn a_text_written_in_an_unusual_way_is_left_alone() -> Result<(), Diagnostics> {
    for text in ["? a\n: 1\n", "a: |\n\n\nb:   1   \n", "--- # start\na: 1\n"] {
        assert_eq!(
            laid_out(text)?.split_whitespace().collect::<Vec<_>>(),
            text.split_whitespace().collect::<Vec<_>>()
        );
    }
    Ok(())
}

#[test]
fn a_block_at_the_end_without_a_line_break_stays_so() -> Result<(), Diagnostics> {
    assert_eq!(laid_out("a: |\n    x")?, "a: |\n  x");
    Ok(())
}
