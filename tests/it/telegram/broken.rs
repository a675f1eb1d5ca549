//! A bot whose index panics or is slow, in the test's own process.
//!
//! No words make the real program panic, and none should; so here the whole bot runs over an
//! index that does. Listing the sources panics, the articles of a digest come slowly. Knows
//! nothing of what an index is for.

use std::sync::Arc;
use std::time::Duration;

use shuwen::chat::Words;
use shuwen::corpus::Article;
use shuwen::engine::Engine;
use shuwen::index::{Embedded, Filter, Hit, IndexError, Put, Query, Search, Source};
use shuwen::resources::Resources;
use shuwen::store::Store;
use shuwen::telegram::{Telegram, Token, serve};
use tokio_util::sync::CancellationToken;

use super::bot::PATIENCE;
use super::{QUESTION, message};
use crate::fake_bot_api::{FakeBotApi, TOKEN, update};

/// How long a digest's articles take.
const SLOW: Duration = Duration::from_millis(2500);

struct Broken(Embedded);

impl Search for Broken {
    fn state(&self) -> u64 {
        self.0.state()
    }

    fn search(&self, query: &Query, limit: usize) -> Result<Vec<Hit>, IndexError> {
        self.0.search(query, limit)
    }

    fn article(&self, id: &str) -> Result<Option<Article>, IndexError> {
        self.0.article(id)
    }

    fn frequencies(&self, terms: &[&str]) -> Result<(Vec<u64>, u64), IndexError> {
        self.0.frequencies(terms)
    }

    fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Article>, IndexError> {
        std::thread::sleep(SLOW);
        self.0.list(filter, limit)
    }

    fn latest(&self) -> Result<Option<chrono::NaiveDate>, IndexError> {
        self.0.latest()
    }

    fn sources(&self) -> Result<Vec<Source>, IndexError> {
        panic!("ordered by the test")
    }

    fn settle(&self) -> Result<(), IndexError> {
        self.0.settle()
    }

    fn put_files(&self, articles: &[Article], files: &[String]) -> Result<Put, IndexError> {
        self.0.put_files(articles, files)
    }
}

/// Runs a bot over the broken index while `test` talks to it.
fn with_bot(server: &FakeBotApi, test: impl FnOnce()) {
    let resources = Resources::embedded();
    let engine = Engine::load(&resources, |segmenter| Ok(Arc::new(Broken(Embedded::in_memory(segmenter)?))));
    let engine = engine.expect("an engine");
    let seeds = resources.seeds(engine.segmenter().clone()).expect("the seeds");
    engine.ingest(&seeds).expect("ingested");
    let mut settings = Telegram::new(Token::new(TOKEN), chrono_tz::Asia::Shanghai);
    settings.api_url = Some(server.url());
    settings.rates.chat_gap = Duration::from_millis(20);
    let shutdown = CancellationToken::new();
    let stop = shutdown.clone().drop_guard();
    let bot = std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let store = Store::memory().await.expect("a store in memory");
            let words = Words::embedded().expect("the replies");
            serve(settings, Arc::new(engine), words, store, shutdown).await
        })
    });
    test();
    drop(stop);
    let served = bot.join().expect("the bot does not panic");
    assert!(served.is_ok(), "{served:?}");
}

#[test]
fn a_panic_is_apologised_for_and_the_next_question_answered() {
    let server = FakeBotApi::start();
    with_bot(&server, || {
        for number in 0..3 {
            server.push(update::message(7, 7, 11 + number, "/sources"));
        }
        server.push(update::message(7, 7, 20, QUESTION));
        for number in 0..3 {
            let apology = message(&server, 7, number).expect("an apology");
            assert!(!apology.text().contains("panic") && !apology.text().contains("ordered"));
        }
        let answer = message(&server, 7, 3).expect("an answer");
        assert!(answer.text().contains("28人"), "{}", answer.text());
    });
}

#[test]
fn slow_thinking_shows_as_typing_and_holds_up_no_other_chat() {
    let server = FakeBotApi::start();
    with_bot(&server, || {
        server.push(update::message(7, 7, 11, "/digest"));
        server.push(update::message(8, 8, 12, QUESTION));
        let quick = message(&server, 8, 0).expect("an answer");
        let slow = message(&server, 7, 0).expect("a digest");
        assert!(quick.at < slow.at, "the quick chat waited for the slow one");
        let typing = server.wait(PATIENCE, |all| all.iter().find(|r| r.method == "sendChatAction" && r.chat() == 7).cloned());
        assert!(typing.is_some_and(|typing| typing.at < slow.at), "nothing showed that the bot works");
    });
}

#[test]
fn many_inline_queries_at_once_are_all_answered() {
    let server = FakeBotApi::start();
    with_bot(&server, || {
        for number in 0..100 {
            server.push(update::inline(&number.to_string(), 7, QUESTION));
        }
        let all = server.wait(PATIENCE, |all| {
            let answers = all.iter().filter(|request| request.method == "answerInlineQuery");
            (answers.count() == 100).then_some(())
        });
        assert!(all.is_some(), "some inline queries have no answer");
    });
}
