//! Pages and files through the reader.
//!
//! 1. Golden pages: every page in `tests/cases/pages` and `seeds` gives the articles written down
//!    beside it (`UPDATE=1` rewrites them).
//! 2. Every sentence of the owner's seed stands whole in one paragraph.
//! 3. No cut of the seed makes the reader panic, and all spans lie on character boundaries and
//!    lead back to the page.
//! 4. Every format and encoding gives the same words; broken files are named.
//! 5. Passages hold every sentence once; quotes cannot be made up.
//! 6. What no page would be (hostile HTML, gzip bombs, lines and texts without end) is read or
//!    refused by name; without limits each of these would take minutes or all memory.
//! 7. Rows of tables are sentences that hold their heads; layouts are none.
//! 8. Copies and retellings are one story; two notices of one form are two.

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use shuwen::corpus::{Article, CorpusError, MOST_BYTES, PAGE_CUES, Reader, json_lines, near, passages};
use shuwen::text::{Segmenter, Span, sentences};

const SEED: &str = include_str!("../../seeds/000_5071493cad230ae7.txt");

fn reader() -> Reader {
    Reader::new(PAGE_CUES, Segmenter::new(vec![])).expect("the built-in cues are sound")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn golden_pages() {
    let reader = reader();
    let cases = root().join("tests/cases/pages");
    let mut pages: Vec<PathBuf> = [root().join("seeds"), cases.clone()].iter().flat_map(|folder| files(folder, "txt")).collect();
    pages.retain(|page| !page.to_string_lossy().ends_with(".articles.txt"));
    assert!(pages.len() > 3);
    let mut wrong = Vec::new();
    for page in pages {
        let stem = page.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&page).expect("a page of the repository");
        let got = shown(&reader.page(&stem, &text));
        let golden = cases.join(format!("{stem}.articles.txt"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&golden, &got).expect("the golden file can be written");
        } else if std::fs::read_to_string(&golden).unwrap_or_default() != got {
            wrong.push(format!("{stem}:\n{got}"));
        }
    }
    assert!(wrong.is_empty(), "not as written down (UPDATE=1 rewrites):\n{}", wrong.join("\n"));
}

#[test]
fn every_sentence_of_the_seed_is_whole() {
    let articles = reader().page("seed", SEED);
    let heads: Vec<(&str, &str)> = articles.iter().map(|article| (article.place.as_str(), article.headline.as_str())).collect();
    assert_eq!(
        heads,
        [("江苏省宿迁市宿城区", "科技镇长团纾企业之困解产业难题"), ("浙江省台州市", "“贝壳发电”节能减排"), ("江西省赣州市赣县区", "城管进社区 服务面对面"),]
    );
    let page: String = SEED.chars().filter(|c| !c.is_whitespace()).collect();
    let read: String = articles.iter().flat_map(|article| article.text.chars()).filter(|c| !c.is_whitespace()).collect();
    let printed: Vec<&str> = sentences(&page).into_iter().map(|span| span.of(&page)).filter(|sentence| sentence.ends_with(['。', '”'])).collect();
    let whole: Vec<String> =
        articles.iter().flat_map(|article| sentences(&article.text).into_iter().map(|span| span.of(&article.text).replace(' ', ""))).collect();
    // Headlines and bylines hang before the first sentence of their article on the bare page.
    for sentence in printed {
        assert!(whole.iter().any(|whole| sentence.ends_with(whole.as_str())), "torn: {sentence}");
    }
    assert!(read.chars().count() * 100 > page.chars().count() * 93, "words were lost");
    assert!(articles.iter().any(|article| article.text.contains("一社区、一工作站、一套人马、一套机制")));
}

#[test]
fn the_way_back_to_the_page() {
    for article in reader().page("seed", SEED) {
        for sentence in sentences(&article.text) {
            let back: String = article.origin.on_page(sentence).iter().map(|span| span.of(SEED)).collect();
            assert_eq!(back, sentence.of(&article.text));
        }
    }
}

#[test]
fn reading_again_gives_the_same_ids() {
    let reader = reader();
    let ids = |text: &str| reader.page("seed", text).into_iter().map(|article| (article.id.clone(), article.content_hash())).collect::<Vec<_>>();
    assert_eq!(ids(SEED), ids(SEED));
}

#[test]
fn one_page_in_every_encoding() {
    let reader = reader();
    let plain = reader.read("seed.txt", SEED.as_bytes()).expect("the seed is a page");
    let utf16: Vec<u8> = SEED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [encoding_rs::GB18030.encode(SEED).0.into_owned(), utf16, ["\u{feff}".as_bytes(), SEED.as_bytes()].concat()] {
        let read = reader.read("seed.txt", &bytes).expect("the seed in another encoding");
        let texts = |articles: &[Article]| articles.iter().map(|article| article.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&read.articles), texts(&plain.articles));
    }
}

#[test]
fn json_lines_keep_the_text_and_name_the_broken_line() {
    let lines = "{\"id\":\"n1\",\"title\":\"引才\",\"date\":\"2021-09-06\",\"source\":\"城市报\",\"url\":\"\",\"text\":\"共 28 人。\\n完\"}\n{broken\n\n{\"text\":\"无题。\"}\n";
    let read = reader().read("a.jsonl", lines.as_bytes()).expect("two articles");
    assert_eq!(read.articles.len(), 2);
    assert_eq!((read.articles[0].text.as_str(), read.articles[0].id.as_str()), ("共 28 人。\n完", "n1"));
    assert_eq!(read.articles[0].date.map(|date| date.to_string()).as_deref(), Some("2021-09-06"));
    assert_eq!((read.problems.len(), read.problems[0].line), (1, 2));
    assert!(!read.articles[1].id.is_empty());
}

#[test]
fn what_is_wrong_with_a_row_is_said_in_words() {
    for (line, wanted) in [
        (r#"["a","t","2021-09-06","s","u","p","b","text"]"#, "a list, and not an article: each article is an object {…} on a line of its own"),
        ("[", "a list, and not an article: each article is an object {…} on a line of its own"),
        ("id,title,text", "not an article: a row begins with { and ends with }"),
        (r#"{"id":"a","text":"共28人。"#, "breaks off before its closing }: an article stands on one line"),
        (r#"{"标题":"a" "text":"b"}"#, "not JSON at character 11: expected `,` or `}`"),
        (r#"{"id":"a","title":"引才","body":"共28人。"}"#, "has no `text`, only `body`, `id`, `title`"),
        ("{}", "an empty object: an article has at least a `text`"),
        (r#"{"text":28}"#, "`text` is a number and not a string"),
        (r#"{"text":"共28人。","title":["引才"]}"#, "`title` is a list and not a string"),
        (r#"{"text":"共28人。","text":"共29人。"}"#, "not an article: a field stands twice"),
        (r#"{"text":" ","title":""}"#, "neither title nor text"),
    ] {
        let read = reader().read("a.jsonl", format!("{{\"text\":\"头一条。\"}}\n{line}\n").as_bytes()).expect("one article");
        let told: Vec<String> = read.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, [format!("a.jsonl, line 2: {wanted}")], "{line}");
    }
}

#[test]
fn a_web_page_is_dated_by_a_date_and_by_nothing_else() {
    for (words, wanted) in [
        ("今年产量是2019年的3.6倍，全县种植面积达到5万亩。", None),
        ("客服电话12021-9-6，全县种植面积达到5万亩。", None),
        ("2021年9月6日，全县种植面积达到5万亩，产量是2019年的3.6倍。", Some("2021-09-06")),
        ("东海日报 2021-09-06 08:15，全县种植面积达到5万亩。", Some("2021-09-06")),
    ] {
        let read = reader().read("a.html", format!("<html><body><p>{words}</p></body></html>").as_bytes()).expect("one article");
        assert_eq!(read.articles[0].date.map(|date| date.to_string()).as_deref(), wanted, "{words}");
    }
}

#[test]
fn gzip_is_read_and_a_cut_one_is_named() {
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    for number in 0..500 {
        writeln!(zip, "{{\"id\":\"{number}\",\"text\":\"第{number}条：先后引进人才{number}人。\"}}").expect("memory takes it");
    }
    let bytes = zip.finish().expect("memory takes it");
    assert_eq!(json_lines("a.jsonl.gz", &bytes[..]).filter(Result::is_ok).count(), 500);
    let cut: Vec<_> = json_lines("a.jsonl.gz", &bytes[..bytes.len() / 2]).collect();
    assert!(cut.last().is_some_and(|last| last.as_ref().is_err_and(|problem| problem.to_string().contains("a.jsonl.gz"))));
    assert!(reader().read("a.jsonl.gz", &bytes[..bytes.len() / 2]).is_err_and(|error| error.to_string().contains("a.jsonl.gz")));
}

#[test]
fn a_web_page_without_its_menus() {
    let html = "<html><head><title>老街引来新店_东海日报</title><meta name='source' content='东海日报'><meta property='article:published_time' content='2021-09-06T08:00:00'>\
        <script>var 广告='买';</script></head><body><nav><a href='/'>首页</a></nav><h1>老街引来新店</h1><div class='content'>\
        <p>今年以来，老街引进新店28家，带动就业130人。</p><p>“店多了，人也多了。”店主说。</p></div>\
        <div class='related'><a>别的新闻，很多很多，</a></div><footer>版权所有。电话：12345678</footer></body></html>";
    let read = reader().read("a.html", html.as_bytes()).expect("one article");
    let article = &read.articles[0];
    assert_eq!((article.headline.as_str(), article.source.as_str()), ("老街引来新店", "东海日报"));
    assert_eq!(article.text, "今年以来，老街引进新店28家，带动就业130人。\n“店多了，人也多了。”店主说。");
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2021-09-06"));
}

#[test]
fn a_web_page_without_a_bottom_is_read_soon() {
    let story = "<p>今年以来，老街引进新店28家，带动就业130人。</p>";
    for (open, close) in [("<div>", "</div>"), ("<div><h1>", "</h1></div>"), ("<div class=nav>", "</div>"), ("<span>", "</span>"), ("<div>店，", "</div>")] {
        let html = format!("<title>老街</title>{story}{}{story}{}", open.repeat(5000), close.repeat(5000));
        let read = reader().read("deep.html", html.as_bytes()).expect("one article");
        assert!(read.articles[0].text.contains("今年以来，老街引进新店28家"), "{open}: {}", read.articles[0].text);
    }
}

#[test]
fn a_text_longer_than_any_page_is_read_soon() {
    // Sentences that differ, so that none is taken for a copy of another.
    let sentence = |number: usize, end: char| {
        format!(
            "第{number}户人家今年种下新苗{}株，又修好水渠{}米，村里还添了{}盏路灯，夜里走路不再怕黑，孩子们上学也近了许多{end}",
            number * 7,
            number * 3,
            number + 11
        )
    };
    // Torn pieces, each to be held to each, and whole paragraphs, each a stretch of its own.
    for (end, count) in [('，', 4000), ('。', 1600)] {
        let sentences: Vec<String> = (100..100 + count).map(|number| sentence(number, end)).collect();
        let articles = reader().page("long", &sentences.join("\n\n"));
        let read: String = articles.iter().map(|article| article.text.replace('\n', "")).collect();
        let lost: Vec<&String> = sentences.iter().filter(|sentence| !read.contains(*sentence)).collect();
        assert!(lost.is_empty(), "{} lost: {}", lost.len(), lost[0]);
    }
}

#[test]
fn what_unzips_to_more_than_memory_is_named() {
    let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    zip.write_all(&vec![b' '; 1 << 20]).expect("memory takes it");
    let bomb = zip.finish().expect("memory takes it").repeat((MOST_BYTES >> 20) + 1);
    for name in ["bomb.txt.gz", "bomb.json.gz"] {
        assert_eq!(reader().read(name, &bomb).err(), Some(CorpusError::TooLarge { file: name.into(), most: 256 }));
    }
}

#[test]
fn a_line_without_an_end_is_named_and_the_rest_goes_on() {
    let long = std::io::repeat(b'x').take(70 << 20);
    let read: Vec<_> = json_lines("a.jsonl", long.chain(&b"\n{\"id\":\"a\",\"text\":\"28\"}\n"[..])).collect();
    assert_eq!(read.len(), 2);
    assert!(read[0].as_ref().is_err_and(|problem| problem.to_string() == "a.jsonl, line 1: longer than 64 MB"));
    assert!(read[1].as_ref().is_ok_and(|article| article.id == "a"));
    let read: Vec<_> = json_lines("a.jsonl", std::io::repeat(b'x').take(70 << 20)).collect();
    assert!(read.len() == 1 && read[0].is_err());
}

#[test]
fn markdown_with_and_without_front_matter() {
    let text = "---\ntitle: 老街引来新店\ndate: 2021-09-06\nsource: 东海日报\n---\n\n今年以来，老街引进新店\n28家。\n\n- 带动就业130人\n";
    let article = &reader().read("a.md", text.as_bytes()).expect("one article").articles[0];
    assert_eq!((article.headline.as_str(), article.text.as_str()), ("老街引来新店", "今年以来，老街引进新店28家。\n带动就业130人"));
    let two = reader().read("b.md", "# 一\n\n甲。\n\n# 二\n\n乙。\n".as_bytes()).expect("two articles");
    assert_eq!(two.articles.iter().map(|article| article.headline.as_str()).collect::<Vec<_>>(), ["一", "二"]);
}

#[test]
fn rows_of_tables_are_sentences_that_can_be_quoted() {
    let rows = "宿城区：2023年人才28人；增长12.5%。\n宿豫区：2023年人才1,235人。";
    let grid = "<table><caption>各区引才</caption><tr><th rowspan=2>地区<th>人才（人）<th rowspan=2>增长</tr><tr><th>2023年</tr>\
        <tr><td>宿城区</td><td><p>28</p></td><td>12.5%</td></tr><tr><td>宿豫区<td>1,235<td>—</table>";
    let list = "| 地区 | 2023年人才（人） | 增长 |\n|---|---:|---|\n| 宿城区 | 28 | 12.5% |\n| 宿豫区 | 1,235 | — |\n";
    let story = "今年以来，各区引进人才，情况如下。";
    for (file, page, wanted) in [
        ("a.html", format!("<div><p>{story}</p>{grid}<p>完，谢谢。</p></div>"), format!("{story}\n各区引才\n{rows}\n完，谢谢。")),
        ("only.html", format!("<title>引才</title><div>{grid}</div>"), format!("各区引才\n{rows}")),
        ("a.md", format!("# 引才\n\n{story}\n\n{list}\n完，谢谢。\n"), format!("{story}\n{rows}\n完，谢谢。")),
        ("layout.html", format!("<table><tr><td><a href=/>首页</a><td><p>{story}</p>{grid}<td>广告</table>"), format!("{story}\n各区引才\n{rows}")),
    ] {
        let article = &reader().read(file, page.as_bytes()).expect("one article").articles[0];
        assert_eq!(article.text, wanted, "{file}");
        let at = article.text.find("宿城区").expect("the row is there");
        assert!(article.quote(Span::new(at, at + rows.find('\n').expect("two rows"))).is_some());
    }
}

#[test]
fn tables_whose_rows_would_mislead_stay_as_they_are() {
    let story = "今年以来，各区引进人才，情况如下。";
    let grid = "<table><tr><th>地区<th>2022年</tr><tr><td>宿城区<td>100</table>";
    let list = "| 地区 | 2022年 |\n|---|---|\n| 宿城区 | 100 |\n";
    let cells = "宿城区\n100";
    for (file, page, wanted) in [
        ("told.html", format!("<div><p>{story}</p>{grid}</div>"), format!("{story}\n宿城区：2022年为100。")),
        ("unit.html", format!("<div><p>{story}</p><p><b>单位</b>：万元</p>{grid}</div>"), format!("{story}\n单位：万元\n地区2022年\n{cells}")),
        (
            "far.html",
            format!("<div><p>{story}</p><div>产值（万元）</div>\n<!-- --><div> {grid}</div></div>"),
            format!("{story}\n产值（万元）\n地区2022年\n{cells}"),
        ),
        ("unit.md", format!("# 引才\n\n{story}\n\n单位：万元\n\n{list}"), format!("{story}\n单位：万元\n地区\n2022年\n{cells}")),
        (
            "layout.html",
            format!("<table><tr><th>首页<th>新闻</tr><tr><td><p>{story}</p><p>宿城区引进28人，宿豫区引进35人。</p><td>广告</table>"),
            format!("{story}\n宿城区引进28人，宿豫区引进35人。"),
        ),
    ] {
        let article = &reader().read(file, page.as_bytes()).expect("one article").articles[0];
        assert_eq!(article.text, wanted, "{file}");
    }
}

#[test]
fn tables_without_a_bottom_stay_small() {
    let story = "<p>今年以来，老街引进新店28家，带动就业130人。</p>";
    let row = "<tr><td rowspan=9999 colspan=9999>宿城区<td>28人".repeat(2000);
    let heads = format!("<thead>{}</thead>{}", "<tr><th>地区<th>人才".repeat(3000), "<tr><td>宿城区<td>28人".repeat(3000));
    for table in [row, heads, format!("<tr><td>{}", "<table><tr><td>".repeat(5000)), format!("<tr><td rowspan=9999>{}", "店".repeat(90_000))] {
        let html = format!("<div>{story}<table>{table}</table></div>");
        let read = reader().read("table.html", html.as_bytes()).expect("one article");
        let text = &read.articles[0].text;
        assert!(text.contains("老街引进新店28家") && text.len() < 40 * html.len(), "{} of {}", text.len(), html.len());
    }
}

#[test]
fn passages_hold_every_sentence_once_and_quotes_are_cuts() {
    for article in reader().page("seed", SEED) {
        let cut = passages(&article);
        let mut at = 0;
        for (number, passage) in cut.iter().enumerate() {
            assert_eq!(passage.number() as usize, number);
            assert_eq!(passage.span().of(&article.text), passage.text());
            assert!(article.text[at..passage.span().start].trim().is_empty());
            at = passage.span().end;
            assert!(passage.text().chars().count() <= 200 || sentences(passage.text()).len() == 1);
            let start = passage.span().start;
            let quote = article.quote(Span::new(start, start + 3)).expect("a character of the passage");
            assert_eq!(quote.text(), quote.span().of(&article.text));
            assert!(article.quote(Span::new(start, start + 1)).is_none() && article.quote(Span::new(start, 99_999)).is_none());
        }
        assert_eq!(at, article.text.trim_end().len());
    }
}

#[test]
fn copies_are_merged_and_twins_of_one_form_are_not() {
    let told = |text: &str, day: u32| Article { text: text.to_owned(), date: chrono::NaiveDate::from_ymd_opt(2021, 9, day), ..Article::default() };
    let articles = [
        told("今日收盘，海州机床报12.30元，跌幅2.10%，总市值36.5亿元。海州机床主营数控机床，去年净利润1.2亿元。", 6),
        told("宿城区老码头改造完成，引进冷链企业14家，带动就业860人，区长说明年再改造三座码头。", 6),
        told("今日收盘，青河果业报8.75元，跌幅1.95%，总市值21.7亿元。青河果业主营脐橙深加工，去年净利润0.8亿元。", 6),
        told("改造后的宿城老码头迎来14家冷链企业，860人在此就业；明年还有三座码头要改造。", 7),
        told("宿城区老码头改造完成，引进冷链企业14家，带动就业860人。", 6),
    ];
    assert_eq!(near::clusters(&articles), [vec![0], vec![1, 3, 4], vec![2]]);
}

/// Pieces of tables, parted by a bar.
const TABLE: &str = "<tr>|<td>|<td>|<th>|</td>|</tr>|<thead>|</thead>|<tbody>|<caption>|</caption>|<table>|</table>|<td rowspan=2>|<td colspan=3>|<td rowspan=0>\
    |<td colspan=x>|宿城区|人才（人）|28人|28|12.5%|—|2023|。|店，|<p>|</p>|<div class=nav>|</div>|---|（）| |\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn any_cut_of_the_seed_is_read(start in 0usize..SEED.len(), size in 0usize..3000) {
        let bytes = &SEED.as_bytes()[start..(start + size).min(SEED.len())];
        let text = String::from_utf8_lossy(bytes).into_owned();
        for article in reader().page("cut", &text) {
            for piece in &article.origin.pieces {
                prop_assert_eq!(piece.text.of(&article.text), piece.page.of(&text));
                prop_assert!(!piece.text.is_empty());
            }
        }
        let _ = reader().read("cut.txt", bytes);
    }

    #[test]
    fn any_table_is_read(pieces in proptest::collection::vec(proptest::sample::select(TABLE.split('|').collect::<Vec<_>>()), 0..40), ending in "(html|md)") {
        let page = format!("<p>老街引进新店28家，带动就业130人。</p><table>{}", pieces.concat());
        let page = if ending == "md" { page.replace("<td>", "|").replace("<tr>", "|\n|") } else { page };
        if let Ok(read) = reader().read(&format!("x.{ending}"), page.as_bytes()) {
            for article in &read.articles {
                prop_assert!(article.text.is_empty() || article.quote(Span::new(0, article.text.len())).is_some());
                prop_assert!(article.paragraphs().all(|paragraph| !paragraph.trim().is_empty()), "{page}");
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), ending in "(txt|jsonl|html|md|gz|)") {
        if let Err(error) = reader().read(&format!("x.{ending}"), &bytes) {
            prop_assert!(error.to_string().contains("x."));
        }
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|other| other == ending)).collect();
    found.sort();
    found
}

fn shown(articles: &[Article]) -> String {
    let mut out = String::new();
    for article in articles {
        let date = article.date.map(|date| date.to_string()).unwrap_or_default();
        let _ = writeln!(out, "【{:?}】{}｜{}｜{}｜{}｜{date}", article.kind, article.place, article.headline, article.byline, article.source);
        for paragraph in article.paragraphs() {
            let _ = writeln!(out, "{paragraph}");
        }
        let _ = writeln!(out);
    }
    out
}
