//! A printed figure said in English: 3.5万平方米 is 35,000 square metres.
//!
//! Whoever asks in English may read neither 万 nor 平方米. The names of units are data
//! (`config/units.toml`). Says nothing of how exact a figure is, and nothing of dates.

use rust_decimal::Decimal;

use super::{Figures, Kind, Mention, Unit, Value};

impl Figures {
    /// What a figure as printed is in English; `None` where it is no figure, or where English
    /// would say no more than the print: 18家, 8.1%.
    ///
    /// ```
    /// let figures = shuwen::figures::Figures::embedded();
    /// assert_eq!(figures.english("超过3.5万平方米").as_deref(), Some("35,000 square metres"));
    /// assert_eq!(figures.english("28人").as_deref(), Some("28 people"));
    /// assert_eq!(figures.english("18家"), None);
    /// ```
    pub fn english(&self, text: &str) -> Option<String> {
        let [mention] = &self.mentions(text, None)[..] else { return None };
        if matches!(mention.kind, Kind::Date | Kind::Ordinal) {
            return None;
        }
        let percent = mention.unit == "%";
        let unit = self.english_unit(mention);
        let scaled = text.chars().any(|c| super::chars::is_numeral(c) && !c.is_ascii_digit());
        if unit.is_none() && !scaled && !percent {
            return None;
        }
        let (number, one) = match mention.value {
            Value::One(number) => (spaced(number), number == Decimal::ONE),
            Value::Range(from, to) => (format!("{}–{}", spaced(from), spaced(to)), false),
            _ => return None,
        };
        let said = match unit {
            _ if percent => format!("{number}%"),
            Some((single, _)) if one => format!("{number} {single}"),
            Some((_, more)) => format!("{number} {more}"),
            None => number,
        };
        (said != text).then_some(said)
    }

    /// Names of the unit, of one and of more.
    fn english_unit(&self, mention: &Mention) -> Option<(String, String)> {
        let named = |row: Option<u16>| row.and_then(|row| self.units.row(row)).map(|unit: &Unit| &unit.english).filter(|(one, _)| !one.is_empty());
        let (one, more) = named(mention.row)?;
        match mention.per {
            None => Some((one.clone(), more.clone())),
            Some(per) => named(Some(per)).map(|(each, _)| (format!("{one} per {each}"), format!("{more} per {each}"))),
        }
    }
}

/// A number with its thousands apart: 35,000; 4.5.
fn spaced(number: Decimal) -> String {
    let plain = number.normalize().to_string();
    let (whole, part) = plain.split_once('.').map_or((plain.as_str(), None), |(whole, part)| (whole, Some(part)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut text = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    match part {
        Some(part) => format!("{text}.{part}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_in_english() {
        let figures = Figures::embedded();
        for (text, said) in [
            ("105吨", Some("105 tonnes")),
            ("1吨", Some("1 tonne")),
            ("3亿至5亿元", Some("300,000,000–500,000,000 yuan")),
            ("-1.25万元", Some("-12,500 yuan")),
            ("8.1%", None),
            ("三成", Some("30%")),
            ("约8.1%", Some("8.1%")),
            ("三百多人", Some("300 people")),
            ("12.5元/平方米", Some("12.5 yuan per square metre")),
            ("254项", None),
            ("2万余册", Some("20,000")),
            ("2021年3月5日", None),
            ("第三名", None),
            ("王丰", None),
            ("28人和30人", None),
        ] {
            assert_eq!(figures.english(text).as_deref(), said, "{text}");
        }
    }
}
