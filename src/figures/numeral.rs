//! Numerals, Arabic and Chinese and the two mixed, read as exact numbers.
//!
//! A newspaper writes one number in many ways: 三千九百亿, 3,900亿, 3900 亿, 叁仟玖佰亿. A numeral
//! is first cut into parts (numbers, scale words, 多), which `sum` adds up with checked arithmetic;
//! what does not add up, or is too large to be exact, is no number. Knows nothing of units,
//! except that the 千 of 千瓦 is none of its own.

use rust_decimal::Decimal;

use super::chars::{at as char_at, han_digit, is_numeral, scale_exponent, skip_numerals};
use super::power;
use super::sum::{Digits, Part, Parts};

/// A numeral found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte.
    pub(crate) end: usize,
    /// The number; the lower one of 两三 and 十七八.
    pub(crate) value: Decimal,
    /// The upper number of 两三, 十七八.
    pub(crate) high: Option<Decimal>,
    /// 多, 余, 几 or 来 follows or stands inside: a bit over.
    pub(crate) more: bool,
    /// 数百, 几十: an unknown multiple.
    pub(crate) vague: bool,
    /// How it is written.
    pub(crate) form: Form,
    /// What the last scale words multiply by (3.5百万: 1000000), 1 where there are none.
    pub(crate) scale: Decimal,
    /// Number of digits, where nothing but digits is written: 2021, 二〇二一, 五. Else 0.
    pub(crate) digits: usize,
    /// A decimal point is written.
    pub(crate) point: bool,
    /// Thousands are set apart: 1,100.
    pub(crate) grouped: bool,
    /// See [`Numeral::whole`].
    whole: Option<u32>,
}

/// How a numeral is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Begins with Arabic digits.
    Arabic,
    /// Begins with Chinese digits, 十 or 数.
    Han,
    /// Begins with 百, 千, 万 or 亿 and has no digits before it.
    Scale,
}

/// What stands at a place where a numeral could begin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Reading {
    /// A number.
    Number(Numeral),
    /// Numeral characters that make no number, up to this byte.
    Broken(usize),
    /// No numeral.
    Nothing,
}

impl Reading {
    /// The number, where there is one.
    pub(crate) fn number(self) -> Option<Numeral> {
        match self {
            Reading::Number(numeral) => Some(numeral),
            _ => None,
        }
    }
}

impl Numeral {
    /// The number, where it is a whole one without 多 or 数 that fits.
    pub(crate) fn whole(&self) -> Option<u32> {
        self.whole
    }

    /// The same number times a factor printed behind it, which ends at byte `end`; `None` where it
    /// is more than a plain number, or the product too large.
    pub(crate) fn times(self, factor: Decimal, end: usize) -> Option<Self> {
        let plain = self.scale == Decimal::ONE && self.high.is_none() && !self.more && !self.vague;
        let value = self.value.checked_mul(factor).filter(|_| plain)?.normalize();
        Some(Self { value, end, scale: factor, digits: 0, grouped: false, whole: None, ..self })
    }

    /// Whether it is the single character 一.
    pub(crate) fn is_han_one(&self) -> bool {
        self.form == Form::Han && self.digits == 1 && self.value == Decimal::ONE
    }
}

/// Reads the longest numeral that begins at byte `at`.
pub(crate) fn read(text: &str, at: usize) -> Reading {
    read_grouped(text, at, &[","])
}

/// Reads a numeral whose thousands may be set apart by full-width commas too: 1，234，567. Such a comma
/// mostly ends a clause, so whoever asks must know from what stands around that this one does not.
pub(crate) fn read_wide(text: &str, at: usize) -> Reading {
    read_grouped(text, at, &[",", "，"])
}

fn read_grouped(text: &str, at: usize, commas: &[&str]) -> Reading {
    let mut parts = Parts::default();
    let mut end = at;
    let mut vague = false;
    let Some(first) = char_at(text, at) else { return Reading::Nothing };
    if matches!(first, '数' | '几') {
        end = at + first.len_utf8();
        if char_at(text, end).and_then(scale_exponent).is_none() {
            return Reading::Nothing;
        }
        vague = true;
        parts.push(Part::Number(Digits::unknown()));
    }
    let formal = |c: char| formal_digit(c) || matches!(c, '拾' | '佰' | '仟');
    if formal(first) && !char_at(text, at + first.len_utf8()).is_some_and(|c| formal(c) || matches!(c, '万' | '亿')) {
        return Reading::Nothing;
    }
    let arabic = first.is_ascii_digit();
    while let Some(c) = char_at(text, end) {
        if formal_digit(c) && !formal(first) {
            break;
        }
        let next = end + c.len_utf8();
        let after_number = matches!(parts.last(), Some(Part::Number(_)));
        if c.is_ascii_digit() || han_digit(c).is_some() {
            let (digits_end, digits) = if c.is_ascii_digit() { read_arabic(text, end, commas) } else { read_han(text, end, parts.last().is_some()) };
            match digits {
                Some(digits) if !after_number => parts.push(Part::Number(digits)),
                _ => return Reading::Broken(skip_numerals(text, digits_end)),
            }
            end = digits_end;
        } else if let Some(exponent) = scale_exponent(c) {
            let stray = exponent < 4 && matches!(parts.last(), Some(Part::Scale(4 | 8)));
            if stray || (parts.last().is_some() && belongs_to_unit(text, c, next, arabic)) {
                break;
            }
            if matches!(c, '廿' | '卅') {
                parts.push(Part::Number(Digits::single(if c == '廿' { 2 } else { 3 })));
            }
            parts.push(Part::Scale(exponent));
            end = next;
        } else if let Some((after, tenths)) = parts.takes_point(c).then(|| point_behind_ten(text, at, end)).flatten() {
            parts.push(Part::Number(tenths));
            end = after;
        } else if c == ' ' && arabic && after_number && char_at(text, next).is_some_and(|c| matches!(c, '万' | '亿') || more_behind(text, &text[at..end], next))
        {
            end = next;
        } else if parts.takes_more(c) && !begins_a_word(text, c, next) {
            parts.push(Part::More);
            end = next;
            if char_at(text, end)
                .and_then(scale_exponent)
                .is_none_or(|_| char_at(text, end).is_some_and(|c| belongs_to_unit(text, c, end + c.len_utf8(), true)))
            {
                break;
            }
        } else {
            break;
        }
        if parts.is_full() {
            return Reading::Broken(skip_numerals(text, end));
        }
    }
    let form = match first {
        _ if arabic => Form::Arabic,
        '百' | '佰' | '千' | '仟' | '万' | '亿' => Form::Scale,
        _ => Form::Han,
    };
    let (Some(_), Some((value, high))) = (parts.last(), parts.sum()) else {
        return if end == at { Reading::Nothing } else { Reading::Broken(skip_numerals(text, end)) };
    };
    let plain = parts.only_digits();
    let power = plain.filter(|_| arabic).and_then(|_| power::behind(text, at, end));
    let (value, end) = match power {
        Some((after, factor)) => match value.checked_mul(factor) {
            Some(value) => (value.normalize(), after),
            None => return Reading::Broken(after),
        },
        None => (value, end),
    };
    let plain = plain.filter(|_| power.is_none());
    let point = parts.iter().any(|part| matches!(part, Part::Number(digits) if digits.point));
    let exact = !point && !vague && high.is_none() && !parts.has_more() && power.is_none();
    Reading::Number(Numeral {
        whole: if exact { u32::try_from(value.mantissa()).ok() } else { None },
        start: at,
        end,
        value,
        high,
        more: parts.has_more(),
        vague,
        form,
        scale: power.map_or_else(|| parts.last_scale(), |(_, factor)| factor.max(Decimal::ONE)),
        digits: plain.map_or(0, |digits| if digits.point || digits.grouped { 0 } else { digits.len }),
        point,
        grouped: plain.is_some_and(|digits| digits.grouped),
    })
}

/// A digit of cheques. It never follows an ordinary one: 一陆军医院 holds no 16.
fn formal_digit(c: char) -> bool {
    matches!(c, '壹' | '贰' | '叁' | '肆' | '伍' | '陆' | '柒' | '捌' | '玖')
}

/// Whether the scale word `c`, which ends at `next`, is the beginning of a unit: 千瓦, 百帕, 百分点.
fn belongs_to_unit(text: &str, c: char, next: usize, arabic: bool) -> bool {
    match (c, char_at(text, next)) {
        ('千', Some('瓦' | '伏' | '克' | '帕' | '赫' | '卡' | '焦' | '安' | '比' | '乏')) => true,
        ('千', Some('米')) => arabic,
        ('百', Some('帕')) => true,
        ('百', Some('分')) => matches!(char_at(text, next + '分'.len_utf8()), Some('点' | '比')),
        _ => false,
    }
}

/// Whether 多 or 余 behind a blank belongs to the digits before it: 600 多个, but 2024 多家银行, 2022 余姚.
fn more_behind(text: &str, digits: &str, at: usize) -> bool {
    let more = char_at(text, at).filter(|c| matches!(c, '多' | '余'));
    let next = more.and_then(|more| char_at(text, at + more.len_utf8()));
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    !year && next.is_some_and(|c| "万亿个名位人家次种年天项件所座台辆户米吨亩元".contains(c))
}

/// Whether 多, 余, 几 or 来 before byte `next` is the first character of another word.
fn begins_a_word(text: &str, c: char, next: usize) -> bool {
    let after = char_at(text, next);
    match c {
        '来' => matches!(after, Some('自' | '到' | '源' | '看' | '说' | '临' | '袭' | '华' | '的' | '，' | '。' | '、') | None),
        '余' => matches!(after, Some('下' | '额' | '热' | '地')),
        '多' => matches!(after, Some('数' | '样' | '边' | '功' | '媒' | '云' | '了' | '式' | '少' | '彩' | '党' | '旋')),
        '几' => matches!(after, Some('乎' | '何')),
        _ => false,
    }
}

/// The Arabic digits at `from`, with separators and point: where they end and what they say.
/// Nothing is said where they are too many, are a version (3.2.1) or are followed by letters' digits.
fn read_arabic(text: &str, from: usize, commas: &[&str]) -> (usize, Option<Digits>) {
    let bytes = text.as_bytes();
    let run = |from: usize| from + bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut end = run(from);
    let mut len = end - from;
    let mut grouped = false;
    while len <= 3 || grouped {
        let comma = commas.iter().find(|comma| bytes[end..].starts_with(comma.as_bytes()));
        let Some(group) = comma.map(|comma| end + comma.len()).filter(|&group| run(group) == group + 3) else { break };
        grouped = true;
        end = group + 3;
        len += 3;
        if len > 24 {
            return (end, None);
        }
    }
    let mut point = false;
    if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        point = true;
        end = run(end + 1);
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            while bytes.get(end).is_some_and(|&b| b == b'.' || b.is_ascii_digit()) {
                end += 1;
            }
            return (end, None);
        }
    }
    if bytes[from..end].iter().filter(|b| b.is_ascii_digit()).count() > 27 {
        return (end, None);
    }
    let mut value: i128 = 0;
    let mut places = 0;
    let mut behind = false;
    for &b in &bytes[from..end] {
        match b {
            b'.' => behind = true,
            _ if !b.is_ascii_digit() => {}
            _ => {
                value = value * 10 + i128::from(b - b'0');
                places += u32::from(behind);
            }
        }
    }
    let low = Decimal::try_from_i128_with_scale(value, places).ok();
    (end, low.map(|low| Digits { low, high: None, len, zero: bytes[from] == b'0' && len > 1, point, grouped }))
}

/// The Chinese digits at `from`. Two that follow each other (两三, 七八) are an estimate.
fn read_han(text: &str, from: usize, inside: bool) -> (usize, Option<Digits>) {
    let mut end = from;
    let (mut value, mut len, mut zeros) = (0i64, 0, 0);
    let (mut first, mut last) = (0, 0);
    let mut plain = false;
    while let Some(c) = char_at(text, end).filter(|&c| !plain || !formal_digit(c))
        && let Some(digit) = han_digit(c)
    {
        plain |= digit > 0 && !formal_digit(c);
        end += char_at(text, end).map_or(0, char::len_utf8);
        if digit == 0 && value == 0 {
            zeros += 1;
        }
        if len == 0 {
            first = digit;
        }
        (last, len) = (digit, len + 1);
        if len > 16 {
            return (skip_numerals(text, end), None);
        }
        value = value * 10 + i64::from(digit);
    }
    if let Some((point_end, low)) = han_point(text, end, value) {
        return (point_end, Some(Digits { low, high: None, len, zero: false, point: true, grouped: false }));
    }
    let scaled = char_at(text, end).is_some_and(|c| scale_exponent(c).is_some());
    let plain = Digits { low: Decimal::from(value), high: None, len, zero: zeros > 0 && len > zeros, point: false, grouped: false };
    let pair = len == 2 && first > 0 && (last == first + 1 || (first, last) == (3, 5));
    if pair {
        return (end, Some(Digits { low: Decimal::from(first), high: Some(Decimal::from(last)), ..plain }));
    }
    if plain.zero && inside {
        return (end, Some(Digits { len: len - zeros, ..plain }));
    }
    let fits = if inside || scaled { len == 1 } else { true };
    (end, fits.then_some(plain))
}

/// 三点五: the digits after a Chinese point, unless it is three o'clock (三点五十, 三点五分).
fn han_point(text: &str, at: usize, whole: i64) -> Option<(usize, Decimal)> {
    let rest = text.get(at..)?.strip_prefix('点')?;
    let (mut value, mut places) = (Decimal::from(whole), 0u32);
    let mut end = at + '点'.len_utf8();
    for c in rest.chars() {
        let Some(digit) = han_digit(c).filter(|_| c != '两') else { break };
        places += 1;
        if places > 12 {
            return None;
        }
        value = value.checked_add(Decimal::new(digit.into(), places))?;
        end += c.len_utf8();
    }
    let clock = matches!(char_at(text, end), Some('十' | '分' | '刻' | '个' | '条' | '项' | '种'));
    (places > 0 && !clock && !char_at(text, end).is_some_and(|c| is_numeral(c) && !matches!(c, '万' | '亿'))).then_some((end, value))
}

/// 百分之二十点五, 十点五万: a point directly behind 十, where no hour can be meant.
fn point_behind_ten(text: &str, start: usize, at: usize) -> Option<(usize, Digits)> {
    let (end, low) = han_point(text, at, 0)?;
    let measured = matches!(char_at(text, end), Some('万' | '亿' | '倍' | '吨'));
    (measured || text[..start].ends_with("分之")).then_some((end, Digits { low, high: None, len: 1, zero: false, point: true, grouped: false }))
}
