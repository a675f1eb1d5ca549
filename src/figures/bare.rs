//! Numbers that nothing says what they count: 劳务费收16800, 打了87.
//!
//! No figure by themselves, and mostly none at all (a model, a page, a telephone); but where a
//! question has said what is counted they may be its answer. Knows nothing of questions.

use rust_decimal::Decimal;

use super::{Class, Figures, Kind, Mention, Modifier, Value};
use crate::text::Span;

/// Fewest and most digits: one alone is a list's, many are a telephone's.
const DIGITS: std::ops::RangeInclusive<usize> = 2..=6;

impl Figures {
    /// The whole Arabic numbers of a folded text without a unit that are no part of `found`.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// let figures = Figures::embedded();
    /// let bare = |text: &str| figures.bare(text, &figures.mentions(text, None)).iter().map(|found| found.span.of(text).to_owned()).collect::<Vec<_>>();
    /// assert_eq!(bare("劳务费收16800，不退"), ["16800"]);
    /// assert_eq!(bare("价格2000-3000不等"), ["2000-3000"]);
    /// assert!(bare("歼-20、RTX 4090、2023、2020-2022和电话021-62345678，共12人").is_empty());
    /// ```
    pub fn bare(&self, folded: &str, found: &[Mention]) -> Vec<Mention> {
        let bytes = folded.as_bytes();
        let mut bare = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let end = run(bytes, at);
            let (value, last) = match joined(bytes, end) {
                Some(second) => (pair(&folded[at..end], &folded[second..run(bytes, second)]), run(bytes, second)),
                None => (whole(&folded[at..end]).filter(|_| !is_year(&folded[at..end])).map(Value::One), end),
            };
            let span = Span::new(at, last);
            at = last;
            let free = |span: Span| !found.iter().any(|mention| mention.span.overlaps(span));
            if let Some(value) = value.filter(|_| free(span) && alone(folded, span)) {
                let modifier = self.modifiers.after(folded, last, false).filter(|modifier| free(Span::new(last, modifier.at)));
                bare.push(Mention {
                    span: Span::new(span.start, modifier.as_ref().map_or(last, |modifier| modifier.at)),
                    core: span,
                    kind: Kind::Quantity,
                    value,
                    unit: String::new(),
                    class: Class::None,
                    modifier: modifier.map_or(Modifier::Exact, |modifier| modifier.says),
                    row: None,
                    per: None,
                });
            }
        }
        bare
    }
}

/// Where the digits (and commas between them) end that start here.
fn run(bytes: &[u8], start: usize) -> usize {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while digit(end) || (bytes.get(end) == Some(&b',') && end > start && digit(end + 1)) {
        end += 1;
    }
    end
}

/// Where the second number of a range starts, if one follows.
fn joined(bytes: &[u8], end: usize) -> Option<usize> {
    let joint = ["-", "~", "至", "到", "—"].iter().find(|joint| bytes[end..].starts_with(joint.as_bytes()))?;
    let second = end + joint.len();
    bytes.get(second).filter(|byte| byte.is_ascii_digit()).map(|_| second)
}

fn whole(digits: &str) -> Option<Decimal> {
    let plain = digits.replace(',', "");
    (DIGITS.contains(&plain.len()) && !plain.starts_with('0')).then(|| plain.parse().ok()).flatten()
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

fn pair(low: &str, high: &str) -> Option<Value> {
    let years = is_year(low) && is_year(high);
    let (low, high) = (whole(low)?, whole(high)?);
    (low < high && !years).then_some(Value::Range(low, high))
}

/// Whether neither letters nor a joint make the number part of something longer.
fn alone(text: &str, span: Span) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || "-./:_#%+*=×~—@&·[]第".contains(c);
    let before = text[..span.start].trim_end_matches(' ').chars().next_back();
    let behind = text[span.end..].chars().next();
    !before.is_some_and(joins) && !behind.is_some_and(|c| joins(c) || "年月日号".contains(c))
}
