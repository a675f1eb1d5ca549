//! A candidate: a figure, date or name of a sentence, as it would be shown, with what it is worth.
//!
//! Says how the paper says it (fact, aim, plan, claim), and makes what is printed fit to stand
//! alone: a date with its year, a person with the title, a bare number with its noun. Knows
//! nothing of the question.

use serde::Serialize;

use super::Extractor;
use super::document::{Document, Sentence};
use super::feature::Features;
use super::mark::Mark;
use crate::corpus::Quote;
use crate::figures::{Class, DateValue, Modifier, Value, Year, day_at, month_at};
use crate::question::{Kind, is_count};
use crate::text::{Span, Word};

/// By how much less what says the same may score: twenty times less likely, as scores are logarithms of odds.
const UNLIKELY: f32 = 3.0;

/// A possible answer.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Which of the documents it is from.
    pub document: usize,
    /// The sentence.
    pub quote: Quote,
    /// Where the answer stands in the article's text, as printed.
    pub span: Span,
    /// The answer as printed: number, unit, modifier; or the name.
    pub text: String,
    /// Exact value of a figure or date.
    pub value: Option<Value>,
    /// What the unit counts.
    pub class: Class,
    /// How exact the paper says it is.
    pub modifier: Modifier,
    /// Whether it is said as a fact.
    pub status: Status,
    /// Whether a condition forbids it: it is not chosen, and told by nobody.
    pub barred: bool,
    /// Candidates with equal keys say the same.
    pub key: String,
    /// What speaks for and against it.
    pub features: Features,
    /// The ranking's score; compares candidates of one question only.
    pub score: f32,
    /// The same before trees corrected it.
    pub sum: f32,
}

/// How the paper says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As something that is or was so.
    #[default]
    Fact,
    /// As an aim: 力争, 目标.
    Target,
    /// As expected or planned: 预计, 拟.
    Plan,
    /// As somebody's words that the paper does not make its own: 声称, 网传.
    Claim,
    /// As not so.
    Negated,
}

impl Extractor {
    /// The candidate that a mark of a sentence is; none where the sentence cannot be quoted.
    pub(super) fn candidate(
        &self,
        kind: Kind,
        (document, number): (&Document, usize),
        sentence: &Sentence,
        mark: &Mark,
        status: Status,
        features: Features,
    ) -> Option<Candidate> {
        let whole = if kind == Kind::Person { self.with_title(sentence.text(), mark.span) } else { mark.span };
        let span = sentence.printed(whole);
        let text = span.of(&document.article().text).trim().to_owned();
        let quote = document.article().quote(sentence.span)?;
        let value = mark.figure.as_ref().map(|mention| mention.value.clone());
        let key = match &value {
            Some(value) => format!("{value}{}", if mark.class == Class::Percent { "%" } else { "" }),
            None => name_key(mark.core.of(sentence.text())),
        };
        Some(Candidate {
            document: number,
            quote,
            span,
            text: match &value {
                Some(Value::Date(date)) => dated(&text, date),
                _ => self.with_noun(sentence, mark, text),
            },
            value,
            class: mark.class,
            modifier: mark.figure.as_ref().map_or(Modifier::Exact, |mention| mention.modifier),
            status,
            barred: false,
            key,
            features,
            score: 0.0,
            sum: 0.0,
        })
    }

    /// A person is shown with the title behind the name, where it is no longer than the name:
    /// 库克船长, 李四教授.
    fn with_title(&self, text: &str, name: Span) -> Span {
        let title = self.names.title_behind.find(&text[name.end..]).map_or(0, |found| found.end());
        if title <= name.len() { Span::new(name.start, name.end + title) } else { name }
    }

    /// A figure without a unit is shown with the noun that it counts: 600多万 → 600多万旅客.
    fn with_noun(&self, sentence: &Sentence, mark: &Mark, text: String) -> String {
        let bare = mark.class == Class::None
            && mark.figure.as_ref().is_some_and(|mention| mention.unit.is_empty() && matches!(mention.value, Value::One(_) | Value::Range(..)));
        if !bare {
            return text;
        }
        let behind = &sentence.text()[mark.span.end..];
        let words = self.segmenter.tagged(behind.get(..behind.char_indices().nth(8).map_or(behind.len(), |(at, _)| at)).unwrap_or(""));
        // 5803或者 counts nothing.
        let noun = |word: &&Word| word.tag.starts_with(['n', 'q', 'x', 'j', 'l']) || word.tag == "vn";
        match words.first().filter(noun).filter(|noun| noun.text.chars().all(crate::text::is_han) && noun.text.chars().count() <= 4) {
            Some(noun) => format!("{text}{}", noun.text),
            None => text,
        }
    }

    /// How the paper says a mark of a sentence.
    pub(super) fn status(&self, sentence: &Sentence, mark: &Mark) -> Status {
        let clause_span = sentence.clause(mark.span);
        let clause = self.context.programme.replace_all(clause_span.of(sentence.text()), "");
        let before = &sentence.text()[clause_span.start.min(mark.span.start)..mark.span.start];
        if self.context.negated.is_match(before) {
            Status::Negated
        } else if self.context.plan.is_match(&clause) {
            Status::Plan
        } else if self.context.target.is_match(&clause) {
            Status::Target
        } else if self.context.claim.is_match(&sentence.text()[..mark.span.start]) {
            Status::Claim
        } else {
            Status::Fact
        }
    }
}

impl Candidate {
    /// Whether another says the same of the same: 8000元 is no 0.8万人次, and a number met by chance in another
    /// story, which by itself would never be chosen, bears nobody out.
    pub(crate) fn borne_out_by(&self, other: &Self) -> bool {
        let measure = self.class == other.class || (is_count(self.class) && is_count(other.class));
        self.key == other.key && measure && other.score > self.score - UNLIKELY
    }
}

/// 约翰·洛克 and 洛克 say the same.
fn name_key(name: &str) -> String {
    let last = name.rsplit(['·', '•']).next().unwrap_or(name);
    if last.chars().nth(1).is_some() && !name.contains(['、', '和', '与']) { last.to_owned() } else { name.to_owned() }
}

/// A date as printed, with the year and month that the article's own date gives it.
fn dated(text: &str, date: &DateValue) -> String {
    let (DateValue::At(point) | DateValue::Between(point, _)) = date;
    let Year::Known(year) = point.year else { return text.to_owned() };
    if text.contains(&year.to_string()) || text.chars().filter(char::is_ascii_digit).count() >= 8 {
        return text.to_owned();
    }
    // 去年12月, 二〇二一年12月.
    let rest = text.split_once('年').map_or(text, |(_, rest)| rest);
    if let (Some(month), Some(day), Some(word)) = (point.month, point.day, day_at(rest)) {
        // 昨晚8点 keeps its 晚.
        let (word, rest) = rest.split_at(word);
        let part = word.trim_start_matches(['今', '昨', '明', '前', '后']).trim_start_matches(['天', '日']);
        return format!("{year}年{month}月{day}日{part}{rest}");
    }
    // 本月29日 is of a month too.
    let rest = month_at(rest).filter(|_| point.month.is_some()).map_or(rest, |month| &rest[month..]);
    match point.month {
        Some(month) if rest.is_empty() => format!("{year}年{month}月"),
        Some(month) if !rest.contains('月') && point.day.is_some() => format!("{year}年{month}月{rest}"),
        _ => format!("{year}年{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::figures::Figures;

    #[test]
    fn a_date_stands_alone() {
        let article = NaiveDate::from_ymd_opt(2024, 10, 30);
        for (text, whole) in [
            ("今天1时37分", "2024年10月30日1时37分"),
            ("昨晚8点", "2024年10月29日晚8点"),
            ("30日", "2024年10月30日"),
            ("10月30日", "2024年10月30日"),
            ("去年12月", "2023年12月"),
            ("2021年5月", "2021年5月"),
            ("本月29日", "2024年10月29日"),
            ("上个月3日", "2024年9月3日"),
        ] {
            let mentions = Figures::embedded().mentions(text, article);
            let Value::Date(date) = &mentions[0].value else { panic!("{text}") };
            assert_eq!(dated(text, date), whole, "{text}");
        }
    }
}
