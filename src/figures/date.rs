//! Dates: 2024年5月1日, 18日, 今年2月, 1—2月份, 6月11日至15日, 三季度, 前三季度, 上世纪20年代.
//!
//! A point is read level by level (year, month, day, clock), each printed or not; then a second
//! point may follow to make a stretch. `calendar` fills in what is not printed.

use super::calendar::{Level, Part, Printed, day_before, era_before, month_before, part_at, part_before, year_at, year_before};
use super::chars;
use super::mention::{Class, Kind, Mention, Modifier};
use super::numeral::{self, Form, Numeral};
use super::scan::{Scan, span};
use super::value::{DateValue, Value, Year};

/// What may stand behind the first number of a date.
const CONTINUES: &str = "年月日号时点季世财赛个:：、和及与至到—-–~～─一Qq./第";

impl Scan<'_> {
    /// Reads the date that begins with `first`, with 今年, 昨晚 or 下午 before it.
    pub(crate) fn date(&mut self, first: Numeral) -> Option<usize> {
        let next = chars::at(self.text, chars::skip_blank(self.text, first.end));
        if first.digits != 4 && !next.is_some_and(|c| CONTINUES.contains(c)) {
            return None;
        }
        let ordinal = self.head(first.start).trim_end_matches(' ').ends_with('第');
        if let Some(end) = self.period(first) {
            return Some(end);
        }
        if ordinal {
            return None;
        }
        if let Some(end) = self.listed(first) {
            return Some(end);
        }
        let mut from = self.point(first, Level::Year)?;
        self.look_back(&mut from, first);
        let to = self.second(&from);
        Some(self.push_date(from, to))
    }

    /// Takes a point or a stretch.
    pub(crate) fn push_date(&mut self, from: Printed, to: Option<Printed>) -> usize {
        let start = self.resolve(&from);
        let (end, value) = match &to {
            None => (from.end, DateValue::At(start)),
            Some(to) => (to.end, DateValue::Between(start, self.resolve(to))),
        };
        let core = span(from.start, end);
        let after = self.tables.modifiers.after(self.text, end, false).filter(|found| found.says == Modifier::About);
        let about = from.about || after.is_some();
        let whole = span(from.start, after.map_or(end, |found| found.at));
        let modifier = if about { Modifier::About } else { Modifier::Exact };
        self.push(Mention {
            span: whole,
            core,
            kind: Kind::Date,
            value: Value::Date(value),
            unit: String::new(),
            class: Class::Date,
            modifier,
            row: None,
            per: None,
        })
    }

    /// Levels from `top` down, as far as they are printed.
    pub(crate) fn point(&self, first: Numeral, top: Level) -> Option<Printed> {
        let mut printed = Printed { start: first.start, end: first.end, ..Printed::default() };
        let mut next = Some(first);
        let mut level = None;
        let bare = |level: Option<Level>, at: Level| level.is_none_or(|level| level < at) && top <= at;
        while let Some(n) = next.take() {
            let from = if n.form == Form::Arabic { chars::skip_blank(self.text, n.end) } else { n.end };
            let rest = self.rest(from);
            if level.is_none()
                && top == Level::Year
                && let Some((year, len)) = self.year(n, rest)
            {
                (printed.year, printed.end, level) = (Some(year), from + len, Some(Level::Year));
                if let Some((quarter, end)) = self.quarter(printed.end) {
                    (printed.quarter, printed.end) = (Some(quarter), end);
                    break;
                }
                next = self.following(printed.end);
                continue;
            }
            if bare(level, Level::Month)
                && let Some(len) = self.month_mark(n, rest, level.is_none())
            {
                printed.month = n.whole().and_then(|month| u8::try_from(month).ok());
                (printed.end, level) = (from + len, Some(Level::Month));
                next = if len == 0 { None } else { self.following(printed.end) };
                continue;
            }
            if bare(level, Level::Day)
                && level != Some(Level::Year)
                && let Some(len) = self.day_mark(n, rest, level.is_none())
            {
                printed.day = n.whole().and_then(|day| u8::try_from(day).ok());
                (printed.end, level) = (from + len, Some(Level::Day));
                if len > 0 {
                    self.clock_after(&mut printed);
                }
                break;
            }
            if level.is_none() {
                let (_, part) = self.parts_before(n.start);
                if self.clock(n, part, false, &mut printed) {
                    return Some(printed);
                }
            }
        }
        level.map(|_| printed)
    }

    /// The numeral that goes on at once or behind one blank.
    fn following(&self, at: usize) -> Option<Numeral> {
        numeral::read(self.text, chars::skip_blank(self.text, at)).number()
    }

    /// A year: 2024年, 二〇二一年, 2022财年, 98年底; how many bytes its mark has.
    fn year(&self, n: Numeral, rest: &str) -> Option<(Year, usize)> {
        let value = i32::try_from(n.whole()?).ok()?;
        let marks = ["财政年度", "财年", "年度", "赛季", "年"];
        let mark = marks.iter().find(|mark| rest.starts_with(**mark))?;
        let behind = &rest[mark.len()..];
        let head = self.head(n.start);
        if head.ends_with("公元前") {
            return Some((Year::Known(-value), mark.len()));
        }
        let lasting =
            behind.starts_with("历史") || behind.starts_with("的历史") || behind.starts_with('来') || behind.starts_with("时间") || behind.starts_with("之久");
        match n.digits {
            4 if (1000..2200).contains(&value) && !lasting && !(value < 1500 && behind.starts_with(['前', '以'])) => Some((Year::Known(value), mark.len())),
            3 if head.ends_with("公元") || self.is_early_year(n, head, behind) => Some((Year::Known(value), mark.len())),
            _ if *mark == "年" && era_before(head).is_some() => era_before(head).map(|(_, start)| (Year::Known(start + value), mark.len())),
            2 if n.form == Form::Arabic && *mark == "年" && !lasting && self.short_year(value, head, behind) => {
                let century = if value > 50 { 1900 } else { 2000 };
                Some((Year::Known(century + value), mark.len()))
            }
            _ => None,
        }
    }

    /// 668年 of the calendar, not 668 years: behind 于 and its like, or opening a sentence.
    fn is_early_year(&self, n: Numeral, head: &str, behind: &str) -> bool {
        let opens = chars::before(self.text, n.start).is_none_or(chars::ends_sentence) && behind.starts_with(['，', '、']);
        let told = ["于", "在", "自", "从", "即"].iter().any(|word| head.ends_with(word));
        let lasts = behind.starts_with(['前', '后', '来', '多', '间', '内', '以', '的', '里', '期']);
        n.form == Form::Arabic && (opens || told) && !lasts
    }

    /// Whether 21年 is 2021.
    fn short_year(&self, value: i32, head: &str, behind: &str) -> bool {
        let month =
            numeral::read(behind, 0).number().is_some_and(|n| n.whole().is_some_and(|month| (1..=12).contains(&month)) && behind[n.end..].starts_with('月'));
        let quarter = ["一季度", "二季度", "三季度", "四季度", "上半年", "下半年", "年底", "年初", "年末", "全年"].iter().any(|word| behind.starts_with(word));
        let dated = head.ends_with(['从', '自', '较', '截']) && !behind.starts_with(['前', '后', '间', '内', '以', '之']);
        (10..=40).contains(&value) && (month || quarter || (dated && value >= 15)) || ((80..=99).contains(&value) && month)
    }

    /// The bytes of 月 or 月份 behind a month's number; none where a list or range goes on to it.
    fn month_mark(&self, n: Numeral, rest: &str, alone: bool) -> Option<usize> {
        n.whole().filter(|month| (1..=12).contains(month) && (n.digits > 0 || *month >= 10))?;
        if let Some(behind) = rest.strip_prefix('月') {
            let other = behind.starts_with(['龄', '租', '薪', '供', '球', '饼', '考', '嫂']) || (n.form == Form::Han && self.text[n.start..].starts_with('两'));
            let span = alone && ["近", "历时", "为期", "每", "连续", "约", "过去", "未来"].iter().any(|word| self.head(n.start).ends_with(word));
            return (!other && !span).then(|| if behind.starts_with('份') { "月份".len() } else { "月".len() });
        }
        (!alone && self.goes_on_to(n.end, &['月'])).then_some(0)
    }

    /// The bytes of 日 or 号 behind a day's number.
    fn day_mark(&self, n: Numeral, rest: &str, alone: bool) -> Option<usize> {
        n.whole().filter(|day| (1..=31).contains(day) && n.digits <= 2)?;
        let head = self.head(n.start);
        if let Some(behind) = rest.strip_prefix('日') {
            if alone {
                let lasts = [
                    "近",
                    "前",
                    "连续",
                    "每",
                    "为期",
                    "历时",
                    "过去",
                    "未来",
                    "今后",
                    "第",
                    "满",
                    "共",
                    "仅",
                    "后",
                    "长达",
                    "达到",
                    "以及前",
                    "假",
                    "增加",
                    "延长",
                    "拘留",
                    "拘役",
                    "停产",
                    "停业",
                    "不少于",
                ]
                .iter()
                .any(|word| head.ends_with(word));
                let small = n.form == Form::Han && (self.text[n.start..].starts_with('两') || n.is_han_one());
                let counted = behind.starts_with(['游', '均', '线', '龄', '内', '元', '圆'])
                    || behind.starts_with("以内")
                    || behind.starts_with("之内")
                    || behind.starts_with("后，");
                if (lasts && !head.ends_with("之前")) || small || counted {
                    return None;
                }
            }
            return Some("日".len());
        }
        if let Some(behind) = rest.strip_prefix('号') {
            let free = head.chars().next_back().is_none_or(|c| {
                chars::ends_clause(c) || matches!(c, '在' | '于' | '从' | '自' | '至' | '到' | '截' | '是' | '即' | '（' | '(' | '月' | '定' | '和')
            });
            let thing = behind.starts_with([
                '线', '楼', '院', '门', '文', '令', '井', '机', '桥', '矿', '区', '库', '馆', '舱', '船', '台', '公', '车', '房', '店', '铺', '种', '油', '汽',
                '染', '元', '电', '通', '码', '坝', '提', '航', '厅', '仓', '基', '卫', '火', '探', '球', '选', '床', '风', '地', '和', '、', '煤', '泊', '高',
                '站', '核', '锅', '）', '隧', '路', '洞', '坑', '墓', '厂', '沟', '海', '岛', '泵', '塔', '柴', '遥', '星', '运', '登', '：',
            ]);
            return (!alone || (n.form == Form::Arabic && free && !thing)).then_some("号".len());
        }
        (!alone && self.goes_on_to(n.end, &['日', '号'])).then_some(0)
    }

    /// Whether behind 、 or a joint another number follows that has one of the marks.
    fn goes_on_to(&self, end: usize, marks: &[char]) -> bool {
        let at = match chars::at(self.text, end) {
            Some(c @ ('、' | '和' | '及' | '与')) => end + c.len_utf8(),
            _ => match self.joint(end) {
                Some((len, _)) => end + len,
                None => return false,
            },
        };
        numeral::read(self.text, at)
            .number()
            .is_some_and(|next| next.whole().is_some_and(|day| day <= 31) && self.rest(chars::skip_blank(self.text, next.end)).starts_with(marks))
    }

    /// 二季度, 第三季度, Q3.
    pub(crate) fn quarter(&self, at: usize) -> Option<(u8, usize)> {
        let mut from = chars::skip_blank(self.text, at);
        if self.rest(from).starts_with('第') {
            from += '第'.len_utf8();
        }
        let n = numeral::read(self.text, from).number()?;
        let quarter = n.whole().and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=4).contains(n))?;
        let rest = self.rest(n.end);
        let len = ["季度", "季"].into_iter().find(|mark| rest.starts_with(mark))?.len();
        (len > 3 || rest.starts_with("季报")).then_some((quarter, n.end + len))
    }

    /// Weekday, part of the day and clock time behind a day.
    fn clock_after(&self, printed: &mut Printed) {
        let mut at = printed.end;
        let rest = self.rest(at);
        let open = usize::from(rest.starts_with(['（', '('])) * rest.chars().next().map_or(0, char::len_utf8);
        for word in ["星期", "礼拜", "周"] {
            if let Some(tail) = rest[open..].strip_prefix(word)
                && tail.starts_with(['一', '二', '三', '四', '五', '六', '日', '天'])
            {
                at += open + word.len() + '一'.len_utf8();
                let close = self.rest(at).chars().next().filter(|c| open > 0 && matches!(c, '）' | ')'));
                at += close.map_or(0, char::len_utf8);
            }
        }
        let mut part = None;
        if let Some((len, found)) = part_at(self.rest(at)) {
            part = Some(found);
            at += len;
        }
        at = chars::skip_blank(self.text, at);
        if let Some(hour) = numeral::read(self.text, at).number() {
            let value = hour.whole().and_then(|hour| u8::try_from(hour).ok()).filter(|&hour| hour <= 24);
            if !self.clock(hour, part, true, printed) && value.is_some() && self.goes_on_to(hour.end, &['时', '点']) {
                (printed.hour, printed.end) = (value, hour.end);
            }
        }
    }

    /// The part of the day before a byte and where it begins.
    pub(crate) fn parts_before(&self, at: usize) -> (usize, Option<Part>) {
        let head = self.head(at);
        if let Some((len, _, part)) = day_before(head) {
            return (at - len, Some(part));
        }
        part_before(head).map_or((at, None), |(len, part)| (at - len, Some(part)))
    }

    /// 今年, 本月, 昨晚 and 下午 before the first number belong to it.
    pub(crate) fn look_back(&self, printed: &mut Printed, first: Numeral) {
        let head = self.head(first.start);
        match printed.top() {
            Level::Quarter | Level::Month => {
                if let Some((len, years)) = year_before(head) {
                    printed.year = Some(Year::Relative(years));
                    printed.start -= len;
                }
            }
            Level::Day => {
                if let Some((len, months)) = month_before(head) {
                    printed.months_on = Some(months);
                    printed.start -= len;
                }
            }
            Level::Clock => {
                let (start, _) = self.parts_before(first.start);
                printed.start = start;
                let before = self.head(start);
                if let Some((_, days, _)) = day_before(head) {
                    printed.days_on = Some(days);
                } else if let Some((len, days, _)) = day_before(before) {
                    printed.days_on = Some(days);
                    printed.start -= len;
                }
            }
            Level::Year => {}
        }
        if printed.top() == Level::Year {
            if let Some((len, _)) = era_before(head) {
                printed.start -= len;
            }
            for word in ["公元前", "公元"] {
                if matches!(printed.year, Some(Year::Known(_))) && head.ends_with(word) {
                    printed.start -= word.len();
                    break;
                }
            }
        }
    }

    /// The end of a stretch that begins with `from`.
    pub(crate) fn second(&self, from: &Printed) -> Option<Printed> {
        let part = part_at(self.rest(from.end)).map_or(0, |(len, _)| len);
        let (joint, _) = self.joint(from.end + part)?;
        let mut at = from.end + part + joint;
        let year = year_at(self.rest(at));
        at += year.map_or(0, |(len, _)| len);
        let (skip, part) = part_at(self.rest(at)).map_or((0, None), |(len, part)| (len, Some(part)));
        let n = numeral::read(self.text, at + skip).number()?;
        let mut to = match part {
            Some(part) => {
                let mut to = Printed { start: at, end: n.end, ..Printed::default() };
                self.clock(n, Some(part), true, &mut to).then_some(to)?
            }
            None => {
                let mut to = Printed { start: at, end: n.end, ..Printed::default() };
                if from.hour.is_some() && self.clock(n, None, true, &mut to) { to } else { self.point(n, Level::Year)? }
            }
        };
        if let (Some((_, years)), true) = (year, to.year.is_none()) {
            to.year = Some(Year::Relative(years));
        }
        let levels = to.bottom() == from.bottom() || (from.bottom() >= Level::Day && to.bottom() >= Level::Day && to.top() <= Level::Day);
        let evening = from.hour.is_some_and(|hour| hour > 12) && part.is_none() && to.top() == Level::Clock;
        if let (true, Some(hour @ 1..12)) = (evening, to.hour) {
            to.hour = Some(hour + 12).filter(|&later| Some(later) > from.hour).or(to.hour);
        }
        if !levels || (from.top() == Level::Clock && to.top() < Level::Day) {
            return None;
        }
        to.inherit(from);
        Some(to)
    }

    /// Whether the words around a colon tell a result.
    pub(crate) fn is_result(&self, start: usize, end: usize) -> bool {
        let around = self.window(start, end);
        super::fraction::RESULT.iter().any(|word| around.contains(word))
    }
}
