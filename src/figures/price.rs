//! Prices whose currency stands before the number: ¥5,000, US$3.5bn, RMB 50 million.
//!
//! The signs are data (`signs` in `config/units.toml`). A price counts nothing but money, whatever
//! stands behind it (HK$1,200起), save that it may be per something (¥35/公斤) or have its
//! currency printed twice (￥200元). A letter behind it multiplies (£1.5m) where nothing goes on; else
//! nobody knows whether it does (£1.5m转会费, ¥199K歌套餐), and the price is not read.

use rust_decimal::Decimal;

use super::Class;
use super::chars;
use super::measure::Measured;
use super::numeral::{self, Form, Numeral};
use super::scan::Scan;

impl Scan<'_> {
    /// How many bytes before byte `at` the sign of a currency takes, with a blank behind it, and its row.
    pub(crate) fn price_sign(&self, at: usize) -> Option<(usize, u16)> {
        let head = self.head(at);
        let name = head.strip_suffix(' ').unwrap_or(head);
        if !name.ends_with(|c| self.tables.units.ends_sign(c)) {
            return None;
        }
        self.tables.units.sign(name).map(|(len, row)| (head.len() - name.len() + len, row))
    }

    /// Reads the price that begins with `numeral`, behind the sign of a currency.
    pub(crate) fn price(&mut self, numeral: Numeral) -> Option<usize> {
        let numeral = self.lettered(numeral).unwrap_or(numeral);
        // $3-5m: what multiplies the second number may multiply the first.
        let right = self.joint(numeral.end).and_then(|(joint, _)| numeral::read(self.text, numeral.end + joint).number());
        if self.has_letter(numeral.end) || right.is_some_and(|right| self.has_letter(right.end)) {
            return None;
        }
        self.quantity(numeral)
    }

    /// £1.5m, $300K: the number with the letter that multiplies it, where no word goes on behind it.
    fn lettered(&self, numeral: Numeral) -> Option<Numeral> {
        let words = &self.tables.beside;
        let letter = self.rest(numeral.end).get(..1)?;
        let letters = [(&words.thousand_behind, 1_000), (&words.million_behind, 1_000_000), (&words.billion_behind, 1_000_000_000)];
        let (_, factor) = letters.into_iter().find(|(list, _)| list.has(letter))?;
        let end = numeral.end + letter.len();
        let goes_on = chars::at(self.text, end).is_some_and(char::is_alphanumeric);
        numeral.times(Decimal::from(factor), end).filter(|_| !goes_on)
    }

    /// Whether a letter stands right behind a price, and is not the currency said again.
    fn has_letter(&self, at: usize) -> bool {
        let rest = self.rest(at);
        let money = || self.tables.units.at(rest).and_then(|(_, row)| self.tables.units.row(row)).is_some_and(|unit| unit.class == Class::Money);
        rest.starts_with(|c: char| c.is_ascii_alphabetic()) && !money()
    }

    /// The number as a price, where the sign of a currency stands before it; else as `behind` says.
    pub(crate) fn priced(&self, numeral: Numeral, behind: Measured) -> Measured {
        let Some((sign, row)) = self.price_sign(numeral.start).filter(|_| numeral.form == Form::Arabic) else { return behind };
        if behind.class == Class::Money {
            return Measured { sign, ..behind };
        }
        let unit = self.text[numeral.start - sign..numeral.start].trim_end().to_string();
        let more = numeral.more;
        let mut found =
            Measured { numeral, value: numeral.value, end: numeral.end, unit: unit.clone(), row: Some(row), per: None, class: Class::Money, more, sign };
        self.compound(&mut found, numeral.end);
        if found.per.is_some() {
            found.unit.insert_str(0, &unit);
        }
        found
    }
}
