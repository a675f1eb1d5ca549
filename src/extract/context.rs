//! Features of context: words beside the figure that change what it says, and words that
//! nobody asked about.
//!
//! 力争, 其中, 去年, 日均, 最高, 由 … each turn a figure into another one than the plain reading;
//! the cue words stand in `config/rules/context.toml`. Knows nothing of times or units.

use regex::Regex;

use super::ask::Ask;
use super::coverage::{bigrams, sides};
use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::mark::Mark;
use super::{Extractor, Rarity};
use crate::figures::{Class, Kind};
use crate::question::Question;
use crate::text::Span;

/// Weight of surplus words that counts as much.
const SURPLUS_LEFT: f32 = 20.0;
const SURPLUS_RIGHT: f32 = 12.0;

/// Fills the features of context.
pub(super) fn fill(extractor: &Extractor, ask: &Ask<'_>, rarity: &Rarity<'_>, document: &Document, sentence: &Sentence, figure: usize, out: &mut Features) {
    let question = ask.question;
    let mark = &sentence.marks[figure];
    let text = sentence.text();
    let clause_span = sentence.clause(mark.span);
    let clause = clause_span.of(text);
    let (left_span, right_span) = sides(sentence, figure, clause_span);
    let left = left_span.of(text);
    let near = tail(&text[clause_span.start..mark.span.start], 8);
    let words = &extractor.context;
    let leans = question.leans;

    let target = words.target.is_match(clause);
    out.mark(Feature::TargetUnasked, target && !leans.target);
    out.mark(Feature::TargetAsked, target && leans.target);
    let change = words.change.is_match(near);
    out.mark(Feature::ChangeUnasked, change && !leans.change);
    out.mark(Feature::ChangeAsked, change && leans.change);
    let points = mark.figure.as_ref().is_some_and(|figure| matches!(figure.kind, Kind::PercentagePoint));
    let delta = points || words.delta.is_match(tail(&text[clause_span.start..mark.span.start], 10));
    out.mark(Feature::DeltaFits, delta && leans.apart);
    out.mark(Feature::DeltaFails, !delta && leans.apart);
    out.mark(Feature::DeltaUnasked, delta && !leans.apart);
    base(extractor, question, sentence, figure, out);
    out.mark(Feature::RouteFits, leans.route && words.route.is_match(tail(&text[..mark.span.start], 8)));
    out.mark(Feature::Converted, converted(sentence, figure));
    let part = words.part.is_match(tail(&text[..mark.span.start], 16));
    out.mark(Feature::PartUnasked, text[..mark.span.start].contains("其中") && !leans.part);
    out.mark(Feature::PartFits, leans.part && part);
    out.mark(Feature::PartFails, leans.part && !part);
    out.mark(Feature::PartNear, part && !leans.part);
    out.mark(Feature::WholeNear, words.whole.is_match(&text[mark.span.end..]));
    let says_year = question.periods.iter().any(|period| period.year.is_some()) || words.former.is_match(&question.text);
    out.mark(Feature::FormerUnasked, words.former.is_match(clause) && !says_year);
    let total = words.total.is_match(left);
    out.mark(Feature::TotalWord, total);
    out.mark(Feature::TotalAsked, total && leans.total);
    out.mark(Feature::PerDiffers, words.per.is_match(clause) != leans.per);
    let extreme = words.extreme.is_match(tail(left, 12)) || words.peak.is_match(&text[mark.span.end..]);
    out.mark(Feature::ExtremeUnasked, extreme && !leans.extreme);
    out.mark(Feature::ExtremeAsked, extreme && leans.extreme);
    let behind = head(&text[mark.span.end..], 8);
    let from = words.from.is_match(tail(&text[..mark.span.start], 12)) && words.goes_on.is_match(behind);
    out.mark(Feature::FromValue, from && !leans.before);
    out.mark(Feature::FromAsked, from && leans.before);
    let to = words.to.is_match(tail(&text[..mark.span.start], 10));
    out.mark(Feature::ToValue, to);
    out.mark(Feature::ToAsked, to && leans.after);
    adjectives(question, text, mark.span, out);
    let stock = question.asked.as_ref().is_some_and(|asked| words.stock.is_match(&question.text[..asked.cue.start]));
    out.mark(Feature::AssignedUnasked, stock && words.assigned.is_match(tail(&text[clause_span.start..mark.span.start], 8)));

    out.mark(Feature::First, sentence.number < 2);
    out.set(Feature::Depth, (1.0 + sentence.number as f32).ln() / 4.0);
    out.set(Feature::Index, figure.min(8) as f32 / 8.0);
    out.mark(Feature::InLead, sentence.number > 0 && document.lead.contains(mark.core.of(text)));
    out.mark(Feature::Bracket, text[..mark.span.start].ends_with(['（', '(']));
    out.set(Feature::ClauseLength, (clause.len() as f32 / 180.0).min(1.0));

    surplus(extractor, ask, rarity, sentence, figure, out);
    cue_words(ask, sentence, (left_span, right_span), figure, out);
}

/// Whether the figure is compared with what the question compares with: what its clause says last
/// before it, or its own item of 同比、环比分别增长5%和2%.
fn base(extractor: &Extractor, question: &Question, sentence: &Sentence, figure: usize, out: &mut Features) {
    let (leans, words) = (question.leans, &extractor.context);
    if leans.on_month == leans.on_year {
        return;
    }
    let (text, span, scope) = (sentence.text(), sentence.marks[figure].span, &sentence.scopes[figure]);
    let said = |within: Span| {
        let last = |words: &Regex| words.find_iter(within.of(text)).last().map(|found| found.start());
        let (on_month, on_year) = (last(&words.on_month), last(&words.on_year));
        (on_month != on_year).then(|| on_month > on_year)
    };
    let item = scope.shared.first().filter(|_| scope.listed).and_then(|item| said(*item));
    if let Some(on_month) = item.or_else(|| said(Span::new(sentence.clause(span).start, span.start))) {
        out.mark(Feature::BaseFits, on_month == leans.on_month);
        out.mark(Feature::BaseFails, on_month != leans.on_month);
    }
}

/// 3亿美元（约21.47亿元人民币）: the same sum once more.
fn converted(sentence: &Sentence, figure: usize) -> bool {
    let mark = &sentence.marks[figure];
    let Some(before) = sentence.marks[..figure].last().filter(|before| before.class == Class::Money && mark.class == Class::Money) else { return false };
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
fn surplus(extractor: &Extractor, ask: &Ask<'_>, rarity: &Rarity<'_>, sentence: &Sentence, figure: usize, out: &mut Features) {
    let mark = &sentence.marks[figure];
    let own = sentence.scopes[figure].own;
    let text = sentence.text();
    let content = |span: Span, most: usize| -> Vec<String> {
        let words = extractor.segmenter.words(span.of(text));
        let kept = words
            .into_iter()
            .filter(|word| word.chars().nth(1).is_some() && !extractor.context.empty.is_match(word) && !word.starts_with(|c: char| c.is_ascii_digit()));
        kept.take(most).map(str::to_owned).collect()
    };
    let left = content(Span::new(own.start.min(mark.core.start), mark.core.start), usize::MAX);
    let behind = head(&text[mark.span.end..own.end.max(mark.span.end)], 8);
    let right = content(Span::new(mark.span.end, mark.span.end + behind.len()), usize::MAX);
    let question = ask.question;
    let asked = |word: &String| {
        question.text.contains(word.as_str())
            || question
                .terms
                .iter()
                .any(|term| (term.text.chars().nth(1).is_some() && word.contains(&term.text)) || term.synonyms.iter().any(|(synonym, _)| synonym == word))
    };
    let weigh = |words: &[String]| words.iter().filter(|word| !asked(word)).map(|word| rarity.of(word)).sum::<f32>();
    out.set(Feature::SurplusLeft, weigh(&left).min(SURPLUS_LEFT) / SURPLUS_LEFT);
    out.set(Feature::SurplusRight, weigh(&right[..right.len().min(2)]).min(SURPLUS_RIGHT) / SURPLUS_RIGHT);
    let sign = |word: &String| if asked(word) { 1.0 } else { -1.0 };
    out.set(Feature::LastLeft, left.last().map_or(0.0, sign));
    out.set(Feature::FirstRight, right.first().map_or(0.0, sign));
    let exact = left.iter().chain(&right).filter(|word| question.terms.iter().any(|term| term.text == **word)).count();
    out.set(Feature::WordsExact, exact as f32 / (1 + left.len() + right.len()) as f32);
    let place = |word: &&String| !asked(word) && extractor.context.place.is_match(word);
    out.mark(Feature::OtherPlace, left.iter().any(|word| place(&word)));
    let scope = &sentence.scopes[figure];
    let against = sentence.found.iter().any(|found| {
        let holds = |spans: &[Span]| spans.iter().any(|place| scope.holds(place.start));
        holds(&found.against) && !holds(&found.places)
    });
    out.mark(Feature::Contrast, against);
}

/// Words next to the question word, next to the figure.
fn cue_words(ask: &Ask<'_>, sentence: &Sentence, (left, right): (Span, Span), figure: usize, out: &mut Features) {
    let question = ask.question;
    let (span, scope) = (sentence.marks[figure].span, &sentence.scopes[figure]);
    let Some(asked) = &question.asked else { return };
    let unit_end = asked.cue.end + if question.text[asked.cue.end..].starts_with(&asked.unit) { asked.unit.len() } else { 0 };
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
    let after: Vec<usize> = (0..question.terms.len()).filter(|&term| question.terms[term].span.start >= unit_end).take(2).collect();
    if let Some(&first) = after.first()
        && question.terms[first].span.start - unit_end <= 12
    {
        out.set(Feature::AfterRight, worth_in(first, Span::new(span.end, right.end.min(text.ceil_char_boundary(span.end + 42)))));
        let near = after.iter().map(|&term| worth_in(term, near_left).max(worth_in(term, near_right)).max(shared_in(term))).fold(0.0, f32::max);
        out.set(Feature::AfterNear, near);
    }
    let before: Vec<usize> = (0..question.terms.len()).rev().filter(|&term| question.terms[term].span.start < asked.cue.start).take(2).collect();
    if let Some(&last) = before.first() {
        out.set(Feature::BeforeLeft, worth_in(last, left).max(shared_in(last)));
        out.set(Feature::BeforeNear, before.iter().map(|&term| worth_in(term, near_left).max(shared_in(term))).fold(0.0, f32::max));
    }
    let mut asked_pairs = bigrams(tail(&question.text[..asked.cue.start], 10));
    asked_pairs.extend(bigrams(head(&question.text[unit_end..], 8)));
    let mut pairs = bigrams(tail(left.of(text), 14));
    pairs.extend(bigrams(head(right.of(text), 10)));
    out.set(Feature::Bigrams, asked_pairs.intersection(&pairs).count() as f32 / asked_pairs.len().max(1) as f32);
}

/// The last `count` characters.
fn tail(text: &str, count: usize) -> &str {
    text.char_indices().rev().take(count).last().map_or("", |(at, _)| &text[at..])
}

/// The first `count` characters.
fn head(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(at, _)| &text[..at])
}
