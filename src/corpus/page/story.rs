//! Gives each paragraph of a page its story, and each story its headline.
//!
//! The printed order is the first guess: a headline, a byline, then paragraphs. Where an
//! extraction read across columns, the rare words that headline and paragraphs share decide.
//! Knows nothing of how paragraphs were glued.

use super::likeness::Likeness;
use super::link::Paragraph;
use super::photo::Photo;
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

/// A headline (perhaps in several units) with what stands with it.
#[derive(Debug, Clone, Default)]
struct Head {
    /// Units of the headline.
    titles: Vec<usize>,
    bylines: Vec<usize>,
    subtitle: bool,
    label: bool,
    briefs: bool,
    /// The caption right behind it, where no running text follows.
    caption: Option<usize>,
    /// Number of the last unit of the head.
    last: usize,
}

/// A stretch of paragraphs that surely belong together.
#[derive(Debug, Clone)]
struct Stretch {
    paragraphs: Vec<usize>,
    first: usize,
    last: usize,
    text: String,
    column: f32,
    opens: bool,
    dateline: bool,
    item: bool,
    ended: bool,
    /// The unit with the reporter's names behind it.
    signature: Option<usize>,
}

/// Reads the stories of a page; `starts` and `ends` tell paragraphs that open or close one.
pub(super) fn stories(
    units: &[Unit],
    paragraphs: Vec<Paragraph>,
    photos: &mut [Photo],
    starts: impl Fn(&str) -> bool,
    ends: impl Fn(&str) -> bool,
) -> Vec<Story> {
    let likeness = Likeness::of(paragraphs.iter().map(|paragraph| paragraph.words.text.as_str()));
    let mut heads = heads(units, &paragraphs, &starts);
    photo_heads(units, &mut heads, photos);
    let stretches = stretches(units, &paragraphs, &heads, starts, ends);
    let desk = Desk { units, heads: &heads, stretches: &stretches, likeness: &likeness };
    let owner = desk.owners();
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

/// The headlines of a page with their bylines, in printed order.
fn heads(units: &[Unit], paragraphs: &[Paragraph], starts: &impl Fn(&str) -> bool) -> Vec<Head> {
    let running: String = paragraphs.iter().map(|paragraph| solid(&paragraph.words.text)).collect::<Vec<_>>().join("\n");
    let mut heads: Vec<Head> = Vec::new();
    let mut open: Option<Head> = None;
    let mut briefs = false;
    for (at, unit) in units.iter().enumerate() {
        match unit.role {
            Role::Display => {
                let split = open.as_ref().is_some_and(|head| {
                    !head.titles.is_empty() && (head.subtitle || !head.bylines.is_empty() || head.caption.is_some())
                });
                if split {
                    heads.extend(open.take());
                }
                let head = open.get_or_insert_with(Head::default);
                head.titles.push(at);
                head.last = at;
            }
            Role::Subtitle => {
                let head = open.get_or_insert_with(Head::default);
                head.subtitle = true;
                head.last = at;
            }
            Role::Byline => {
                let head = open.get_or_insert_with(Head::default);
                head.bylines.push(at);
                head.last = at;
            }
            Role::Label => {
                heads.extend(open.take());
                open = Some(Head { label: true, last: at, ..Head::default() });
            }
            Role::Briefs => {
                heads.extend(open.take());
                briefs = true;
                open = Some(Head { briefs, last: at, ..Head::default() });
            }
            Role::Body => {
                if let Some(mut head) = open.take() {
                    head.caption = None;
                    head.briefs |= briefs && head.bylines.is_empty() && !head.label && !starts(unit.text());
                    briefs = head.briefs;
                    heads.push(head);
                }
            }
            Role::Caption => {
                if let Some(head) = open.as_mut().filter(|head| !head.titles.is_empty() && head.bylines.is_empty() && !head.subtitle) {
                    head.caption = Some(at);
                }
            }
            Role::Credit | Role::Signature | Role::Furniture => {}
        }
    }
    heads.extend(open);
    for head in &mut heads {
        // A column's title stands on the page more than once; a headline does not.
        let once = |unit: usize| units.iter().filter(|other| other.role == Role::Display && other.text() == units[unit].text()).count() == 1;
        if head.titles.iter().any(|&unit| once(unit)) {
            head.titles.retain(|&unit| once(unit));
        }
        // Sub-headings and pull-outs repeat the running text; a headline seldom does.
        let own: Vec<usize> = head.titles.iter().copied().filter(|&unit| !running.contains(&solid(units[unit].text()))).collect();
        let plain = head.bylines.is_empty() && !head.subtitle && !head.label;
        let short = head.titles.iter().all(|&unit| units[unit].size() <= 14);
        if !own.is_empty() || (plain && short && !head.briefs) {
            head.titles = own;
        }
        let long: Vec<usize> = head.titles.iter().copied().filter(|&unit| units[unit].size() > 4 || units[unit].text().ends_with(['：', ':'])).collect();
        if !long.is_empty() || plain {
            head.titles = long;
        }
    }
    heads.retain(|head| !head.titles.is_empty() || !head.bylines.is_empty());
    heads
}

/// Gives photographs the headlines that stand over them.
fn photo_heads(units: &[Unit], heads: &mut Vec<Head>, photos: &mut [Photo]) {
    heads.retain(|head| {
        let Some(photo) = photos.iter_mut().find(|photo| head.caption == Some(photo.unit) && photo.head.is_empty()) else { return true };
        photo.head = head.titles.iter().map(|&unit| units[unit].words.clone()).collect();
        false
    });
}

/// A text without blanks and quotes around it.
fn solid(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.trim_matches(['“', '”', '「', '」']).to_owned()
}

fn stretches(
    units: &[Unit],
    paragraphs: &[Paragraph],
    heads: &[Head],
    starts: impl Fn(&str) -> bool,
    ends: impl Fn(&str) -> bool,
) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let (Some(&first), Some(&last)) = (paragraph.units.first(), paragraph.units.last()) else { continue };
        let text = &paragraph.words.text;
        let signature = units.get(last + 1).filter(|next| next.role == Role::Signature).map(|_| last + 1);
        let ended = signature.is_some() || ends(text);
        let item = units[first].opening == Opening::Item;
        let column = paragraph.units.iter().map(|&unit| units[unit].column).fold(0.0, f32::max);
        let headed = heads.iter().any(|head| head.last < first && out.last().is_some_and(|stretch| head.last > stretch.last));
        let follows = out.last().is_some_and(|stretch| {
            !stretch.ended && !headed && stretch.last < first && units[stretch.last].block == units[first].block
                && units[stretch.last + 1..first].iter().all(|unit| matches!(unit.role, Role::Display))
        });
        if let Some(stretch) = out.last_mut().filter(|_| follows && !item && !starts(text)) {
            stretch.paragraphs.push(number);
            stretch.last = last;
            stretch.text.push_str(text);
            stretch.ended = ended;
            stretch.signature = signature;
            continue;
        }
        out.push(Stretch {
            paragraphs: vec![number],
            first,
            last,
            text: text.clone(),
            column,
            opens: units[first].opening != Opening::Running,
            dateline: starts(text),
            item,
            ended,
            signature,
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
            let leads = head_of[number].is_some() || stretch.dateline || stretch.item || (number == 0 && self.heads.first().is_none_or(|head| head.last > stretch.first));
            owner.push((number, head_of[number]));
            if leads {
                continue;
            }
            let mut best: Option<(f32, usize)> = None;
            for lead in 0..self.stretches.len() {
                let is_lead = head_of[lead].is_some() || self.stretches[lead].dateline || (lead == 0 && owner[0].0 == 0 && !self.stretches[0].item);
                if !is_lead || lead == number {
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
        let title: String = head.titles.iter().map(|&unit| self.units[unit].text()).collect::<Vec<_>>().join(" ");
        let between = self.bodies_between(head.last, stretch.first);
        let near = match between {
            Some(0) => 1.6,
            Some(n) if n < 4 => 0.6 - 0.1 * n as f32,
            Some(_) => 0.1,
            None => 0.0,
        };
        let strong = if !head.bylines.is_empty() || head.subtitle { 0.3 } else { 0.0 };
        let opens = if stretch.opens { 0.3 } else { -0.8 };
        let dateline = if stretch.dateline { 0.3 } else { 0.0 };
        2.5 * self.likeness.share(&title, &stretch.text) + near + strong + opens + dateline - 0.3
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
            score += if (own - stretch.column).abs() <= 1.2 { 0.4 } else { -0.6 };
        }
        if story.iter().any(|&other| self.stretches[other].ended && other < number) {
            score -= 1.5;
        }
        score
    }
}
