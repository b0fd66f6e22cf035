//! What a page is made of, and how that becomes HTML.
//!
//! Sections know nothing of mark-up: they give texts, and every text is escaped here, once.
//!
//! INVARIANT: no script, nothing from outside, no text without [`escaped`].

use super::words::Words;
use crate::rulebook::Rule;
use model::Key;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");

/// The whole page.
pub(super) struct Document<'p> {
    pub(super) locale: &'p str,
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) lead: String,
    pub(super) sections: Vec<Section>,
    pub(super) closing: Vec<String>,
    pub(super) words: &'static Words,
}

/// One part of the page, with its place in the table of contents.
pub(super) struct Section {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) blocks: Vec<Block>,
}

/// A piece of a section.
pub(super) enum Block {
    /// A heading within the section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Sentences of equal weight.
    Points(Vec<String>),
    /// Things with a name, each with what there is to say.
    Items(Vec<Item>),
    /// A table.
    Table(Table),
}

/// What somebody wrote in the document.
pub(super) enum Origin {
    /// A rule; the expansion knows where it comes from.
    Rule(Key),
    /// A thing of a section.
    Thing(&'static str, Key),
}

/// Something with a name.
#[derive(Default)]
pub(super) struct Item {
    /// Where it comes from, for those who write the document.
    pub(super) origin: Option<Origin>,
    /// Its name for people.
    pub(super) title: String,
    /// The one number or word that matters most.
    pub(super) badge: String,
    /// What it is, in sentences.
    pub(super) text: Vec<String>,
    /// Numbers by level or by step.
    pub(super) table: Option<Table>,
    /// The terms, in short sentences.
    pub(super) details: Vec<String>,
}

/// A table whose rows begin with a heading.
pub(super) struct Table {
    /// What it shows; also its name for those who cannot see it.
    pub(super) caption: String,
    /// Headings of all columns, that of the row headings included.
    pub(super) head: Vec<String>,
    /// Heading and cells of each row.
    pub(super) rows: Vec<(String, Vec<Vec<String>>)>,
}

impl Document<'_> {
    pub(super) fn html(&self) -> String {
        let mut out = String::with_capacity(32 * 1024);
        let (locale, title) = (escaped(self.locale), escaped(&self.title));
        out.push_str("<!doctype html>\n");
        line(&mut out, format_args!("<html lang=\"{locale}\">"));
        line(&mut out, format_args!("<head>\n<meta charset=\"utf-8\">"));
        let screen = "width=device-width, initial-scale=1";
        line(&mut out, format_args!("<meta name=\"viewport\" content=\"{screen}\">"));
        line(&mut out, format_args!("<meta name=\"color-scheme\" content=\"light dark\">"));
        line(&mut out, format_args!("<title>{title}</title>"));
        line(&mut out, format_args!("<style>\n{STYLE}</style>\n</head>\n<body>"));
        let skip = escaped(self.words.skip);
        line(&mut out, format_args!("<a class=\"skip\" href=\"#rules\">{skip}</a>"));
        let (heading, lead) = (escaped(&self.heading), escaped(&self.lead));
        line(&mut out, format_args!("<header>\n<h1>{heading}</h1>\n<p>{lead}</p>\n</header>"));
        self.contents(&mut out);
        line(&mut out, format_args!("<main id=\"rules\">"));
        for section in &self.sections {
            section.write(&mut out, self.words);
        }
        out.push_str("</main>\n<footer>\n");
        for sentence in &self.closing {
            line(&mut out, format_args!("<p>{}</p>", escaped(sentence)));
        }
        out.push_str("</footer>\n</body>\n</html>\n");
        out
    }

    fn contents(&self, out: &mut String) {
        let title = escaped(self.words.contents);
        line(out, format_args!("<nav aria-labelledby=\"contents\">"));
        line(out, format_args!("<h2 id=\"contents\">{title}</h2>\n<ul>"));
        for section in &self.sections {
            let (id, title) = (section.id, escaped(&section.title));
            line(out, format_args!("<li><a href=\"#{id}\">{title}</a></li>"));
        }
        out.push_str("</ul>\n</nav>\n");
    }
}

impl Section {
    fn write(&self, out: &mut String, words: &Words) {
        let (id, title) = (self.id, escaped(&self.title));
        line(out, format_args!("<section id=\"{id}\" aria-labelledby=\"{id}-title\">"));
        line(out, format_args!("<h2 id=\"{id}-title\">{title}</h2>"));
        for block in &self.blocks {
            match block {
                Block::Heading(text) => line(out, format_args!("<h3>{}</h3>", escaped(text))),
                Block::Text(text) => line(out, format_args!("<p>{}</p>", escaped(text))),
                Block::Points(points) => list(out, "points", points),
                Block::Items(items) => {
                    out.push_str("<ul class=\"items\">\n");
                    items.iter().for_each(|item| item.write(out, words));
                    out.push_str("</ul>\n");
                }
                Block::Table(table) => table.write(out, words),
            }
        }
        out.push_str("</section>\n");
    }
}

impl Item {
    /// Something of a section of the document.
    pub(super) fn of(section: &'static str, key: &Key) -> Self {
        Self { origin: Some(Origin::Thing(section, key.clone())), ..Self::default() }
    }

    /// What a rule does.
    pub(super) fn of_rule(rule: &Rule) -> Self {
        Self { origin: Some(Origin::Rule(rule.key.clone())), ..Self::default() }
    }

    fn write(&self, out: &mut String, words: &Words) {
        out.push_str("<li>\n");
        if !self.title.is_empty() || !self.badge.is_empty() {
            let badge = match self.badge.as_str() {
                "" => String::new(),
                badge => format!(" <span class=\"badge\">{}</span>", escaped(badge)),
            };
            let title = escaped(&self.title);
            line(out, format_args!("<p class=\"name\"><strong>{title}</strong>{badge}</p>"));
        }
        for sentence in &self.text {
            line(out, format_args!("<p>{}</p>", escaped(sentence)));
        }
        if let Some(table) = &self.table {
            table.write(out, words);
        }
        if !self.details.is_empty() {
            list(out, "terms", &self.details);
        }
        out.push_str("</li>\n");
    }
}

impl Table {
    /// Wide tables scroll by themselves; the keyboard can do it too.
    fn write(&self, out: &mut String, words: &Words) {
        let caption = escaped(&self.caption);
        if self.head.len() > 2 {
            let scroll = "<div class=\"wide\" role=\"region\" tabindex=\"0\"";
            line(out, format_args!("{scroll} aria-label=\"{caption}\">"));
        } else {
            line(out, format_args!("<div class=\"narrow\">"));
        }
        line(out, format_args!("<table>\n<caption>{caption}</caption>\n<thead>\n<tr>"));
        for heading in &self.head {
            line(out, format_args!("<th scope=\"col\">{}</th>", escaped(heading)));
        }
        out.push_str("</tr>\n</thead>\n<tbody>\n");
        for (heading, cells) in &self.rows {
            line(out, format_args!("<tr>\n<th scope=\"row\">{}</th>", escaped(heading)));
            cells.iter().for_each(|cell| write_cell(cell, out, words));
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n</div>\n");
    }
}

/// A cell without anything says so to those who cannot see the dash.
fn write_cell(cell: &[String], out: &mut String, words: &Words) {
    match cell {
        [] => {
            let no = escaped(words.no);
            let dash = "<span aria-hidden=\"true\">–</span>";
            line(out, format_args!("<td>{dash}<span class=\"unseen\">{no}</span></td>"));
        }
        [one] => line(out, format_args!("<td>{}</td>", escaped(one))),
        several => {
            out.push_str("<td>\n");
            list(out, "points", several);
            out.push_str("</td>\n");
        }
    }
}

fn list(out: &mut String, class: &str, sentences: &[String]) {
    line(out, format_args!("<ul class=\"{class}\">"));
    for sentence in sentences {
        line(out, format_args!("<li>{}</li>", escaped(sentence)));
    }
    out.push_str("</ul>\n");
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

/// A text that no part of HTML can be in.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
