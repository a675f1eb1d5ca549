//! Figures that another article prints shorter: 121万亿元 beside 1210207亿元.
//!
//! Two papers that round one figure differently say the same, and bear each other out: the shorter
//! one takes the key of the longest that it is nearest to. Knows nothing of the question, nor of what
//! the figures count beyond their class.

use std::cmp::Reverse;

use rust_decimal::{Decimal, RoundingStrategy};

use super::candidate::Candidate;
use crate::figures::{Class, Modifier, Value};

/// Digits that a figure needs to be told from others: 121 is hardly met by chance, 12 is.
const DIGITS: u32 = 3;

/// A figure that has digits enough.
struct Long {
    class: Class,
    value: Decimal,
    key: String,
}

/// Gives rounded figures the key of what they round.
pub(super) fn settle(candidates: &mut [Candidate]) {
    let long = |candidate: &Candidate| Some(Long { class: candidate.class, value: number(candidate)?, key: candidate.key.clone() });
    let mut known: Vec<Long> = candidates.iter().filter_map(long).collect();
    known.sort_by_key(|long| (long.class, long.value));
    known.dedup_by(|a, b| (a.class, a.value) == (b.class, b.value));
    for candidate in candidates.iter_mut() {
        let Some(value) = number(candidate) else { continue };
        // Of three digits the last is at most a hundredth.
        let near = value.abs() / Decimal::ONE_HUNDRED;
        let from = known.partition_point(|long| (long.class, long.value) < (candidate.class, value.saturating_sub(near)));
        let within = known[from..].iter().take_while(|long| long.class == candidate.class && long.value <= value.saturating_add(near));
        let rounded = within.filter(|long| rounds(value, candidate.modifier, long.value));
        // The longest has no longer one whose key it takes itself.
        if let Some(long) = rounded.min_by_key(|long| (Reverse(digits(long.value)), long.value.saturating_sub(value).abs())) {
            candidate.key.clone_from(&long.key);
        }
    }
}

fn number(candidate: &Candidate) -> Option<Decimal> {
    match candidate.value {
        Some(Value::One(value)) if digits(value) >= DIGITS => Some(value),
        _ => None,
    }
}

/// How many digits a number has, without the zeros at its ends.
fn digits(value: Decimal) -> u32 {
    value.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len() as u32
}

/// Whether `short`, printed with `modifier`, is how a paper rounds `long`.
fn rounds(short: Decimal, modifier: Modifier, long: Decimal) -> bool {
    let length = digits(short);
    let cut = |how: RoundingStrategy| long.round_sf_with_strategy(length, how) == Some(short);
    digits(long) > length
        && match modifier {
            Modifier::Over => cut(RoundingStrategy::ToZero),
            Modifier::Nearly | Modifier::LessThan => cut(RoundingStrategy::AwayFromZero),
            _ => cut(RoundingStrategy::MidpointAwayFromZero),
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::Figures;

    #[test]
    fn one_figure_is_printed_longer_and_shorter() {
        let figures = Figures::embedded();
        let read = |text: &str| {
            let mention = figures.mentions(text, None).into_iter().next().unwrap();
            let Value::One(value) = mention.value else { panic!("{text} is one number") };
            (value, mention.modifier)
        };
        for (short, long, same) in [
            ("121万亿元", "1210207亿元", true),
            ("13908亿斤", "13908.2亿斤", true),
            ("13.39万人", "133913人", true),
            ("超过121万亿元", "1210207亿元", true),
            ("近122万亿元", "1210207亿元", true),
            ("近121万亿元", "1210207亿元", false),
            ("122万亿元", "1210207亿元", false),
            ("1210207亿元", "121万亿元", false),
            ("121万亿元", "121万亿元", false),
            ("28.5%", "28.46%", true),
        ] {
            let ((short_value, modifier), (long_value, _)) = (read(short), read(long));
            assert_eq!(rounds(short_value, modifier, long_value), same, "{short} of {long}");
        }
    }

    #[test]
    fn zeros_at_the_ends_are_no_digits() {
        let most = Decimal::MAX;
        assert!(digits(most) == 29 && !rounds(most, Modifier::Exact, most) && !rounds("792".parse().unwrap(), Modifier::Nearly, most));
        for (text, count) in [("0", 0), ("1000", 1), ("120.50", 4), ("0.0031", 2), ("-1210207", 7)] {
            assert_eq!(digits(text.parse().unwrap()), count, "{text}");
        }
    }
}
