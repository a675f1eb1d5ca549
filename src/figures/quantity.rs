//! Quantities: a measured number that counts as a figure, its range, its list, its modifiers.
//!
//! Most of this file is the question when a number counts. Arabic digits with a unit do; 一个 does
//! not; a bare number does if it is large, exact to a decimal or qualified by a modifier.

use rust_decimal::Decimal;

use super::chars::{self, is_numeral};
use super::counts::Verdict;
use super::measure::Measured;
use super::mention::{Class, Kind, Mention, Modifier};
use super::numeral::{Form, Numeral};
use super::scan::{Scan, span};
use super::value::Value;
use crate::text::Span;

impl Scan<'_> {
    /// Reads the quantity, range or list that begins with `numeral`.
    pub(crate) fn quantity(&mut self, numeral: Numeral) -> Option<usize> {
        let left = self.measure(numeral);
        if let Some(end) = self.range(&left) {
            return Some(end);
        }
        if left.row.is_none()
            && let Some(end) = self.shared_unit(&left)
        {
            return Some(end);
        }
        self.single(left)
    }

    /// 半年, 半个月, 半小时.
    pub(crate) fn half(&mut self, at: usize) -> Option<usize> {
        let from = at + '半'.len_utf8();
        let rest = self.rest(from);
        let (more, name, row, len) = if let Some(tail) = rest.strip_prefix("个多") {
            let (name, row) = self.tables.counted(tail)?;
            let len = name.len() + '多'.len_utf8();
            (true, name, row, len)
        } else {
            let (len, row) = self.tables.units.at(rest)?;
            (false, rest[..len].to_string(), row, len)
        };
        let unit = self.tables.units.row(row)?;
        let sized = matches!(unit.class, Class::Duration | Class::Length | Class::Area | Class::Weight);
        let words = &self.tables.beside;
        if !sized || words.half_word_before.ends(&self.text[..at]) || words.half_word_units.has(&name) {
            return None;
        }
        let core = span(at, from + len);
        let (whole, modifier) = self.frame(core, more, false, false, true);
        let kind = if unit.class == Class::Duration { Kind::Duration } else { Kind::Quantity };
        Some(self.push(Mention {
            span: whole,
            core,
            kind,
            value: Value::One(Decimal::new(5, 1)),
            unit: name,
            class: unit.class,
            modifier,
            row: Some(row),
            per: None,
        }))
    }

    /// The span with the modifiers attached to `core`, and what they say together: the first
    /// prefix wins over 多 inside, 多 over a suffix.
    pub(crate) fn frame(&self, core: Span, more: bool, vague: bool, scale: bool, measured: bool) -> (Span, Modifier) {
        let before = self.tables.modifiers.before(self.text, self.floor, core.start, scale);
        let after = self.tables.modifiers.after(self.text, core.end, measured);
        let modifier = match (before, after) {
            (Some(found), _) => found.says,
            _ if more => Modifier::Over,
            _ if vague => Modifier::Vague,
            (None, Some(found)) => found.says,
            (None, None) => Modifier::Exact,
        };
        (span(before.map_or(core.start, |found| found.at), after.map_or(core.end, |found| found.at)), modifier)
    }

    /// Share or change, told by the words before and behind.
    pub(crate) fn percent_kind(&self, core: Span) -> Kind {
        let words = &self.tables.beside;
        let clause = self.clause_before(core.start);
        if words.change_behind.begins(self.rest(core.end)) {
            return Kind::RateChange;
        }
        match (words.change_near.last_in(clause), words.share_near.last_in(clause)) {
            (Some(change), share) if share.is_none_or(|share| share < change) => Kind::RateChange,
            (None, None) if clause.is_empty() || clause.chars().count() <= 1 => match self.out.last() {
                Some(previous) if core.start - previous.span.end <= 3 && matches!(previous.kind, Kind::Percent | Kind::RateChange) => previous.kind,
                _ => Kind::Percent,
            },
            _ => Kind::Percent,
        }
    }

    /// The words of the same clause before a byte, at most twenty of them.
    pub(crate) fn clause_before(&self, at: usize) -> &str {
        let head = self.head(at);
        let mut from = head.len();
        for (index, c) in head.char_indices().rev().take(20) {
            if chars::ends_clause(c) {
                break;
            }
            from = index;
        }
        &head[from..]
    }

    fn single(&mut self, mut found: Measured) -> Option<usize> {
        let numeral = found.numeral;
        let (start, negative) = self.sign(found.start(), found.class);
        if negative {
            found.value = -found.value;
        }
        let core = span(start, found.end);
        let scale = numeral.form == Form::Scale || (found.unit == "%" && numeral.end + 3 == found.end);
        let (mut whole, mut modifier) = self.frame(core, found.more, numeral.vague, scale, is_size(found.class));
        if self.means_the_last(core, &found, whole) {
            whole.start = core.start;
            modifier = match self.tables.modifiers.after(self.text, core.end, true) {
                _ if found.more => Modifier::Over,
                Some(after) => after.says,
                None => Modifier::Exact,
            };
        }
        let verdict = if found.row.is_some() { self.with_unit(&found, whole.start < core.start) } else { self.without_unit(&found, whole.start < core.start) };
        if verdict == Verdict::No || self.is_coded(numeral) {
            return None;
        }
        let value = match numeral.high {
            Some(high) if negative => Value::Range(-high, found.value),
            Some(high) => Value::Range(found.value, high),
            None => Value::One(found.value),
        };
        let mention = self.mention(whole, core, value, modifier, &found);
        if verdict == Verdict::Doubtful {
            self.doubtful.push(mention);
            return Some(core.end);
        }
        Some(self.push(mention))
    }

    pub(crate) fn mention(&self, whole: Span, core: Span, value: Value, modifier: Modifier, found: &Measured) -> Mention {
        let mut class = found.class;
        let kind = match class {
            Class::Money => Kind::Money,
            Class::Percent if matches!(found.unit.as_str(), "%" | "‰") => self.percent_kind(core),
            Class::Percent => Kind::PercentagePoint,
            Class::Times => Kind::Multiple,
            Class::Duration => Kind::Duration,
            Class::Age => Kind::Age,
            Class::None if (found.numeral.scale >= Decimal::from(10_000) || found.numeral.form == Form::Scale) && self.speaks_of_money(core) => {
                class = Class::Money;
                Kind::Money
            }
            _ => Kind::Quantity,
        };
        let mut row = found.row;
        if matches!(found.unit.as_str(), "度" | "°") {
            (class, row) = self.degrees(core, row);
        }
        if found.unit == "块" && self.is_piece(core.end) {
            (class, row) = (Class::Thing, None);
        }
        let kind = if class == Class::Thing { Kind::Quantity } else { kind };
        Mention { span: whole, core, kind, value, unit: found.unit.clone(), class, modifier, row, per: found.per }
    }

    /// 两块石头: 块 behind which a noun goes on counts pieces, not yuan.
    fn is_piece(&self, end: usize) -> bool {
        let rest = self.rest(end);
        rest.starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !is_numeral(c)) && !self.tables.beside.yuan_behind.begins(rest)
    }

    /// What 度 measures: electricity, unless the clause speaks of heat or of angles; 两度 is twice.
    fn degrees(&self, core: Span, row: Option<u16>) -> (Class, Option<u16>) {
        let words = &self.tables.beside;
        let clause = self.clause_before(core.start);
        if words.heat_near.last_in(clause).is_some() || self.text[core.start..].starts_with("零下") {
            (Class::Temperature, self.tables.units.named("摄氏度"))
        } else if words.angle_near.last_in(clause).is_some() {
            (Class::Rate, None)
        } else if self.rest(core.start).starts_with(['两', '三', '四', '五', '几']) && words.power_near.last_in(clause).is_none() {
            (Class::Event, None)
        } else {
            (Class::Energy, row)
        }
    }

    /// 捐款2000万: the currency goes without saying.
    fn speaks_of_money(&self, core: Span) -> bool {
        self.tables.beside.speaks_of_money(self.clause_before(core.start), self.rest(core.end))
    }

    /// A minus sign or 零下 before a number: where it begins and whether it turns the value.
    pub(crate) fn sign(&self, start: usize, class: Class) -> (usize, bool) {
        let head = self.head(start);
        if matches!(class, Class::Temperature | Class::Energy) {
            for word in ["零下", "负"] {
                if head.ends_with(word) {
                    return (start - word.len(), true);
                }
            }
        }
        let Some(c @ ('-' | '−' | '±')) = head.chars().next_back() else { return (start, false) };
        let at = start - c.len_utf8();
        if c == '±' {
            return (at, false);
        }
        let free = chars::before(self.text, at).is_none_or(|c| !c.is_ascii_alphanumeric() && !is_numeral(c) && !matches!(c, '%' | '-' | ')'));
        if free && matches!(class, Class::Temperature | Class::Percent | Class::None | Class::Money) { (at, true) } else { (start, false) }
    }

    /// 近五年: the last five years, not nearly five.
    pub(crate) fn means_the_last(&self, core: Span, found: &Measured, whole: Span) -> bool {
        if found.class != Class::Duration || self.text.get(whole.start..core.start).map(str::trim_end) != Some("近") {
            return false;
        }
        let words = &self.tables.beside;
        let (before, behind) = (&self.text[..whole.start], self.rest(core.end));
        let lasts = || words.spent_before.ends(before) || words.lasting_behind.begins(behind);
        !words.hour_units.has(&found.unit) && (words.since_behind.begins(behind) || !lasts())
    }
}

/// Whether 内 behind a unit of this class means a limit.
pub(crate) fn is_size(class: Class) -> bool {
    matches!(class, Class::Duration | Class::Length | Class::Area | Class::Percent | Class::Money | Class::Weight | Class::Age)
}
