//! Settles which stretches of a page make one story, all stories weighed together.
//!
//! The first guess gives away the best pairs one by one; where columns of several stories lie
//! mixed, one wrong pair pushes the next. So stretches and headlines are moved from story to story
//! as long as the page as a whole gains: words in common, printed order, equal columns, bylines
//! and datelines at the beginnings. Knows nothing of lines.

use super::head::{Head, leads_up};
use super::likeness::{Bag, Likeness};
use super::story::{Stretch, apart, same};
use super::unit::{Role, Unit};

/// Moves until a page must be settled; a page of forty stretches needs about ten.
const MOST_MOVES: usize = 60;
/// More stretches than this are of no page, and weighing them all together would take hours: they
/// stay in printed order.
pub(super) const MOST_STRETCHES: usize = 300;
/// The least that a move must gain.
const GAIN: f32 = 0.15;
/// What a story without headline is worth.
const UNHEADED: f32 = -0.8;
/// What it costs to cut a head outside a column of short items, where no byline backs it.
const CUT: f32 = 2.0;
/// What a title is worth whose words its story holds.
const TITLE: f32 = 4.0;
/// What it costs a title if its words stand in another story.
const RIVAL: f32 = 3.5;
/// A share of the title that is proof enough: pull-outs repeat their story whole.
const ENOUGH: f32 = 0.6;
/// What the likeness of a stretch to the rest of its story is worth.
const COHESION: f32 = 3.0;
/// What it is worth to stand right behind the last stretch, beyond a head or in another column.
const BEHIND: f32 = 0.5;
/// What it is worth to stand right behind the last stretch.
const NEXT: f32 = 1.5;
/// What standing in the same block adds.
const BLOCK: f32 = 0.5;
/// What a dateline inside a story costs.
const DATED: f32 = 3.0;
/// What each stretch printed before its head costs.
const BEFORE: f32 = 0.5;
/// What another column width costs.
const APART: f32 = 1.2;
/// What the same column width adds.
const SAME: f32 = 0.4;
/// What a head costs that leads nothing.
const IDLE: f32 = 0.3;
/// What it costs if a byline goes with it.
const IDLE_SIGNED: f32 = 1.2;
/// What a story costs that begins in the middle of a paragraph.
const TORN: f32 = 0.8;
/// The most stretches that move together.
const LONGEST: usize = 8;

/// For each stretch its story, and for each story its head.
#[derive(Debug, Clone)]
struct Order {
    story_of: Vec<usize>,
    head_of: Vec<Option<usize>>,
}

/// A page with its words counted.
struct Page<'a> {
    units: &'a [Unit],
    heads: &'a [Head],
    /// Number of heads as they were found; behind them stand the parts they may be cut into.
    whole: usize,
    /// The cuts: the head, its upper and its lower part.
    cuts: Vec<(usize, usize, usize)>,
    stretches: &'a [Stretch],
    likeness: &'a Likeness,
    bags: Vec<Bag>,
    titles: Vec<Bag>,
    /// For each head the share of its words that each stretch holds.
    shares: Vec<Vec<f32>>,
}

/// Improves the owners (leading stretch and head of each stretch's story) of a page.
pub(super) fn settled(
    units: &[Unit],
    heads: &mut Vec<Head>,
    stretches: &[Stretch],
    likeness: &Likeness,
    owner: Vec<(usize, Option<usize>)>,
) -> Vec<(usize, Option<usize>)> {
    if stretches.len() > MOST_STRETCHES {
        return owner;
    }
    let whole = heads.len();
    let cuts = cuts(units, heads);
    let bags: Vec<Bag> = stretches.iter().map(|stretch| likeness.bag(&stretch.text)).collect();
    let titles: Vec<Bag> = heads.iter().map(|head| likeness.bag(&head.text(units))).collect();
    let shares = titles.iter().map(|title| bags.iter().map(|bag| likeness.together(&[bag], Some(title)).title).collect()).collect();
    let page = Page { units, heads, whole, cuts, stretches, likeness, bags, titles, shares };
    let mut order = Order { story_of: owner.iter().map(|owner| owner.0).collect(), head_of: vec![None; stretches.len()] };
    for (lead, head) in owner {
        order.head_of[lead] = head;
    }
    for _ in 0..MOST_MOVES {
        let Some(better) = page.improved(&order) else { break };
        order = better;
    }
    let lead = |story: usize| order.story_of.iter().position(|&other| other == story).unwrap_or(story);
    order.story_of.iter().map(|&story| (lead(story), order.head_of[story])).collect()
}

/// A head may be cut where a block of lines ends, into no more blocks than this.
const MOST_BLOCKS: usize = 4;

/// Adds to the heads the two parts that each may be cut into, block by block; the lower one may
/// take the byline that stands alone over a story behind it.
fn cuts(units: &[Unit], heads: &mut Vec<Head>) -> Vec<(usize, usize, usize)> {
    let mut cuts = Vec::new();
    let whole = heads.len();
    for number in 0..whole {
        let head = heads[number].clone();
        let blocks: Vec<&[usize]> = head.titles.chunk_by(|&a, &b| units[a].block == units[b].block).collect();
        if !(2..=MOST_BLOCKS).contains(&blocks.len()) {
            continue;
        }
        for choice in 1..(1_usize << blocks.len()) - 1 {
            // The last block stays in the lower part, next to the byline.
            if choice >> (blocks.len() - 1) == 1 {
                continue;
            }
            let part = |bit: usize| {
                blocks.iter().enumerate().filter(|(at, _)| choice >> at & 1 == bit).flat_map(|(_, block)| block.iter().copied()).collect::<Vec<_>>()
            };
            let (above, below) = (part(1), part(0));
            if [&above, &below].iter().any(|part| part.last().is_some_and(|&last| leads_up(&units[last]))) {
                continue;
            }
            let mut first = Head { last: above.last().copied().unwrap_or(head.last), titles: above, label: head.label, briefs: head.briefs, ..Head::default() };
            let mut second = Head { titles: below, label: false, ..head.clone() };
            if head.bylines.len() > 1 {
                first.bylines = vec![second.bylines.remove(0)];
            }
            cuts.push((number, heads.len(), heads.len() + 1));
            heads.extend([first, second]);
            let Some(lone) =
                heads[number + 1..whole].iter().find(|lone| lone.titles.is_empty() && head.bylines.is_empty() && !lone.bylines.is_empty()).cloned()
            else {
                continue;
            };
            let (upper, lower) = (heads.len() - 2, heads.len() - 1);
            for (taker, other) in [(upper, lower), (lower, upper)] {
                let signed = Head { titles: heads[taker].titles.clone(), label: heads[taker].label, briefs: false, ..lone.clone() };
                cuts.push((number, other, heads.len()));
                heads.push(signed);
            }
        }
    }
    cuts
}

/// Takes an order that a move makes, and the stories whose worth it changes.
type Consider<'c> = dyn FnMut(Order, &[usize]) + 'c;

/// The moves from one order of a page to others.
struct Moves<'a> {
    page: &'a Page<'a>,
    order: &'a Order,
    /// Stories that something may be added to.
    stories: Vec<usize>,
    /// Heads that lead none.
    free: Vec<usize>,
}

impl<'a> Moves<'a> {
    fn new(page: &'a Page<'a>, order: &'a Order) -> Self {
        let stories = (0..page.stretches.len()).filter(|story| order.story_of.contains(story) && !page.items(order, *story));
        let free = (0..page.whole).filter(|&head| !page.heads[head].titles.is_empty() && page.unused(order, head));
        Self { page, order, stories: stories.collect(), free: free.collect() }
    }

    /// Every move, in turn.
    fn each(&self, consider: &mut Consider<'_>) {
        for from in (0..self.page.stretches.len()).filter(|&from| !self.page.stretches[from].item) {
            self.stretches(from, consider);
        }
        for &story in &self.stories {
            self.heads(story, consider);
            self.neighbours(story, consider);
            self.columns(story, consider);
            for other in self.others(story).filter(|&other| other > story) {
                consider(self.changed(|next| next.head_of.swap(story, other)), &[story, other]);
            }
        }
    }

    fn changed(&self, change: impl FnOnce(&mut Order)) -> Order {
        let mut next = self.order.clone();
        change(&mut next);
        next
    }

    fn others(&self, story: usize) -> impl Iterator<Item = usize> {
        self.stories.iter().copied().filter(move |&other| other != story)
    }

    /// The cuts of a story's head: which part it keeps and which goes to another story, both ways.
    fn cuts(&self, story: usize) -> impl Iterator<Item = [(usize, usize); 2]> {
        let own = self.page.cuts.iter().filter(move |cut| self.order.head_of[story] == Some(cut.0));
        own.map(|&(_, above, below)| [(above, below), (below, above)])
    }

    /// One stretch and those behind it go to another story, or make one.
    fn stretches(&self, from: usize, consider: &mut Consider<'_>) {
        let (order, count) = (self.order, self.page.stretches.len());
        let story = order.story_of[from];
        for to in (from..(from + LONGEST).min(count)).take_while(|&to| order.story_of[to] == story) {
            let moved = |target: usize| {
                self.changed(|next| {
                    next.story_of[from..=to].fill(target);
                    if !next.story_of.contains(&story) {
                        next.head_of[story] = None;
                    }
                })
            };
            for target in self.others(story) {
                consider(moved(target), &[story, target]);
            }
            // A story of its own under a head that leads none, or without any.
            let Some(empty) = (0..count).find(|story| !order.story_of.contains(story)) else { continue };
            for head in self.free.iter().copied().map(Some).chain([None]) {
                let mut next = moved(empty);
                next.head_of[empty] = head;
                consider(next, &[story, empty]);
            }
            for (stays, goes) in self.cuts(story).flatten() {
                let mut next = moved(empty);
                if next.story_of.contains(&story) {
                    next.head_of[story] = Some(stays);
                    next.head_of[empty] = Some(goes);
                    consider(next, &[story, empty]);
                }
            }
        }
    }

    /// A story gets a head that leads none, or gives a part of its own to another.
    fn heads(&self, story: usize, consider: &mut Consider<'_>) {
        for &head in &self.free {
            consider(self.changed(|next| next.head_of[story] = Some(head)), &[story]);
        }
        for ways in self.cuts(story) {
            for other in self.others(story) {
                for (stays, goes) in ways {
                    let next = self.changed(|next| (next.head_of[story], next.head_of[other]) = (Some(stays), Some(goes)));
                    consider(next, &[story, other]);
                }
            }
        }
    }

    fn members(&self, story: usize) -> Vec<usize> {
        (0..self.page.stretches.len()).filter(|&stretch| self.order.story_of[stretch] == story).collect()
    }

    /// Its stretches go to a neighbour and its head to a third story.
    fn neighbours(&self, story: usize, consider: &mut Consider<'_>) {
        let (order, members) = (self.order, self.members(story));
        let around = [members.first().and_then(|first| first.checked_sub(1)), members.last().map(|last| last + 1)];
        let around = around.into_iter().flatten().filter_map(|stretch| order.story_of.get(stretch).copied());
        for neighbour in around.filter(|&other| other != story && !self.page.items(order, other)) {
            for third in self.others(story) {
                let next = self.changed(|next| {
                    next.story_of.iter_mut().filter(|of| **of == story).for_each(|of| *of = neighbour);
                    next.head_of[third] = next.head_of[story].take();
                });
                if third == neighbour { consider(next, &[story, third]) } else { consider(next, &[story, neighbour, third]) }
            }
        }
    }

    /// All of one column go together.
    fn columns(&self, story: usize, consider: &mut Consider<'_>) {
        let (members, stretches) = (self.members(story), self.page.stretches);
        for &from in &members {
            for target in self.others(story) {
                let column = members.iter().filter(|&&member| same(stretches[member].column, stretches[from].column));
                let next = self.changed(|next| column.for_each(|&member| next.story_of[member] = target));
                if next.story_of.contains(&story) {
                    consider(next, &[story, target]);
                }
            }
        }
    }
}

impl Page<'_> {
    /// The order that one move makes best, if any is better than this one.
    fn improved(&self, order: &Order) -> Option<Order> {
        let worth: Vec<f32> = (0..self.stretches.len()).map(|story| self.story(order, story)).collect();
        let idle = self.idle(order);
        let mut best: Option<(f32, Order)> = None;
        Moves::new(self, order).each(&mut |next, touched| {
            let before: f32 = touched.iter().map(|&story| worth[story]).sum::<f32>() + idle;
            let after: f32 = touched.iter().map(|&story| self.story(&next, story)).sum::<f32>() + self.idle(&next);
            let gain = after - before;
            if gain > GAIN && best.as_ref().is_none_or(|(top, _)| gain > *top) {
                best = Some((gain, next));
            }
        });
        best.map(|(_, next)| next)
    }

    /// Whether a story is an item of a column of short ones, which nothing is added to.
    fn items(&self, order: &Order, story: usize) -> bool {
        order.story_of.iter().zip(self.stretches).any(|(&of, stretch)| of == story && stretch.item)
    }

    /// Whether no story has any line of this head.
    fn unused(&self, order: &Order, head: usize) -> bool {
        order.head_of.iter().flatten().all(|&used| !self.heads[used].titles.iter().any(|title| self.heads[head].titles.contains(title)))
    }

    /// What it costs that some heads lead nothing.
    fn idle(&self, order: &Order) -> f32 {
        let idle = |head: &usize| !self.heads[*head].titles.is_empty() && self.unused(order, *head);
        (0..self.whole).filter(idle).map(|head| if self.heads[head].bylines.is_empty() { -IDLE } else { -IDLE_SIGNED }).sum()
    }

    /// What one story is worth.
    fn story(&self, order: &Order, story: usize) -> f32 {
        let members: Vec<usize> = (0..self.stretches.len()).filter(|&stretch| order.story_of[stretch] == story).collect();
        let Some(&first) = members.first() else { return 0.0 };
        if self.stretches[first].item {
            return 0.0;
        }
        let head = order.head_of[story];
        let lexical = self.likeness.together(&members.iter().map(|&member| &self.bags[member]).collect::<Vec<_>>(), head.map(|head| &self.titles[head]));
        let mut worth = COHESION * lexical.cohesion + TITLE * lexical.title.min(ENOUGH);
        worth += head.map_or(UNHEADED, |head| {
            self.headed(&self.heads[head], &members)
                - RIVAL * self.rival(head, &members)
                - if head >= self.whole && !self.heads[head].briefs && self.heads[head].bylines.is_empty() { CUT } else { 0.0 }
        });
        let opening = &self.stretches[first];
        worth += if opening.opens { 0.3 } else { -TORN };
        let signed = head.is_some_and(|head| !self.heads[head].bylines.is_empty());
        worth += if opening.dateline && !signed { 0.9 } else { 0.0 };
        for pair in members.windows(2) {
            worth += self.goes_on(pair[0], pair[1], first);
        }
        worth
    }

    /// The most of a title that a stretch of another story holds: parting a story does not pay.
    fn rival(&self, head: usize, members: &[usize]) -> f32 {
        let others = (0..self.stretches.len()).filter(|stretch| !members.contains(stretch) && !self.stretches[*stretch].item);
        others.map(|other| self.shares[head][other]).fold(0.0, f32::max).min(ENOUGH)
    }

    /// How well a head stands over its story.
    fn headed(&self, head: &Head, members: &[usize]) -> f32 {
        let before = members.iter().filter(|&&member| self.stretches[member].first < head.last).count();
        let near = members.iter().find(|&&member| self.stretches[member].first > head.last).map_or(0.0, |&member| {
            let first = self.stretches[member].first;
            match self.units[head.last..first].iter().filter(|unit| unit.role == Role::Body).count() {
                0 if self.units[head.last].block == self.units[first].block => 2.0,
                0 => 1.2,
                n if n < 4 => 0.6 - 0.1 * n as f32,
                _ => 0.1,
            }
        });
        let strong = if !head.bylines.is_empty() || head.subtitle { 0.3 } else { 0.0 };
        near + strong - BEFORE * before as f32
    }

    /// How well one stretch goes on with another.
    fn goes_on(&self, before: usize, after: usize, first: usize) -> f32 {
        let (above, stretch, lead) = (&self.stretches[before], &self.stretches[after], &self.stretches[first]);
        let mut worth = 0.0;
        if after == before + 1 {
            let headed = self.heads.iter().any(|head| above.last < head.last && head.last < stretch.first);
            worth += if headed || apart(above.column, stretch.column) { BEHIND } else { NEXT };
            worth += if self.units[above.last].block == self.units[stretch.first].block { BLOCK } else { 0.0 };
        }
        if apart(lead.column, stretch.column) {
            worth -= APART;
        } else if same(lead.column, stretch.column) {
            worth += SAME;
        }
        if above.ended {
            worth -= 1.5;
        }
        if stretch.dateline {
            worth -= DATED;
        }
        worth
    }
}
