//! The owner's questions on the seed page: each is answered rightly with a sentence that proves
//! it, or refused.
//!
//! Knows nothing of how answers are found. All failures are told at once.

use chrono::NaiveDate;
use serde::Deserialize;
use shuwen::engine::Engine;
use shuwen::measure::right;
use shuwen::resources::Resources;

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
    let file: File = toml::from_str(Resources::embedded().seed_questions()).expect("seeds/questions.toml");
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
