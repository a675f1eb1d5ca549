//! When a number counts as a figure.
//!
//! Arabic digits with a unit do; 一个 does not, being an article; 一人 does; a bare number does if it
//! is large, exact to a decimal or qualified by a modifier. Knows nothing of spans or values.

use rust_decimal::Decimal;

use super::chars::{self, is_numeral};
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

/// What stands before 一 where it counts nothing: 这一天, 每一年, 统一.
const NOT_COUNTED: &str = "这那每同某上下前新又唯统任随逐当头哪后有进无单万不独丝";

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
        let rest = self.rest(found.end);
        let before = chars::before(self.text, numeral.start);
        // 骁龙778G is a product, 一年持有 a fund's name.
        let product = ["骁龙", "天玑", "麒麟", "锐龙", "酷睿", "小米", "红米", "荣耀", "一加", "真我"]
            .iter()
            .any(|name| self.text[..numeral.start].trim_end_matches(' ').ends_with(name));
        if product || (found.class == Class::Duration && ["持有混合", "持有债", "持有期混合", "定开", "定期开放"].iter().any(|word| rest.starts_with(word)))
        {
            return Verdict::No;
        }
        // The page behind a newspaper's date.
        if found.unit == "版" && self.text[..numeral.start].trim_end_matches(' ').ends_with('日') {
            return Verdict::No;
        }
        if numeral.form == Form::Arabic {
            let zeros =
                !numeral.point && self.text[numeral.start..].starts_with('0') && self.text[numeral.start + 1..].starts_with(|c: char| c.is_ascii_digit());
            return if zeros || (is_tally(&found.unit) && !self.in_tally(found)) { Verdict::No } else { Verdict::Yes };
        }
        let small = numeral.digits == 1 && numeral.high.is_none();
        if (numeral.digits > 1 && numeral.high.is_none()) || (numeral.value.is_zero() && found.class != Class::Temperature) {
            return Verdict::No;
        }
        if numeral.form == Form::Scale
            && !prefixed
            && !found.more
            && matches!(found.unit.as_str(), "线" | "方" | "发" | "胜" | "平" | "回" | "面" | "关" | "里" | "层" | "村" | "县" | "口")
        {
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
        if numeral.form == Form::Scale && !found.more && !prefixed && matches!(found.unit.as_str(), "年" | "载" | "天" | "日" | "夜") {
            let since = ["来", "前", "以来", "之", "间", "历史", "多"].iter().any(|word| rest.starts_with(word)) || before == Some('近');
            return if since { Verdict::Yes } else { Verdict::No };
        }
        if numeral.is_han_one() { self.one(found, unit.one, prefixed) } else { Verdict::Yes }
    }

    /// 四周 is round about, 二次 the second time, 全国人大三次会议 a session's name.
    fn is_designation(&self, found: &Measured, rest: &str) -> bool {
        let numeral = &self.text[found.numeral.start..found.numeral.end];
        let head = &self.text[..found.numeral.start];
        match (numeral, found.unit.as_str()) {
            ("四", "周") => {
                let time = ["为期", "连续", "未来", "过去", "近", "历时", "了", "前", "每", "后", "有"].iter().any(|word| head.ends_with(word));
                !time && !rest.starts_with(['前', '后', '内', '以', '来', '的', '时', '多', '之', '共'])
            }
            (_, "届") if found.numeral.form == Form::Han && numeral != "两" => {
                let held = ["连续", "举办", "举行", "了", "过", "共", "这", "前", "近", "历经", "已有", "至今"].iter().any(|word| head.ends_with(word));
                !held || rest.starts_with(['全', '中', '人', '政', '二', '三', '四', '五', '六'])
            }
            (_, "线") if found.numeral.high.is_some() => true,
            (_, "局") => head.ends_with(['建', '铁', '交', '电', '冶', '航', '能']),
            (_, "村") if found.numeral.digits == 1 => !head.ends_with(['县', '乡', '镇', '及', '有', '等', '辖', '共', '这', '、', '，']),
            ("万" | "千万", "家") => {
                found.numeral.form == Form::Scale && self.tables.modifiers.before(self.text, self.floor, found.numeral.start, true).is_none()
            }
            ("四", "处") => !head.ends_with(['有', '了', '增', '及', '建', '设', '共', '达', '等', '这', '、', '，', '的', '现', '为', '出', '过', '造']),
            ("二", "套" | "度" | "次" | "期" | "轮" | "届" | "版" | "层" | "组" | "类") => true,
            (_, "次") => {
                found.numeral.form == Form::Han
                    && (rest.starts_with("会议") || rest.starts_with("全会"))
                    && head.ends_with(['大', '协', '会', '届', '央', '委'])
            }
            _ => false,
        }
    }

    /// “三个不相信”, “四地”: quoted from the numeral on and short, the name of a programme.
    fn is_slogan(&self, found: &Measured) -> bool {
        if !matches!(chars::before(self.text, found.numeral.start), Some('“' | '‘')) {
            return false;
        }
        let reach = match found.class {
            _ if matches!(found.unit.as_str(), "个" | "项" | "地" | "家" | "样") => 7,
            Class::Thing | Class::Event | Class::Place | Class::Organisation => 1,
            _ => return false,
        };
        let end = self.rest(found.end).char_indices().take(reach).find(|&(_, c)| matches!(c, '”' | '’'));
        end.is_some_and(|(len, _)| self.rest(found.end)[..len].chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) || c.is_ascii_digit()))
    }

    /// 3胜1平2负, 一金两银: another count of the same tally stands beside.
    fn in_tally(&self, found: &Measured) -> bool {
        let beside = |c: Option<char>| c.is_some_and(|c| is_numeral(c) || matches!(c, '金' | '银' | '铜' | '胜' | '平' | '负'));
        beside(chars::before(self.text, found.numeral.start)) || beside(chars::at(self.text, found.end))
    }

    /// Whether 一 counts here or is an article.
    fn one(&self, found: &Measured, real: bool, prefixed: bool) -> Verdict {
        let start = found.numeral.start;
        let rest = self.rest(found.end);
        let head = &self.text[..start];
        let before = head.chars().next_back();
        if found.unit == "块" && !found.more && found.value == Decimal::ONE && !rest.is_empty() {
            return Verdict::No;
        }
        if found.more || (prefixed && real) || found.value != Decimal::ONE && found.class != Class::Percent {
            return Verdict::Yes;
        }
        if matches!(found.unit.as_str(), "番") {
            return if before == Some('翻') { Verdict::Yes } else { Verdict::No };
        }
        if matches!(before, Some('各' | '仅' | '共')) || head.ends_with("各有") || head.ends_with("仅有") || head.ends_with("各获") {
            return if matches!(found.unit.as_str(), "个" | "种" | "样" | "项" | "方面") && before != Some('各') { Verdict::No } else { Verdict::Yes };
        }
        if !real && self.tables.beside.gives_to_each(self.clause_before(start)) {
            return Verdict::Yes;
        }
        if !real {
            if is_tally(&found.unit) || matches!(found.unit.as_str(), "金" | "银" | "铜") {
                return if self.in_tally(found) { Verdict::Yes } else { Verdict::No };
            }
            let doubtful = matches!(found.unit.as_str(), "次" | "场" | "例" | "起" | "粒" | "枚" | "艘" | "架" | "座" | "棵" | "台" | "辆" | "处");
            let article = matches!(before, Some('这' | '那' | '每' | '同' | '某' | '上' | '下' | '新' | '又' | '再' | '任' | '另' | '唯' | '有' | '是' | '了'));
            return if doubtful && !article { Verdict::Doubtful } else { Verdict::No };
        }
        let person = found.class == Class::People;
        let named = before.is_some_and(|c| NOT_COUNTED.contains(c))
            && !(person && head.ends_with("另有"))
            && !["以上", "目前", "随后"].iter().any(|word| head.ends_with(word));
        let repeated = rest.starts_with('一') || rest.starts_with(found.unit.as_str());
        if named || repeated { Verdict::No } else { Verdict::Yes }
    }

    /// Whether a bare number counts.
    pub(crate) fn without_unit(&self, found: &Measured, prefixed: bool) -> Verdict {
        let numeral = found.numeral;
        let next = chars::at(self.text, found.end);
        let before = chars::before(self.text, numeral.start);
        if self.is_toll(numeral) {
            return Verdict::Yes;
        }
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
        let version = self.rest(found.end).trim_start_matches(' ').starts_with("版本") || self.text[..numeral.start].trim_end_matches(' ').ends_with("蓝牙");
        if version && numeral.form == Form::Arabic && numeral.scale == Decimal::ONE {
            return Verdict::No;
        }
        let named = self.text[..numeral.start].trim_end_matches(' ').ends_with(|c: char| c.is_ascii_alphabetic());
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
            Form::Scale => prefixed || numeral.more || self.tables.beside.counts_money(self.rest(found.end)),
        };
        if counts { Verdict::Yes } else { Verdict::No }
    }

    /// 致3死5伤: the people go without saying.
    fn is_toll(&self, numeral: Numeral) -> bool {
        const OTHER: &str = "亡者员口害痕残病势感心风寒角刑罪因于敌战";
        let rest = self.rest(numeral.end);
        let behind = rest.chars().nth(1);
        let head = &self.text[..numeral.start];
        let code = chars::before(self.text, numeral.start).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | '第' | '九'));
        let beside = head.ends_with(['致', '死', '伤', '成', '已', '，', '、', '：', ' ', '的']) || behind.is_none_or(is_numeral);
        rest.starts_with(['死', '伤']) && !code && beside && (numeral.form == Form::Arabic || numeral.digits == 1) && !behind.is_some_and(|c| OTHER.contains(c))
    }

    /// 指数为112: a whole number behind a verb of level and before a stop.
    fn after_level(&self, numeral: Numeral, next: Option<char>) -> bool {
        let stop = next.is_none_or(chars::ends_clause);
        let head = self.head(numeral.start);
        stop && numeral.digits > 0
            && !(numeral.digits > 1 && self.rest(numeral.start).starts_with('0'))
            && [
                "指数为",
                "人数为",
                "总数为",
                "数为",
                "数达",
                "被罚",
                "罚款",
                "只卖",
                "月薪",
                "年薪",
                "值为",
                "上升至",
                "下降至",
                "增至",
                "降至",
                "升至",
                "增加到",
                "减少到",
                "达到",
                "数量为",
            ]
            .iter()
            .any(|word| head.ends_with(word))
    }
}

/// Whether a unit counts results, which come in a row.
fn is_tally(unit: &str) -> bool {
    matches!(unit, "胜" | "平" | "负")
}
