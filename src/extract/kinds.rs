//! Features of kind: whether unit, class and sort of the figure are what is asked for.
//!
//! Knows nothing of where question words stand.

use rust_decimal::Decimal;

use super::document::Sentence;
use super::feature::{Feature, Features};
use super::mark::Mark;
use super::words::Words;
use crate::figures::{Class, Figures, Kind, Mention, Modifier, Value};
use crate::lexicon::Lexicon;
use crate::question::{Asked, Fit, Question, classes_of, is_count};

/// Fills the features of kind. `counted` are the classes of the noun that the question counts.
pub(super) fn fill(question: &Question, asked: &Asked, counted: &[Class], mention: &Mention, words: &str, figures: &Figures, out: &mut Features) {
    // 人次 counts visits, 人 people; 批次 and 批, 场次 and 场, 辆次 and 辆 are printed for either.
    let visits = |unit: &str| ["人次", "架次", "户次"].iter().any(|visits| unit.ends_with(visits));
    let begins = mention.unit.starts_with(&asked.unit) || asked.unit.starts_with(&mention.unit);
    let unit_equal = !asked.unit.is_empty() && !mention.unit.is_empty() && begins && visits(&asked.unit) == visits(&mention.unit);
    out.mark(Feature::UnitEqual, unit_equal);
    // 元 alone says no currency.
    let currency = !asked.unit.is_empty() && asked.classes == [Class::Money] && !figures.units_equal(&asked.unit, "元");
    let other = currency && mention.class == Class::Money && !unit_equal && !figures.units_equal(&asked.unit, &mention.unit);
    out.mark(Feature::CurrencyFails, other);
    // 几个县市区 is printed 82县市区; 第几次 is no 两次.
    let counted_by =
        is_count(mention.class) && asked.fits(mention.class) != Fit::No && !mention.unit.is_empty() && behind(question, asked).starts_with(&mention.unit);
    let same = !asked.unit.is_empty() && figures.units_equal(&asked.unit, &mention.unit);
    out.mark(Feature::UnitGroup, !unit_equal && (same || counted_by));
    let said = !asked.classes.is_empty();
    // 吨 of 吨标准煤: the same unit in other words is no other class; 189元/年 is money.
    let priced = || {
        mention.class == Class::Rate
            && asked.classes.contains(&Class::Money)
            && mention.unit.split('/').next().is_some_and(|unit| figures.unit_at(unit).is_some_and(|(_, found)| found.class == Class::Money))
    };
    // A share may be printed as 四分之三; 98比93 is none.
    let share = matches!(mention.value, Value::Fraction(..)) && asked.classes.contains(&Class::Percent);
    let fit = if unit_equal || priced() || share { Fit::Yes } else { asked.fits(mention.class) };
    out.mark(Feature::ClassEqual, said && fit == Fit::Yes);
    out.mark(Feature::ClassCount, said && fit == Fit::Perhaps);
    // 8000万 without a unit may be money: it says less, and nothing else.
    let clash = said && fit == Fit::No && mention.class != Class::None;
    // 多少老人不出远门 may be printed as 21%, though not as growth.
    let grows = matches!(mention.kind, Kind::RateChange | Kind::PercentagePoint);
    let part = matches!(mention.class, Class::Percent | Class::Fraction) && !grows && asked.classes.iter().all(|&class| is_count(class));
    // Money is never printed as anything else, even where it is guessed.
    let soft = part || asked.soft && asked.classes != [Class::Money];
    out.mark(Feature::ClassClash, clash && !soft);
    out.mark(Feature::ClassClashSoft, clash && soft);
    out.mark(Feature::NoUnit, mention.class == Class::None);
    out.mark(Feature::Bare, mention.class == Class::None && words.chars().all(|c| c.is_ascii_digit() || ",-~至到—".contains(c)));
    if !counted.is_empty() {
        out.mark(Feature::NounClass, counted.contains(&mention.class));
        out.mark(Feature::NounClash, !counted.contains(&mention.class));
    }
    let printed = mention.value.to_string();
    out.mark(Feature::Repeated, question.numbers.contains(&printed));
    let bare = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    out.mark(Feature::NumberRepeated, !mention.unit.is_empty() && question.text.contains(bare));
    if let (Some((scale, size)), Some(number)) = (scale(question, asked), mention.number()) {
        out.mark(Feature::ScaleFits, words.contains(scale));
        out.mark(Feature::ScaleFails, number * Decimal::TEN < size);
    }
    let ordinal = mention.kind == Kind::Ordinal;
    let asks_ordinal = asked.classes.contains(&Class::Ordinal);
    out.mark(Feature::Ordinal, ordinal && !asks_ordinal);
    out.mark(Feature::OrdinalAsked, ordinal && asks_ordinal);
    let chinese = !words.contains(|c: char| c.is_ascii_digit());
    let small = mention.number().is_some_and(|number| number <= 10.into());
    out.mark(Feature::SmallChinese, chinese && small && mention.class != Class::Percent);
    out.mark(Feature::One, chinese && mention.number() == Some(1.into()));
    out.mark(Feature::Range, matches!(mention.value, Value::Range(..)));
    out.mark(Feature::Modified, !matches!(mention.modifier, Modifier::Exact));
    // 百家, 千亿: a scale word alone is an order of size, but 超亿元 and 近百家 say of what.
    let scale = mention.modifier == Modifier::Exact
        && words.starts_with(['十', '百', '千', '万', '亿'])
        && chinese
        && words.chars().nth(1).is_none_or(|c| !"零一二三四五六七八九十".contains(c));
    out.mark(Feature::Vague, scale || matches!(mention.modifier, Modifier::Vague));
    out.mark(Feature::RateChange, grows);
}

/// Whether people are counted where things are asked for that no people are counted with, or the other way round:
/// 19人 of 几枚金牌.
pub(super) fn other_sort(asked: &Asked, mention: &Mention, words: &Words) -> bool {
    let thing = |unit: &str| words.thing.is_match(unit);
    let people = |classes: &[Class]| classes == [Class::People];
    (thing(&asked.unit) && mention.class == Class::People) || (people(&asked.classes) && !asked.soft && thing(&mention.unit))
}

/// What stands behind the question word and the unit asked for.
fn behind<'q>(question: &'q Question, asked: &Asked) -> &'q str {
    let rest = &question.text[asked.cue.end..];
    rest.strip_prefix(asked.unit.as_str()).unwrap_or(rest)
}

/// The scale word that a question asks with (多少亿, 几万吨), and what it is worth.
fn scale(question: &Question, asked: &Asked) -> Option<(char, Decimal)> {
    let behind = question.text[asked.cue.end..].trim_start_matches(['百', '千']);
    let said = asked.cue.of(&question.text).chars().next_back().into_iter().chain(behind.chars().next());
    let size = |scale| match scale {
        '万' => Some((scale, Decimal::from(10_000))),
        '亿' => Some((scale, Decimal::from(100_000_000))),
        _ => None,
    };
    said.filter_map(size).next()
}

/// Whether a stretch of time says how long ago something was, and not how long it took: 8年前.
pub(super) fn ago(sentence: &Sentence, mark: &Mark, words: &Words) -> bool {
    mark.class == Class::Duration && words.ago.is_match(&sentence.text()[mark.core.end..])
}

/// Whether a figure is the one that each of several is given.
pub(super) fn one_for_each(sentence: &Sentence, mark: &Mark, figures: &Figures) -> bool {
    let one = mark.figure.as_ref().is_some_and(|mention| mention.number() == Some(1.into()));
    one && figures.gives_to_each(&sentence.text()[sentence.clause(mark.span).start.min(mark.core.start)..mark.core.start])
}

/// What each of is asked about: 社区 of 每个社区有几名队员, 一亩地收多少斤.
pub(super) fn base(question: &Question) -> Option<&str> {
    let each = |before: &str| {
        let mut last = before.chars().rev();
        match (last.next(), last.next()) {
            (Some('每'), _) => true,
            (Some(measure), Some('每' | '一')) => crate::text::is_han(measure),
            _ => false,
        }
    };
    let asks = |start: usize| question.text.get(..start).is_some_and(each);
    question.terms.iter().filter(|_| question.leans.per).find(|term| !term.number && asks(term.span.start)).map(|term| term.text.as_str())
}

/// Classes of the noun that the question counts: of the term nearest to the question word.
pub(super) fn counted(question: &Question, lexicon: &Lexicon) -> Vec<Class> {
    let nearest = question.terms.iter().filter(|term| !term.number).max_by(|a, b| a.head.total_cmp(&b.head));
    nearest.map(|term| classes_of(&term.text, lexicon)).unwrap_or_default()
}
