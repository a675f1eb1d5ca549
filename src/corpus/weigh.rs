//! Finds the element of a web page that holds its story.
//!
//! Every element is weighed when its end is met, from what its children came to, so that a page
//! is walked once however deep it is. Knows nothing of titles and days.

use scraper::{ElementRef, Html};

use super::html::{BLANKS, BLOCKS, Step, is_furniture, walk};

/// Elements that can hold a story.
const STORIES: [&str; 6] = ["article", "main", "section", "div", "td", "body"];

/// The element with the most running text.
pub(super) fn heaviest(page: &Html) -> Option<ElementRef<'_>> {
    let root = page.root_element();
    let mut open = vec![Open::new(root, false)];
    let mut best: Option<(f64, ElementRef<'_>)> = None;
    walk(root, |step| {
        match step {
            Step::Text(text) => open.last_mut().into_iter().for_each(|last| last.text(text)),
            Step::In(element) => {
                let barred = open.last().is_some_and(|parent| parent.barred);
                open.push(Open::new(element, barred));
            }
            Step::Out(_) => {
                let (Some(done), Some(parent)) = (open.pop(), open.last_mut()) else { return true };
                let worth = done.worth();
                // Of equals the one that begins first is taken, which may end last.
                let better = |(top, other): &(f64, ElementRef<'_>)| worth > *top || (worth == *top && done.element.id() < other.id());
                if worth > 0.0 && best.as_ref().is_none_or(better) {
                    best = Some((worth, done.element));
                }
                parent.child(&done);
            }
        }
        true
    });
    best.map(|(_, element)| element)
}

/// An element on the way from the root to where the walk is, with what was met in it so far.
struct Open<'p> {
    element: ElementRef<'p>,
    furniture: bool,
    /// Whether it stands in furniture or is furniture.
    barred: bool,
    length: Length,
    /// Sentence marks in its words.
    marks: usize,
    /// Characters of its links, also of those in furniture.
    linked: usize,
    /// Weight of its children.
    children: f64,
    /// Marks in text that stands in the element itself.
    direct: usize,
}

impl<'p> Open<'p> {
    fn new(element: ElementRef<'p>, barred: bool) -> Self {
        let furniture = is_furniture(element);
        Self { element, furniture, barred: barred || furniture, length: Length::default(), marks: 0, linked: 0, children: 0.0, direct: 0 }
    }

    fn text(&mut self, text: &str) {
        self.length.push(text);
        self.marks += text.matches(['。', '，', '！', '？', '；']).count();
        self.direct += text.matches(['。', '，']).count();
    }

    /// Takes in a child whose end was met.
    fn child(&mut self, child: &Self) {
        self.linked += child.links();
        if child.furniture {
            return;
        }
        let block = BLOCKS.contains(&child.element.value().name());
        if block {
            self.length.push(" ");
        }
        self.length.add(child.length);
        if block {
            self.length.push(" ");
        }
        self.marks += child.marks;
        self.children += child.weight();
    }

    fn links(&self) -> usize {
        self.linked + if self.element.value().name() == "a" { self.length.chars } else { 0 }
    }

    /// Weight as a child: sentence marks in it, less its links.
    fn weight(&self) -> f64 {
        if self.length.chars == 0 || self.links() * 2 > self.length.chars {
            return 0.0;
        }
        let marks = self.marks as f64;
        let inner = matches!(self.element.value().name(), "p" | "br" | "span" | "font" | "strong" | "blockquote");
        if inner { marks + 1.0 } else { 0.6 * marks }
    }

    /// Weight as the story; 0 for what is none. Paragraphs count for their parent in full, and
    /// less for those further out.
    fn worth(&self) -> f64 {
        let name = self.element.value().name();
        if self.barred || !STORIES.contains(&name) {
            return 0.0;
        }
        (self.children + self.direct as f64) * if matches!(name, "article" | "main") { 1.3 } else { 1.0 }
    }
}

/// How many characters a text has once it is tidied, told without building it.
#[derive(Debug, Clone, Copy, Default)]
struct Length {
    chars: usize,
    /// Whether the first and the last character that are no blanks are wide.
    wide: (bool, bool),
    /// Whether blanks stand before the first and behind the last.
    blank: (bool, bool),
}

impl Length {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            let wide = !c.is_ascii();
            let blank = Self { blank: (true, true), ..Self::default() };
            self.add(if BLANKS.contains(&c) { blank } else { Self { chars: 1, wide: (wide, wide), ..Self::default() } });
        }
    }

    fn add(&mut self, next: Self) {
        if next.chars == 0 {
            self.blank.1 |= next.blank.0;
            self.blank.0 |= self.chars == 0 && next.blank.0;
        } else if self.chars == 0 {
            *self = Self { blank: (self.blank.0 || next.blank.0, next.blank.1), ..next };
        } else {
            let parted = (self.blank.1 || next.blank.0) && !(self.wide.1 && next.wide.0);
            self.chars += next.chars + usize::from(parted);
            self.wide.1 = next.wide.1;
            self.blank.1 = next.blank.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::html::{select, tidy, words};
    use super::*;

    /// What `heaviest` is held to: the same, with each element read anew. Of pages with misnested
    /// links the parser makes trees that are not the same from below as from above, so here every
    /// link is closed.
    fn heaviest_by_definition(page: &Html) -> Option<ElementRef<'_>> {
        let mut best: Option<(f64, ElementRef<'_>)> = None;
        for element in select(page, "article, main, section, div, td, body") {
            if is_furniture(element) || element.ancestors().filter_map(ElementRef::wrap).any(is_furniture) {
                continue;
            }
            let children = element.children().filter_map(ElementRef::wrap).filter(|child| !is_furniture(*child));
            let direct: String = element.children().filter_map(|node| node.value().as_text().map(|text| text.to_string())).collect();
            let own = children.map(weight).sum::<f64>() + direct.matches(['。', '，']).count() as f64;
            let bonus = if matches!(element.value().name(), "article" | "main") { 1.3 } else { 1.0 };
            if own > 0.0 && best.as_ref().is_none_or(|(top, _)| own * bonus > *top) {
                best = Some((own * bonus, element));
            }
        }
        best.map(|(_, element)| element)
    }

    fn weight(child: ElementRef<'_>) -> f64 {
        let text = words(child);
        let links = child.descendants().filter_map(ElementRef::wrap).filter(|inner| inner.value().name() == "a");
        let (size, linked) = (text.chars().count(), links.map(|link| words(link).chars().count()).sum::<usize>());
        if size == 0 || linked * 2 > size {
            return 0.0;
        }
        let marks = text.matches(['。', '，', '！', '？', '；']).count() as f64;
        if matches!(child.value().name(), "p" | "br" | "span" | "font" | "strong" | "blockquote") { marks + 1.0 } else { 0.6 * marks }
    }

    const PIECES: &str = "<div>|</div>|<div class=nav>|<section>|</section>|<article>|</article>|<p>|</p>|<a href=x>店名</a>|<a href=x>28 家，</a>|<span>|</span>|<br>\
        |<table><tr><td>|</table>|<aside>|</aside>|店，|人多了。|28 家|new shop, | \n|\u{3000}|店！";

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

        #[test]
        fn one_walk_weighs_as_reading_each_element_anew(pieces in proptest::collection::vec(proptest::sample::select(PIECES.split('|').collect::<Vec<_>>()), 0..40)) {
            let page = Html::parse_document(&pieces.concat());
            let found = |element: Option<ElementRef<'_>>| element.map(|element| element.id());
            prop_assert_eq!(found(heaviest(&page)), found(heaviest_by_definition(&page)), "{:?}", page.html());
        }

        #[test]
        fn a_length_is_that_of_the_tidied_text(parts in proptest::collection::vec("[a中， \n\u{a0}]{0,4}", 0..8)) {
            let mut length = Length::default();
            for part in &parts {
                let mut own = Length::default();
                own.push(part);
                length.add(own);
            }
            prop_assert_eq!(length.chars, tidy(&parts.concat()).chars().count());
        }
    }
}
