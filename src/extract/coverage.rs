//! Features of coverage: how much of the question stands in the figure's scope, clause,
//! sentence, neighbourhood and article, and what its rivals have instead.
//!
//! These carry most of a choice between figures. Knows nothing of units or times.

use super::ask::{Ask, Found};
use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::mark::Mark;
use crate::question::is_count;
use crate::text::{Language, Span, is_han};

/// Distance in characters at which nearness falls to a third.
const REACH: f32 = 14.0;
/// Bytes of a Han character.
const HAN: f32 = 3.0;

/// What the whole sentence says of the question, the same for each of its figures.
pub(super) struct Around {
    near: f32,
    lead: f32,
    all: f32,
    exact: f32,
    names: (f32, f32, f32),
    missing: f32,
    /// See [`rarest`].
    rarest: [f32; 4],
    /// Per term: share held by each figure's own scope, and by its clause.
    own: Vec<Vec<f32>>,
    clause: Vec<Vec<f32>>,
}

impl Around {
    pub(super) fn new(ask: &Ask<'_>, document: &Document, at: usize) -> Self {
        let sentence = &document.sentences[at];
        let worth = |sentence: &Sentence| sentence.found.iter().map(|found| found.worth).collect::<Vec<f32>>();
        let own = worth(sentence);
        let mut near = own.clone();
        let mut all = own.clone();
        for other in &document.sentences {
            let away = other.number.abs_diff(sentence.number);
            if away == 1 {
                raise(&mut near, &worth(other), 0.8);
            }
            if away <= 6 {
                raise(&mut all, &worth(other), if away == 1 { 0.8 } else { 0.6 });
            }
        }
        let lead: Vec<f32> = document.lead_found.iter().map(|found| found.worth).collect();
        raise(&mut all, &lead, 0.9);
        let names = |worths: &[f32]| {
            if ask.name_total <= 0.0 {
                return 0.7;
            }
            let of = |(at, worth): (usize, &f32)| if ask.is_name(at) { ask.weights[at] * worth } else { 0.0 };
            worths.iter().enumerate().map(of).sum::<f32>() / ask.name_total
        };
        let missing = all.iter().zip(&ask.weights).map(|(worth, weight)| (1.0 - worth) * weight).fold(0.0, f32::max);
        let scoped = |inside: &dyn Fn(usize, Span) -> bool| {
            sentence
                .marks()
                .iter()
                .enumerate()
                .map(|(figure, mark)| {
                    let holds = |place: &Span| inside(figure, *place) && !mark.span.holds(place.start);
                    sentence.found.iter().map(|found| if found.places.iter().any(holds) { found.worth } else { 0.0 }).collect()
                })
                .collect::<Vec<Vec<f32>>>()
        };
        Self {
            own: scoped(&|figure, place| sentence.scopes()[figure].holds(place.start)),
            clause: scoped(&|figure, place| {
                let clause = sentence.clause(sentence.marks()[figure].span);
                (clause.holds(place.start) || sentence.scopes()[figure].shares(place.start)) && !sentence.scopes()[figure].denies(place.start)
            }),
            exact: ask.share(own.iter().map(|&worth| if worth >= 1.0 { 1.0 } else { 0.0 })),
            names: (names(&own), names(&near), names(&all)),
            near: ask.share(near.iter().copied()),
            lead: ask.share(lead.iter().copied()),
            all: ask.share(all),
            missing,
            rarest: rarest(ask, document, at),
        }
    }

    /// Share of the question that the figure's clause and what it shares hold.
    pub(super) fn clause_share(&self, ask: &Ask<'_>, figure: usize) -> f32 {
        ask.share(self.clause[figure].iter().copied())
    }

    /// Per term, what a figure's own stretch holds.
    pub(super) fn own_worths(&self, figure: usize) -> &[f32] {
        &self.own[figure]
    }

    /// Per term, what a figure's clause holds: for rivals in other sentences.
    pub(super) fn clause_worths(&self, figure: usize) -> &[f32] {
        &self.clause[figure]
    }
}

/// Fills the features of coverage.
pub(super) fn fill(ask: &Ask<'_>, document: &Document, at: usize, figure: usize, around: &Around, best_share: f32, out: &mut Features) {
    let sentence = &document.sentences[at];
    out.set(Feature::CoverSentence, sentence.share);
    out.set(Feature::CoverSquare, sentence.share * sentence.share);
    out.set(Feature::CoverExact, around.exact);
    out.set(Feature::CoverBest, sentence.share / best_share.max(f32::EPSILON));
    out.set(Feature::CoverNear, around.near);
    out.set(Feature::CoverLead, around.lead);
    out.set(Feature::CoverAll, around.all);
    out.set(Feature::NameSentence, around.names.0);
    out.set(Feature::NameNear, around.names.1);
    out.set(Feature::NameAll, around.names.2);
    out.set(Feature::Missing, around.missing / 10.0);
    absent(ask, document, sentence, out);
    for (feature, value) in [Feature::RareSentence, Feature::RareNear, Feature::RareLead, Feature::RareFar].into_iter().zip(around.rarest) {
        out.set(feature, value);
    }
    nearness(ask, sentence, figure, out);
    beside(ask, sentence, figure, out);
    elsewhere(ask, sentence, figure, out);
    rivals(ask, sentence, figure, around, out);
    listed(ask, sentence, figure, out);
}

/// Whether the figure's own item of a 分别 list fits better than the others.
fn listed(ask: &Ask<'_>, sentence: &Sentence, figure: usize, out: &mut Features) {
    let scope = &sentence.scopes()[figure];
    let Some((item, around)) = scope.shared.split_first().filter(|_| scope.listed) else { return };
    let items = || scope.others.iter().chain([item]);
    let named = items().filter(|item| sentence.places().iter().any(|place| item.holds(place.span.start))).count();
    let worth = |part: &Span| {
        let of = |(term, found): (usize, &Found)| {
            // What all items share tells none of them apart (五菱新能源由广西汽车、五菱汽车分别拥有), nor
            // does a place where only one has any (兴安县城镇和农村).
            let shared = |place: &Span| around.iter().any(|span| span.holds(place.start));
            // 郑州 is most of 郑州东, and 兴安县 less of 兴安县城镇.
            let most = |place: &Span| 3 * place.len() >= 2 * part.len();
            let head = |place: &Span| ask.places[term] && named < 2 && !most(place);
            // An item is cut to the others' length: a word may go on behind its end that begins with it, and 最快
            // of 武汉最快 does not.
            let within = |place: &Span| part.holds(place.start) && (place.end <= part.end || place.start == part.start);
            let own = found.places.iter().any(|place| within(place) && !head(place)) && !found.places.iter().any(shared);
            if own { found.worth } else { 0.0 }
        };
        ask.share(sentence.found.iter().enumerate().map(of))
    };
    let best = scope.others.iter().map(worth).fold(0.0, f32::max);
    let lead = ((worth(item) - best) * ask.total / 4.0).clamp(-1.0, 1.0);
    out.set(Feature::ListFits, lead.max(0.0));
    out.set(Feature::ListFails, (-lead).max(0.0));
}

/// A name that the article matches worse than this is not in it (赣县 for 赣县区 is half of it).
const THERE: f32 = 0.39;
/// The same for other words, whose halves mean something else (行政 for 行政村).
const THERE_WORD: f32 = 0.45;

/// A word of so many characters is seldom said otherwise: 氮氧化物.
const LONG: usize = 3;

/// What the question speaks of and the article does not have at all.
fn absent(ask: &Ask<'_>, document: &Document, sentence: &Sentence, out: &mut Features) {
    let terms = &ask.question.terms;
    let there = |at: usize| if ask.is_name(at) { THERE } else { THERE_WORD };
    let (mut name, mut any, mut long) = (0.0f32, 0.0f32, 0.0f32);
    for (at, &worth) in document.whole.iter().enumerate() {
        if worth >= there(at) || terms[at].number {
            continue;
        }
        any = any.max(ask.weights[at]);
        if terms[at].text.chars().filter(|&c| is_han(c)).count() >= LONG {
            long = long.max(ask.weights[at]);
        }
        if ask.is_name(at) {
            name = name.max(ask.weights[at]);
        }
        if ask.places[at] {
            out.set(Feature::PlaceAbsent, 1.0);
        }
    }
    out.set(Feature::NameAbsent, name / 10.0);
    out.set(Feature::AnyAbsent, any / 10.0);
    out.set(Feature::LongAbsent, long / 10.0);
    if let Some(asked) = &ask.question.asked {
        // 多少员工: up to the verb or name that follows, what stands behind is what is counted.
        let behind = (0..terms.len()).filter(|&at| terms[at].span.start >= asked.cue.end);
        // In English's order the subject's rest may stand behind it.
        let most = if ask.question.language == Language::English { 1 } else { usize::MAX };
        let counted: Vec<usize> = behind.take_while(|&at| !terms[at].verb && !terms[at].name).take(most).collect();
        let gone = !counted.is_empty() && counted.iter().all(|&at| document.whole[at] < there(at));
        out.mark(Feature::CountedAbsent, gone);
    }
    let head = (0..terms.len()).filter(|&at| !terms[at].number).max_by(|&a, &b| terms[a].head.total_cmp(&terms[b].head));
    if let Some(head) = head {
        out.set(Feature::HeadAbsent, if document.whole[head] < there(head) { ask.weights[head] / 10.0 } else { 0.0 });
        out.set(Feature::HeadSentence, sentence.found[head].worth);
    }
}

/// How well the sentence, its neighbours and the lead match the question's rarest word, and its
/// weight where none has it: a round-up of many places has it, and the figure is of another.
fn rarest(ask: &Ask<'_>, document: &Document, at: usize) -> [f32; 4] {
    let terms = &ask.question.terms;
    let plain = |term: usize| !terms[term].number && terms[term].text.chars().nth(1).is_some();
    let Some(rare) = (0..terms.len()).filter(|&term| plain(term)).max_by(|&a, &b| ask.weights[a].total_cmp(&ask.weights[b])) else { return [0.0; 4] };
    let number = document.sentences[at].number;
    let near = |other: &&Sentence| other.number != number && (number.saturating_sub(2)..=number + 1).contains(&other.number);
    let around = document.sentences.iter().filter(near).map(|other| other.found[rare].worth).fold(0.0, f32::max);
    let (own, lead) = (document.sentences[at].found[rare].worth, document.lead_found[rare].worth);
    let far = if own.max(around).max(lead) < THERE { ask.weights[rare] / 10.0 } else { 0.0 };
    [own, around, lead, far]
}

fn nearness(ask: &Ask<'_>, sentence: &Sentence, figure: usize, out: &mut Features) {
    let mark = &sentence.marks()[figure];
    let scope = &sentence.scopes()[figure];
    let clause = sentence.clause(mark.span);
    let (left, right) = sides(sentence, figure, clause);
    let mut sums = [0.0f32; 11];
    let item = item_end(sentence, figure);
    for (term, found) in sentence.found.iter().enumerate() {
        if found.worth <= 0.0 {
            continue;
        }
        // In any place, before the figure, behind it, and behind its item's end.
        let mut best = [0.0f32; 4];
        let mut inside = [false; 3];
        for place in &found.places {
            if mark.span.holds(place.start) || scope.denies(place.start) {
                continue;
            }
            let before = place.start < mark.span.start;
            let shared = scope.shared.iter().find(|span| span.holds(place.start));
            let weigh = match shared {
                Some(span) => (span.end.saturating_sub(place.end) as f32 / HAN + 3.0).min(distance(mark, place)),
                None => {
                    let between = Span::new(place.start.min(mark.span.start), place.start.max(mark.span.start));
                    let figures =
                        sentence.marks().iter().enumerate().filter(|&(other, mark)| other != figure && mark.rivals && between.holds(mark.span.start)).count();
                    let clauses = sentence.cuts().iter().filter(|&&cut| between.start < cut && cut <= between.end).count();
                    distance(mark, place) + 6.0 * figures as f32 + 4.0 * clauses as f32
                }
            };
            let value = (-(weigh.max(0.0) + if before { 0.0 } else { 3.0 }) / REACH).exp();
            best[0] = best[0].max(value);
            let side = match before {
                true => 1,
                false if place.start < item => 2,
                false => 3,
            };
            best[side] = best[side].max(value);
            inside[0] |= clause.holds(place.start) || shared.is_some();
            inside[1] |= left.holds(place.start) || (shared.is_some() && before);
            inside[2] |= right.holds(place.start);
        }
        let worth = ask.weights[term] * found.worth;
        let head = worth * ask.question.terms[term].head;
        for side in 0..3 {
            let holds = if inside[side] { 1.0 } else { 0.0 };
            sums[side] += worth * holds;
            sums[3 + side] += worth * best[side];
            sums[6 + side] += head * holds;
        }
        sums[9] += head * best[0];
        sums[10] += worth * best[3];
        if ask.question.terms[term].number && inside[0] {
            out.set(Feature::NumberClause, 1.0);
        }
    }
    use Feature::*;
    for (feature, sum) in [CoverClause, CoverLeft, CoverRight, Near, NearLeft, NearRight].into_iter().zip(&sums) {
        out.set(feature, sum / ask.total);
    }
    out.set(NearNext, sums[10] / ask.total);
    for (feature, sum) in [HeadClause, HeadLeft, HeadRight, HeadNear].into_iter().zip(&sums[6..10]) {
        out.set(feature, sum / ask.head_total);
    }
}

/// Bytes between a figure and a word that stands right before or behind it.
const BEFORE: usize = 9;
const BEHIND: usize = 6;
/// Weight of words that tells two figures of a sentence apart.
pub(super) const APART: f32 = 6.0;

/// Weight of the question words that stand right beside a figure: 2人死亡, 沙袋1000只.
fn beside(ask: &Ask<'_>, sentence: &Sentence, figure: usize, out: &mut Features) {
    let span = sentence.marks()[figure].span;
    let mut sums = [0.0f32; 2];
    for (term, found) in sentence.found.iter().enumerate() {
        let weight = ask.weights[term] * found.worth;
        let left = |place: &Span| place.end <= span.start && span.start - place.end <= BEFORE;
        let right = |place: &Span| place.start >= span.end && place.start - span.end <= BEHIND;
        let clear = |from: usize, to: usize| sentence.text().get(from..to).is_some_and(|gap| !gap.contains(['，', '、', '；', '。']));
        if found.places.iter().any(|place| left(place) && clear(place.end, span.start)) {
            sums[0] += weight;
        }
        if found.places.iter().any(|place| right(place) && clear(span.end, place.start)) {
            sums[1] += weight;
        }
    }
    out.set(Feature::BesideLeft, (sums[0] / APART).min(1.5));
    out.set(Feature::BesideRight, (sums[1] / APART).min(1.5));
}

/// The rarest word that stands only in other parts of a sentence of several (A有5条；B有6条).
fn elsewhere(ask: &Ask<'_>, sentence: &Sentence, figure: usize, out: &mut Features) {
    let span = sentence.marks()[figure].span;
    let text = sentence.text();
    let start = text[..span.start].rfind('；').unwrap_or(0);
    let end = text[span.end..].find('；').map_or(text.len(), |at| span.end + at);
    let (mut earlier, mut later) = (0.0f32, 0.0f32);
    for (term, found) in sentence.found.iter().enumerate().filter(|(_, found)| found.worth > THERE) {
        let inside = found.places.iter().any(|place| (start..end).contains(&place.start));
        if inside {
            continue;
        }
        if found.places.iter().any(|place| place.start < start) {
            earlier = earlier.max(ask.weights[term]);
        } else if found.places.iter().any(|place| place.start >= end) {
            later = later.max(ask.weights[term]);
        }
    }
    out.set(Feature::ElsewhereEarlier, earlier / 10.0);
    out.set(Feature::ElsewhereLater, later / 10.0);
}

/// Where what stands behind a figure begins to be another's: at the next figure, or at 、 and ；.
fn item_end(sentence: &Sentence, figure: usize) -> usize {
    let end = sentence.marks()[figure].span.end;
    let next = sentence.marks()[figure + 1..].iter().find(|other| other.rivals).map_or(sentence.text().len(), |other| other.span.start);
    sentence.text()[end..next].find(['、', '；', ';', '。']).map_or(next, |at| end + at)
}

fn distance(mark: &Mark, place: &Span) -> f32 {
    let bytes = if place.start < mark.span.start { mark.span.start.saturating_sub(place.end) } else { place.start.saturating_sub(mark.span.end) };
    bytes as f32 / HAN
}

/// The stretches before and behind a figure up to the clause's border or the next figure; a date
/// just before is no border.
pub(super) fn sides(sentence: &Sentence, figure: usize, clause: Span) -> (Span, Span) {
    let mark = &sentence.marks()[figure];
    let before = sentence.marks()[..figure].iter().rev().find(|other| other.rivals).map_or(0, |other| other.span.end);
    let behind = sentence.marks().get(figure + 1).map_or(sentence.text().len(), |other| other.span.start);
    let left = Span::new(clause.start.max(before).min(mark.span.start), mark.span.start);
    let right = Span::new(mark.span.end, clause.end.min(behind).max(mark.span.end));
    (left, right)
}

/// Whether two figures could answer the same question.
pub(super) fn rival(a: &Mark, b: &Mark) -> bool {
    a.rivals && b.rivals && (a.class == b.class || (is_count(a.class) && is_count(b.class)))
}

fn rivals(ask: &Ask<'_>, sentence: &Sentence, figure: usize, around: &Around, out: &mut Features) {
    let own = &around.own[figure];
    let share = ask.share(own.iter().copied());
    out.set(Feature::Own, share);
    let heads = |worths: &mut dyn Iterator<Item = f32>| {
        worths.enumerate().map(|(at, worth)| ask.weights[at] * ask.question.terms[at].head * worth).sum::<f32>() / ask.head_total
    };
    out.set(Feature::HeadOwn, heads(&mut own.iter().copied()));
    let rivals: Vec<usize> =
        (0..sentence.marks().len()).filter(|&other| other != figure && rival(&sentence.marks()[figure], &sentence.marks()[other])).collect();
    if rivals.is_empty() {
        return;
    }
    let beyond = |table: &[Vec<f32>]| {
        let lacks = table[figure].iter().enumerate().map(|(term, &worth)| {
            let best = rivals.iter().map(|&other| table[other][term]).fold(0.0, f32::max);
            (best - worth).clamp(0.0, 1.0)
        });
        ask.share(lacks)
    };
    let best_of = |term: usize| rivals.iter().map(|&other| around.own[other][term]).fold(0.0, f32::max);
    out.set(Feature::HeadRival, heads(&mut own.iter().enumerate().map(|(term, &worth)| (best_of(term) - worth).clamp(0.0, 1.0))));
    out.set(Feature::Rival, beyond(&around.own));
    out.set(Feature::RivalClause, beyond(&around.clause));
    let best = |table: &[Vec<f32>]| rivals.iter().map(|&other| ask.share(table[other].iter().copied())).fold(0.0, f32::max);
    let lead = share - best(&around.own);
    out.set(Feature::Lead, lead.max(0.0));
    out.set(Feature::Behind, (-lead).max(0.0));
    out.set(Feature::LeadClause, around.clause_share(ask, figure) - best(&around.clause));
}

fn raise(into: &mut [f32], with: &[f32], factor: f32) {
    for (kept, value) in into.iter_mut().zip(with) {
        *kept = kept.max(factor * value);
    }
}

/// Pairs of neighbouring Han characters.
pub(super) fn bigrams(text: &str) -> std::collections::BTreeSet<(char, char)> {
    text.chars().zip(text.chars().skip(1)).filter(|&(a, b)| is_han(a) && is_han(b)).collect()
}
