//! Figures, from outside: what a reader of the module may rely on.
//!
//! 1. The golden pages under `tests/cases/figures` read as written (`UPDATE=1` rewrites them).
//! 2. Every example in the tables reads as its row says.
//! 3. Numerals: every number to 100,000 and samples to 10^16 read back from every written form.
//! 4. No text makes the reader fail, leave its spans' order or read anything twice.
//! 5. Full width and Traditional characters read like their plain form.

use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use shuwen::figures::{Figures, marked};
use shuwen::text::fold;

const SEED: &str = include_str!("../../seeds/000_5071493cad230ae7.txt");

fn golden(figures: &Figures, page: &str) -> String {
    let mut out = String::new();
    let mut date = None;
    for line in page.lines().filter(|line| !line.starts_with("得：")) {
        writeln!(out, "{line}").unwrap();
        if let Some(day) = line.strip_prefix("今：") {
            date = day.parse::<NaiveDate>().ok();
        }
        let Some(text) = line.strip_prefix("文：") else { continue };
        for mention in figures.mentions(text, date) {
            let unit = if mention.unit.is_empty() { "-" } else { &mention.unit };
            writeln!(out, "得：{}｜{} {} {unit} {}", mention.span.of(text), mention.type_name(), mention.value, mention.modifier).unwrap();
        }
    }
    out
}

#[test]
fn golden_pages_read_as_written() {
    let figures = Figures::embedded();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/figures");
    let mut pages = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let page = std::fs::read_to_string(&path).unwrap();
        let read = golden(&figures, &page);
        pages += 1;
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, read).unwrap();
        } else {
            assert_eq!(read, page, "{}", path.display());
        }
    }
    assert!(pages >= 6, "the golden pages are gone");
}

#[test]
fn the_tables_prove_themselves() {
    let problems: Vec<String> = Figures::embedded().check().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_misspelt_key_is_refused_with_file_and_key() {
    let units = "[[family]]\nname = \"x\"\nclass = \"thing\"\nwhy = \"x\"\nwrds = \"个\"\nfinds = []\n";
    let problem = Figures::load(units, "set = []", "prefix = []\nsuffix = []", "row = []").unwrap_err().to_string();
    assert!(problem.contains("units.toml") && problem.contains("wrds"), "{problem}");
}

/// Chinese digits, the small scale words, 万 and 亿.
struct Script {
    digits: [&'static str; 10],
    scales: [&'static str; 4],
}

const PLAIN: Script = Script { digits: ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"], scales: ["", "十", "百", "千"] };
const FORMAL: Script = Script { digits: ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"], scales: ["", "拾", "佰", "仟"] };

/// A number below 10^16 in Chinese.
fn written(n: u64, script: &Script) -> String {
    let section = |mut n: u64, filled: bool| {
        let (mut out, mut zero) = (String::new(), filled && n < 1000);
        for place in (0..4u32).rev() {
            let digit = n / 10u64.pow(place);
            n %= 10u64.pow(place);
            if digit == 0 {
                zero |= !out.is_empty();
                continue;
            }
            if zero {
                out.push_str(script.digits[0]);
                zero = false;
            }
            out.push_str(script.digits[digit as usize]);
            out.push_str(script.scales[place as usize]);
        }
        out
    };
    let below_yi = |n: u64, filled: bool| {
        let (wan, rest) = (n / 10_000, n % 10_000);
        let mut out = String::new();
        if wan > 0 {
            out.push_str(&section(wan, filled));
            out.push('万');
        }
        if rest > 0 {
            out.push_str(&section(rest, filled || wan > 0));
        }
        out
    };
    let (yi, rest) = (n / 100_000_000, n % 100_000_000);
    let mut out = String::new();
    if yi > 0 {
        out.push_str(&below_yi(yi, false));
        out.push('亿');
    }
    if rest > 0 {
        let gap = yi > 0 && rest < 10_000_000;
        let mut low = below_yi(rest, false);
        if gap && !low.starts_with(script.digits[0]) {
            low.insert_str(0, script.digits[0]);
        }
        out.push_str(&low);
    }
    if out.is_empty() { script.digits[0].to_string() } else { out }
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// All forms in which a newspaper may print a whole number.
fn forms(n: u64) -> Vec<String> {
    let plain = written(n, &PLAIN);
    let mut forms = vec![n.to_string(), grouped(n), plain.clone()];
    // A formal digit alone is a surname or half a word (陆地), so amounts begin at 壹拾.
    if n >= 10 {
        forms.push(written(n, &FORMAL));
    }
    if let Some(rest) = plain.strip_prefix("一十") {
        forms.push(format!("十{rest}"));
    }
    for (large, small) in [("二百", "两百"), ("二千", "两千"), ("二万", "两万"), ("二亿", "两亿")] {
        if plain.starts_with(large) {
            forms.push(plain.replacen(large, small, 1));
        }
    }
    let (wan, rest) = (n / 10_000, n % 10_000);
    if wan > 0 && wan < 10_000 {
        forms.push(if rest == 0 { format!("{wan}万") } else { format!("{wan}万{rest:04}") });
        forms.push(format!("{}万", Decimal::from(n) / Decimal::from(10_000)));
        if rest > 0 && rest.is_multiple_of(1000) {
            forms.push(format!("{wan}万{}", rest / 1000));
        }
    }
    if n >= 100_000_000 {
        forms.push(format!("{}亿", Decimal::from(n) / Decimal::from(100_000_000)));
    }
    forms
}

fn assert_reads(n: u64) {
    for form in forms(n) {
        assert_eq!(Figures::number(&form), Some(Decimal::from(n)), "{form} is {n}");
    }
}

#[test]
fn every_number_to_a_hundred_thousand_reads_back_from_every_form() {
    (0..=100_000).for_each(assert_reads);
}

#[test]
fn numbers_to_ten_to_the_sixteenth_read_back() {
    let mut n: u64 = 100_001;
    while n < 10_000_000_000_000_000 {
        assert_reads(n);
        n += n / 997 + 7919;
    }
    for exponent in 5..16 {
        assert_reads(10u64.pow(exponent));
        assert_reads(10u64.pow(exponent) - 1);
        assert_reads(10u64.pow(exponent) + 1);
    }
    assert_eq!(Figures::number("一亿亿"), Some(Decimal::from(10_000_000_000_000_000u64)));
}

#[test]
fn what_adds_up_to_no_number_is_none() {
    for text in ["万百", "五万三万", "三亿五亿", "十百", "一二三万", "1,10万", "1.2.3", "亿万富翁", "", "点五", "9".repeat(40).as_str()]
    {
        assert_eq!(Figures::number(text), None, "{text}");
    }
}

#[test]
fn hostile_text_is_read_to_its_end_and_gives_no_false_figure() {
    // Ten pages of one piece. No clock: what is read again and again shows in how long the tests
    // take, and a bound on time fails on a busy machine for no reason of ours.
    let figures = Figures::embedded();
    let pieces = [
        "百万",
        "9",
        "一",
        "1:",
        "1-",
        "5、",
        "第1、",
        "近",
        "年12",
        "一次2人",
        "三分之",
        "零1",
        "1.",
        "1,",
        "至3",
        "1至",
        "0—",
        "上世纪",
        "今年",
        "《",
        "a1",
        "1年零",
        "半",
        "数十",
        "亿",
        "一二",
        "3点",
        "12月",
        "百分之",
        "1，",
        "123，",
        "¥1",
        "¥1-",
        "10^",
        "×10⁸",
        "1m",
        "±1",
        "十点五",
        "1:1",
    ];
    for piece in pieces {
        let text = piece.repeat(60_000 / piece.len());
        let found = figures.mentions(&text, None);
        // No figure is read twice: together they are no longer than what they were read from.
        let read: usize = found.iter().map(|mention| mention.span.len()).sum();
        assert!(read <= text.len(), "{piece}: {} figures of {read} bytes in {}", found.len(), text.len());
        if matches!(piece, "百万" | "9" | "一" | "亿" | "1." | "一二") {
            assert!(found.is_empty(), "{piece} gives {}", marked(&text[..60], &found[..1]));
        }
    }
}

#[test]
fn cuts_of_the_seed_page_never_fail() {
    let figures = Figures::embedded();
    let whole = figures.mentions(SEED, None).len();
    assert!(whole > 5);
    for (at, _) in SEED.char_indices() {
        figures.mentions(&SEED[at..].chars().take(100).collect::<String>(), None);
    }
}

#[test]
fn other_dress_reads_the_same() {
    let figures = Figures::embedded();
    let date = NaiveDate::from_ymd_opt(2024, 5, 6);
    let pairs = [
        ("约10万名游客，占12.5%", "約１０萬名遊客，佔１２．５％"),
        ("3亿至5亿元", "３億至５億元"),
        ("今年2月3日9时", "今年２月３日９時"),
        ("第二十届，两个月", "第二十屆，兩個月"),
    ];
    for (plain, other) in pairs {
        let read = |text: &str| figures.mentions(text, date).iter().map(|m| (m.value.to_string(), m.modifier, m.class)).collect::<Vec<_>>();
        assert_eq!(read(plain), read(other), "{other}");
        assert!(!read(plain).is_empty());
    }
}

/// Text as newspapers make it, shuffled.
fn newsprint() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "1",
        "20",
        "2023",
        "3.5",
        "1,100",
        "零",
        "一",
        "两",
        "三",
        "十",
        "百",
        "千",
        "万",
        "亿",
        "半",
        "数",
        "几",
        "多",
        "余",
        "个",
        "名",
        "元",
        "%",
        "年",
        "月",
        "日",
        "时",
        "点",
        "分",
        "至",
        "—",
        "-",
        "、",
        "，",
        "。",
        "第",
        "近",
        "超过",
        "以上",
        "左右",
        "比",
        ":",
        "/",
        "今年",
        "前",
        "季度",
        "世纪",
        "上世纪",
        "年代",
        "16800",
        "百分之",
        "分之",
        "零下",
        "℃",
        "A",
        " ",
        "\n",
        "每",
        "平方米",
        "国",
        "𠮷",
        "１",
        "萬",
        "234",
        "¥",
        "US$",
        "RMB ",
        " million",
        "bn",
        "×10",
        "^8",
        "⁻⁶",
        "±",
        "−",
        "≥",
        "番",
        "折",
        "强",
        "m³",
    ]);
    prop::collection::vec(words, 0..24).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn spans_lie_in_order_on_boundaries_and_hold_their_core(text in newsprint()) {
        let figures = Figures::embedded();
        let mut end = 0;
        for mention in figures.mentions(&text, NaiveDate::from_ymd_opt(2024, 2, 29)) {
            prop_assert!(mention.span.start >= end, "{text}");
            prop_assert!(text.get(mention.span.start..mention.span.end).is_some_and(|words| !words.is_empty()), "{text}");
            prop_assert!(mention.span.contains(mention.core), "{text}");
            end = mention.span.end;
        }
    }

    #[test]
    fn plain_numbers_lie_on_boundaries_and_outside_of_figures(text in newsprint()) {
        let figures = Figures::embedded();
        let text = fold(&text).text;
        let found = figures.mentions_folded(&text, None);
        for bare in figures.bare(&text, &found) {
            prop_assert!(text.get(bare.span.start..bare.span.end).is_some_and(|words| !words.is_empty()), "{text}");
            prop_assert!(bare.span.contains(bare.core), "{text}");
            prop_assert!(!found.iter().any(|mention| mention.span.overlaps(bare.span)), "{text}");
        }
    }

    #[test]
    fn any_text_is_read_without_failing(text in "\\PC{0,60}") {
        Figures::embedded().mentions(&text, None);
    }

    #[test]
    fn any_number_reads_back(n in 0u64..10_000_000_000_000_000) {
        assert_reads(n);
    }

    #[test]
    fn a_number_before_a_unit_is_its_mention(n in 2u64..1_000_000_000_000) {
        let text = format!("共有{}公顷", written(n, &PLAIN));
        let found = Figures::embedded().mentions(&text, None);
        prop_assert_eq!(found.len(), 1, "{}", text);
        prop_assert_eq!(found[0].number(), Some(Decimal::from(n)));
    }
}
