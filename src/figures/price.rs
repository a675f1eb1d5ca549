//! Prices whose currency stands before the number: ¥5,000, US$3.5bn, RMB 50 million.
//!
//! The signs are data (`signs` in `config/units.toml`). A price counts nothing but money, whatever
//! stands behind it (HK$1,200起), save that it may be per something (¥35/公斤) or have its
//! currency printed twice (￥200元).

use super::Class;
use super::measure::Measured;
use super::numeral::{Form, Numeral};
use super::power::PRICES;
use super::scan::Scan;

impl Scan<'_> {
    /// How many bytes before byte `at` the sign of a currency takes, with a blank behind it, and its row.
    pub(crate) fn price_sign(&self, at: usize) -> Option<(usize, u16)> {
        let head = self.head(at);
        let name = head.strip_suffix(' ').unwrap_or(head);
        if !name.ends_with(|c: char| c.is_ascii_uppercase() || PRICES.contains(&c)) {
            return None;
        }
        self.tables.units.sign(name).map(|(len, row)| (head.len() - name.len() + len, row))
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
