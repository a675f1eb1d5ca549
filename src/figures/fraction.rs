//! Fractions, percentages in words, results and proportions: 三分之二, 百分之五, 1/6, 73比71.
//!
//! A colon between two numbers is a clock time or a result; which one, the words around tell.

use rust_decimal::Decimal;

use super::chars;
use super::mention::{Class, Kind, Mention, Modifier};
use super::numeral::{self, Form, Numeral};
use super::scan::{Scan, span};
use super::value::Value;

/// Words beside a result that a clock time does not have.
pub(crate) const RESULT: [&str; 19] =
    ["比分", "战胜", "击败", "战平", "不敌", "负于", "胜", "领先", "落后", "取胜", "赢", "逆转", "大胜", "险胜", "扳平", "局分", "惨败", "平局", "打平"];

impl Scan<'_> {
    /// Reads the fraction or result that begins with `numeral`.
    pub(crate) fn fraction(&mut self, numeral: Numeral) -> Option<usize> {
        let rest = self.rest(numeral.end);
        if let Some(tail) = rest.strip_prefix("分之") {
            return self.in_words(numeral, self.text.len() - tail.len());
        }
        let sign = rest.chars().next()?;
        let next = numeral.end + sign.len_utf8();
        match sign {
            '/' if numeral.digits > 0 => self.slash(numeral, next),
            '比' => self.versus(numeral, next, false),
            '-' | '—' if numeral.form == Form::Arabic && (1..=3).contains(&numeral.digits) => self.dashed(numeral, next),
            ':' | '：' | '∶' if numeral.form == Form::Arabic => self.versus(numeral, next, true),
            _ => None,
        }
    }

    /// 三分之二, 百分之五点三, 百分之五十至六十.
    fn in_words(&mut self, below: Numeral, at: usize) -> Option<usize> {
        let above = numeral::read(self.text, at).number()?;
        if below.value.is_zero() || below.more || below.vague {
            return None;
        }
        let percent = below.value == Decimal::ONE_HUNDRED;
        let (mut value, mut end) = match (percent, above.high) {
            (true, None) => (Value::One(above.value), above.end),
            (true, Some(high)) => (Value::Range(above.value, high), above.end),
            (false, _) => (Value::Fraction(above.value, below.value), above.end),
        };
        if let Some(sign) = chars::at(self.text, end).filter(|c| percent && matches!(c, '至' | '到')) {
            let from = end + sign.len_utf8();
            let from = if self.rest(from).starts_with("百分之") { from + "百分之".len() } else { from };
            if let (Some(to), None) = (numeral::read(self.text, from).number(), above.high) {
                value = Value::Range(above.value, to.value);
                end = to.end;
            }
        }
        let core = span(below.start, end);
        let mention = self.framed(core, value, above.more, above.vague, below.form == Form::Scale);
        let kind = if percent { self.percent_kind(core) } else { Kind::Ratio };
        let class = if percent { Class::Percent } else { Class::Fraction };
        let unit = if percent { "%" } else { "" };
        let row = self.tables.units.named("%").filter(|_| percent);
        Some(self.push(Mention { kind, class, unit: unit.to_string(), row, ..mention }))
    }

    /// 1/6, unless it is a date or a part of a longer run.
    fn slash(&mut self, above: Numeral, at: usize) -> Option<usize> {
        let below = numeral::read(self.text, at).number()?;
        let unit = below.value > Decimal::TEN && self.tables.units.at(self.rest(below.end)).is_some();
        let glued = unit
            || chars::before(self.text, above.start).is_some_and(|c| c == '/' || c.is_ascii_alphanumeric())
            || chars::at(self.text, below.end).is_some_and(|c| c == '/' || c == '-' || c.is_ascii_alphanumeric());
        if glued || below.digits == 0 || above.value >= below.value || below.value > Decimal::from(1000) || above.value.is_zero() {
            return None;
        }
        let core = span(above.start, below.end);
        let mention = self.framed(core, Value::Fraction(above.value, below.value), false, false, false);
        Some(self.push(mention))
    }

    /// 73比71, 3:2.
    fn versus(&mut self, left: Numeral, at: usize, colon: bool) -> Option<usize> {
        let right = numeral::read(self.text, at).number()?;
        let plain = |n: &Numeral| !n.more && !n.vague && n.high.is_none() && !n.grouped && n.scale == Decimal::ONE;
        // 1:50000 and 1∶5万 are the scale of a map, whose other numbers are small.
        let map = colon && left.value == Decimal::ONE && !right.more && right.high.is_none() && self.is_map(left.start, right.end);
        if !plain(&left) || !(plain(&right) || map) || (right.value > Decimal::from(1000) && !map) || left.value > Decimal::from(1000) {
            return None;
        }
        let after = chars::at(self.text, right.end);
        if after.is_some_and(|c| c == ':' || c == '/' || c.is_ascii_alphanumeric() || c == '%') {
            return None;
        }
        let two_digits = right.end - at == 2;
        if colon && two_digits && left.value <= Decimal::from(24) && right.value < Decimal::from(60) && !self.is_result(left.start, right.end) {
            return None;
        }
        if !colon && self.tables.units.at(self.rest(right.end)).is_some_and(|(len, _)| len > 3) {
            return None;
        }
        let core = span(left.start, right.end);
        Some(self.push(Mention {
            span: core,
            core,
            kind: Kind::Ratio,
            value: Value::Score(left.value, right.value),
            unit: String::new(),
            class: Class::Fraction,
            modifier: Modifier::Exact,
            row: None,
            per: None,
        }))
    }

    /// Whether the words around speak of drawing to scale.
    fn is_map(&self, start: usize, end: usize) -> bool {
        let words = &self.tables.beside;
        words.map_before.ends(self.text[..start].trim_end_matches(['为', '是', '达', ' ']))
            || words.map_behind.begins(self.rest(end).trim_start_matches([' ', '的']))
    }

    /// 2-1战胜: a dash between two small numbers beside a word of results.
    fn dashed(&mut self, left: Numeral, at: usize) -> Option<usize> {
        let right = numeral::read(self.text, at).number().filter(|right| right.form == Form::Arabic && (1..=3).contains(&right.digits))?;
        let rest = self.rest(right.end);
        let unit = self.tables.units.at(rest).is_some_and(|(len, _)| !matches!(&rest[..len], "平" | "胜" | "负"));
        let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '%' | '年' | '月' | '日' | '号' | '时' | '点'));
        let coded = chars::before(self.text, left.start).is_some_and(|c| matches!(c, '-' | '/' | '.'));
        if unit || goes_on || coded || !self.is_result(left.start, right.end) {
            return None;
        }
        let core = span(left.start, right.end);
        let value = Value::Score(left.value, right.value);
        Some(self.push(Mention {
            span: core,
            core,
            kind: Kind::Ratio,
            value,
            unit: String::new(),
            class: Class::Fraction,
            modifier: Modifier::Exact,
            row: None,
            per: None,
        }))
    }

    /// A mention of kind ratio with the modifiers around `core`.
    fn framed(&self, core: crate::text::Span, value: Value, more: bool, vague: bool, scale: bool) -> Mention {
        let (whole, modifier) = self.frame(core, more, vague, scale, true);
        Mention { span: whole, core, kind: Kind::Ratio, value, unit: String::new(), class: Class::Fraction, modifier, row: None, per: None }
    }

    /// Some ten characters before and behind.
    pub(crate) fn window(&self, start: usize, end: usize) -> &str {
        let from = self.text[..start].char_indices().rev().nth(11).map_or(0, |(at, _)| at);
        let to = self.text[end..].char_indices().nth(12).map_or(self.text.len(), |(at, _)| end + at);
        &self.text[from..to]
    }
}
