//! Quantities: a measured number that counts as a figure, its range, its list, its modifiers.
//!
//! Most of this file is the question when a number counts. Arabic digits with a unit do; 一个 does
//! not; a bare number does if it is large, exact to a decimal or qualified by a modifier.

use rust_decimal::Decimal;

use super::chars::{self, is_numeral};
use super::measure::Measured;
use super::mention::{Class, Kind, Mention, Modifier};
use super::numeral::{self, Form, Numeral};
use super::scan::{Scan, span};
use super::value::Value;
use crate::text::Span;

/// Whether a number counts as a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Yes,
    No,
    /// Only if the sentence counts the same elsewhere.
    Doubtful,
}

impl Scan<'_> {
    /// Reads the quantity, range or list that begins with `numeral`.
    pub(crate) fn quantity(&mut self, numeral: Numeral) -> Option<usize> {
        let left = self.measure(numeral);
        if let Some(end) = self.range(&left) {
            return Some(end);
        }
        if left.row.is_none() {
            if let Some(end) = self.shared_unit(&left) {
                return Some(end);
            }
        }
        self.single(left)
    }

    /// 半年, 半个月, 半小时.
    pub(crate) fn half(&mut self, at: usize) -> Option<usize> {
        let from = at + '半'.len_utf8();
        let rest = self.rest(from);
        let (more, skip) = if rest.starts_with("个多") { (true, "个多".len()) } else { (false, 0) };
        let (len, row) = self.tables.units.at(&rest[skip..])?;
        let name = if more { format!("个{}", &rest[skip..skip + len]) } else { rest[..len].to_string() };
        let row = if more { self.tables.units.named(&name)? } else { row };
        let unit = self.tables.units.row(row)?;
        let sized = matches!(unit.class, Class::Duration | Class::Length | Class::Area | Class::Weight);
        let names = self.text[..at]
            .chars()
            .next_back()
            .is_some_and(|c| matches!(c, '上' | '下' | '前' | '后' | '大' | '小' | '多' | '过' | '对' | '东' | '西' | '南' | '北'));
        if !sized || names || matches!(name.as_str(), "夜" | "里" | "月" | "日") {
            return None;
        }
        let core = span(at, from + skip + len);
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
        const CHANGE: [&str; 22] = [
            "增长", "增加", "增幅", "增速", "上涨", "上升", "下降", "下跌", "下滑", "涨", "跌", "降", "减少", "提高", "提升", "回升", "回落", "攀升", "收窄",
            "扩大", "增", "同比",
        ];
        const LEVEL: [&str; 9] = ["占", "比重", "恢复至", "税", "降至", "升至", "降到", "升到", "达产率"];
        let clause = self.clause_before(core.start);
        let behind = self.rest(core.end);
        if ["的增速", "的增长", "的涨幅", "的降幅", "的增幅"].iter().any(|word| behind.starts_with(word)) {
            return Kind::RateChange;
        }
        let last = |words: &[&str]| words.iter().filter_map(|word| clause.rfind(word)).max();
        match (last(&CHANGE), last(&LEVEL)) {
            (Some(change), level) if level.is_none_or(|level| level < change) => Kind::RateChange,
            (None, None) if clause.is_empty() || clause.chars().count() <= 1 => match self.out.last() {
                Some(previous) if core.start - previous.span.end <= 3 && previous.class == Class::Percent => previous.kind,
                _ => Kind::Percent,
            },
            _ => Kind::Percent,
        }
    }

    /// The words of the same clause before a byte, at most twenty of them.
    fn clause_before(&self, at: usize) -> &str {
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
        let (start, negative) = self.sign(numeral.start, found.class);
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

    fn mention(&self, whole: Span, core: Span, value: Value, modifier: Modifier, found: &Measured) -> Mention {
        let mut class = found.class;
        let kind = match class {
            Class::Money => Kind::Money,
            Class::Percent if found.unit == "%" => self.percent_kind(core),
            Class::Percent => Kind::PercentagePoint,
            Class::Times => Kind::Multiple,
            Class::Duration => Kind::Duration,
            Class::Age => Kind::Age,
            Class::None if found.numeral.scale >= Decimal::from(10_000) && self.speaks_of_money(core) => {
                class = Class::Money;
                Kind::Money
            }
            _ => Kind::Quantity,
        };
        Mention { span: whole, core, kind, value, unit: found.unit.clone(), class, modifier, row: found.row, per: found.per }
    }

    /// 捐款2000万: the currency goes without saying.
    fn speaks_of_money(&self, core: Span) -> bool {
        const MONEY: [&str; 20] = [
            "捐",
            "奖金",
            "投资",
            "罚",
            "融资",
            "票房",
            "资金",
            "售价",
            "成交额",
            "赔偿",
            "欠",
            "贷款",
            "营收",
            "利润",
            "薪",
            "花费",
            "募",
            "交易额",
            "销售额",
            "产值",
        ];
        let clause = self.clause_before(core.start);
        MONEY.iter().any(|word| clause.contains(word))
    }

    /// A minus sign or 零下 before a number: where it begins and whether it turns the value.
    fn sign(&self, start: usize, class: Class) -> (usize, bool) {
        let head = self.head(start);
        if matches!(class, Class::Temperature | Class::Energy) {
            for word in ["零下", "负"] {
                if head.ends_with(word) {
                    return (start - word.len(), true);
                }
            }
        }
        let Some(c @ ('-' | '−')) = head.chars().next_back() else { return (start, false) };
        let at = start - c.len_utf8();
        let free = chars::before(self.text, at).is_none_or(|c| !c.is_ascii_alphanumeric() && !is_numeral(c) && !matches!(c, '%' | '-' | ')'));
        if free && matches!(class, Class::Temperature | Class::Percent | Class::None | Class::Money) { (at, true) } else { (start, false) }
    }

    /// 近五年: the last five years, not nearly five.
    fn means_the_last(&self, core: Span, found: &Measured, whole: Span) -> bool {
        if found.class != Class::Duration || self.text.get(whole.start..core.start).map(str::trim_end) != Some("近") {
            return false;
        }
        if ["小时", "个小时", "分钟", "秒", "秒钟", "钟头"].contains(&found.unit.as_str()) {
            return false;
        }
        let before = &self.text[..whole.start];
        let behind = self.rest(core.end);
        if behind.starts_with('来') || behind.starts_with("以来") {
            return true;
        }
        let spent = [
            "历时", "历经", "已有", "有", "达", "经过", "长达", "时长", "用时", "用了", "耗时", "持续", "时隔", "相隔", "了", "已", "花费", "为期", "跨越",
            "已经", "距今", "坚守", "工作",
        ]
        .iter()
        .any(|word| before.ends_with(word));
        let lasting = [
            "历史",
            "时间",
            "之久",
            "的历史",
            "的时间",
            "的生涯",
            "的努力",
            "的建设",
            "的发展",
            "的奋斗",
            "的探索",
            "的工作",
            "的等待",
            "的谈判",
            "的施工",
            "的研究",
            "的职业",
            "的准备",
            "的坚守",
            "没有",
            "未",
        ]
        .iter()
        .any(|word| behind.starts_with(word));
        !spent && !lasting
    }

    /// Whether letters or digits and a joint stand before the number: A-12, 400-8, 3/4.
    fn is_coded(&self, numeral: Numeral) -> bool {
        let head = &self.text[..numeral.start];
        head.strip_suffix(['-', '/', '.']).is_some_and(|head| numeral.form == Form::Arabic && head.ends_with(|c: char| c.is_ascii_alphanumeric()))
    }

    /// Whether a number with a unit counts.
    fn with_unit(&self, found: &Measured, prefixed: bool) -> Verdict {
        let numeral = found.numeral;
        let Some(unit) = found.row.and_then(|row| self.tables.units.row(row)) else { return Verdict::No };
        let rest = self.rest(found.end);
        let before = chars::before(self.text, numeral.start);
        if numeral.form == Form::Arabic {
            let zeros = numeral.digits > 1 && self.text[numeral.start..].starts_with('0');
            return if zeros { Verdict::No } else { Verdict::Yes };
        }
        let small = numeral.digits == 1 && numeral.high.is_none();
        if (numeral.digits > 1 && numeral.high.is_none()) || (numeral.value.is_zero() && found.class != Class::Temperature) {
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
        if numeral.form == Form::Scale && !found.more && !prefixed && matches!(found.unit.as_str(), "年" | "载" | "天" | "日" | "夜") {
            let since = ["来", "前", "以来", "之", "间", "历史", "多"].iter().any(|word| rest.starts_with(word)) || before == Some('近');
            return if since { Verdict::Yes } else { Verdict::No };
        }
        if numeral.is_han_one() { self.one(found, unit.one, prefixed) } else { Verdict::Yes }
    }

    /// Whether 一 counts here or is an article.
    fn one(&self, found: &Measured, real: bool, prefixed: bool) -> Verdict {
        let start = found.numeral.start;
        let rest = self.rest(found.end);
        let head = &self.text[..start];
        let before = head.chars().next_back();
        if found.more || prefixed || found.value != Decimal::ONE && found.class != Class::Percent {
            return Verdict::Yes;
        }
        if matches!(found.unit.as_str(), "番") {
            return if before == Some('翻') { Verdict::Yes } else { Verdict::No };
        }
        if matches!(before, Some('各' | '仅' | '共')) || head.ends_with("各有") || head.ends_with("仅有") || head.ends_with("各获") {
            return if matches!(found.unit.as_str(), "个" | "种" | "样" | "项" | "方面") && before != Some('各') { Verdict::No } else { Verdict::Yes };
        }
        if !real {
            let counted = matches!(found.unit.as_str(), "金" | "银" | "铜" | "胜" | "平" | "负");
            let beside = |c: Option<char>| c.is_some_and(|c| is_numeral(c) || matches!(c, '金' | '银' | '铜' | '胜' | '平' | '负'));
            if counted && (beside(before) || beside(rest.chars().next())) {
                return Verdict::Yes;
            }
            let doubtful = matches!(found.unit.as_str(), "次" | "场" | "例" | "起" | "粒" | "枚" | "艘" | "架" | "座" | "棵" | "台" | "辆" | "处");
            let article = matches!(before, Some('这' | '那' | '每' | '同' | '某' | '上' | '下' | '新' | '又' | '再' | '任' | '另' | '唯' | '有' | '是' | '了'));
            return if doubtful && !article { Verdict::Doubtful } else { Verdict::No };
        }
        let person = found.class == Class::People;
        let named = matches!(
            before,
            Some(
                '这' | '那'
                    | '每'
                    | '同'
                    | '某'
                    | '上'
                    | '下'
                    | '前'
                    | '新'
                    | '又'
                    | '唯'
                    | '统'
                    | '任'
                    | '随'
                    | '逐'
                    | '当'
                    | '头'
                    | '哪'
                    | '后'
                    | '有'
                    | '进'
                    | '无'
                    | '单'
                    | '万'
                    | '不'
                    | '独'
                    | '丝'
            )
        ) && !(before == Some('有') && person && head.ends_with("另有"))
            && !head.ends_with("以上")
            && !head.ends_with("目前")
            && !head.ends_with("随后");
        let repeated = rest.starts_with('一') || rest.starts_with(found.unit.as_str());
        if named || repeated { Verdict::No } else { Verdict::Yes }
    }

    /// Whether a bare number counts.
    fn without_unit(&self, found: &Measured, prefixed: bool) -> Verdict {
        let numeral = found.numeral;
        let next = chars::at(self.text, found.end);
        let before = chars::before(self.text, numeral.start);
        if next.is_some_and(|c| is_numeral(c) || c.is_ascii_alphabetic() || matches!(c, '_' | '后' | '版' | '时' | '号' | '強' | '强' | '大')) {
            let decade = next == Some('时') || next == Some('大') || next == Some('后');
            if !(decade && (numeral.grouped || numeral.scale > Decimal::ONE_HUNDRED)) {
                return Verdict::No;
            }
        }
        if before.is_some_and(|c| matches!(c, '-' | '/' | '.' | ':' | '·' | '第' | '《' | '“' | '"' | '〔' | '[' | '№' | '+' | '*')) && !prefixed {
            let quoted = before == Some('“') && numeral.scale > Decimal::ONE_HUNDRED;
            let negative = before == Some('-') && found.value < Decimal::ZERO;
            if !quoted && !negative {
                return Verdict::No;
            }
        }
        let large = numeral.scale > Decimal::ONE_HUNDRED || numeral.more || numeral.vague;
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
            Form::Scale => prefixed || numeral.more || (numeral.value >= Decimal::from(1_000_000_000) && numeral.scale > Decimal::ONE),
        };
        if counts { Verdict::Yes } else { Verdict::No }
    }

    /// 指数为112: a whole number behind a verb of level and before a stop.
    fn after_level(&self, numeral: Numeral, next: Option<char>) -> bool {
        let stop = next.is_none_or(chars::ends_clause);
        let head = self.head(numeral.start);
        stop && numeral.digits > 0
            && !(numeral.digits > 1 && self.rest(numeral.start).starts_with('0'))
            && ["指数为", "人数为", "总数为", "数为", "数达", "值为", "上升至", "下降至", "增至", "降至", "升至", "增加到", "减少到", "达到", "数量为"]
                .iter()
                .any(|word| head.ends_with(word))
    }

    /// 3亿至5亿元, 5吨—8吨, 零下5至8摄氏度.
    fn range(&mut self, left: &Measured) -> Option<usize> {
        if left.numeral.high.is_some() {
            return None;
        }
        let (joint, chain) = self.joint(left.end)?;
        let mut from = left.end + joint;
        let mut right_sign = None;
        for (word, minus) in [("零下", true), ("零上", false), ("-", true)] {
            if self.rest(from).starts_with(word) {
                right_sign = Some(minus);
                from += word.len();
            }
        }
        let numeral = numeral::read(self.text, from).number().filter(|n| n.high.is_none())?;
        let right = self.measure(numeral);
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
        let bare_left = left.row.is_none() && left.numeral.scale == Decimal::ONE;
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
        let (start, negative) = self.sign(left.numeral.start, class);
        let mut high = right.value;
        if negative {
            low = -low;
        }
        if right_sign.unwrap_or(negative) {
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
        let (low, high) = if negative && low > high { (high, low) } else { (low, high) };
        let mention = self.mention(whole, core, Value::Range(low, high), modifier, &spread);
        Some(self.push(mention))
    }

    /// The sign or word that joins the ends of a range: its bytes, and whether it is a hyphen.
    pub(crate) fn joint(&self, at: usize) -> Option<(usize, bool)> {
        let from = chars::skip_blank(self.text, at);
        let rest = self.rest(from);
        for word in ["——", "—", "－", "–", "～", "~", "至", "到", "-", "─", "一"] {
            if rest.starts_with(word) {
                let hyphen = word == "-";
                if word == "一" && !(self.text[..at].ends_with(|c: char| c.is_ascii_digit()) && rest[word.len()..].starts_with(|c: char| c.is_ascii_digit())) {
                    continue;
                }
                let end = chars::skip_blank(self.text, from + word.len());
                return Some((end - at, hyphen));
            }
        }
        None
    }

    /// 3.1、4.2和5.3个百分点: numbers that share the unit behind the last.
    fn shared_unit(&mut self, first: &Measured) -> Option<usize> {
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

/// Whether 内 behind a unit of this class means a limit.
fn is_size(class: Class) -> bool {
    matches!(class, Class::Duration | Class::Length | Class::Area | Class::Percent | Class::Money | Class::Weight | Class::Age)
}
