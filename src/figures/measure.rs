//! A number and the unit behind it, with what spelling adds: 元/平方米, 三年半, 4小时23分, 1米8.
//!
//! Knows nothing of modifiers or of whether the whole counts as a figure.

use rust_decimal::Decimal;

use super::chars::{self, is_numeral};
use super::mention::Class;
use super::numeral::{self, Form, Numeral};
use super::scan::Scan;

/// A number with its unit.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    /// The numeral it begins with.
    pub(crate) numeral: Numeral,
    /// The value, with halves and smaller units added.
    pub(crate) value: Decimal,
    /// One past number and unit.
    pub(crate) end: usize,
    /// The unit as printed.
    pub(crate) unit: String,
    /// Its row, where there is a unit.
    pub(crate) row: Option<u16>,
    /// The divisor's row.
    pub(crate) per: Option<u16>,
    /// What it counts.
    pub(crate) class: Class,
    /// 多 stands in the numeral or behind the unit.
    pub(crate) more: bool,
    /// Bytes of the currency's sign before the number; 0 where there is none.
    pub(crate) sign: usize,
}

impl Measured {
    /// Where sign or number begins.
    pub(crate) fn start(&self) -> usize {
        self.numeral.start - self.sign
    }
}

/// Which smaller unit may follow which, and how many make one: 4小时23分26秒.
const SMALLER: [(&[&str], &[&str], i64); 11] = [
    (&["小时", "个小时", "时", "钟头"], &["分钟", "分"], 60),
    (&["分钟", "分"], &["秒", "秒钟"], 60),
    (&["年"], &["个月", "月"], 12),
    (&["天", "日"], &["小时", "个小时"], 24),
    (&["周", "个星期"], &["天"], 7),
    (&["公里"], &["米"], 1000),
    (&["米"], &["厘米", "公分"], 100),
    (&["元", "块"], &["角", "毛"], 10),
    (&["吨"], &["公斤", "千克"], 1000),
    (&["斤"], &["两"], 10),
    (&["度"], &["分"], 60),
];

impl Scan<'_> {
    /// The number with the unit behind it, if there is one, or with the currency before it.
    pub(crate) fn measure(&self, numeral: Numeral) -> Measured {
        self.priced(numeral, self.behind(numeral))
    }

    fn behind(&self, numeral: Numeral) -> Measured {
        let none = Measured {
            numeral,
            value: numeral.value,
            end: numeral.end,
            unit: String::new(),
            row: None,
            per: None,
            class: Class::None,
            more: numeral.more,
            sign: 0,
        };
        let scaled = self.text[..numeral.end].ends_with(['万', '亿']);
        let spaced = numeral.form == Form::Arabic && (!scaled || chars::before(self.text, numeral.start) == Some(' '));
        let from = if spaced { chars::skip_blank(self.text, numeral.end) } else { numeral.end };
        let rest = self.rest(from);
        if let Some(split) = self.split_counter(rest, &none, from).or_else(|| self.counted_scale(rest, &none, from)) {
            return split;
        }
        let Some((len, row)) = self.tables.units.at(rest) else { return none };
        let Some(unit) = self.tables.units.row(row).filter(|unit| !unit.ordinal_only) else { return none };
        let letters = rest.as_bytes()[0].is_ascii_alphabetic();
        if letters
            && (numeral.form != Form::Arabic
                || (matches!(&rest[..len], "G" | "T") && numeral.value < Decimal::from(8) && from == numeral.end && &rest[..len] == "G"))
        {
            return none;
        }
        let after = &rest[len..];
        // 14亿人民 is a people, 3亿月活: the month belongs to the users. 一号16—18星: satellites by their numbers.
        let named = (scaled && &rest[..len] == "人" && after.starts_with('民'))
            || (scaled && after.starts_with('活') && matches!(&rest[..len], "月" | "日"))
            || (&rest[..len] == "星" && chars::before(self.text, numeral.start).is_some_and(|c| matches!(c, '号' | '-' | '—' | '、' | '组')));
        if named {
            return none;
        }
        let mut found = Measured { end: from + len, unit: rest[..len].to_string(), row: Some(row), class: unit.class, ..none };
        if found.class == Class::Percent && found.unit == "成" {
            found.unit = "%".to_string();
            found.row = self.tables.units.named("%");
            found.value = found.value.checked_mul(Decimal::TEN).unwrap_or(found.value);
            found.numeral.high = found.numeral.high.and_then(|high| high.checked_mul(Decimal::TEN));
            if let Some(tail) = self.rest(found.end).strip_prefix('半') {
                found.value += Decimal::from(5);
                found.end = self.text.len() - tail.len();
            } else if self.rest(found.end).starts_with('多') && !self.rest(found.end).starts_with("多数") {
                found.more = true;
                found.end += '多'.len_utf8();
            }
            return found;
        }
        // 85折 and 八五折 are 8.5折.
        if found.unit == "折" && numeral.digits == 2 && numeral.high.is_none() && found.value > Decimal::TEN {
            found.value /= Decimal::TEN;
            return found;
        }
        self.compound(&mut found, from);
        let sized = found.per.is_none()
            && matches!(found.class, Class::Power | Class::Energy | Class::Weight | Class::Length | Class::Rate | Class::Money | Class::Area | Class::Volume);
        if sized && self.rest(found.end).starts_with('级') && !self.rest(found.end).starts_with("级别") {
            found.end += '级'.len_utf8();
            found.unit = self.text[from..found.end].to_string();
            return found;
        }
        self.smaller(&mut found);
        self.trailing(&mut found);
        found
    }

    /// 两个多月, 一个半小时: the counter is split by 多 or 半.
    fn split_counter(&self, rest: &str, none: &Measured, from: usize) -> Option<Measured> {
        let tail = rest.strip_prefix('个')?;
        let inner = tail.chars().next().filter(|c| matches!(c, '多' | '半'))?;
        let tail = &tail[inner.len_utf8()..];
        let (unit, row) = self.tables.counted(tail)?;
        let len = unit.len() - '个'.len_utf8();
        let class = self.tables.units.row(row)?.class;
        let half = if inner == '半' { Decimal::new(5, 1) } else { Decimal::ZERO };
        let value = none.value.checked_add(half)?;
        Some(Measured {
            value,
            end: from + '个'.len_utf8() + inner.len_utf8() + len,
            unit,
            row: Some(row),
            class,
            more: none.more || inner == '多',
            ..none.clone()
        })
    }

    /// 两个亿, 三个多亿: the scale word counted like a thing.
    fn counted_scale(&self, rest: &str, none: &Measured, from: usize) -> Option<Measured> {
        let tail = rest.strip_prefix('个')?;
        let (more, tail) = tail.strip_prefix('多').map_or((false, tail), |tail| (true, tail));
        let behind = tail.strip_prefix('亿')?;
        if behind.starts_with(['万', '元', '美']) || none.numeral.high.is_some() {
            return None;
        }
        let hundred_million = Decimal::from(100_000_000);
        let mut numeral = none.numeral;
        numeral.scale = hundred_million;
        Some(Measured {
            numeral,
            value: none.value.checked_mul(hundred_million)?,
            end: from + rest.len() - behind.len(),
            more: none.more || more,
            ..none.clone()
        })
    }

    /// 元/平方米, mg/100ML, 公里每小时.
    pub(crate) fn compound(&self, found: &mut Measured, from: usize) {
        while let Some(sign) = chars::at(self.text, found.end).filter(|c| matches!(c, '/' | '每' | '·')) {
            let at = found.end + sign.len_utf8();
            let digits = self.rest(at).bytes().take(6).take_while(u8::is_ascii_digit).count();
            // Only contents are per so much of a measure: mg/100ml; 45%/31% are two figures.
            let per_amount = digits == 0 || matches!(found.class, Class::Weight | Class::Energy);
            if !per_amount || matches!(found.class, Class::Percent) || (sign == '每' && matches!(found.class, Class::People | Class::Duration)) {
                return;
            }
            let Some((len, row)) = self.tables.units.at(self.rest(at + digits)) else { return };
            let end = at + digits + len;
            let rest = self.rest(end);
            let goes_on = rest.starts_with(is_numeral) || self.tables.beside.per_clause_behind.begins(rest);
            if sign == '每' && (digits > 0 || goes_on || found.class == Class::Percent) {
                return;
            }
            found.per = Some(row);
            found.class = Class::Rate;
            found.unit = self.text[from..end].to_string();
            found.end = end;
        }
    }

    /// 4小时23分26秒, 三年二个月: the value in the smallest unit printed.
    fn smaller(&self, found: &mut Measured) {
        loop {
            if found.numeral.more || found.per.is_some() {
                return;
            }
            let mut at = found.end;
            for joint in ["零", "又"] {
                if self.rest(at).starts_with(joint) {
                    at += joint.len();
                }
            }
            if found.numeral.form == Form::Arabic && self.rest(at).starts_with(' ') {
                at += 1;
            }
            let Some(next) = numeral::read(self.text, at).number().filter(|n| !n.more && !n.vague && n.high.is_none() && n.scale <= Decimal::TEN) else {
                return;
            };
            let place = if next.form == Form::Arabic { chars::skip_blank(self.text, next.end) } else { next.end };
            let rest = self.rest(place);
            let step = SMALLER.iter().find_map(|(larger, smaller, ratio)| {
                if !larger.contains(&found.unit.as_str()) {
                    return None;
                }
                smaller.iter().filter(|name| rest.starts_with(**name)).max_by_key(|name| name.len()).map(|name| (*name, *ratio))
            });
            let Some((name, ratio)) = step.filter(|&(_, ratio)| next.value < Decimal::from(ratio)) else {
                self.decimals(found, next);
                return;
            };
            let year = found.unit == "年" && (found.numeral.digits == 4 || name == "月");
            let named = match name {
                "分" if found.class == Class::Duration => "分钟",
                name => name,
            };
            let Some(row) = self.tables.units.named(named).filter(|_| !year) else { return };
            let Some(value) = found.value.checked_mul(Decimal::from(ratio)).and_then(|value| value.checked_add(next.value)) else { return };
            if found.unit == "分" && found.class == Class::Score {
                found.class = Class::Duration;
            }
            found.value = value;
            found.unit = name.to_string();
            found.row = Some(row);
            found.end = place + name.len();
        }
    }

    /// 1米8, 77米03, 9秒83, 九块九: decimals behind the unit.
    fn decimals(&self, found: &mut Measured, next: Numeral) {
        let plain = next.digits > 0 && next.digits <= 3 && next.start == found.end && found.numeral.digits > 0;
        let same = next.form == found.numeral.form && (next.form == Form::Arabic || next.digits == 1);
        let words = &self.tables.beside;
        if !plain || !same || !words.decimal_units.has(&found.unit) || (next.digits == 3 && found.unit != "秒") {
            return;
        }
        let rest = self.rest(next.end);
        let goes_on = rest.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | ':' | '%'));
        if goes_on || words.decimal_number_behind.begins(rest) || self.tables.units.at(rest).is_some() {
            return;
        }
        let mut places = Decimal::ONE;
        for _ in 0..next.digits {
            places *= Decimal::TEN;
        }
        found.value += next.value / places;
        found.end = next.end;
    }

    /// 三年半, 两年多, 3公里多.
    fn trailing(&self, found: &mut Measured) {
        let halves = matches!(found.class, Class::Duration | Class::Times | Class::Weight | Class::Length | Class::Area | Class::Age | Class::Energy);
        if !halves || found.per.is_some() {
            return;
        }
        let Some(c) = chars::at(self.text, found.end) else { return };
        let end = found.end + c.len_utf8();
        let rest = self.rest(end);
        if c == '半' && !self.tables.beside.half_word_behind.begins(rest) {
            if let Some(value) = found.value.checked_add(Decimal::new(5, 1)) {
                found.value = value;
                found.end = end;
            }
        } else if c == '多' && !self.tables.beside.more_word_behind.begins(rest) {
            found.more = true;
            found.end = end;
        }
    }
}
