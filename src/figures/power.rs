//! What multiplies a number besides 万 and 亿: million and bn, 1.2×10⁸, 10^8.
//!
//! Articles that owners hand in quote foreign prices and measurements as they found them. Only
//! behind Arabic digits, and exactly: what leaves the decimals is no factor. Knows nothing of units,
//! nor of the letters that multiply a price (£1.5m): m is a metre everywhere else (`price`).

use rust_decimal::Decimal;

use super::chars;

/// English words of scale by their power of ten, longer ones before those that they begin with.
const WORDS: [(&str, i32); 8] = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("mln", 6), ("mn", 6), ("bn", 9), ("tn", 12)];

/// The highest power of ten that is read: above it decimals are no longer exact.
const MOST: u32 = 27;

/// What multiplies the Arabic digits from `start` to `end`: where it ends, and the factor.
pub(super) fn behind(text: &str, start: usize, end: usize) -> Option<(usize, Decimal)> {
    // Behind nearly every number stands something else.
    chars::at(text, end).filter(|&c| c == ' ' || c == '^' || c.is_ascii_alphabetic() || "×✕*·".contains(c) || raised(c).is_some())?;
    word(text, end).or_else(|| times_ten(text, end)).or_else(|| {
        // 10^8 is itself a power; 10² is one of ten, and any other number with a small digit has a footnote.
        let (after, power) = exponent(text, end).filter(|&(_, power)| &text[start..end] == "10" && power > 1)?;
        Some((after, ten_to(power - 1)?))
    })
}

/// 50 million, 3.5bn.
fn word(text: &str, end: usize) -> Option<(usize, Decimal)> {
    let from = chars::skip_blank(text, end);
    let rest = text.get(from..)?;
    let (word, power) = WORDS.iter().find(|(word, _)| rest.starts_with(word) && !goes_on(&rest[word.len()..]))?;
    Some((from + word.len(), ten_to(*power)?))
}

/// ×10⁸, x10^8.
fn times_ten(text: &str, end: usize) -> Option<(usize, Decimal)> {
    let from = chars::skip_blank(text, end);
    let sign = chars::at(text, from).filter(|c| matches!(c, '×' | '✕' | 'x' | 'X' | '*' | '·'))?;
    let ten = chars::skip_blank(text, from + sign.len_utf8());
    text.get(ten..)?.strip_prefix("10")?;
    let (after, power) = exponent(text, ten + "10".len())?;
    Some((after, ten_to(power)?))
}

/// ^8, ^-6, ⁸, ⁻⁶ at byte `at`: where it ends, and what it says.
fn exponent(text: &str, at: usize) -> Option<(usize, i32)> {
    let rest = text.get(at..)?;
    let (caret, digits) = rest.strip_prefix('^').map_or((false, rest), |rest| (true, rest));
    let mut power = 0i32;
    let (mut negative, mut seen, mut end) = (false, false, text.len() - digits.len());
    for c in digits.chars().take(4) {
        match (if caret { c.to_digit(10) } else { raised(c) }, c) {
            (Some(digit), _) => (power, seen) = (power * 10 + i32::try_from(digit).ok()?, true),
            (None, '-' | '−') if caret && !seen && !negative => negative = true,
            (None, '⁻') if !caret && !seen && !negative => negative = true,
            _ => break,
        }
        end += c.len_utf8();
    }
    let longer = text[end..].starts_with(|c: char| c.is_ascii_digit() || raised(c).is_some());
    (seen && !longer).then_some((end, if negative { -power } else { power }))
}

/// The value of a raised digit.
fn raised(c: char) -> Option<u32> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c).and_then(|value| u32::try_from(value).ok())
}

/// Whether what stands before `rest` is only the beginning of a longer word.
fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn ten_to(power: i32) -> Option<Decimal> {
    let size = power.unsigned_abs();
    if size > MOST {
        return None;
    }
    if power < 0 { Some(Decimal::new(1, size)) } else { Decimal::try_from_i128_with_scale(10i128.checked_pow(size)?, 0).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_read_where_they_stand() {
        for (text, wanted) in [
            ("50 million", Some("1000000")),
            ("3.5bn美元", Some("1000000000")),
            ("1.2×10⁸次", Some("100000000")),
            ("1.2 x 10^8", Some("100000000")),
            ("3×10⁻⁶", Some("0.000001")),
            ("3×10^-6", Some("0.000001")),
            ("10³个", Some("100")),
            ("10^8", Some("10000000")),
            ("4×100米", None),
            ("4×10", None),
            ("25²", None),
            ("1.5m", None),
            ("3 millions", None),
            ("5×10^99", None),
            ("5×10^", None),
            ("5", None),
        ] {
            let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
            assert_eq!(behind(text, 0, digits).map(|(_, factor)| factor.to_string()).as_deref(), wanted, "{text}");
        }
    }
}
