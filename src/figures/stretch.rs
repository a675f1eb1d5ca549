//! Ranges and lists: 3亿至5亿元, 5吨—8吨, 零下5至8摄氏度, 3.1、4.2和5.3个百分点.
//!
//! What stands behind the last number (its unit, its 万) holds for those before it.

use rust_decimal::Decimal;

use super::chars;
use super::counts::Verdict;
use super::measure::Measured;
use super::mention::Modifier;
use super::numeral::{self, Form, Numeral};
use super::quantity::is_size;
use super::scan::{Scan, span};
use super::value::Value;

impl Scan<'_> {
    /// 3亿至5亿元, 5吨—8吨, 零下5至8摄氏度.
    pub(crate) fn range(&mut self, left: &Measured) -> Option<usize> {
        if left.numeral.high.is_some() {
            return None;
        }
        let (joint, chain) = self.joint(left.end)?;
        let mut from = left.end + joint;
        let mut right_sign = None;
        for (word, minus) in [("零下", true), ("零上", false), ("-", true), ("−", true)] {
            if self.rest(from).starts_with(word) {
                right_sign = Some(minus);
                from += word.len();
            }
        }
        let numeral = numeral::read(self.text, from).number().filter(|n| n.high.is_none())?;
        let word = self.rest(left.end).trim_start_matches(' ').starts_with(['至', '到']);
        let head = self.head(left.numeral.start);
        let far = left.value.checked_mul(Decimal::TEN).is_some_and(|far| far <= numeral.value);
        // 涨7美元至1764美元 is a change and the level it leads to.
        if word && far && left.row.is_some() && self.tables.beside.step_before.ends(head) {
            return None;
        }
        let mut right = self.measure(numeral);
        // ¥5,000-8,000, $3-5亿: the sign before the first number is that of the second.
        if left.sign > 0 && right.row.is_none() {
            right = Measured { unit: left.unit.clone(), row: left.row, per: left.per, class: left.class, ..right };
        }
        if chain && self.rest(right.end).starts_with('-') && self.rest(right.end)[1..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return None;
        }
        let same = left.row.is_none() || (left.row == right.row && left.per == right.per) || self.tables.same_row(left.row, right.row);
        let bare = right.row.is_none() && left.row.is_none();
        let large = numeral.scale > Decimal::ONE_HUNDRED && right.numeral.end == right.end;
        let decimals = left.numeral.point && numeral.point;
        if !same || (right.row.is_none() && left.row.is_some()) || (bare && !large && !decimals) {
            return None;
        }
        if right.row.is_some() && self.with_unit(&right, true) != Verdict::Yes {
            return None;
        }
        let ordinary = |n: &Numeral| n.form != Form::Scale && !(n.form == Form::Han && n.digits > 1);
        if !ordinary(&left.numeral) || !ordinary(&numeral) || (left.row.is_none() && left.numeral.form != numeral.form) {
            return None;
        }
        let mut low = left.value;
        let bare_left = (left.row.is_none() || left.sign > 0) && left.numeral.scale == Decimal::ONE;
        if bare_left && numeral.scale > Decimal::ONE {
            let coefficient = numeral.value.checked_div(numeral.scale)?;
            if low < coefficient {
                low = low.checked_mul(numeral.scale)?;
            }
        }
        if left.row.is_none() && right.unit == "%" && right.value != numeral.value {
            low = low.checked_mul(Decimal::TEN)?;
        }
        let class = right.class;
        let (start, negative) = self.sign(left.start(), class);
        // 零下5至8度 is below zero on both sides, -5~3℃ is not.
        let both = negative && self.text[start..].starts_with(['零', '负']);
        let mut high = right.value;
        if negative {
            low = -low;
        }
        if right_sign.unwrap_or(both) {
            high = -high;
        }
        let core = span(start, right.end);
        let more = left.more || right.more;
        let (mut whole, mut modifier) = self.frame(core, more, left.numeral.vague, false, is_size(class));
        let spread = Measured { end: right.end, ..right };
        if self.means_the_last(core, &spread, whole) {
            whole.start = core.start;
            modifier = Modifier::Exact;
        }
        let year = right_year(&spread);
        if (low >= high && chain) || year {
            return None;
        }
        let (low, high) = if negative && low > high { (high, low) } else { (low, high) };
        let mention = self.mention(whole, core, Value::Range(low, high), modifier, &spread);
        Some(self.push(mention))
    }

    /// The sign or word that joins the ends of a range: its bytes, and whether it is a hyphen.
    pub(crate) fn joint(&self, at: usize) -> Option<(usize, bool)> {
        let from = chars::skip_blank(self.text, at);
        let rest = self.rest(from);
        for word in ["——", "—", "－", "–", "～", "~", "至", "到", "-", "─", "一"] {
            let Some(behind) = rest.strip_prefix(word) else { continue };
            // A dash is sometimes set as the character 一, which only digits on both sides betray.
            let digits = self.text[..at].ends_with(|c: char| c.is_ascii_digit()) && behind.starts_with(|c: char| c.is_ascii_digit());
            if word == "一" && !digits {
                continue;
            }
            let end = chars::skip_blank(self.text, from + word.len());
            return Some((end - at, word == "-"));
        }
        None
    }

    /// 3.1、4.2和5.3个百分点: numbers that share the unit behind the last.
    pub(crate) fn shared_unit(&mut self, first: &Measured) -> Option<usize> {
        let opens = self.text[..first.numeral.start]
            .trim_end_matches(' ')
            .chars()
            .next_back()
            .is_none_or(|c| matches!(c, '\n' | '。' | '；' | '：' | '（' | '(' | ';'));
        let mut members = vec![first.clone()];
        let mut end = first.end;
        while members.len() < 16 {
            let separator = chars::at(self.text, end).filter(|c| matches!(c, '、' | '和' | '及' | '与'))?;
            if opens && separator == '、' && first.numeral.digits == 1 {
                return None;
            }
            let next = numeral::read(self.text, end + separator.len_utf8()).number()?;
            if next.form != first.numeral.form || next.form == Form::Scale {
                return None;
            }
            let next = self.measure(next);
            end = next.end;
            let closed = next.row.is_some();
            members.push(next);
            if closed {
                break;
            }
        }
        let last = members.last().filter(|last| last.row.is_some() && self.with_unit(last, true) == Verdict::Yes)?.clone();
        if members.iter().any(|member| member.numeral.high.is_some())
            || last.numeral.scale > first.numeral.scale && first.numeral.digits > 0 && last.value < first.value
        {
            return None;
        }
        for mut member in members {
            if member.row.is_none() {
                if last.unit == "%" && last.value != last.numeral.value {
                    member.value = member.value.checked_mul(Decimal::TEN)?;
                }
                member = Measured { unit: last.unit.clone(), row: last.row, per: last.per, class: last.class, ..member };
            }
            let core = span(member.numeral.start, member.end);
            let (whole, modifier) = self.frame(core, member.more, member.numeral.vague, false, true);
            let mention = self.mention(whole, core, Value::One(member.value), modifier, &member);
            self.push(mention);
        }
        Some(self.floor)
    }
}

/// Whether the end of a range is a year of the calendar: 推迟一年至2031年.
fn right_year(right: &Measured) -> bool {
    right.unit == "年" && right.numeral.digits == 4 && (Decimal::from(1900)..Decimal::from(2100)).contains(&right.value)
}
