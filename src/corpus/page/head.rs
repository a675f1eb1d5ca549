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
    let running: String = paragraphs.iter().map(|paragraph| solid(&paragraph.words.text)).collect::<Vec<_>>().join("\n");
    let mut briefs = false;
    for (at, unit) in units.iter().enumerate() {
        if unit.role == Role::Body {
            let dated = starts(unit.text());
            for head in &mut group {
                head.caption = None;
                head.briefs = (head.briefs || briefs) && head.plain() && !dated;
            }
            briefs = group.last().map_or(briefs, |head| head.briefs);
            let found = without_sub_headings(std::mem::take(&mut group), units, &running);
            heads.extend(settled(found, units, paragraphs, likeness));
        } else {
            add(&mut group, at, units);
        }
    }
    heads.extend(settled(without_sub_headings(group, units, &running), units, paragraphs, likeness));
    heads.retain(|head| !head.titles.is_empty() || !head.bylines.is_empty());
    heads
}

/// The heads of a group without what is no headline in them.
fn without_sub_headings(mut group: Vec<Head>, units: &[Unit], running: &str) -> Vec<Head> {
    let titled = group.iter().filter(|head| !head.titles.is_empty()).count();
    for head in &mut group {
        let company = titled > usize::from(!head.titles.is_empty());
        pruned(head, units, running, company);
    }
    group
}

/// Adds one unit to the heads of a group.
fn add(group: &mut Vec<Head>, at: usize, units: &[Unit]) {
    let unit = &units[at];
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
        // 「湖南：」 waits for the rest of its headline, whatever stands between.
        Role::Label if group.last().is_some_and(|head| head.titles.last().is_some_and(|&title| leads_up(&units[title]))) => {}
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
    let heads = group;
    let mut lacking = bylines.saturating_sub(titled);
    let mut out = Vec::new();
    for head in heads {
        let parts = parted(head, units, paragraphs, likeness, lacking);
        lacking = lacking.saturating_sub(parts.len() - 1);
        out.extend(parts);
    }
    let mut heads = out;
    for at in 1..heads.len() {
        let waiting: Vec<usize> =
            (0..at).filter(|&other| heads[other].bylines.is_empty() && !heads[other].titles.is_empty() && heads[other].caption.is_none()).collect();
        let spare = if heads[at].titles.is_empty() { heads[at].bylines.len() } else { heads[at].bylines.len().saturating_sub(1) };
        // Bylines stand in the order of their headlines, next to the last of them.
        for &other in waiting.iter().rev().take(spare).rev() {
            let titles: Vec<usize> = heads[at].titles.iter().map(|&unit| units[unit].block).collect();
            // A byline in the block of its own headline stays there.
            let free = heads[at].bylines.iter().position(|&unit| !titles.contains(&units[unit].block)).unwrap_or(0);
            let byline = heads[at].bylines.remove(free);
            heads[other].bylines.push(byline);
        }
    }
    heads
}

/// Two heads where the lines of one are about two stories: plainly so in a column of short items,
/// and at the likeliest cut where the group has more bylines than headlines (`lacking`).
fn parted(head: Head, units: &[Unit], paragraphs: &[Paragraph], likeness: &Likeness, lacking: usize) -> Vec<Head> {
    if head.titles.len() < 2 || (lacking == 0 && !head.briefs) {
        return vec![head];
    }
    let share = |titles: &[usize], paragraph: usize| {
        let title: String = titles.iter().map(|&unit| units[unit].text()).collect::<Vec<_>>().join(" ");
        likeness.share(&title, &paragraphs[paragraph].words.text)
    };
    let best = |titles: &[usize]| (0..paragraphs.len()).map(|number| (share(titles, number), number)).max_by(|a, b| a.0.total_cmp(&b.0));
    let mut likeliest: Option<(f32, usize)> = None;
    for cut in 1..head.titles.len() {
        let (above, below) = head.titles.split_at(cut);
        let (Some(a), Some(b)) = (best(above), best(below)) else { continue };
        let (a_there, b_there) = (share(above, b.1), share(below, a.1));
        let plainly = head.briefs && a.0 > 0.4 && b.0 > 0.4 && a_there < 0.3 * b.0 && b_there < 0.3 * a.0;
        let score = a.0 + b.0 - a_there - b_there;
        if a.1 != b.1 && (plainly || lacking > 0) && likeliest.is_none_or(|(top, _)| score > top) {
            likeliest = Some((score, cut));
        }
    }
    let Some((_, cut)) = likeliest else { return vec![head] };
    let (above, below) = head.titles.split_at(cut);
    let first = Head { titles: above.to_vec(), last: above[cut - 1], label: head.label, briefs: head.briefs, ..Head::default() };
    let second = Head { titles: below.to_vec(), label: false, ..head.clone() };
    let rest = parted(second, units, paragraphs, likeness, lacking.saturating_sub(1));
    [vec![first], rest].concat()
}

/// Takes from a head what is no headline: repeated column titles, sub-headings, pull-outs.
fn pruned(head: &mut Head, units: &[Unit], running: &str, company: bool) {
    // A column's title stands on the page more than once; a headline does not.
    let once = |unit: usize| units.iter().filter(|other| other.role == Role::Display && other.text() == units[unit].text()).count() == 1;
    let printed = head.titles.clone();
    if head.titles.iter().any(|&unit| once(unit)) {
        head.titles.retain(|&unit| once(unit));
    }
    // Sub-headings and pull-outs repeat the running text; a headline seldom does.
    let repeats = |unit: usize| units[unit].text().split([' ', '\u{3000}']).filter(|part| !part.is_empty()).all(|part| running.contains(&solid(part)));
    let own: Vec<usize> = head.titles.iter().copied().filter(|&unit| !running.contains(&solid(units[unit].text())) && !repeats(unit)).collect();
    // With a true headline beside it, a sub-heading may have two lines.
    let most = if company { 2 * 14 } else { 14 };
    let short = head.titles.iter().all(|&unit| units[unit].size() <= most);
    let enough = own.iter().any(|&unit| units[unit].size() > 6 && !leads_up(&units[unit]));
    if enough || (head.bylines.is_empty() && !head.subtitle && short && !head.briefs) {
        head.titles = own;
    }
    for pair in printed.windows(2) {
        if leads_up(&units[pair[0]]) && head.titles.contains(&pair[0]) && !head.titles.contains(&pair[1]) {
            head.titles.push(pair[1]);
        }
    }
    // A short line right beside another of the same block is part of its headline.
    let kept = head.titles.clone();
    let beside = |unit: usize| {
        let side = |other: usize| kept.contains(&other) && units[other].block == units[unit].block && units[other].size() > 4;
        units[unit].size() <= 6 && (side(unit + 1) || unit.checked_sub(1).is_some_and(side))
    };
    head.titles = printed.iter().copied().filter(|&unit| kept.contains(&unit) || (once(unit) && beside(unit))).collect();
    let long: Vec<usize> = head.titles.iter().copied().filter(|&unit| units[unit].size() > 4 || beside(unit) || leads_up(&units[unit])).collect();
    if !long.is_empty() || head.plain() {
        head.titles = long;
    }
}

/// Whether a line only leads up to a headline (「湖南：」).
pub(super) fn leads_up(unit: &Unit) -> bool {
    unit.text().ends_with(['：', ':'])
}

/// A text without blanks and quotes around it.
fn solid(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.trim_matches(['“', '”', '「', '」']).to_owned()
}
