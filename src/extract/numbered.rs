//! Numbered names: line 30 is not line 31, and what is said of phase one is not said of phase two.
//!
//! Such names differ in one number that weighs little among the words of a question, so a figure
//! said of another number of the same series is no answer, however well the rest fits. What a
//! numbered name is stands in `config/rules/context.toml`. Knows nothing of what is asked.

use std::collections::BTreeSet;

use regex::Regex;
use rust_decimal::Decimal;

use super::beside::{head, tail};
use super::coverage::bigrams;
use super::document::Sentence;
use super::words::Words;
use crate::figures::Figures;
use crate::text::Span;

/// The groups of a pattern that give number and series.
const GROUPS: [(&str, &str); 3] = [("number", "series"), ("rank", "ranked"), ("first", "opened")];
/// Series of many things: 第三届 of one fair is not of another, so the words around must be alike.
const OF_MANY: &str = "届轮批段名局场代次议会";
/// A phase is of one work, and an article speaks of several works.
const PHASE: &str = "期";
/// As many pairs of characters around two names of many are the same where they are of one.
const ALIKE: usize = 2;
/// Characters looked at before and behind a name to tell what it is of.
const BEFORE: usize = 6;
const BEHIND: usize = 8;

/// A name with its number: the series it is of, and which one of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    series: String,
    number: Decimal,
    span: Span,
    /// Pairs of characters around it.
    around: BTreeSet<(char, char)>,
}

impl Numbered {
    fn same_series(&self, other: &Self) -> bool {
        let many = self.series.ends_with(|c| OF_MANY.contains(c));
        self.series == other.series && (!many || self.around.intersection(&other.around).count() >= ALIKE)
    }
}

/// The numbered names of a folded text, in order.
pub(super) fn numbered(text: &str, words: &Words) -> Vec<Numbered> {
    [&words.series, &words.vessel, &words.phase].into_iter().flat_map(|pattern| names(text, pattern)).collect()
}

fn names<'t>(text: &'t str, pattern: &'t Regex) -> impl Iterator<Item = Numbered> + 't {
    pattern.captures_iter(text).filter_map(|found| {
        let whole = found.get(0)?;
        let (number, series) = GROUPS.iter().find_map(|&(number, series)| Some((found.name(number)?, found.name(series)?)))?;
        let number = match number.as_str() {
            "首" => Decimal::ONE,
            digits => Figures::number(digits)?,
        };
        let mut around = bigrams(tail(&text[..whole.start()], BEFORE));
        around.extend(bigrams(head(&text[whole.end()..], BEHIND)));
        Some(Numbered { series: series.as_str().to_owned(), number, span: Span::new(whole.start(), whole.end()), around })
    })
}

/// Whether a sentence speaks of others of a series than the one asked for: it names them and not that one, or
/// names none, and so does its article, which names `all`.
pub(super) fn another(asked: &[Numbered], all: &[Numbered], sentence: &Sentence, words: &Words) -> bool {
    if asked.is_empty() {
        return false;
    }
    let text = sentence.text();
    let said = numbered(text, words);
    // 比第17届多 speaks of the one after it.
    let compared = |name: &Numbered| text[..name.span.start].ends_with(['比', '较', '于', '据']);
    let others = |names: &mut dyn Iterator<Item = &Numbered>, asked: &Numbered| {
        let mut same = names.filter(|name| name.same_series(asked)).peekable();
        same.peek().is_some().then(|| same.all(|name| name.number != asked.number))
    };
    asked.iter().any(|asked| {
        // 第二次被起诉 is also 第二次因文件被起诉.
        let named = |names: &[Numbered]| names.iter().any(|name| name.series == asked.series && name.number == asked.number);
        if named(&said) {
            return false;
        }
        let told = &mut said.iter().filter(|name| !compared(name));
        others(told, asked).unwrap_or_else(|| asked.series != PHASE && !named(all) && others(&mut all.iter(), asked) == Some(true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_one_of_a_series() {
        let words = Words::embedded();
        let of = |text: &str| numbered(text, &words).into_iter().map(|name| format!("{} {}", name.series, name.number)).collect::<Vec<_>>().join(", ");
        for (text, wanted) in [
            ("地铁30号线二期全长", "号线 30, 期 2"),
            ("神舟十三号与神舟13号", "神舟 13, 神舟 13"),
            ("第三届和第二十届", "届 3, 届 20"),
            ("首届和第二轮，前3名", "届 1, 轮 2"),
            ("5月18号，三轮车", ""),
        ] {
            assert_eq!(of(text), wanted, "{text}");
        }
    }
}
