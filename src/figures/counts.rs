//! When a number counts as a figure.
//!
//! Arabic digits with a unit do; 一个 does not, being an article; 一人 does; a bare number does if it
//! is large, exact to a decimal or qualified by a modifier. Knows nothing of spans or values.

use rust_decimal::Decimal;

use super::chars::{self, is_numeral};
use super::list::List;
use super::measure::Measured;
use super::mention::Class;
use super::numeral::{Form, Numeral};
use super::scan::Scan;

/// Whether a number counts as a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Yes,
    No,
    /// Only if the sentence counts the same elsewhere.
    Doubtful,
}

impl Scan<'_> {
    /// Whether letters or digits and a joint stand before the number: A-12, 400-8, 3/4.
    pub(crate) fn is_coded(&self, numeral: Numeral) -> bool {
        let head = &self.text[..numeral.start];
        head.strip_suffix(['-', '/', '.']).is_some_and(|head| numeral.form == Form::Arabic && head.ends_with(|c: char| c.is_ascii_alphanumeric()))
    }

    /// Whether a number with a unit counts.
    pub(crate) fn with_unit(&self, found: &Measured, prefixed: bool) -> Verdict {
        let numeral = found.numeral;
        let Some(unit) = found.row.and_then(|row| self.tables.units.row(row)) else { return Verdict::No };
        let words = &self.tables.beside;
        let rest = self.rest(found.end);
        let before = chars::before(self.text, numeral.start);
        let head = self.text[..numeral.start].trim_end_matches(' ');
        // 骁龙778G is a product, 一年定开 a fund's name.
        if words.product_before.ends(head) || (found.class == Class::Duration && words.fund_behind.begins(rest)) {
            return Verdict::No;
        }
        // The page behind a newspaper's date.
        if found.unit == "版" && head.ends_with('日') {
            return Verdict::No;
        }
        if numeral.form == Form::Arabic {
            let zeros =
                !numeral.point && self.text[numeral.start..].starts_with('0') && self.text[numeral.start + 1..].starts_with(|c: char| c.is_ascii_digit());
            return if zeros || (words.tally_units.has(&found.unit) && !self.in_tally(found)) { Verdict::No } else { Verdict::Yes };
        }
        let small = numeral.digits == 1 && numeral.high.is_none();
        // 八五折, but not the sale of 周五五折.
        let tenths = found.unit == "折" && numeral.digits == 2 && !words.weekday_before.ends(head);
        if (numeral.digits > 1 && numeral.high.is_none() && !tenths) || (numeral.value.is_zero() && found.class != Class::Temperature) {
            return Verdict::No;
        }
        let round = numeral.form == Form::Scale && !prefixed && !found.more;
        if round && words.saying_units.has(&found.unit) {
            return Verdict::No;
        }
        if self.is_designation(found, rest) {
            return Verdict::No;
        }
        if self.is_slogan(found) {
            return Verdict::No;
        }
        let adverb = found.unit == "分" && (numeral.form == Form::Scale || &self.text[numeral.start..numeral.end] == "十");
        if adverb && !prefixed {
            return Verdict::No;
        }
        let both = found.unit == "级" && self.text[numeral.start..].starts_with('两');
        if !unit.han && small && !both && !unit.han_before.iter().any(|word| rest.starts_with(word.as_str())) {
            return Verdict::No;
        }
        if round && words.era_units.has(&found.unit) {
            return if words.era_behind.begins(rest) || before == Some('近') { Verdict::Yes } else { Verdict::No };
        }
        if numeral.is_han_one() { self.one(found, unit.one, prefixed) } else { Verdict::Yes }
    }

    /// 四周 is round about, 二次 the second time, 全国人大三次会议 a session's name.
    fn is_designation(&self, found: &Measured, rest: &str) -> bool {
        let numeral = &self.text[found.numeral.start..found.numeral.end];
        let head = &self.text[..found.numeral.start];
        let words = &self.tables.beside;
        match (numeral, found.unit.as_str()) {
            ("四", "周") => !words.weeks_before.ends(head) && !words.weeks_behind.begins(rest),
            (_, "届") if found.numeral.form == Form::Han && numeral != "两" => !words.session_before.ends(head) || words.session_behind.begins(rest),
            (_, "线") if found.numeral.high.is_some() => true,
            (_, "局") => words.bureau_before.ends(head),
            (_, "村") if found.numeral.digits == 1 => !words.villages_before.ends(head),
            ("万" | "千万", "家") => {
                found.numeral.form == Form::Scale && self.tables.modifiers.before(self.text, self.floor, found.numeral.start, true).is_none()
            }
            ("四", "处") => !words.places_before.ends(head),
            ("二", unit) if words.second_units.has(unit) => true,
            (_, "次") => found.numeral.form == Form::Han && words.meeting_behind.begins(rest) && words.meeting_before.ends(head),
            _ => false,
        }
    }

    /// “三个不相信”, “四地”: quoted from the numeral on and short, the name of a programme.
    fn is_slogan(&self, found: &Measured) -> bool {
        if !matches!(chars::before(self.text, found.numeral.start), Some('“' | '‘')) {
            return false;
        }
        let reach = match found.class {
            _ if self.tables.beside.slogan_units.has(&found.unit) => 7,
            Class::Thing | Class::Event | Class::Place | Class::Organisation => 1,
            _ => return false,
        };
        let end = self.rest(found.end).char_indices().take(reach).find(|&(_, c)| matches!(c, '”' | '’'));
        end.is_some_and(|(len, _)| self.rest(found.end)[..len].chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_digit()))
    }

    /// 3胜1平2负, 一金两银: another count of the same tally stands beside.
    fn in_tally(&self, found: &Measured) -> bool {
        let (head, rest) = (&self.text[..found.numeral.start], self.rest(found.end));
        let counts = |list: &List| list.ends(head) || list.begins(rest);
        head.ends_with(is_numeral) || rest.starts_with(is_numeral) || counts(&self.tables.beside.tally_units) || counts(&self.tables.beside.medal_units)
    }

    /// Whether 一 counts here or is an article.
    fn one(&self, found: &Measured, real: bool, prefixed: bool) -> Verdict {
        let start = found.numeral.start;
        let rest = self.rest(found.end);
        let head = &self.text[..start];
        let before = head.chars().next_back();
        let words = &self.tables.beside;
        if found.unit == "块" && !found.more && found.value == Decimal::ONE && !rest.is_empty() {
            return Verdict::No;
        }
        if found.more || (prefixed && real) || found.value != Decimal::ONE && found.class != Class::Percent {
            return Verdict::Yes;
        }
        if found.unit == "番" {
            return if head.trim_end_matches(['了', '上']).ends_with('翻') { Verdict::Yes } else { Verdict::No };
        }
        if words.exactly_before.ends(head) {
            return if words.loose_units.has(&found.unit) && before != Some('各') { Verdict::No } else { Verdict::Yes };
        }
        if !real && words.gives_to_each(self.clause_before(start)) {
            return Verdict::Yes;
        }
        if !real {
            if words.tally_units.has(&found.unit) || words.medal_units.has(&found.unit) {
                return if self.in_tally(found) { Verdict::Yes } else { Verdict::No };
            }
            let doubtful = words.again_units.has(&found.unit) && !words.thing_article_before.ends(head);
            return if doubtful { Verdict::Doubtful } else { Verdict::No };
        }
        let person = found.class == Class::People;
        let named = words.size_article_before.ends(head) && !(person && head.ends_with("另有")) && !words.size_counted_before.ends(head);
        let repeated = rest.starts_with('一') || rest.starts_with(found.unit.as_str());
        if named || repeated { Verdict::No } else { Verdict::Yes }
    }

    /// Whether a bare number counts.
    pub(crate) fn without_unit(&self, found: &Measured, prefixed: bool) -> Verdict {
        let numeral = found.numeral;
        let words = &self.tables.beside;
        let rest = self.rest(found.end);
        let next = rest.chars().next();
        let before = chars::before(self.text, numeral.start);
        if self.is_toll(numeral) {
            return Verdict::Yes;
        }
        let goes_on = next.is_some_and(|c| is_numeral(c) || c.is_ascii_alphabetic() || c == '_');
        let long = numeral.grouped || numeral.scale > Decimal::ONE_HUNDRED;
        if goes_on || words.label_behind.begins(rest) || (!long && words.decade_behind.begins(rest)) {
            return Verdict::No;
        }
        if before.is_some_and(|c| matches!(c, '-' | '/' | '.' | ':' | '·' | '第' | '《' | '“' | '"' | '〔' | '[' | '№' | '+' | '*')) && !prefixed {
            let quoted = before == Some('“') && numeral.scale > Decimal::ONE_HUNDRED;
            let negative = before == Some('-') && found.value < Decimal::ZERO;
            if !quoted && !negative {
                return Verdict::No;
            }
        }
        let head = self.text[..numeral.start].trim_end_matches(' ');
        let version = words.version_behind.begins(rest.trim_start_matches(' ')) || words.version_before.ends(head);
        if version && numeral.form == Form::Arabic && numeral.scale == Decimal::ONE {
            return Verdict::No;
        }
        let named = head.ends_with(|c: char| c.is_ascii_alphabetic());
        if named && !prefixed && numeral.scale == Decimal::ONE {
            return Verdict::No;
        }
        let mixed = numeral.digits == 0 && !numeral.point && numeral.value >= Decimal::ONE_THOUSAND;
        let large = numeral.scale > Decimal::ONE_HUNDRED || numeral.more || numeral.vague || mixed;
        let counts = match numeral.form {
            Form::Arabic => {
                large
                    || numeral.point
                    || numeral.grouped
                    || (prefixed && !(numeral.digits > 1 && self.rest(numeral.start).starts_with('0')))
                    || self.after_level(numeral, next)
            }
            Form::Han => {
                let many = numeral.digits == 0 && numeral.value >= Decimal::ONE_HUNDRED;
                let tens = (numeral.more || numeral.vague) && numeral.value >= Decimal::TEN;
                (many || tens || numeral.point) && numeral.high.is_none_or(|_| numeral.value >= Decimal::ONE_HUNDRED)
                    || (prefixed && numeral.value >= Decimal::TEN && numeral.digits != 1)
            }
            Form::Scale => prefixed || numeral.more || words.counts_money(rest),
        };
        if counts { Verdict::Yes } else { Verdict::No }
    }

    /// 致3死5伤: the people go without saying.
    fn is_toll(&self, numeral: Numeral) -> bool {
        let words = &self.tables.beside;
        let Some(behind) = self.rest(numeral.end).strip_prefix(['死', '伤']) else { return false };
        let head = &self.text[..numeral.start];
        let code = chars::before(self.text, numeral.start).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '第' | '九'));
        let beside = words.toll_before.ends(head) || head.ends_with(' ') || behind.is_empty() || behind.starts_with(is_numeral);
        !code && beside && (numeral.form == Form::Arabic || numeral.digits == 1) && !words.toll_word_behind.begins(behind)
    }

    /// 指数为112: a whole number behind a verb of level and before a stop.
    fn after_level(&self, numeral: Numeral, next: Option<char>) -> bool {
        let stop = next.is_none_or(chars::ends_clause);
        let head = self.head(numeral.start);
        stop && numeral.digits > 0 && !(numeral.digits > 1 && self.rest(numeral.start).starts_with('0')) && self.tables.beside.level_before.ends(head)
    }
}
