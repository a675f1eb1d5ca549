//! The tables of a web page, read into rows and cells.
//!
//! Pages have long been laid out with tables, so one that holds another is none, and `table` decides
//! about the others by what stands in them. Knows nothing of how a row is said.

use scraper::{ElementRef, Html, Node};

use super::html::{BLOCKS, Step, is_furniture, select, tidy, walk};
use super::table::{Cell, LONGEST_NOTE, Table};

/// The rows of one table as sentences; `None` where it is the layout of a page.
pub(super) fn sentences(element: ElementRef<'_>) -> Option<Vec<String>> {
    let mut table = Table { before: before(element), ..Table::default() };
    let mut inside = Inside::default();
    walk(element, |step| match step {
        Step::Text(text) => {
            inside.words.push_str(text);
            if inside.fresh && text.contains(|c: char| !c.is_whitespace()) {
                inside.paragraphs += 1;
                inside.fresh = false;
            }
            true
        }
        Step::In(child) => {
            inside.nested |= child.value().name() == "table";
            if inside.nested || is_furniture(child) {
                return false;
            }
            inside.open(child, &mut table);
            true
        }
        Step::Out(child) => {
            inside.close(child, &mut table);
            true
        }
    });
    if inside.nested { None } else { table.sentences() }
}

/// The sentences of all tables of a page.
pub(super) fn all(page: &Html) -> Vec<String> {
    let shown = |table: &ElementRef<'_>| !is_furniture(*table) && !table.ancestors().take(MOST_ABOVE).filter_map(ElementRef::wrap).any(is_furniture);
    select(page, "table").take(MOST_TABLES).filter(shown).filter_map(sentences).flatten().collect()
}

/// Whether an element is a part of a table that is read as one.
pub(super) fn holds(element: ElementRef<'_>) -> bool {
    let mut above = element.ancestors().take(MOST_ABOVE).filter_map(ElementRef::wrap);
    above.find(|above| above.value().name() == "table").is_some_and(|table| sentences(table).is_some())
}

/// Tables of a page that are looked at, and elements above each: more are of no page.
const MOST_TABLES: usize = 100;
const MOST_ABOVE: usize = 100;

/// The last words before an element, as many as may be a note on it.
fn before(element: ElementRef<'_>) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut left = LONGEST_NOTE;
    let mut node = Some(*element);
    // A tree that leads back into itself has no more steps than these either.
    for _ in 0..MOST_ABOVE {
        let Some(at) = node.filter(|_| left > 0) else { break };
        // Backwards through the page: from each node to the deepest end of the one before it.
        let last = std::iter::successors(at.prev_sibling(), |last| last.last_child()).take(MOST_ABOVE).last();
        node = last.or_else(|| at.parent());
        if let Some(Node::Text(text)) = last.map(|last| last.value()) {
            let text = tidy(text);
            let size = text.chars().count().min(left);
            left -= size;
            words.push(text.chars().skip(text.chars().count() - size).collect());
        }
    }
    words.into_iter().rev().collect()
}

/// What is being read.
#[derive(Default)]
struct Inside {
    words: String,
    /// Paragraphs of the cell so far, and whether words have come since the last one began.
    paragraphs: usize,
    fresh: bool,
    /// Whether the rows stand in a `thead`.
    head: bool,
    /// Whether another table stands in this one.
    nested: bool,
}

impl Inside {
    fn open(&mut self, element: ElementRef<'_>, table: &mut Table) {
        match element.value().name() {
            "thead" => self.head = true,
            "tr" => table.rows.push(Vec::new()),
            "td" | "th" | "caption" => {
                self.words.clear();
                (self.paragraphs, self.fresh) = (0, true);
            }
            name if BLOCKS.contains(&name) => self.part(name),
            _ => {}
        }
    }

    fn close(&mut self, element: ElementRef<'_>, table: &mut Table) {
        match element.value().name() {
            "thead" => {
                self.head = false;
                table.heads = table.rows.len();
            }
            "caption" => table.caption = tidy(&std::mem::take(&mut self.words)),
            name @ ("td" | "th") => {
                let span = |key: &str| element.value().attr(key).and_then(|span| span.trim().parse().ok()).filter(|&span| span > 0).unwrap_or(1);
                let text = tidy(&std::mem::take(&mut self.words));
                let cell = Cell { text, head: self.head || name == "th", paragraphs: self.paragraphs, span: (span("colspan"), span("rowspan")) };
                if let Some(row) = table.rows.last_mut() {
                    row.push(cell);
                }
            }
            name if BLOCKS.contains(&name) => self.part(name),
            _ => {}
        }
    }

    /// Begins a new paragraph of the cell; a broken line is none.
    fn part(&mut self, name: &str) {
        self.words.push(' ');
        self.fresh |= name != "br";
    }
}
