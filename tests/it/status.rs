//! How a paper says a figure: as a fact, an aim, a plan, somebody's claim, or as not so.

use chrono::NaiveDate;
use shuwen::answer::Status;
use shuwen::corpus::Article;
use shuwen::engine::Engine;

#[test]
fn the_status_of_a_figure_is_the_papers() {
    let cases = [
        ("青川县去年建成水库12座。", Status::Fact),
        ("青川县力争年底建成水库12座。", Status::Target),
        ("青川县计划建成水库12座。", Status::Plan),
        ("网传青川县已建成水库12座。", Status::Claim),
        ("青川县今年未完成12座水库的建设。", Status::Negated),
    ];
    let today = NaiveDate::from_ymd_opt(2021, 9, 6).expect("a day");
    for (text, status) in cases {
        let engine = Engine::embedded().expect("the embedded corpus");
        engine.ingest(&[Article { id: "one".into(), text: text.into(), ..Article::default() }]).expect("an article");
        let answer = engine.ask("青川县建成多少座水库？", None, today).expect("an answer").answer;
        let first = answer.near.first().unwrap_or_else(|| panic!("nothing found in {text}"));
        assert!(first.text.contains("12座"), "{text}: {}", first.text);
        assert_eq!(first.status, status, "{text}");
    }
}
