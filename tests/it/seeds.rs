//! The owner's questions on the seed page: each is answered rightly with a sentence that proves
//! it, or refused.
//!
//! Knows nothing of how answers are found. All failures are told at once.

use chrono::NaiveDate;
use serde::Deserialize;
use shuwen::engine::Engine;
use shuwen::measure::right;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    question: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    question: String,
    kind: String,
    #[serde(default)]
    answers: Vec<String>,
    #[serde(default)]
    refuse: bool,
    /// Words that the quoted sentence must hold.
    #[serde(default)]
    quote: String,
    /// Why the program does not get this one right yet: it is asked and told, but fails nothing.
    #[serde(default)]
    open: String,
    #[serde(default, rename = "why")]
    _why: String,
}

fn rows() -> Vec<Row> {
    let file: File = toml::from_str(include_str!("../../seeds/questions.toml")).expect("seeds/questions.toml");
    file.question
}

#[test]
fn there_are_enough_and_each_can_be_judged() {
    let rows = rows();
    let closed = || rows.iter().filter(|row| row.open.is_empty());
    assert!(closed().count() >= 66, "{} questions", closed().count());
    assert!(closed().filter(|row| row.refuse).count() >= 15, "{} to be refused", closed().filter(|row| row.refuse).count());
    for row in &rows {
        assert_eq!(row.refuse, row.answers.is_empty(), "{}: answers, or refuse = true", row.question);
        for answer in &row.answers {
            assert!(right(&row.kind, &row.answers, answer), "{}: the judge does not take {answer}", row.question);
        }
    }
}

#[test]
fn every_question_is_answered_or_refused() {
    let engine = Engine::embedded().expect("the embedded corpus");
    let today = NaiveDate::from_ymd_opt(2021, 9, 6).expect("a day");
    let rows = rows();
    let (mut wrong, mut open) = (Vec::new(), Vec::new());
    for row in &rows {
        let answer = engine.ask(&row.question, None, today).expect("an answer").answer;
        let found = answer.found.first();
        let fault = match found {
            None if row.refuse => continue,
            None => format!("refused ({:?}, {}); nearest {:?}", answer.verdict, answer.confidence, answer.near.first().map(|finding| &finding.text)),
            Some(finding) if row.refuse => format!("answered {} ({}) from 「{}」", finding.text, answer.confidence, finding.quote.text()),
            Some(finding) if !right(&row.kind, &row.answers, &finding.text) => {
                format!("answered {} ({}) for {} from 「{}」", finding.text, answer.confidence, row.answers.join(" / "), finding.quote.text())
            }
            Some(finding) if !finding.quote.text().contains(&row.quote) => {
                format!("quoted 「{}」, which does not hold 「{}」", finding.quote.text(), row.quote)
            }
            Some(finding) if finding.mark.of(finding.quote.text()) != finding.text => {
                format!("marked {:?} in the quote for {}", finding.mark.of(finding.quote.text()), finding.text)
            }
            Some(_) => continue,
        };
        let list = if row.open.is_empty() { &mut wrong } else { &mut open };
        list.push(format!("{}\n    {fault}", row.question));
    }
    println!("{} of {} questions are open\n{}", open.len(), rows.len(), open.join("\n"));
    assert!(wrong.is_empty(), "{} of {} questions came out wrong\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn a_follow_up_takes_the_frame_of_the_question_before() {
    let engine = Engine::embedded().expect("the embedded corpus");
    let today = NaiveDate::from_ymd_opt(2021, 9, 6).expect("a day");
    let cases = [
        ("宿城区引进了多少高层次人才？", "那专利呢", "宿城区引进了多少专利？"),
        ("宿城区引进了多少高层次人才？", "专利？", "宿城区引进了多少专利？"),
        ("宿城区引进了多少高层次人才？", "那知识产权呢？", "宿城区引进了多少知识产权？"),
        ("宿城区引进了多少高层次人才？", "那赣县区呢？", "赣县区引进了多少高层次人才？"),
        ("宿城区招引了几家企业？", "那人才呢", "宿城区招引了几人才？"),
        ("光伏电站的面积有多少平方米？", "那投资呢", "光伏电站的投资有多少？"),
        ("宿城区引进了多少高层次人才？", "宿城培训了多少人？", "宿城培训了多少人？"),
    ];
    for (before, words, wanted) in cases {
        let before = engine.ask(before, None, today).expect("an answer").question;
        let question = engine.ask(words, Some(&before), today).expect("an answer").question;
        assert_eq!(question.text, wanted, "{words} after {}", before.text);
    }
    // In English the frame is that of the question before as it was said again in Chinese, which
    // is what a chat keeps of it.
    let said = engine.ask("how many talents did Sucheng attract", None, today).expect("an answer").question.text;
    let before = engine.ask(&said, None, today).expect("an answer").question;
    let ask = |words: &str| engine.ask(words, Some(&before), today).expect("an answer").question;
    let talents = before.terms.iter().find(|term| !term.name && !term.verb).map(|term| term.text.clone()).expect("what is counted");
    for words in ["and patents?", "what about patents", "patents?"] {
        assert_eq!(ask(words).text, before.text.replace(&talents, "专利"), "{words}");
        assert!(ask(words).asked.is_some(), "{words}");
    }
    assert!(ask("and patents?").terms.iter().any(|term| term.text == "专利" && !term.synonyms.is_empty()));
    for words in [
        "patents",
        "how many people did Taizhou train",
        "and how many patents?",
        "and who is the mayor?",
        "and how long is the bridge?",
        "and what did the mayor of Beijing say about it yesterday evening",
    ] {
        assert!(!ask(words).text.contains("引进"), "{words}: {}", ask(words).text);
    }
}

#[test]
fn questions_are_read_for_what_they_ask() {
    let engine = Engine::embedded().expect("the embedded corpus");
    let today = NaiveDate::from_ymd_opt(2021, 9, 6).expect("a day");
    for (words, wanted) in [
        // The last word of the noun phrase says whether it is measured.
        ("What is the built-up area of the photovoltaic station in Songmen?", "Figure 3.5万平方米"),
        ("What is the installed capacity of the photovoltaic station?", "Figure 2.99兆瓦"),
        ("What is the name of the company in Ganxian?", "Name "),
    ] {
        let trace = engine.ask(words, None, today).expect("an answer");
        let kind = trace.question.asked.map_or("nothing".to_owned(), |asked| format!("{:?}", asked.kind));
        let found = trace.answer.found.first().map_or("", |finding| finding.text.as_str());
        assert_eq!(format!("{kind} {found}"), wanted, "{words}: {}", trace.question.text);
    }
    for (words, unit, periods) in [
        // A noun that the dictionary glues to its measure word hides no unit.
        ("演习出动了多少架飞机", "架", ""),
        ("引进了多少人才", "", ""),
        // What something is compared with is no time asked for.
        ("2022年一季度天然气产量比上年同期增了百分之几", "%", "2022"),
        ("去年引进了多少人才", "", "2020"),
    ] {
        let question = engine.ask(words, None, today).expect("an answer").question;
        let years: Vec<String> = question.periods.iter().filter_map(|period| period.year).map(|year| year.to_string()).collect();
        assert_eq!((question.asked.map_or(String::new(), |asked| asked.unit), years.join(" ")), (unit.to_owned(), periods.to_owned()), "{words}");
    }
}
