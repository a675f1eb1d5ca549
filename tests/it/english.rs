//! English questions over a corpus: names that only the corpus knows.
//!
//! Knows nothing of what the answers weigh; places and terms have their tests beside the lexicon.

use std::sync::Arc;

use chrono::NaiveDate;
use shuwen::corpus::Article;
use shuwen::engine::Engine;
use shuwen::index::Embedded;
use shuwen::resources::Resources;

/// More articles than are looked through for names in Latin letters.
const LATER: u32 = 320;

#[test]
fn a_name_is_found_in_old_articles_too() {
    let engine = Engine::load(&Resources::embedded(), |segmenter| Ok(Arc::new(Embedded::in_memory(segmenter)?))).expect("an engine");
    let day = |at: u32| NaiveDate::from_ymd_opt(2023, 1, 1).and_then(|first| first.checked_add_days(chrono::Days::new(at.into())));
    let told = |at: u32, text: &str| Article { id: at.to_string(), text: text.into(), date: day(at), ..Article::default() };
    let mut articles = vec![told(0, "老字号内联升重视设计，去年研发费用达到200万元。")];
    articles.extend((1..=LATER).map(|at| told(at, "大桥今天通车，市民很高兴。")));
    engine.ingest(&articles).expect("ingested");
    for (question, wanted) in
        [("How much did Neiliansheng spend on research and development?", Some("内联升")), ("How much did Quanjude spend on research and development?", None)]
    {
        let trace = engine.ask(question, None, day(LATER).expect("a day")).expect("an answer");
        let name = trace.question.terms.iter().find(|term| term.name).map(|term| term.text.as_str());
        assert_eq!(name.filter(|name| !name.is_ascii()), wanted, "{question}: {name:?}");
    }
}
