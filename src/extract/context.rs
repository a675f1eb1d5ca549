//! Features of context: words beside the figure that change what it says, and words that
//! nobody asked about.
//!
//! 力争, 其中, 去年, 日均, 最高, 由 … each turn a figure into another one than the plain reading;
//! the cue words stand in `config/rules/context.toml`. Knows nothing of times or units.

use std::collections::BTreeSet;

use super::ask::Ask;
use super::beside::{Beside, Word, head, tail};
use super::coverage::{bigrams, sides};
use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::mark::Mark;
use super::words::Words;
use super::{Extractor, Rarity};
use crate::figures::Class;
use crate::question::{Asked, Question};
use crate::text::Span;

/// Weight of surplus words that counts as much.
const SURPLUS_LEFT: f32 = 20.0;
const SURPLUS_RIGHT: f32 = 12.0;

/// What the words of a question say of the figure it asks for.
pub(super) struct Stance {
    /// A time is said that 去年 may be.
    year: bool,
    /// It asks for what there is: what is handed out is less.
    stock: bool,
    /// In so many words: 有多少.
    there: bool,
    /// The end of the question word with its unit.
    end: usize,
    /// Pairs of characters beside it.
    pairs: BTreeSet<(char, char)>,
    /// The terms right before and behind, nearest first.
    before: Vec<usize>,
    after: Vec<usize>,
}

impl Stance {
    /// Reads a question.
    pub(super) fn new(question: &Question, asked: &Asked, words: &Words) -> Self {
        let (text, terms) = (question.text.as_str(), &question.terms);
        let end = asked.cue.end + if text[asked.cue.end..].starts_with(&asked.unit) { asked.unit.len() } else { 0 };
        let mut pairs = bigrams(tail(&text[..asked.cue.start], 10));
        pairs.extend(bigrams(head(&text[end..], 8)));
        Self {
            year: question.periods.iter().any(|period| period.year.is_some()) || words.former.is_match(text),
            stock: words.stock.is_match(&text[..asked.cue.start]),
            there: text[..asked.cue.start].trim_end_matches('了').ends_with('有'),
            end,
            pairs,
            before: (0..terms.len()).rev().filter(|&term| terms[term].span.start < asked.cue.start).take(2).collect(),
            after: (0..terms.len()).filter(|&term| terms[term].span.start >= end).take(2).collect(),
        }
    }
}

/// Fills the features of context; `rarity` weighs the words that nobody asked about.
pub(super) fn fill(
    (extractor, stance): (&Extractor, &Stance),
    ask: &Ask<'_>,
    rarity: &Rarity<'_>,
    document: &Document,
    sentence: &Sentence,
    figure: usize,
    out: &mut Features,
) {
    let question = ask.question;
    let mark = &sentence.marks()[figure];
    let text = sentence.text();
    let clause = sentence.clause(mark.span);
    let sides = sides(sentence, figure, clause);
    let (words, beside) = (&extractor.context, sentence.beside(figure, extractor));
    let leans = question.leans;

    out.mark(Feature::TargetUnasked, beside.target && !leans.target);
    out.mark(Feature::TargetAsked, beside.target && leans.target);
    out.mark(Feature::ChangeUnasked, beside.change && !leans.change);
    out.mark(Feature::ChangeAsked, beside.change && leans.change);
    out.mark(Feature::DeltaFits, beside.delta && leans.apart);
    out.mark(Feature::DeltaFails, !beside.delta && leans.apart);
    out.mark(Feature::DeltaUnasked, beside.delta && !leans.apart);
    if let Some(on_month) = beside.on_month.filter(|_| leans.on_month != leans.on_year) {
        out.mark(Feature::BaseFits, on_month == leans.on_month);
        out.mark(Feature::BaseFails, on_month != leans.on_month);
    }
    out.mark(Feature::RouteFits, leans.route && words.route.is_match(tail(&text[..mark.span.start], 8)));
    out.mark(Feature::Converted, converted(sentence, figure));
    out.mark(Feature::PartUnasked, beside.part_before && !leans.part);
    out.mark(Feature::PartFits, leans.part && beside.part);
    out.mark(Feature::PartFails, leans.part && !beside.part);
    out.mark(Feature::PartNear, beside.part && !leans.part);
    out.mark(Feature::WholeNear, beside.whole);
    out.mark(Feature::FormerUnasked, beside.former && !stance.year);
    out.mark(Feature::TotalWord, beside.total);
    out.mark(Feature::TotalAsked, beside.total && leans.total);
    out.mark(Feature::PerDiffers, beside.per != leans.per);
    out.mark(Feature::ExtremeUnasked, beside.extreme && !leans.extreme);
    out.mark(Feature::ExtremeAsked, beside.extreme && leans.extreme);
    out.mark(Feature::StageUnasked, beside.stages.iter().any(|stage| !question.text.contains(stage.as_str())));
    out.mark(Feature::FromValue, beside.from && !leans.before);
    out.mark(Feature::FromAsked, beside.from && leans.before);
    out.mark(Feature::ToValue, beside.to);
    out.mark(Feature::ToAsked, beside.to && leans.after);
    adjectives(question, text, mark.span, out);
    let before = tail(&text[clause.start..mark.span.start], 8);
    // 今年新招500人 is what 今年招聘了多少 asks for, and no number of those there are.
    let came =
        || stance.there && words.came.captures(before).is_some_and(|found| found.name("verb").is_some_and(|verb| !question.text.contains(verb.as_str())));
    out.mark(Feature::AssignedUnasked, stance.stock && (words.assigned.is_match(before) || came()));

    out.mark(Feature::First, sentence.number < 2);
    out.set(Feature::Depth, (1.0 + sentence.number as f32).ln() / 4.0);
    out.set(Feature::Index, figure.min(8) as f32 / 8.0);
    out.mark(Feature::InLead, sentence.number > 0 && document.parse.lead.contains(mark.core.of(text)));
    out.mark(Feature::Bracket, text[..mark.span.start].ends_with(['（', '(']));
    out.set(Feature::ClauseLength, (clause.len() as f32 / 180.0).min(1.0));

    surplus(beside, ask, rarity, sentence, figure, out);
    cue_words(ask, stance, sentence, sides, figure, out);
    let pairs = stance.pairs.intersection(&beside.pairs).count();
    out.set(Feature::Bigrams, pairs as f32 / stance.pairs.len().max(1) as f32);
}

/// 3亿美元（约21.47亿元人民币）: the same sum once more.
fn converted(sentence: &Sentence, figure: usize) -> bool {
    let mark = &sentence.marks()[figure];
    let Some(before) = sentence.marks()[..figure].last().filter(|before| before.class == Class::Money && mark.class == Class::Money) else { return false };
    let unit = |mark: &'_ Mark| mark.figure.as_ref().map_or(String::new(), |figure| figure.unit.clone());
    let gap = sentence.text().get(before.span.end..mark.span.start).unwrap_or_default();
    unit(before) != unit(mark) && gap.trim_start().starts_with(['（', '(']) && !gap.contains(['）', ')', '。'])
}

/// Which of 长, 高, 宽 stands beside the figure, where the question asks for one.
fn adjectives(question: &Question, text: &str, span: Span, out: &mut Features) {
    let Some(asked) = question.asked.as_ref().map(|asked| asked.cue.of(&question.text)) else { return };
    let Some(asked) = asked.strip_prefix('多').and_then(|rest| rest.chars().next()) else { return };
    let same: &[char] = match asked {
        '长' => &['长'],
        '高' => &['高'],
        '深' => &['深'],
        '宽' => &['宽'],
        '厚' => &['厚'],
        '重' | '沉' => &['重'],
        '远' => &['远', '长', '距', '里'],
        _ => return,
    };
    let adjective = |c: &char| "长高深宽厚重粗".contains(*c);
    // 1.8公里长、4.5米宽: what stands behind the figure is its own, what stands before a border is not.
    let behind: Vec<char> = head(&text[span.end..], 1).chars().filter(adjective).collect();
    let before = tail(&text[..span.start], 3);
    let before = before.rsplit(['、', '，', '；']).next().unwrap_or(before);
    let said = if behind.is_empty() { before.chars().filter(adjective).collect() } else { behind };
    if !said.is_empty() {
        let fits = said.iter().any(|c| same.contains(c));
        out.mark(Feature::AdjectiveFits, fits);
        out.mark(Feature::AdjectiveFails, !fits);
    }
}

/// Words of the figure's own stretch, and whether the question speaks of them.
fn surplus(beside: &Beside, ask: &Ask<'_>, rarity: &Rarity<'_>, sentence: &Sentence, figure: usize, out: &mut Features) {
    let question = ask.question;
    let asked = |word: &Word| {
        let word = word.text.as_str();
        question.text.contains(word)
            || question
                .terms
                .iter()
                .any(|term| (term.text.chars().nth(1).is_some() && word.contains(&term.text)) || term.synonyms.iter().any(|(synonym, _)| synonym == word))
    };
    let (left, right) = (&beside.left, &beside.right);
    let asked_left: Vec<bool> = left.iter().map(asked).collect();
    let asked_right: Vec<bool> = right.iter().map(asked).collect();
    let weigh = |words: &[Word], asked: &[bool]| words.iter().zip(asked).filter(|(_, asked)| !**asked).map(|(word, _)| rarity.of(&word.text)).sum::<f32>();
    out.set(Feature::SurplusLeft, weigh(left, &asked_left).min(SURPLUS_LEFT) / SURPLUS_LEFT);
    out.set(Feature::SurplusRight, weigh(&right[..right.len().min(2)], &asked_right).min(SURPLUS_RIGHT) / SURPLUS_RIGHT);
    let sign = |asked: &bool| if *asked { 1.0 } else { -1.0 };
    out.set(Feature::LastLeft, asked_left.last().map_or(0.0, sign));
    out.set(Feature::FirstRight, asked_right.first().map_or(0.0, sign));
    let exact = left.iter().chain(right).filter(|word| question.terms.iter().any(|term| term.text == word.text)).count();
    out.set(Feature::WordsExact, exact as f32 / (1 + left.len() + right.len()) as f32);
    out.mark(Feature::OtherPlace, left.iter().zip(&asked_left).any(|(word, asked)| word.place && !asked));
    let scope = &sentence.scopes()[figure];
    let against = sentence.found.iter().any(|found| {
        let holds = |spans: &[Span]| spans.iter().any(|place| scope.holds(place.start));
        holds(&found.against) && !holds(&found.places)
    });
    out.mark(Feature::Contrast, against);
}

/// Words next to the question word, next to the figure.
fn cue_words(ask: &Ask<'_>, stance: &Stance, sentence: &Sentence, (left, right): (Span, Span), figure: usize, out: &mut Features) {
    let (span, scope) = (sentence.marks()[figure].span, &sentence.scopes()[figure]);
    let text = sentence.text();
    let worth_in = |term: usize, within: Span| {
        let found = &sentence.found[term];
        if found.places.iter().any(|place| within.holds(place.start)) { found.worth } else { 0.0 }
    };
    // The head of a list stands before each of its figures.
    let shared_in = |term: usize| {
        let found = &sentence.found[term];
        let holds = found.places.iter().any(|place| place.start < span.start && scope.shares(place.start) && !scope.denies(place.start));
        if holds { found.worth } else { 0.0 }
    };
    let near_left = Span::new(left.start.max(text.floor_char_boundary(span.start.saturating_sub(30))), span.start);
    let near_right = Span::new(span.end, right.end.min(text.ceil_char_boundary(span.end + 18)));
    let Stance { before, after, .. } = stance;
    if let Some(&first) = after.first()
        && ask.question.terms[first].span.start - stance.end <= 12
    {
        out.set(Feature::AfterRight, worth_in(first, Span::new(span.end, right.end.min(text.ceil_char_boundary(span.end + 42)))));
        let near = after.iter().map(|&term| worth_in(term, near_left).max(worth_in(term, near_right)).max(shared_in(term))).fold(0.0, f32::max);
        out.set(Feature::AfterNear, near);
    }
    if let Some(&last) = before.first() {
        out.set(Feature::BeforeLeft, worth_in(last, left).max(shared_in(last)));
        out.set(Feature::BeforeNear, before.iter().map(|&term| worth_in(term, near_left).max(shared_in(term))).fold(0.0, f32::max));
    }
}
