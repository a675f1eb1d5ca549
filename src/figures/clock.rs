//! Times of the clock: 9时, 21时08分, 夜里11点, 16:30, 八点半.
//!
//! 点 also counts points of an index and 分 points of a game; a colon also stands in results. What
//! stands around decides.

use super::calendar::{Part, Printed};
use super::chars;
use super::numeral::{self, Form, Numeral};
use super::scan::Scan;

impl Scan<'_> {
    /// Reads the clock time that begins with `hour` into `printed`; `part` is the part of the day
    /// before it, `dated` tells that a day stands before it.
    pub(crate) fn clock(&self, hour: Numeral, part: Option<Part>, dated: bool, printed: &mut Printed) -> bool {
        let Some(value) = hour.whole().and_then(|value| u8::try_from(value).ok()).filter(|&value| value <= 24) else { return false };
        let rest = self.rest(hour.end);
        let Some(sign) = rest.chars().next() else { return false };
        let after = &rest[sign.len_utf8()..];
        let end = hour.end + sign.len_utf8();
        let known = part.is_some() || dated;
        // 一时糊涂, 四时风光: a lone Chinese digit needs more than 时 to be an hour.
        if sign == '时' && hour.form == Form::Han && hour.digits == 1 && !known && !self.minute_follows(end) && !after.starts_with(['许', '整']) {
            return false;
        }
        // 多一点, 晚一点: only with a part of the day or minutes is 一点 an hour.
        if sign == '点'
            && hour.is_han_one()
            && !self.minute_follows(end)
            && !after.starts_with(['钟', '半', '整', '许'])
            && (!known || self.head(hour.start).ends_with('晚'))
        {
            return false;
        }
        let read = match sign {
            '时' if !after.starts_with(['代', '期', '速', '间', '区', '装', '而', '隔', '空', '尚', '光', '差', '局', '任', '令', '刻', '辰']) => {
                self.minutes(end, printed)
            }
            '点' => {
                let told = known || after.starts_with(['钟', '半', '整', '许', '档', '前', '后', '左', '多']) || self.minute_follows(end);
                let index = hour.form == Form::Han
                    || self
                        .head(hour.start)
                        .ends_with(['涨', '跌', '报', '收', '升', '降', '高', '低', '为', '至', '了', '于', '第', '约', '近', '超', '失', '上', '下']);
                let told = told || (value >= 13 && !index);
                if !told
                    && (index
                        || after.starts_with(|c: char| {
                            !chars::ends_clause(c) && !matches!(c, '的' | '）' | ')' | '开' | '到' | '—' | '-' | '~' | '起' | '在' | '至')
                        }))
                {
                    return false;
                }
                self.minutes(end, printed)
            }
            ':' | '：' if hour.form == Form::Arabic && hour.digits > 0 => self.colon(hour, end, known, printed),
            _ => false,
        };
        if read {
            printed.hour = Some(part.map_or(value, |part| part.hour(value)));
        }
        read
    }

    fn minute_follows(&self, at: usize) -> bool {
        numeral::read(self.text, at).number().is_some_and(|minute| {
            minute.whole().is_some_and(|minute| minute < 60) && self.rest(minute.end).starts_with('分') && !self.rest(minute.end).starts_with("分之")
        })
    }

    /// What follows 时 or 点: 半, 整, 钟, 许, minutes and seconds.
    fn minutes(&self, at: usize, printed: &mut Printed) -> bool {
        printed.end = at;
        let rest = self.rest(at);
        for (word, minute) in [("半", Some(30)), ("整", Some(0)), ("钟", Some(0))] {
            if rest.starts_with(word) {
                printed.minute = minute;
                printed.end = at + word.len();
            }
        }
        if let Some(minute) = self.unit_below(at, "分").filter(|&(_, end)| !self.rest(end).starts_with(['钟', '之'])) {
            (printed.minute, printed.end) = (Some(minute.0), minute.1);
            if let Some((second, end)) = self.unit_below(minute.1, "秒") {
                (printed.second, printed.end) = (Some(second), end);
            }
        }
        if self.rest(printed.end).starts_with('许') {
            printed.end += '许'.len_utf8();
            printed.about = true;
        }
        true
    }

    /// A number below sixty with its unit.
    fn unit_below(&self, at: usize, unit: &str) -> Option<(u8, usize)> {
        let numeral = numeral::read(self.text, at).number()?;
        let value = u8::try_from(numeral.whole()?).ok().filter(|&value| value < 60)?;
        self.rest(numeral.end).starts_with(unit).then_some((value, numeral.end + unit.len()))
    }

    /// 16:30, 16:30:05; `end` is behind the colon.
    fn colon(&self, hour: Numeral, end: usize, known: bool, printed: &mut Printed) -> bool {
        let two = |at: usize| {
            let digits = self.rest(at).as_bytes();
            let value = match digits {
                [a @ b'0'..=b'5', b @ b'0'..=b'9', ..] => (a - b'0') * 10 + (b - b'0'),
                _ => return None,
            };
            (!digits.get(2).is_some_and(u8::is_ascii_digit)).then_some(value)
        };
        let Some(minute) = two(end) else { return false };
        let mut stop = end + 2;
        if self.rest(stop).starts_with(':') {
            let Some(second) = two(stop + 1) else { return false };
            printed.second = Some(second);
            stop += 3;
        }
        let glued = self.rest(stop).starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | ':' | '.' | '/'));
        if glued || (!known && self.is_result(hour.start, stop)) {
            return false;
        }
        (printed.minute, printed.end) = (Some(minute), stop);
        true
    }
}
