//! The tables of a web page, read into rows and cells.
//!
//! Pages have long been laid out with tables, so one that holds another is none, and `table` decides
//! about the others by what stands in them. Knows nothing of how a row is said.

use scraper::{ElementRef, Html};

use super::html::{BLOCKS, Step, is_furniture, select, tidy, walk};
use super::table::{Cell, Table};

/// The rows of one table as sentences; `None` where it is the layout of a page.
pub(super) fn sentences(element: ElementRef<'_>) -> Option<Vec<String>> {
    let mut table = Table::default();
    let mut inside = Inside::default();
    walk(element, |step| match step {
        Step::Text(text) => {
            inside.words.push_str(text);
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

/// What is being read.
#[derive(Default)]
struct Inside {
    words: String,
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
            "td" | "th" | "caption" => self.words.clear(),
            name if BLOCKS.contains(&name) => self.words.push(' '),
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
                let cell = Cell { text: tidy(&std::mem::take(&mut self.words)), head: self.head || name == "th", span: (span("colspan"), span("rowspan")) };
                if let Some(row) = table.rows.last_mut() {
                    row.push(cell);
                }
            }
            name if BLOCKS.contains(&name) => self.words.push(' '),
            _ => {}
        }
    }
}
