//! Conversion between units of one dimension, and what may be compared.
//!
//! 3万亩 and 2000公顷 compare; 3万亩 and 3万元 do not. Factors are exact decimals or
//! fractions from the table (a mu is 2000/3 square metres), and divided only once, at the end.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::{Class, Figures, Mention, Value};

/// How two figures of the same sort relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// Both are the same size.
    Same,
    /// The first is smaller.
    Less,
    /// The first is larger.
    More,
}

impl Figures {
    /// The figure in the base unit of its dimension, and that unit's name.
    ///
    /// None where the unit has no size (名, 元 of another country) or the figure is no plain number or
    /// range; a figure without conversion keeps its own unit only in [`Figures::comparable`].
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
        if from.dimension != to.dimension || mention.per.is_some() {
            return None;
        }
        let above = mention.number()?.checked_mul(from.factor)?.checked_mul(to.divisor)?;
        let value = above.checked_div(from.divisor.checked_mul(to.factor)?)?;
        Some(value.round_dp(9).normalize())
    }

    /// Whether two figures count or measure the same sort of thing.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// let figures = Figures::embedded();
    /// let all = figures.mentions("改造3万亩，新增2000公顷，投入3万元，来了28名和30人", None);
    /// assert!(figures.comparable(&all[0], &all[1]));
    /// assert!(!figures.comparable(&all[0], &all[2]));
    /// assert!(figures.comparable(&all[3], &all[4]));
    /// ```
    pub fn comparable(&self, a: &Mention, b: &Mention) -> bool {
        if a.kind == super::Kind::Date || b.kind == super::Kind::Date {
            return a.kind == b.kind;
        }
        let dimension = |mention: &Mention| {
            mention
                .row
                .filter(|_| mention.per.is_none())
                .and_then(|row| self.units.row(row))
                .and_then(|unit| unit.base.as_ref())
                .map(|base| base.dimension.as_str())
        };
        match (dimension(a), dimension(b)) {
            (Some(a), Some(b)) => a == b,
            (None, None) => a.unit == b.unit || (a.row.is_some() && a.row == b.row && a.per == b.per) || (a.class == b.class && a.class == Class::People),
            _ => false,
        }
    }

    /// Compares two plain numbers of one sort, in base units where they differ.
    pub fn compare(&self, a: &Mention, b: &Mention) -> Option<Comparison> {
        if !self.comparable(a, b) {
            return None;
        }
        let size = |mention: &Mention| match self.base(mention) {
            Some((Value::One(value), _)) => Some(value),
            _ => mention.number(),
        };
        Some(match size(a)?.cmp(&size(b)?) {
            Ordering::Less => Comparison::Less,
            Ordering::Equal => Comparison::Same,
            Ordering::Greater => Comparison::More,
        })
    }
}
