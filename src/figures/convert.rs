//! Conversion between units of one dimension.
//!
//! 3万亩 and 2000公顷 are both so many square metres. Factors are exact decimals or fractions from the
//! table (a mu is 2000/3 square metres), and divided only once, at the end.

use rust_decimal::Decimal;

use super::{Figures, Mention, Value};

impl Figures {
    /// The figure in the base unit of its dimension, and that unit's name.
    ///
    /// None where the unit has no size (名, 元 of another country) or the figure is no plain number or
    /// range.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// let figures = Figures::embedded();
    /// let read = |text: &str| figures.base(&figures.mentions(text, None)[0]).map(|(value, unit)| (value.to_string(), unit.to_string()));
    /// assert_eq!(read("重800斤"), Some(("400".into(), "公斤".into())));
    /// assert_eq!(read("发电3万兆瓦时"), Some(("30000000".into(), "千瓦时".into())));
    /// ```
    pub fn base(&self, mention: &Mention) -> Option<(Value, &str)> {
        let base = self.units.row(mention.row?)?.base.as_ref()?;
        if mention.per.is_some() {
            return None;
        }
        let convert = |value: Decimal| Some(value.checked_mul(base.factor)?.checked_div(base.divisor)?.round_dp(9).normalize());
        let value = match mention.value {
            Value::One(value) => Value::One(convert(value)?),
            Value::Range(low, high) => Value::Range(convert(low)?, convert(high)?),
            _ => return None,
        };
        Some((value, &base.unit))
    }

    /// The figure in another unit of its dimension: 亩 in 公顷, 斤 in 公斤.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// let figures = Figures::embedded();
    /// let mu = &figures.mentions("改造3万亩", None)[0];
    /// assert_eq!(figures.convert(mu, "公顷").map(|v| v.to_string()), Some("2000".into()));
    /// assert_eq!(figures.convert(mu, "吨"), None);
    /// ```
    pub fn convert(&self, mention: &Mention, unit: &str) -> Option<Decimal> {
        let from = self.units.row(mention.row?)?.base.as_ref()?;
        let to = self.units.row(self.units.named(unit)?)?.base.as_ref()?;
        if from.unit != to.unit || mention.per.is_some() {
            return None;
        }
        let above = mention.number()?.checked_mul(from.factor)?.checked_mul(to.divisor)?;
        let value = above.checked_div(from.divisor.checked_mul(to.factor)?)?;
        Some(value.round_dp(9).normalize())
    }
}
