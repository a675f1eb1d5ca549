//! A question's whole way, to be read or as JSON: understood, looked for, found, weighed, answered.
//!
//! Knows nothing of how any of it came about: everything shown stands in the `Trace`.

use serde_json::{Value, json};

use super::CliError;
use crate::engine::Trace;
use crate::extract::Rankings;
use crate::question::{Kind, Question};

/// So many passages are shown.
const HITS: usize = 8;
/// So many candidates.
const CANDIDATES: usize = 8;
/// So many features of each, those that added most.
const FEATURES: usize = 6;

/// The trace to be read.
pub(super) fn text(trace: &Trace, rankings: &Rankings) -> String {
    let mut out = String::new();
    understood(&mut out, &trace.question);
    let terms: Vec<String> = trace.query.terms.iter().map(|term| format!("{} {:.2}", term.text, term.weight)).collect();
    out += &format!("looked for  {}\n", terms.join(", "));
    out += &format!("found       {} passages\n", trace.hits.len());
    for hit in trace.hits.iter().take(HITS) {
        out += &format!("  {:>7.2}  (article {:.2})  {} #{}  {}\n", hit.score, hit.article_score, hit.article, hit.passage, headline(trace, &hit.article));
    }
    out += &format!("weighed     {} candidates, ranking of {}\n", trace.candidates.len(), trace.domain.name());
    for (at, candidate) in trace.candidates.iter().enumerate().take(CANDIDATES) {
        out += &format!("  {:>7.2}  {}  ({:?}, {:?}, {:?})\n", candidate.score, candidate.text, candidate.class, candidate.modifier, candidate.status);
        out += &format!("           {}\n", candidate.quote.text().replace('\n', " "));
        out += &format!("           {}\n", added(trace, at, rankings));
    }
    let sure = trace.answer.confidence / 10;
    out += &format!("answer      {:?}, {sure}% sure\n", trace.answer.verdict);
    out
}

/// The trace as JSON; everything before the answer only where `whole`.
pub(super) fn value(trace: &Trace, rankings: &Rankings, whole: bool) -> Result<Value, CliError> {
    let mut value = json!({ "question": serde_json::to_value(&trace.question)?, "answer": serde_json::to_value(&trace.answer)? });
    if whole {
        let kind = asked(&trace.question);
        let candidates = trace.candidates.iter().enumerate().map(|(at, candidate)| {
            let added = rankings
                .of(trace.domain)
                .explain(&trace.candidates, at, kind)
                .into_iter()
                .map(|(feature, share)| json!({ "feature": feature.key(), "added": share }));
            json!({
                "text": candidate.text,
                "value": candidate.value.as_ref().map(ToString::to_string),
                "class": format!("{:?}", candidate.class).to_lowercase(),
                "modifier": candidate.modifier.name(),
                "status": candidate.status,
                "score": candidate.score,
                "article": trace.documents.get(candidate.document).map(|document| document.article().id.as_str()),
                "quote": candidate.quote,
                "features": added.collect::<Vec<Value>>(),
            })
        });
        let terms = trace.query.terms.iter().map(|term| json!({ "text": term.text, "weight": term.weight }));
        value["domain"] = json!(trace.domain.name());
        value["query"] = json!({ "terms": terms.collect::<Vec<Value>>(), "times": trace.query.times });
        value["hits"] = serde_json::to_value(&trace.hits)?;
        value["candidates"] = Value::Array(candidates.collect());
    }
    Ok(value)
}

fn understood(out: &mut String, question: &Question) {
    *out += &format!("question    {}\n", question.words);
    if question.text != question.words {
        *out += &format!("read as     {}\n", question.text);
    }
    *out += &match &question.asked {
        Some(asked) => {
            let classes: Vec<String> = asked.classes.iter().map(|class| format!("{class:?}").to_lowercase()).collect();
            let guessed = if asked.soft { ", a guess" } else { "" };
            let unit = if asked.unit.is_empty() { String::new() } else { format!(", in {}", asked.unit) };
            format!("asks for    {:?} {}{unit}{guessed} (cue {})\n", asked.kind, classes.join("/"), asked.rule)
        }
        None => "asks for    nothing that can be looked up\n".to_owned(),
    };
    for term in &question.terms {
        let kinds = [(term.name, "name"), (term.number, "number"), (term.verb, "verb")];
        let kinds: Vec<&str> = kinds.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
        let others: Vec<&str> = term.synonyms.iter().map(|(word, _)| word.as_str()).take(6).collect();
        *out += &format!(
            "  term      {} {} {:.2}{}\n",
            term.text,
            kinds.join(" "),
            term.head,
            if others.is_empty() { String::new() } else { format!("  ~ {}", others.join(" ")) }
        );
    }
    for period in &question.periods {
        *out += &format!("  time      {} {:?} {:?}\n", period.year.map_or("?".to_owned(), |year| year.to_string()), period.months, period.day);
    }
}

fn headline<'a>(trace: &'a Trace, id: &str) -> &'a str {
    let document = trace.documents.iter().find(|document| document.article().id == id);
    document.map_or("", |document| document.article().headline.as_str())
}

fn added(trace: &Trace, at: usize, rankings: &Rankings) -> String {
    let parts = rankings.of(trace.domain).explain(&trace.candidates, at, asked(&trace.question));
    let shown: Vec<String> = parts.iter().take(FEATURES).map(|(feature, share)| format!("{} {share:+.2}", feature.key())).collect();
    shown.join("  ")
}

fn asked(question: &Question) -> Kind {
    question.asked.as_ref().map_or(Kind::Figure, |asked| asked.kind)
}
