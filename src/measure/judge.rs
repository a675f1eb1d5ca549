//! Whether an answer is right: the public judge's rules, in Rust.
//!
//! The judge itself is the evaluation data's `score.py`; this is a copy of its rules, so that
//! `eval` can report and `train` can learn without Python. A test holds both to the same
//! verdicts where the data is present. Knows nothing of how answers are made.

use std::collections::HashMap;
use std::sync::LazyLock;

use fancy_regex::Regex;
use rust_decimal::Decimal;

use crate::text::{fold, is_han};

/// Whether `got` answers a question of this kind with these accepted answers.
///
/// ```
/// # use shuwen::measure::right;
/// assert!(right("figure", &["28人".into()], "28名"));
/// assert!(!right("figure", &["28人".into()], "28项"));
/// ```
pub fn right(kind: &str, answers: &[String], got: &str) -> bool {
    match kind {
        "figure" => figure_right(answers, got) || answers.iter().any(|answer| norm(answer) == norm(got)),
        "date" => date_right(answers, got) || text_right(answers, got),
        _ => text_right(answers, got),
    }
}

/// A number as a fraction, with the unit behind it.
type Numbered = ((Decimal, Decimal), String);

const CN: &str = "零〇○一二三四五六七八九十百千两半壹贰叁伍拾佰仟";

const GROUPS: &[&str] = &[
    "公里 千米 km",
    "米 m 公尺",
    "厘米 公分 cm",
    "毫米 mm",
    "海里 浬",
    "平方公里 平方千米 km2",
    "平方米 平米 m2 平方公尺",
    "立方米 方 m3",
    "公斤 千克 kg",
    "斤 市斤",
    "克 g",
    "吨 t 公吨",
    "升 l",
    "度 千瓦时 kwh",
    "千瓦 kw",
    "兆瓦 mw",
    "万千瓦",
    "元 块 块钱 元钱 元人民币 人民币",
    "美元 美金 usd",
    "港元 港币",
    "% 百分之 个百分点 百分点 ％",
    "人 名 位 口 个人 人口 余人 多人",
    "年 周年 载 年度",
    "个月 月",
    "周 星期 个星期 礼拜 个礼拜",
    "天 日",
    "小时 个小时 钟头 个钟头 时",
    "分钟 分",
    "秒 秒钟",
    "岁 周岁",
    "度 摄氏度 ℃ °c",
    "辆 台 部",
    "架 架次",
    "次 场次 趟 场",
    "家 户 间",
    "个 项 件 种 座 处 所 家 位 名 条 只 枚 台 套 支 份",
];

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?P<frac>(?P<den>[{CN}万亿]+|[0-9]+)分之(?P<num>[{CN}]+(?:点[{CN}]+)?|[0-9]+(?:\\.[0-9]+)?))\
         |(?P<arab>-?[0-9][0-9,]*(?:\\.[0-9]+)?)(?P<m1>多|余|几|来)?(?P<s1>百万|千万|万亿|千亿|百亿|十亿|[万亿]|[百千](?![克米瓦卡帕伏赫升]))?\
         (?:(?P<rest>[0-9]{{1,4}})(?P<s2>万)?(?![0-9年月日]))?\
         |(?P<bare>(?<=[超上近破过])[万亿])|(?P<cn>[数几上]?[{CN}](?:[{CN}万亿余多几来]*[{CN}万亿])?(?:点[{CN}]+[万亿]*)?)"
    ))
});
static UNIT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[多余几来]?(?P<u>%|‰|℃|°c?|[a-z/μ²³0-9]+|个百分点|\p{Han}+)?"));
static PARTS: LazyLock<[(&str, Regex); 4]> = LazyLock::new(|| {
    [
        ("y", pattern(r"(?<![0-9])([0-9]{4})(?:年|[-/.]|$)")),
        ("m", pattern(r"([0-9]{1,2})月|[0-9]{4}[-/.]([0-9]{1,2})")),
        ("d", pattern(r"(?:月|[-/.][0-9]{1,2}[-/.]|^)([0-9]{1,2})(?:日|号|$)")),
        ("h", pattern(r"([0-9]{1,2})(?:时|点|:)")),
    ]
});
static CHINESE_PART: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("[{CN}]+(?=[年月日号时点])")));

fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "constant patterns, compiled by every test run")]
    Regex::new(text).expect("constant pattern")
}

/// What the judge simplifies: no more than what numbers and units are written with.
const TRADITIONAL: &str = "個萬億兩幾餘點圓員條間種級層歲隻張輛噸畝頃釐鐘時週門顆頭場屆項戶對組處節頁隊國縣區號吋";
const SIMPLIFIED: &str = "个万亿两几余点元员条间种级层岁只张辆吨亩顷厘钟时周门颗头场届项户对组处节页队国县区号寸";

fn clean(text: &str) -> String {
    let simple = |c: char| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).find(|&(old, _)| old == c).map_or(c, |(_, new)| new);
    let narrow = fold(text).text;
    // Folding simplifies too: of Han characters what is printed counts, 陳 is not 陈.
    let chars = text.chars().zip(narrow.chars()).map(|(printed, folded)| if is_han(printed) { simple(printed) } else { folded });
    chars
        .filter(|c| *c != ' ')
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            '，' => ',',
            '：' => ':',
            '（' => '(',
            '）' => ')',
            c => c,
        })
        .collect()
}

pub(super) fn norm(text: &str) -> String {
    clean(text).replace('%', "百分比").chars().filter(|c| c.is_alphanumeric()).collect()
}

fn digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' => 4,
        '五' | '伍' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn scale(c: char) -> Option<i64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

fn big(c: char) -> Option<i64> {
    Some(match c {
        '万' => 10_000,
        '亿' => 100_000_000,
        '兆' => 1_000_000_000_000,
        _ => return None,
    })
}

fn chinese(text: &str) -> Option<Decimal> {
    let kept: String = text.chars().filter(|c| !"余多几来数上".contains(*c)).collect();
    if let Some((whole, decimals)) = kept.split_once('点') {
        let mut decimals: Vec<char> = decimals.chars().collect();
        let mut factor = Decimal::ONE;
        while let Some(power) = decimals.last().and_then(|&c| big(c)) {
            factor = factor.checked_mul(power.into())?;
            decimals.pop();
        }
        let mut value = chinese(whole)?;
        let mut unit = Decimal::ONE;
        for c in decimals {
            unit = unit.checked_div(10.into())?;
            value += Decimal::from(digit(c).unwrap_or(0)) * unit;
        }
        return value.checked_mul(factor);
    }
    let chars: Vec<char> = kept.chars().collect();
    if chars.len() > 1 && chars.iter().all(|&c| digit(c).is_some()) {
        let digits: String = chars.iter().filter_map(|&c| digit(c)).map(|d| d.to_string()).collect();
        return digits.parse().ok();
    }
    let (mut total, mut part, mut last_digit) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    let mut last = 1i64;
    for c in chars {
        if c == '半' {
            last_digit = Decimal::new(5, 1);
        } else if let Some(d) = digit(c) {
            last_digit = d.into();
            if d == 0 {
                last = 10;
            }
        } else if let Some(s) = scale(c) {
            part += if last_digit.is_zero() { Decimal::ONE } else { last_digit } * Decimal::from(s);
            last_digit = Decimal::ZERO;
            last = s;
        } else if let Some(b) = big(c) {
            let or_one = |value: Decimal| if value.is_zero() { Decimal::ONE } else { value };
            total =
                if b > 10_000 { or_one(total + part + last_digit).checked_mul(b.into())? } else { total + or_one(part + last_digit).checked_mul(b.into())? };
            part = Decimal::ZERO;
            last_digit = Decimal::ZERO;
            last = b;
        }
    }
    let factor = if last >= 100 && last_digit.fract().is_zero() { last / 10 } else { 1 };
    (total + part).checked_add(last_digit.checked_mul(factor.into())?)
}

fn numbers(text: &str) -> Vec<Numbered> {
    let text = clean(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Ok(Some(number)) = NUMBER.captures_from_pos(&text, at) {
        let Some(whole) = number.get(0) else { break };
        at = whole.end();
        if let Some((value, said)) = value(&number) {
            let unit = said.unwrap_or_else(|| {
                let mut unit =
                    UNIT.captures(&text[at..]).ok().flatten().and_then(|unit| unit.name("u").map(|unit| unit.as_str().to_owned())).unwrap_or_default();
                if unit.starts_with("个百分点") {
                    at += "个百分点".len();
                } else if unit.chars().next().is_some_and(|c| c == '千' || c == '百') && unit.chars().nth(1).is_some_and(|c| "克米瓦卡帕伏赫升".contains(c))
                {
                    at += '千'.len_utf8();
                }
                unit = unit.trim().to_owned();
                unit
            });
            found.push(tenths(value, unit));
        }
        if at >= text.len() {
            break;
        }
    }
    found
}

/// 成 and ‰ as percent.
fn tenths((number, of): (Decimal, Decimal), unit: String) -> Numbered {
    if unit.starts_with('成') && !unit.starts_with("成员") {
        ((number * Decimal::from(10), of), "%".to_owned())
    } else if unit.starts_with('‰') {
        ((number, of * Decimal::from(10)), "%".to_owned())
    } else {
        ((number, of), unit)
    }
}

/// The value of one match, and its unit where the words say it (百分之).
fn value(number: &fancy_regex::Captures<'_>) -> Option<((Decimal, Decimal), Option<String>)> {
    let read = |text: &str| if text.starts_with(|c: char| c.is_ascii_digit()) { text.parse().ok() } else { chinese(text) };
    if number.name("frac").is_some() {
        let of = read(number.name("den")?.as_str())?;
        let value = read(number.name("num")?.as_str())?;
        if of == Decimal::from(100) {
            return Some(((value, Decimal::ONE), Some("%".to_owned())));
        }
        return Some(((value, if of.is_zero() { Decimal::ONE } else { of }), Some(String::new())));
    }
    let value = if let Some(arabic) = number.name("arab") {
        let mut value: Decimal = arabic.as_str().replace(',', "").trim_end_matches('.').parse().ok()?;
        let mut factor = Decimal::ONE;
        for c in number.name("s1").map_or("", |scale| scale.as_str()).chars() {
            factor = factor.checked_mul(scale(c).or(big(c))?.into())?;
        }
        value = value.checked_mul(factor)?;
        if let (Some(_), Some(rest)) = (number.name("s1"), number.name("rest")) {
            let digits: Decimal = rest.as_str().parse().ok()?;
            let unit = if number.name("s2").is_some() {
                Decimal::from(10_000)
            } else if rest.as_str().len() == 1 {
                factor / Decimal::from(10)
            } else {
                Decimal::ONE
            };
            value = value.checked_add(digits.checked_mul(unit)?)?;
        }
        value
    } else if let Some(bare) = number.name("bare") {
        big(bare.as_str().chars().next()?)?.into()
    } else {
        chinese(number.name("cn")?.as_str())?
    };
    Some(((value, Decimal::ONE), None))
}

fn units_agree(gold: &str, got: &str) -> bool {
    if gold.is_empty() || gold == got {
        return true;
    }
    if got.is_empty() {
        return false;
    }
    gold.starts_with(got)
        || got.starts_with(gold)
        || GROUPS.iter().any(|group| group.split(' ').any(|unit| gold.starts_with(unit)) && group.split(' ').any(|unit| got.starts_with(unit)))
}

fn figure_right(answers: &[String], got: &str) -> bool {
    let have: Vec<Numbered> = numbers(got).into_iter().take(2).collect();
    let equal = |a: &(Decimal, Decimal), b: &(Decimal, Decimal)| a.0.checked_mul(b.1).is_some_and(|left| b.0.checked_mul(a.1) == Some(left));
    answers.iter().flat_map(|answer| numbers(answer)).any(|(gold, unit)| have.iter().any(|(value, other)| equal(&gold, value) && units_agree(&unit, other)))
}

fn date_parts(text: &str) -> HashMap<&'static str, i64> {
    let cleaned = clean(text);
    let digits = CHINESE_PART.replace_all(&cleaned, |part: &fancy_regex::Captures<'_>| {
        let words = part.get(0).map_or("", |words| words.as_str());
        chinese(words).map_or(words.to_owned(), |number| number.trunc().to_string())
    });
    let mut parts = HashMap::new();
    for (name, pattern) in PARTS.iter() {
        if let Ok(Some(found)) = pattern.captures(&digits) {
            let number = found.iter().skip(1).flatten().next().and_then(|number| number.as_str().parse().ok());
            if let Some(number) = number {
                parts.insert(*name, number);
            }
        }
    }
    parts
}

fn date_right(answers: &[String], got: &str) -> bool {
    let have = date_parts(got);
    answers.iter().map(|answer| date_parts(answer)).any(|gold| !gold.is_empty() && gold.iter().all(|(part, value)| have.get(part) == Some(value)))
}

fn overlap(a: &str, b: &str) -> f32 {
    let mut counts: HashMap<char, i32> = HashMap::new();
    a.chars().for_each(|c| *counts.entry(c).or_default() += 1);
    let mut same = 0;
    for c in b.chars() {
        if let Some(count) = counts.get_mut(&c).filter(|count| **count > 0) {
            *count -= 1;
            same += 1;
        }
    }
    if same == 0 { 0.0 } else { 2.0 * same as f32 / (a.chars().count() + b.chars().count()) as f32 }
}

fn text_right(answers: &[String], got: &str) -> bool {
    let got = norm(got);
    answers
        .iter()
        .map(|answer| norm(answer))
        .any(|gold| gold == got || overlap(&gold, &got) >= 0.8 || (!gold.is_empty() && got.contains(&gold) && got.chars().count() <= 2 * gold.chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_right_as_the_judge_says() {
        let cases = [
            ("figure", "28人", "28名", true),
            ("figure", "28人", "28项", false),
            ("figure", "1.2亿元", "12000万元", true),
            ("figure", "35%—40%", "35%-40%", true),
            ("figure", "三分之二", "2/3", false),
            ("figure", "7成", "70%", true),
            ("figure", "超过2.3万升", "2.3万升", true),
            ("figure", "七年九个月", "7年9个月", true),
            ("date", "1941年1月25日", "1941年1月25日凌晨", true),
            ("date", "2018年", "2018年底", true),
            ("date", "1月25日", "1941年1月26日", false),
            ("person", "王丰", "王丰", true),
            // The judge simplifies what numbers are written with, and no names.
            ("person", "陈凯歌", "陳凱歌", false),
            ("figure", "3万名", "３萬名", true),
            ("place", "河北省涿州市石桥村", "石桥村", false),
            ("place", "石桥村", "涿州石桥村", true),
        ];
        for (kind, answer, got, wanted) in cases {
            assert_eq!(right(kind, &[answer.to_owned()], got), wanted, "{kind} {answer} {got}");
        }
    }
}
