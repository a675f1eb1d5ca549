//! Gives each paragraph of a page its story, and each story its headline.
//!
//! The printed order is the first guess: a headline, a byline, then paragraphs. Where an
//! extraction read across columns, the rare words that headline and paragraphs share decide.
//! Knows nothing of how paragraphs were glued.

use super::claim::{nearest_bylines, photo_heads, photo_titles};
use super::head::{Head, heads};
use super::likeness::Likeness;
use super::link::Paragraph;
use super::photo::Photo;
use super::settle::{MOST_STRETCHES, settled};
use super::unit::{Opening, Role, Unit};
use super::words::Words;

/// One story of a page, before its parts are read.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    /// Headline lines, kicker first.
    pub(super) head: Vec<Words>,
    /// Units of byline.
    pub(super) bylines: Vec<Words>,
    /// Its paragraphs in order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// The reporter's names behind the last sentence.
    pub(super) signature: Option<Words>,
    /// Whether it stands in a column of short items.
    pub(super) brief: bool,
    /// Number of the unit it begins with.
    pub(super) first: usize,
}

/// A stretch of paragraphs that surely belong together.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub(super) paragraphs: Vec<usize>,
    /// All its units of running text.
    pub(super) units: Vec<usize>,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) text: String,
    pub(super) column: f32,
    pub(super) opens: bool,
    pub(super) dateline: bool,
    pub(super) item: bool,
    pub(super) ended: bool,
    /// The unit with the reporter's names behind it.
    pub(super) signature: Option<usize>,
    /// The headline at the beginning of its own paragraph.
    pub(super) run_in: Option<Words>,
}

/// Reads the stories of a page; `starts` and `ends` tell paragraphs that open or close one.
pub(super) fn stories(
    units: &[Unit],
    paragraphs: Vec<Paragraph>,
    photos: &mut [Photo],
    starts: impl Fn(&str) -> bool,
    ends: impl Fn(&str) -> bool,
) -> Vec<Story> {
    let texts = paragraphs.iter().map(|paragraph| paragraph.words.text.as_str());
    let likeness = Likeness::of(texts.chain(photos.iter().map(|photo| photo.words.text.as_str())));
    let claimed = photo_titles(units, &paragraphs, photos, &likeness);
    let units = claimed.as_slice();
    let mut heads = heads(units, &paragraphs, &likeness, &starts);
    let stretches = stretches(units, &paragraphs, &heads, starts, ends);
    photo_heads(units, &mut heads, &stretches, photos, &likeness);
    let owner = Desk { units, heads: &heads, stretches: &stretches, likeness: &likeness }.owners();
    let owner = settled(units, &mut heads, &stretches, &likeness, owner);
    nearest_bylines(units, &mut heads, &stretches, &owner);
    let mut stories = Vec::new();
    for (lead, stretch) in stretches.iter().enumerate() {
        if owner[lead].0 != lead {
            continue;
        }
        let mut story = Story { first: stretch.first, ..Story::default() };
        if let Some(head) = owner[lead].1 {
            let head = &heads[head];
            story.head = head.titles.iter().map(|&unit| units[unit].words.clone()).collect();
            story.bylines = head.bylines.iter().map(|&unit| units[unit].words.clone()).collect();
            story.first = head.titles.first().copied().unwrap_or(stretch.first).min(stretch.first);
        } else {
            story.brief = stretch.item;
            story.head.extend(stretch.run_in.clone());
        }
        for (other, stretch) in stretches.iter().enumerate() {
            if owner[other].0 == lead {
                story.signature = stretch.signature.map(|unit| units[unit].words.clone()).or(story.signature.take());
                story.paragraphs.extend(stretch.paragraphs.iter().map(|&paragraph| paragraphs[paragraph].clone()));
            }
        }
        if let Some(head) = owner[lead].1.map(|head| &heads[head]) {
            story.brief = (head.briefs || stretch.item) && head.bylines.is_empty() && story.paragraphs.len() <= 2 && !stretch.dateline;
        }
        stories.push(story);
    }
    stories.sort_by_key(|story| story.first);
    stories
}

fn stretches(units: &[Unit], paragraphs: &[Paragraph], heads: &[Head], starts: impl Fn(&str) -> bool, ends: impl Fn(&str) -> bool) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    let mut list: Option<(usize, f32)> = None;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let (Some(&first), Some(&last)) = (paragraph.units.first(), paragraph.units.last()) else { continue };
        let text = &paragraph.words.text;
        let signature = units.get(last + 1).filter(|next| next.role == Role::Signature).map(|_| last + 1);
        let ended = signature.is_some() || ends(text);
        // Under the title of a column of short items every paragraph is one of them.
        let over = units[..first].iter().rposition(|unit| !matches!(unit.role, Role::Body | Role::Furniture | Role::Credit));
        let column = paragraph.units.iter().map(|&unit| units[unit].column).fold(0.0, f32::max);
        let under = over.filter(|&over| units[over].role == Role::Briefs && !starts(text));
        if under.is_some() && list.is_none_or(|(title, _)| Some(title) != under) {
            list = under.map(|title| (title, column));
        }
        // Such a column is as wide at its end as at its beginning.
        let listed = under.is_some() && list.is_some_and(|(_, wide)| !apart(wide, column));
        let item = listed || units[first].opening == Opening::Item || paragraph.head.is_some();
        let headed = heads.iter().any(|head| head.last < first && out.last().is_some_and(|stretch| head.last > stretch.last));
        let follows = out.last().is_some_and(|stretch| {
            !stretch.ended
                && !headed
                && stretch.last < first
                && units[stretch.last].block == units[first].block
                && units[stretch.last + 1..first].iter().all(|unit| matches!(unit.role, Role::Display))
        });
        if let Some(stretch) = out.last_mut().filter(|_| follows && !item && !starts(text)) {
            stretch.paragraphs.push(number);
            stretch.units.extend(&paragraph.units);
            stretch.last = last;
            if stretch.column == 0.0 {
                stretch.column = column;
            }
            stretch.text.push_str(text);
            stretch.ended = ended;
            stretch.signature = signature;
            continue;
        }
        out.push(Stretch {
            paragraphs: vec![number],
            units: paragraph.units.clone(),
            first,
            last,
            text: text.clone(),
            column,
            opens: units[first].opening != Opening::Running,
            dateline: starts(text),
            item,
            ended,
            signature,
            run_in: paragraph.head.clone(),
        });
    }
    out
}

/// Decides which stretch and which headline go together.
struct Desk<'a> {
    units: &'a [Unit],
    heads: &'a [Head],
    stretches: &'a [Stretch],
    likeness: &'a Likeness,
}

impl Desk<'_> {
    /// For each stretch the leading stretch of its story, and that story's head.
    fn owners(&self) -> Vec<(usize, Option<usize>)> {
        let head_of = self.led();
        let mut owner: Vec<(usize, Option<usize>)> = Vec::new();
        for (number, stretch) in self.stretches.iter().enumerate() {
            let leads = head_of[number].is_some()
                || stretch.dateline
                || stretch.item
                || (number == 0 && self.heads.first().is_none_or(|head| head.last > stretch.first));
            owner.push((number, head_of[number]));
            if leads {
                continue;
            }
            let is_lead = |lead: usize| head_of[lead].is_some() || self.stretches[lead].dateline || (lead == 0 && owner[0].0 == 0 && !self.stretches[0].item);
            if self.stretches.len() > MOST_STRETCHES {
                // The last one that leads a story, as in print.
                if let Some(lead) = (0..number).rev().find(|&lead| is_lead(lead)) {
                    owner[number] = (lead, head_of[lead]);
                }
                continue;
            }
            let mut best: Option<(f32, usize)> = None;
            for lead in 0..self.stretches.len() {
                if !is_lead(lead) || lead == number {
                    continue;
                }
                let score = self.belongs(number, lead, &owner, &head_of);
                if best.is_none_or(|(top, _)| score > top) {
                    best = Some((score, lead));
                }
            }
            if let Some((_, lead)) = best {
                owner[number] = (lead, head_of[lead]);
            }
        }
        owner
    }

    /// Which head leads which stretch: the best pairs first.
    fn led(&self) -> Vec<Option<usize>> {
        let mut scored = Vec::new();
        for (h, head) in self.heads.iter().enumerate().filter(|(_, head)| !head.titles.is_empty()) {
            for (s, stretch) in self.stretches.iter().enumerate() {
                let score = self.leads(head, stretch);
                if score > 0.8 {
                    scored.push((score, h, s));
                }
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut head_of = vec![None; self.stretches.len()];
        let mut used = vec![false; self.heads.len()];
        for (_, h, s) in scored {
            if head_of[s].is_none() && !used[h] {
                head_of[s] = Some(h);
                used[h] = true;
            }
        }
        self.pulled_up(&mut head_of);
        head_of
    }

    /// Moves a head up to the stretch that stands right behind it, if that one has no head.
    fn pulled_up(&self, head_of: &mut [Option<usize>]) {
        for number in (1..self.stretches.len()).rev() {
            let Some(head) = head_of[number] else { continue };
            let run = (0..number)
                .rev()
                .take_while(|&other| {
                    head_of[other].is_none() && !self.headed_between(other, other + 1) && same(self.stretches[other].column, self.stretches[number].column)
                })
                .last();
            let turned = run.filter(|&run| run > 0 && apart(self.stretches[run - 1].column, self.stretches[run].column) && !self.stretches[run].item);
            if let Some(run) = turned.filter(|_| !self.stretches[number].dateline) {
                head_of[run] = head_of[number].take();
                continue;
            }
            let above = (0..number).find(|&other| self.bodies_between(self.heads[head].last, self.stretches[other].first) == Some(0));
            if let Some(above) = above.filter(|&above| head_of[above..number].iter().all(Option::is_none) && !self.stretches[above].item) {
                head_of[above] = head_of[number].take();
            }
        }
    }

    fn leads(&self, head: &Head, stretch: &Stretch) -> f32 {
        if stretch.item {
            return 0.0;
        }
        let title = head.text(self.units);
        let between = self.bodies_between(head.last, stretch.first);
        let near = match between {
            Some(0) if self.units[head.last].block == self.units[stretch.first].block => 2.0,
            Some(0) if self.alone(head) => 2.0,
            Some(0) => 1.2,
            Some(n) if n < 4 => 0.6 - 0.1 * n as f32,
            Some(_) => 0.1,
            None => 0.0,
        };
        let strong = if !head.bylines.is_empty() || head.subtitle { 0.3 } else { 0.0 };
        let opens = if stretch.opens { 0.3 } else { -0.8 };
        let dateline = if stretch.dateline && head.bylines.is_empty() { 0.9 } else { 0.0 };
        4.0 * self.likeness.share(&title, &stretch.text) + near + strong + opens + dateline + self.turn(stretch) - 0.3
    }

    /// Whether a head with its byline is the only one between two pieces of running text.
    fn alone(&self, head: &Head) -> bool {
        let first = head.titles.first().copied().unwrap_or(head.last);
        let crowd =
            |other: &&Head| other.last != head.last && self.units[other.last.min(first)..other.last.max(first)].iter().all(|unit| unit.role != Role::Body);
        !head.bylines.is_empty() && !self.heads.iter().any(|other| crowd(&other))
    }

    /// Whether a head stands between two stretches.
    fn headed_between(&self, above: usize, below: usize) -> bool {
        let (from, to) = (self.stretches[above].last, self.stretches[below].first);
        self.heads.iter().any(|head| from < head.last && head.last < to)
    }

    /// Whether the column's width changes where this stretch begins, as it does between stories.
    fn turn(&self, stretch: &Stretch) -> f32 {
        let before = self.stretches.iter().rev().find(|other| other.first < stretch.first);
        if before.is_some_and(|before| apart(before.column, stretch.column)) { 0.4 } else { 0.0 }
    }

    /// Body units between a head and a stretch behind it; `None` where the stretch comes before.
    fn bodies_between(&self, head: usize, stretch: usize) -> Option<usize> {
        (head < stretch).then(|| self.units[head..stretch].iter().filter(|unit| unit.role == Role::Body).count())
    }

    /// How well a stretch without headline goes on with the story that `lead` began.
    fn belongs(&self, number: usize, lead: usize, owner: &[(usize, Option<usize>)], head_of: &[Option<usize>]) -> f32 {
        let stretch = &self.stretches[number];
        let story: Vec<usize> = (0..number).filter(|&other| owner.get(other).is_some_and(|owner| owner.0 == lead)).chain([lead]).collect();
        let text: String = story.iter().map(|&other| self.stretches[other].text.as_str()).collect();
        let title: String = head_of[lead].iter().flat_map(|&head| &self.heads[head].titles).map(|&unit| self.units[unit].text()).collect();
        let mut score = 3.0 * self.likeness.cosine(&stretch.text, &format!("{title}{text}"));
        if number > 0 && owner[number - 1].0 == lead {
            score += 1.0;
        } else if lead > number {
            score -= 1.0;
        }
        let own = self.stretches[lead].column;
        if own > 0.0 && stretch.column > 0.0 {
            score += if apart(own, stretch.column) { -1.2 } else { 0.4 };
        }
        if story.iter().any(|&other| self.stretches[other].ended && other < number) {
            score -= 1.5;
        }
        score
    }
}

/// Whether two columns are surely not the same.
pub(super) fn apart(a: f32, b: f32) -> bool {
    a > 0.0 && b > 0.0 && (a - b).abs() > 1.2
}

/// Whether two columns are surely the same.
pub(super) fn same(a: f32, b: f32) -> bool {
    a > 0.0 && b > 0.0 && (a - b).abs() <= 0.6
}
