//! The headlines of a page with what stands around them.
//!
//! Between two pieces of running text stands a group of lines on display: kickers, headlines,
//! sub-headlines, bylines, sometimes of two stories at once. Here a group becomes heads. Knows
//! nothing of which story a head belongs to, except by the words they share.

use super::likeness::Likeness;
use super::link::Paragraph;
use super::unit::{Role, Unit};

/// A headline (perhaps in several units) with what stands with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Head {
    /// Units of the headline.
    pub(super) titles: Vec<usize>,
    /// Units of its byline.
    pub(super) bylines: Vec<usize>,
    /// Whether a second headline behind a dash goes with it.
    pub(super) subtitle: bool,
    /// Whether a column's title stands over it.
    pub(super) label: bool,
    /// Whether it stands in a column of short items.
    pub(super) briefs: bool,
    /// The caption right behind it, where no running text follows.
    pub(super) caption: Option<usize>,
    /// Number of its last unit.
    pub(super) last: usize,
}

impl Head {
    /// Whether nothing but its words makes it a headline.
    fn plain(&self) -> bool {
        self.bylines.is_empty() && !self.subtitle && !self.label
    }

    /// Its words.
    pub(super) fn text(&self, units: &[Unit]) -> String {
        self.titles.iter().map(|&unit| units[unit].text()).collect::<Vec<_>>().join(" ")
    }
}

/// The heads of a page in printed order; `starts` tells paragraphs that open a story themselves.
pub(super) fn heads(units: &[Unit], paragraphs: &[Paragraph], likeness: &Likeness, starts: &impl Fn(&str) -> bool) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut group: Vec<Head> = Vec::new();
    let mut briefs = false;
    for (at, unit) in units.iter().enumerate() {
        if unit.role == Role::Body {
            let dated = starts(unit.text());
            for head in &mut group {
                head.caption = None;
                head.briefs = (head.briefs || briefs) && head.plain() && !dated;
            }
            briefs = group.last().map_or(briefs, |head| head.briefs);
            heads.extend(settled(std::mem::take(&mut group), units, paragraphs, likeness));
        } else {
            add(&mut group, at, unit);
        }
    }
    heads.extend(settled(group, units, paragraphs, likeness));
    let running: String = paragraphs.iter().map(|paragraph| solid(&paragraph.words.text)).collect::<Vec<_>>().join("\n");
    for head in &mut heads {
        pruned(head, units, &running);
    }
    heads.retain(|head| !head.titles.is_empty() || !head.bylines.is_empty());
    heads
}

/// Adds one unit to the heads of a group.
fn add(group: &mut Vec<Head>, at: usize, unit: &Unit) {
    let full = group.last().is_none_or(|head| !head.titles.is_empty() && (head.subtitle || !head.bylines.is_empty() || head.caption.is_some()));
    match unit.role {
        Role::Display => {
            if full {
                group.push(Head::default());
            }
            if let Some(head) = group.last_mut() {
                head.titles.push(at);
                head.last = at;
            }
        }
        Role::Label | Role::Briefs => {
            group.push(Head { label: unit.role == Role::Label, briefs: unit.role == Role::Briefs, last: at, ..Head::default() });
        }
        Role::Subtitle | Role::Byline => {
            if group.is_empty() {
                group.push(Head::default());
            }
            if let Some(head) = group.last_mut() {
                head.subtitle |= unit.role == Role::Subtitle;
                if unit.role == Role::Byline {
                    head.bylines.push(at);
                }
                head.last = at;
            }
        }
        Role::Caption => {
            if let Some(head) = group.last_mut().filter(|head| !head.titles.is_empty() && head.bylines.is_empty() && !head.subtitle) {
                head.caption = Some(at);
            }
        }
        Role::Body | Role::Credit | Role::Signature | Role::Furniture => {}
    }
}

/// The heads of a group with two headlines in a row parted and each byline with its headline.
fn settled(group: Vec<Head>, units: &[Unit], paragraphs: &[Paragraph], likeness: &Likeness) -> Vec<Head> {
    let bylines: usize = group.iter().map(|head| head.bylines.len()).sum();
    let titled = group.iter().filter(|head| !head.titles.is_empty()).count();
    let mut heads = group;
    if bylines > titled || heads.iter().any(|head| head.briefs) {
        heads = heads.into_iter().flat_map(|head| parted(head, units, paragraphs, likeness)).collect();
    }
    for at in 1..heads.len() {
        let waiting: Vec<usize> = (0..at).filter(|&other| heads[other].bylines.is_empty() && !heads[other].titles.is_empty() && heads[other].caption.is_none()).collect();
        let spare = if heads[at].titles.is_empty() { heads[at].bylines.len() } else { heads[at].bylines.len().saturating_sub(1) };
        // Bylines stand in the order of their headlines, next to the last of them.
        for &other in waiting.iter().rev().take(spare).rev() {
            let byline = heads[at].bylines.remove(0);
            heads[other].bylines.push(byline);
        }
    }
    heads
}

/// Two heads where the lines of one head are plainly about two stories.
fn parted(head: Head, units: &[Unit], paragraphs: &[Paragraph], likeness: &Likeness) -> Vec<Head> {
    if head.titles.len() < 2 {
        return vec![head];
    }
    let favourite = |unit: usize| {
        let shares = paragraphs.iter().enumerate().map(|(number, paragraph)| (likeness.share(units[unit].text(), &paragraph.words.text), number));
        shares.max_by(|a, b| a.0.total_cmp(&b.0))
    };
    for cut in 1..head.titles.len() {
        let (above, below) = head.titles.split_at(cut);
        let best = |titles: &[usize]| titles.iter().filter_map(|&unit| favourite(unit)).max_by(|a, b| a.0.total_cmp(&b.0));
        let (Some(a), Some(b)) = (best(above), best(below)) else { continue };
        let share = |titles: &[usize], paragraph: usize| {
            let title: String = titles.iter().map(|&unit| units[unit].text()).collect::<Vec<_>>().join(" ");
            likeness.share(&title, &paragraphs[paragraph].words.text)
        };
        let apart = a.1 != b.1 && share(above, b.1) < 0.3 * share(below, b.1) && share(below, a.1) < 0.3 * share(above, a.1);
        // The column's own title stands over the first of two; a story on its own stands below it.
        if apart && a.0 > 0.4 && b.0 > 0.4 && (!head.plain() || head.briefs) && a.1.abs_diff(b.1) > 1 {
            let first = Head { titles: above.to_vec(), last: above[cut - 1], label: head.label, briefs: head.briefs, ..Head::default() };
            let second = Head { titles: below.to_vec(), label: false, ..head.clone() };
            return [vec![first], parted(second, units, paragraphs, likeness)].concat();
        }
    }
    vec![head]
}

/// Takes from a head what is no headline: repeated column titles, sub-headings, pull-outs.
fn pruned(head: &mut Head, units: &[Unit], running: &str) {
    // A column's title stands on the page more than once; a headline does not.
    let once = |unit: usize| units.iter().filter(|other| other.role == Role::Display && other.text() == units[unit].text()).count() == 1;
    if head.titles.iter().any(|&unit| once(unit)) {
        head.titles.retain(|&unit| once(unit));
    }
    // Sub-headings and pull-outs repeat the running text; a headline seldom does.
    let own: Vec<usize> = head.titles.iter().copied().filter(|&unit| !running.contains(&solid(units[unit].text()))).collect();
    let short = head.titles.iter().all(|&unit| units[unit].size() <= 14);
    let enough = own.iter().any(|&unit| units[unit].size() > 6 && !units[unit].text().ends_with(['：', ':']));
    if enough || (head.plain() && short && !head.briefs) {
        head.titles = own;
    }
    let long: Vec<usize> =
        head.titles.iter().copied().filter(|&unit| units[unit].size() > 4 || units[unit].text().ends_with(['：', ':'])).collect();
    if !long.is_empty() || head.plain() {
        head.titles = long;
    }
}

/// A text without blanks and quotes around it.
fn solid(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.trim_matches(['“', '”', '「', '」']).to_owned()
}
