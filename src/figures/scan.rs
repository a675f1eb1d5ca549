//! One pass over a text: stop at every numeral, let the readers try, go on behind what was read.
//!
//! The readers stand in a fixed order, the most special first: phrases that are no figure, then
//! dates, ordinals, fractions and scores, then quantities. None looks further back than the end of the
//! figure before, and none further ahead than one figure's length, so the pass is linear.

use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::chars::{self, ends_sentence, is_numeral, skip_numerals};
use super::idiom::starts_here;
use super::numeral::{self, Form, Numeral, Reading};
use super::value::Year;
use super::{Class, Figures, Mention};
use crate::text::Span;

/// What may go on behind a number besides a unit: dates, fractions, results, ranges, lists.
pub(crate) const CONTINUES: &str = "年月日号时点季世财赛分比死伤:：∶/、和及与至到—-–~～─一";

/// The state of one pass.
pub(crate) struct Scan<'a> {
    /// The compiled tables.
    pub(crate) tables: &'a Figures,
    /// The folded text.
    pub(crate) text: &'a str,
    /// The article's date.
    pub(crate) date: Option<NaiveDate>,
    /// What was found.
    pub(crate) out: Vec<Mention>,
    /// End of the last figure: nothing before belongs to the next one.
    pub(crate) floor: usize,
    /// Month named last in this sentence, which a bare day takes.
    pub(crate) month: Option<(Year, u8)>,
    /// Year printed with a month in this sentence, which a bare month takes.
    pub(crate) year: Option<Year>,
    /// Year printed alone in this sentence: 2025年春运.
    pub(crate) alone: Option<i32>,
    /// Figures with 一 that count only if the sentence counts the same elsewhere.
    pub(crate) doubtful: Vec<Mention>,
    /// First figure of the present sentence in `out`.
    sentence: usize,
}

impl<'a> Scan<'a> {
    /// Reads all figures of a folded text.
    pub(crate) fn run(tables: &'a Figures, text: &'a str, date: Option<NaiveDate>) -> Vec<Mention> {
        let mut scan = Scan { tables, text, date, out: Vec::new(), floor: 0, month: None, year: None, alone: None, doubtful: Vec::new(), sentence: 0 };
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte < 0x80 {
                if byte.is_ascii_digit() {
                    at = scan.arabic(at);
                    continue;
                }
                if matches!(byte, b'!' | b'?' | b'\n') {
                    scan.end_sentence();
                }
                at += 1;
            } else if byte < 0xe0 {
                at += 2;
            } else if byte < 0xf0 {
                let code = (u32::from(byte & 0x0f) << 12) | (u32::from(bytes[at + 1] & 0x3f) << 6) | u32::from(bytes[at + 2] & 0x3f);
                if tables.stops.holds(code) {
                    match char::from_u32(code) {
                        Some(c) if ends_sentence(c) => scan.end_sentence(),
                        Some(_) => {
                            at = scan.han(at);
                            continue;
                        }
                        None => {}
                    }
                }
                at += 3;
            } else {
                at += 4;
            }
        }
        scan.end_sentence();
        scan.out
    }

    /// Takes a figure that was read.
    pub(crate) fn push(&mut self, mention: Mention) -> usize {
        self.floor = mention.span.end;
        let end = mention.span.end;
        self.out.push(mention);
        end
    }

    /// The text from byte `at` on.
    pub(crate) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or("")
    }

    /// The text between the last figure and byte `at`.
    pub(crate) fn head(&self, at: usize) -> &'a str {
        self.text.get(self.floor.min(at)..at).unwrap_or("")
    }

    /// Arabic digits at `at`: returns where to go on.
    fn arabic(&mut self, at: usize) -> usize {
        if let Some(end) = self.tables.idioms.end(self.text, at) {
            return end;
        }
        if chars::before(self.text, at).is_some_and(joins_letters) && self.price_sign(at).is_none() && !self.measured(at) {
            return self.skip_token(at);
        }
        let wide = self.wide_groups(at);
        if let Some(unsure) = wide.filter(|numeral| !self.is_surely_wide(*numeral)) {
            return self.skip_token(unsure.end);
        }
        match wide.map_or_else(|| numeral::read(self.text, at), Reading::Number) {
            Reading::Number(numeral) => self.number(numeral).unwrap_or_else(|| self.skip_token(numeral.end)),
            Reading::Broken(end) => self.numeric_at(at).or_else(|| self.quarterly_report(at)).unwrap_or_else(|| self.skip_token(end)),
            Reading::Nothing => at + 1,
        }
    }

    /// 1，234，567人次: thousands that may be set apart by full-width commas. A comma that ends a clause
    /// is told from them by what stands around: what is read must have a unit, and nothing before it may
    /// make it a list or a part of something longer.
    fn wide_groups(&self, at: usize) -> Option<Numeral> {
        let bytes = self.text.as_bytes();
        let digits = bytes[at..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
        if digits > 3 || bytes[at] == b'0' || !self.rest(at + digits).starts_with(['，', ',']) {
            return None;
        }
        let head = &self.text[..at];
        // A comma or colon parts numbers only where another stands before it.
        let before = head.trim_end_matches(['，', ',', '：', ':']);
        let joined = if before.len() < head.len() { before.ends_with(is_numeral) } else { before.ends_with(joins_number) };
        let numeral = numeral::read_wide(self.text, at).number().filter(|n| n.grouped || n.scale > Decimal::ONE || n.more)?;
        if !self.text[at..numeral.end].contains('，') || joined || self.tables.beside.several_before.ends(head) {
            return None;
        }
        (numeral.scale > Decimal::ONE || self.price_sign(at).is_some() || self.class_behind(numeral).is_some()).then_some(numeral)
    }

    /// Whether full-width commas set thousands apart and end no clause: two of them do, and one in a
    /// price, in an amount of money with decimals or before 000, which counts nothing by itself. 满分为150，120人参加 and 员工12，345名 look alike,
    /// so that neither is read.
    fn is_surely_wide(&self, numeral: Numeral) -> bool {
        let printed = &self.text[numeral.start..numeral.end];
        let mixed = printed.contains(',');
        let priced = self.price_sign(numeral.start).is_some();
        match self.class_behind(numeral) {
            _ if !mixed && (printed.matches('，').count() > 1 || printed.contains("，000")) => true,
            Some(Class::Money) => priced || numeral.point,
            Some(_) => false,
            None => priced && !mixed,
        }
    }

    /// What the unit behind a number counts.
    fn class_behind(&self, numeral: Numeral) -> Option<Class> {
        let (_, row) = self.tables.units.at(self.rest(chars::skip_blank(self.text, numeral.end)))?;
        self.tables.units.row(row).map(|unit| unit.class)
    }

    /// Whether the digits behind letters are their value and no part of a name: GDP121万亿元, unlike C919.
    fn measured(&self, at: usize) -> bool {
        let letters = self.text[..at].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
        self.tables.beside.has_value(&self.text[at - letters..at])
    }

    /// A Chinese numeral, 半, 数 or 几 at `at`: returns where to go on.
    fn han(&mut self, at: usize) -> usize {
        let Some(c) = chars::at(self.text, at) else { return self.text.len() };
        if let Some(end) = self.tables.idioms.end(self.text, at) {
            return end;
        }
        if self.is_weekday(at, c) {
            return at + c.len_utf8();
        }
        if c == '半' {
            return self.half(at).unwrap_or(at + c.len_utf8());
        }
        match numeral::read(self.text, at) {
            // 亿 of a number that was passed over is no number of its own.
            Reading::Number(numeral) if numeral.form == Form::Scale && chars::before(self.text, at).is_some_and(|c| c.is_ascii_digit()) => numeral.end,
            Reading::Number(numeral) => self.number(numeral).unwrap_or(if numeral.form == Form::Scale { at + c.len_utf8() } else { numeral.end }),
            Reading::Broken(_) if self.stands_apart(at + c.len_utf8()) => at + c.len_utf8(),
            Reading::Broken(end) => end,
            Reading::Nothing => at + c.len_utf8(),
        }
    }

    fn number(&mut self, numeral: Numeral) -> Option<usize> {
        if numeral.form == Form::Han && numeral.digits == 1 && !self.may_count(numeral) {
            return None;
        }
        if self.rest(numeral.end).starts_with('货') && self.text[..numeral.end].ends_with('百') {
            return None;
        }
        if numeral.form == Form::Arabic && self.price_sign(numeral.start).is_some() && !self.rest(numeral.end).starts_with(['年', '月', '日', '号']) {
            return self.price(numeral);
        }
        if let Some(end) = self.date(numeral) {
            return Some(end);
        }
        if self.head(numeral.start).trim_end_matches(' ').ends_with('第') {
            return self.ordinal(numeral);
        }
        self.fraction(numeral).or_else(|| self.quantity(numeral))
    }

    /// Whether anything beside a single Chinese digit can make it a figure: most stand in words.
    fn may_count(&self, numeral: Numeral) -> bool {
        let follows = chars::at(self.text, numeral.end).is_some_and(|c| self.tables.follows.holds(c as u32));
        follows || self.head(numeral.start).ends_with('第')
    }

    /// Whether plain Arabic digits begin at `at`, so that the Chinese one before is of another word:
    /// 一个月零4天.
    fn stands_apart(&self, at: usize) -> bool {
        let digits = self.rest(at).bytes().take(24).take_while(u8::is_ascii_digit).count();
        (1..24).contains(&digits) && chars::at(self.text, at + digits).is_none_or(|c| chars::han_digit(c).is_none())
    }

    /// 周三, 星期五: the numeral names the day.
    fn is_weekday(&self, at: usize, c: char) -> bool {
        let head = &self.text[..at];
        let next = chars::at(self.text, at + c.len_utf8());
        matches!(c, '一' | '二' | '三' | '四' | '五' | '六')
            && !next.is_some_and(|c| is_numeral(c) && !c.is_ascii_digit())
            && (head.ends_with("星期")
                || head.ends_with("礼拜")
                || (head.ends_with('周') && !head.ends_with("每周") && !next.is_some_and(|c| matches!(c, '天' | '个' | '次' | '年'))))
    }

    /// Past letters, digits and what joins them, so that no part of a code or address is read.
    fn skip_token(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = from;
        while let Some(&b) = bytes.get(end) {
            let joined =
                matches!(b, b'-' | b'.' | b'_' | b'/' | b':' | b'@' | b'#' | b'&' | b'=' | b'+') && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
            if !b.is_ascii_alphanumeric() && !joined {
                break;
            }
            end += 1;
        }
        end.max(skip_numerals(self.text, from))
    }

    /// Decides about the doubtful figures: 两次…一次 counts, a lone 一次 does not.
    fn end_sentence(&mut self) {
        self.month = None;
        self.year = None;
        self.alone = None;
        let from = self.sentence;
        let doubtful = std::mem::take(&mut self.doubtful);
        if !doubtful.is_empty() {
            let counted: HashSet<Option<u16>> = self.out[from..].iter().map(|other| other.row).collect();
            self.out.extend(doubtful.into_iter().filter(|mention| counted.contains(&mention.row)));
            self.out[from..].sort_by_key(|mention| mention.span.start);
        }
        self.sentence = self.out.len();
    }
}

/// Whether a character before a digit makes it part of a code: C919, A-12, v2.
fn joins_letters(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '_' | '@' | '#' | '=' | '&')
}

/// Whether a character before a number makes it one of a list, an end of a range, a day or a part of a code.
fn joins_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || "、.·-—–~～/第年月日号和与及至到".contains(c) || is_numeral(c)
}

/// The characters at which the pass stops, one bit for each of the basic plane.
#[derive(Debug, Clone)]
pub(crate) struct Stops(Box<[u64; 1024]>);

impl Stops {
    /// Marks all characters for which `stop` holds.
    pub(crate) fn new(stop: impl Fn(char) -> bool) -> Self {
        let mut bits = Box::new([0u64; 1024]);
        for code in 0..0x1_0000u32 {
            if char::from_u32(code).is_some_and(&stop) {
                bits[(code >> 6) as usize] |= 1 << (code & 63);
            }
        }
        Self(bits)
    }

    /// The characters that begin numerals or end sentences.
    pub(crate) fn numerals() -> Self {
        Self::new(|c| starts_here(c) || ends_sentence(c))
    }

    /// Whether the character with this code is marked.
    pub(crate) fn holds(&self, code: u32) -> bool {
        self.0.get((code >> 6) as usize).is_some_and(|bits| bits >> (code & 63) & 1 == 1)
    }
}

/// A span from its ends, for the readers.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span::new(start, end)
}
