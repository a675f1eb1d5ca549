//! Digests over a few articles of our own, and the whole way of a subscription.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;
use shuwen::chat::{Chat, ChatState, Incoming, Now, Said, Words};
use shuwen::corpus::Article;
use shuwen::digest::{Days, Digest, Subscription, Wanted, compose, due};
use shuwen::engine::Engine;
use shuwen::index::{Scan, Search};
use shuwen::store::Store;
use shuwen::text::Segmenter;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn article(id: &str, date: Option<&str>, source: &str, place: &str, headline: &str, text: &str) -> Article {
    Article {
        id: id.into(),
        headline: headline.into(),
        place: place.into(),
        date: date.map(day),
        source: source.into(),
        text: text.into(),
        ..Article::default()
    }
}

const BRIDGE: &str = "清河大桥昨日建成通车。大桥全长1280米，总投资6.4亿元，设计日通行量3.2万辆。市交通局负责人表示，这座桥将两岸的车程缩短一半。";

fn papers() -> Vec<Article> {
    vec![
        article("a1", Some("2021-09-01"), "清河日报", "河东省清河市", "清河大桥通车", BRIDGE),
        article("a2", Some("2021-09-01"), "河东晚报", "河东省清河市", "清河大桥通车了", BRIDGE),
        article("a3", Some("2021-09-01"), "清河日报", "", "", "图为9月1日，清河小学的孩子们在操场上迎接新学期。"),
        article(
            "a4",
            Some("2021-08-30"),
            "清河日报",
            "河东省白山县",
            "白山县苹果丰收",
            "白山县今年种植苹果5万亩，预计产量12万吨。果农们说，今年的苹果又大又甜。",
        ),
        article("a5", Some("2021-08-20"), "清河日报", "", "旧闻一则", "这是一条很早以前的消息，共有3项内容。"),
    ]
}

fn scan(articles: &[Article]) -> Scan {
    let scan = Scan::new(Segmenter::new(Vec::new()));
    scan.put(articles).expect("articles");
    scan
}

fn digest(articles: &[Article], days: Days, topic: &str, seen: &[&str]) -> Digest {
    let engine = Engine::embedded().expect("an engine");
    let seen: HashSet<u64> = articles.iter().filter(|article| seen.contains(&article.id.as_str())).map(|article| article.key().0).collect();
    compose(&scan(articles), engine.figures(), &Wanted { days, topic, most: 10, seen: &seen }).expect("a digest")
}

fn headlines(digest: &Digest) -> Vec<&str> {
    digest.stories.iter().map(|story| story.headline.as_str()).collect()
}

#[test]
fn copies_of_a_story_are_one_and_its_figures_are_found() {
    let digest = digest(&papers(), Days::Latest(day("2021-09-03")), "", &[]);
    assert_eq!((digest.from, digest.to), (Some(day("2021-09-01")), Some(day("2021-09-01"))));
    assert_eq!(digest.stories.len(), 2, "{:?}", headlines(&digest));
    let bridge = &digest.stories[0];
    assert_eq!(bridge.also, 1);
    let sentence = bridge.sentence.as_ref().expect("a sentence");
    assert_eq!(sentence.text(), "大桥全长1280米，总投资6.4亿元，设计日通行量3.2万辆。");
    let figures: Vec<&str> = bridge.figures.iter().map(|span| span.of(sentence.text())).collect();
    assert_eq!(figures, ["1280米", "6.4亿元", "3.2万辆"]);
    let caption = &digest.stories[1];
    assert_eq!(caption.headline, "图为9月1日，清河小学的孩子们在操场上迎接新学期。");
    assert_eq!(caption.sentence, None, "the headline is not said twice");
}

#[test]
fn days_weeks_and_topics() {
    let papers = papers();
    assert_eq!(digest(&papers, Days::Day(day("2021-09-02")), "", &[]).stories.len(), 0);
    assert_eq!(digest(&papers, Days::Week(day("2021-09-02")), "", &[]).stories.len(), 3);
    // The latest day that has the topic, not the latest day.
    let apples = digest(&papers, Days::Latest(day("2021-09-02")), "白山", &[]);
    assert_eq!(headlines(&apples), ["白山县苹果丰收"]);
    assert_eq!(apples.from, Some(day("2021-08-30")));
    assert!(digest(&papers, Days::Week(day("2021-09-02")), "白山 大桥", &[]).stories.is_empty());
    // Nothing of a later day than asked for.
    assert_eq!(digest(&papers, Days::Latest(day("2021-08-31")), "", &[]).to, Some(day("2021-08-30")));
}

#[test]
fn a_topic_is_first_where_it_is_named_first_and_is_always_shown() {
    // Longer, with more figures, and of the topic in one sentence far below.
    let filler = "全省各地举办活动120场，参与群众3.5万人次，发放补贴8600万元。".repeat(20);
    let deep = format!("全省文化节昨日开幕。{filler}此外，来自白山的剪纸作品也在展出。{filler}");
    let long = format!("全省粮食产量公布。{}，其中白山种植玉米，", "各地种植面积稳中有增，投入资金8600万元".repeat(8));
    let papers = [
        article("d1", Some("2021-09-01"), "河东日报", "", "全省文化节开幕", &deep),
        article("d2", Some("2021-09-01"), "河东日报", "", "苹果丰收", "白山今年苹果丰收，果农们都说又大又甜。"),
        article("d3", Some("2021-09-01"), "河东日报", "河东省白山县", "县城修路", "县里新修道路12公里，总投资8600万元。"),
        article("d4", Some("2021-09-01"), "河东日报", "", "粮食增产", &format!("{long}预计产量12万吨。")),
        article("d5", Some("2021-09-01"), "河东日报", "", "白山旅遊節", "景区昨天接待游客3.2万人次。"),
    ];
    let digest = digest(&papers, Days::Day(day("2021-09-01")), "白山", &[]);
    let at = |headline: &str| headlines(&digest).iter().position(|told| *told == headline).expect("told");
    assert!(at("县城修路").max(at("白山旅遊節")) < at("苹果丰收"), "{:?}", headlines(&digest));
    assert!(at("苹果丰收") < at("全省文化节开幕").min(at("粮食增产")), "{:?}", headlines(&digest));
    for story in &digest.stories {
        let said = story.sentence.as_ref().map(|sentence| sentence.text()).unwrap_or_default();
        let shown = format!("{}{}{said}", story.headline, story.place);
        assert!(shown.contains("白山"), "{shown}");
    }
}

#[test]
fn what_a_chat_has_seen_is_left_out_in_any_copy() {
    let papers = papers();
    let again = digest(&papers, Days::New(day("2021-09-02")), "", &["a2"]);
    assert!(!headlines(&again).contains(&"清河大桥通车"), "{:?}", headlines(&again));
    assert_eq!(again.stories.len(), 2, "the caption and the apples of the week");
    let first = digest(&papers, Days::New(day("2021-09-02")), "", &[]);
    assert_eq!(first.from, first.to, "the first digest is one day's");
    assert_eq!(first.passed.len(), 4, "but its whole week counts as passed");
}

#[test]
fn articles_without_dates_are_one_day() {
    let undated = [article("u1", None, "", "", "无日期", "全县新增床位300张，惠及群众2万人，比去年更多。")];
    let digest = digest(&undated, Days::Latest(day("2021-09-02")), "", &[]);
    assert_eq!((digest.from, digest.stories.len()), (None, 1));
}

#[test]
fn every_sentence_of_a_digest_is_printed_in_its_article() {
    let papers = papers();
    for story in digest(&papers, Days::Week(day("2021-09-02")), "", &[]).stories {
        let article = papers.iter().find(|article| article.id == story.article).expect("the article");
        if let Some(sentence) = &story.sentence {
            assert_eq!(sentence.span().of(&article.text), sentence.text());
            assert!(story.figures.iter().all(|span| !span.of(sentence.text()).is_empty()));
        }
    }
}

fn wish(since: &str) -> Subscription {
    Subscription {
        chat: 7,
        thread: None,
        time: "08:00:00".parse().expect("a time"),
        topic: String::new(),
        language: "zh".into(),
        since: since.parse().expect("a moment"),
    }
}

#[test]
fn what_is_due_and_when() {
    let wish = wish("2021-09-01T07:00:00");
    let at = |text: &str| due(&wish, text.parse().expect("a moment")).map(|run| run.day);
    assert_eq!(at("2021-09-01T07:59:59"), None);
    assert_eq!(at("2021-09-01T08:00:00"), Some(day("2021-09-01")));
    // Missed overnight: yesterday's is still due, and is the same run.
    assert_eq!(at("2021-09-02T07:00:00"), Some(day("2021-09-01")));
    assert_eq!(at("2021-09-09T09:00:00"), Some(day("2021-09-09")), "older ones are not made up for");
}

#[tokio::test]
async fn a_subscription_sends_each_story_once_and_says_once_that_nothing_is_new() {
    let engine = Arc::new(Engine::embedded().expect("an engine"));
    let chat = Chat::new(Arc::clone(&engine), Words::embedded().expect("replies"), "shuwen_bot");
    let store = Store::memory().await.expect("memory");
    engine.ingest(&papers()).expect("articles");
    store.subscribe(&wish("2021-08-31T09:00:00")).await.expect("subscribed");

    let mut days = Vec::new();
    for (number, morning) in ["2021-09-01", "2021-09-02", "2021-09-03", "2021-09-04"].into_iter().enumerate() {
        if number == 3 {
            let news = article("n1", Some("2021-09-04"), "清河日报", "", "清河新闻", "清河市新建学校3所，新增学位4500个。市民们纷纷叫好。");
            engine.ingest(&[news]).expect("news");
        }
        for time in ["07:59:00", "08:00:00", "08:00:20", "20:00:00"] {
            let now = Now { local: format!("{morning}T{time}").parse().expect("a moment") };
            chat.plan_due(&store, &now).await.expect("planned");
        }
        let mut messages = Vec::new();
        for run in store.open_runs().await.expect("read") {
            while let Some(part) = store.next(&run).await.expect("read") {
                assert!(store.hold(&run, &part).await.expect("claimed"));
                messages.push(part.body);
            }
        }
        days.push(messages);
    }
    let counts: Vec<usize> = days.iter().map(Vec::len).collect();
    assert_eq!(counts, [1, 1, 0, 1], "{days:?}");
    assert_eq!(days[0][0].matches("清河大桥通车").count(), 1, "{}", days[0][0]);
    assert!(days[0][0].contains("<b>6.4亿元</b>"), "{}", days[0][0]);
    assert!(days[1][0].starts_with("没有新的报道"), "{}", days[1][0]);
    assert!(days[3][0].contains("清河新闻") && !days[3][0].contains("大桥"), "{}", days[3][0]);
}

#[tokio::test]
async fn a_language_that_is_asked_for_is_that_of_the_next_digest() {
    let chat = Chat::new(Arc::new(Engine::embedded().expect("an engine")), Words::embedded().expect("replies"), "shuwen_bot");
    let store = Store::memory().await.expect("memory");
    store.subscribe(&wish("2021-08-31T09:00:00")).await.expect("subscribed");
    let now = Now { local: "2021-09-01T08:00:00".parse().expect("a moment") };
    let said = Said::Text { text: "/lang en".into(), reply: None };
    let turn = chat.turn(&ChatState::default(), &Incoming { chat: 7, thread: None, group: false, user: 1, admin: false, language: None, said }, &now);
    store.save_state(7, &turn.state.to_text().expect("a state")).await.expect("saved");
    chat.plan_due(&store, &now).await.expect("planned");
    let run = store.open_runs().await.expect("read").pop().expect("a run");
    let part = store.next(&run).await.expect("read").expect("a message");
    assert!(part.body.contains("Digest, undated"), "{}", part.body);
}
