//! Places in a series: 第21个, 第三阶段, 第4、第8、第12位.
//!
//! The members of a list share the unit printed behind the last one. What 第 only names (第一书记)
//! is in the phrases.

use super::chars;
use super::mention::{Class, Kind, Mention, Modifier};
use super::numeral::{self, Numeral};
use super::scan::{Scan, span};
use super::value::Value;

impl<'a> Scan<'a> {
    /// Reads the ordinal whose numeral follows 第.
    pub(crate) fn ordinal(&mut self, first: Numeral) -> Option<usize> {
        let mut members = vec![(self.text[..first.start].rfind('第').unwrap_or(first.start), first)];
        let mut end = first.end;
        let mut unit = self.ordinal_unit(end);
        while unit.is_none() && members.len() < 12 {
            let Some((start, next)) = self.next_member(end) else { break };
            members.push((start, next));
            end = next.end;
            unit = self.ordinal_unit(end);
        }
        if unit.is_none() {
            if self.names_institution(first.end) || self.rest(end).starts_with("产业") {
                return None;
            }
            members.truncate(1);
        }
        let unit = unit.map(|(name, row, unit_end)| (name.to_owned(), row, unit_end));
        let last = members.len() - 1;
        let mut stop = first.end;
        for (at, (start, numeral)) in members.iter().enumerate() {
            if numeral.vague || numeral.more {
                return None;
            }
            let (name, row, unit_end) = match &unit {
                Some((name, row, unit_end)) => (name.as_str(), Some(*row), if at == last { *unit_end } else { numeral.end }),
                None => ("", None, numeral.end),
            };
            let value = numeral.high.map_or(Value::One(numeral.value), |high| Value::Range(numeral.value, high));
            let whole = span(*start, unit_end);
            stop = self.push(Mention {
                span: whole,
                core: whole,
                kind: Kind::Ordinal,
                value,
                unit: name.to_string(),
                class: Class::Ordinal,
                modifier: Modifier::Exact,
                row,
                per: None,
            });
        }
        if last == 0
            && let Some((name, Some(row))) = unit.map(|(name, row, _)| (name, Some(row)))
        {
            stop = self.more_members(stop, &name, row);
        }
        Some(stop)
    }

    /// 第108号、109号: members behind the first that print the unit again but not 第.
    fn more_members(&mut self, mut stop: usize, name: &str, row: u16) -> usize {
        if !self.tables.beside.ordinal_list_units.has(name) {
            return stop;
        }
        while let Some((start, next)) = self.next_member(stop) {
            let printed_again = start == next.start && next.high.is_none() && !next.more && self.rest(next.end).starts_with(name);
            if !printed_again {
                break;
            }
            let whole = span(start, next.end + name.len());
            stop = self.push(Mention {
                span: whole,
                core: whole,
                kind: Kind::Ordinal,
                value: Value::One(next.value),
                unit: name.to_string(),
                class: Class::Ordinal,
                modifier: Modifier::Exact,
                row: Some(row),
                per: None,
            });
        }
        stop
    }

    /// 第二小学, 第一信托银行: the ordinal is part of a proper name.
    fn names_institution(&self, at: usize) -> bool {
        let kinds = &self.tables.beside.institution_behind;
        let rest = self.rest(at);
        let name: usize =
            rest.chars().take_while(|&c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !matches!(c, '的' | '是' | '大')).take(8).map(char::len_utf8).sum();
        kinds.begins(rest) || rest[..name].char_indices().take(5).any(|(from, _)| kinds.begins(&rest[from..name]))
    }

    /// The measure word behind an ordinal: its printed form, row and end.
    fn ordinal_unit(&self, at: usize) -> Option<(&'a str, u16, usize)> {
        let from = chars::skip_blank(self.text, at);
        let (len, row) = self.tables.units.at(self.rest(from))?;
        let class = self.tables.units.row(row)?.class;
        let (name, end) = (self.text.get(from..from + len)?, from + len);
        // 第二支队 is a detachment, 第一支队伍 a team.
        if name == "支" && self.rest(end).starts_with('队') && !self.rest(end).starts_with("队伍") && !self.rest(end).starts_with("队员") {
            return None;
        }
        let words = &self.tables.beside;
        let next = chars::at(self.text, end);
        let designation = name == "家" && words.home_word_behind.begins(self.rest(end))
            || words.ordinal_stop_units.has(name) && !matches!(next, None | Some('，' | '。' | '、'));
        if designation || matches!(class, Class::Money | Class::Percent) || (name == "大") {
            return None;
        }
        Some((name, row, end))
    }

    /// The next member of a list of ordinals: 、第8, 、三, /13.
    fn next_member(&self, end: usize) -> Option<(usize, Numeral)> {
        let separator = chars::at(self.text, end).filter(|c| matches!(c, '、' | '和' | '及' | '与' | '/' | '至' | '到'))?;
        let mut start = end + separator.len_utf8();
        start = chars::skip_blank(self.text, start);
        let digits = if self.rest(start).starts_with('第') { start + '第'.len_utf8() } else { start };
        numeral::read(self.text, digits).number().map(|numeral| (start, numeral))
    }
}
