//! Whether what a yes-or-no question supposes is so: the figure supposed beside the one that the paper prints.
//!
//! 是 and 不是 are said only of what is certain: both figures exact, of one family of units, and alike to the last
//! digit or clearly apart. Of anything else the paper's words are shown, and whoever asked may judge. Knows nothing
//! of how that is worded.

use rust_decimal::Decimal;
use serde::Serialize;

use super::{Answer, Finding, Status, Verdict};
use crate::figures::{Class, Figures, Kind, Mention, Modifier};
use crate::question::{Question, Supposed, is_count};
use crate::text::Span;

/// Whether something supposed is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// The paper says the same.
    Yes,
    /// The paper says something else.
    No,
    /// The two cannot be compared exactly.
    Open,
}

impl Holds {
    /// Its name in the replies.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Open => "open",
        }
    }
}

/// Whether what a question supposes is so, by its answer; `None` where it supposes nothing, or is not answered with
/// one finding.
pub fn holds(question: &Question, answer: &Answer, figures: &Figures) -> Option<Holds> {
    let supposed = question.supposed.as_ref()?;
    let ([finding], Verdict::Found) = (&answer.found[..], answer.verdict) else { return None };
    if supposed.denied || finding.status != Status::Fact {
        return Some(Holds::Open);
    }
    if finding.value.is_none() {
        // Somebody may have another name, too.
        return Some(if supposed.mark.of(&supposed.text) == finding.text { Holds::Yes } else { Holds::Open });
    }
    let says = |finding: &Finding| compared(question, supposed, finding, figures);
    Some(match says(finding) {
        // Another figure that may be meant says what was supposed.
        Holds::No if answer.near.iter().any(|near| near.fits && says(near) == Holds::Yes) => Holds::Open,
        holds => holds,
    })
}

fn compared(question: &Question, supposed: &Supposed, finding: &Finding, figures: &Figures) -> Holds {
    let said = figure(figures, &supposed.text, supposed.mark);
    let printed = figure(figures, finding.quote.text(), finding.mark);
    let (Some(said), Some(printed)) = (said, printed) else { return Holds::Open };
    let (Some(own), Some(theirs)) = (said.number(), in_unit(&said, &printed, figures)) else { return Holds::Open };
    if [&said, &printed].iter().any(|mention| mention.modifier != Modifier::Exact) {
        return Holds::Open;
    }
    // 增长5% is no 下降5%: the same word must stand before both.
    let changes = |mention: &Mention| matches!(mention.kind, Kind::RateChange | Kind::PercentagePoint | Kind::Multiple);
    let change = question.leans.change || changes(&said) || changes(&printed);
    if change && before(&supposed.text, &said) != before(finding.quote.text(), &printed) {
        return Holds::Open;
    }
    match own == theirs {
        true => Holds::Yes,
        // 2300万 may be said of 2312万.
        false if rounds(own, theirs) || rounds(theirs, own) => Holds::Open,
        false => Holds::No,
    }
}

/// The one figure of a text at a place.
fn figure(figures: &Figures, text: &str, mark: Span) -> Option<Mention> {
    let mut found = figures.mentions(text, None).into_iter().filter(|mention| mention.span.overlaps(mark));
    found.next().filter(|_| found.next().is_none())
}

/// The printed figure in the unit of the one supposed; `None` where they are not of one family.
fn in_unit(said: &Mention, printed: &Mention, figures: &Figures) -> Option<Decimal> {
    let converted = figures.convert(printed, &said.unit).filter(|_| said.per.is_none());
    let visits = |mention: &Mention| mention.unit.ends_with('次');
    let counts = is_count(printed.class) && visits(said) == visits(printed);
    // 28名 is 28人, and 28 talents are counted with any measure.
    let people = [said, printed].iter().all(|mention| mention.class == Class::People && mention.unit.chars().nth(1).is_none());
    let any = matches!(said.unit.as_str(), "" | "个");
    let same = figures.units_equal(&said.unit, &printed.unit) && said.per == printed.per && said.class == printed.class;
    converted.or_else(|| printed.number().filter(|_| same || counts && (people || any)))
}

/// The character that says which way a figure goes: 长 of 增长了5%.
fn before(text: &str, mention: &Mention) -> Option<char> {
    text[..mention.span.start].trim_end_matches(['了', '为', '是', '达', '率']).chars().next_back()
}

/// Whether a number is what another is when rounded to as many digits. A count below a hundred is not rounded.
fn rounds(short: Decimal, long: Decimal) -> bool {
    if long.is_integer() && long < Decimal::ONE_HUNDRED {
        return false;
    }
    let digits = short.normalize().mantissa().unsigned_abs().to_string();
    let digits = u32::try_from(digits.trim_end_matches('0').len()).unwrap_or(u32::MAX).max(1);
    long.round_sf(digits) == Some(short)
}
