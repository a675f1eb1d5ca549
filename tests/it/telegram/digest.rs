//! Digests on time, seen from Telegram's side: each is sent once, whatever happens.
//!
//! The subscription is written into the bot's own database before it starts, made two days ago,
//! so that a digest is due at once. Knows nothing of what a digest says.

use std::collections::HashSet;
use std::time::Duration;

use shuwen::digest::Subscription;
use shuwen::store::Store;

use super::bot::{Home, PATIENCE};
use super::{QUESTION, message, messages};
use crate::fake_bot_api::{Failure, FakeBotApi, Request, update};

/// Longer than the bot needs to look for what is due a few times.
const SETTLED: Duration = Duration::from_millis(3500);

fn with_store<T>(home: &Home, work: impl AsyncFnOnce(&Store) -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = Store::open(&home.database()).await.expect("the bot's database");
        let done = work(&store).await;
        store.close().await;
        done
    })
}

fn subscribe(home: &Home, chat: i64) {
    let since = chrono::Utc::now().naive_utc() - chrono::Duration::days(2);
    let (time, topic) = (chrono::NaiveTime::MIN, String::new());
    let subscription = Subscription { chat, thread: None, time, topic, language: "zh".into(), since };
    with_store(home, async |store| store.subscribe(&subscription).await.expect("subscribed"));
}

fn subscribers(home: &Home) -> Vec<i64> {
    let all = with_store(home, async |store| store.subscriptions().await.expect("subscriptions"));
    all.into_iter().map(|subscription| subscription.chat).collect()
}

/// How many messages the chat has once nothing more comes.
fn settled(server: &FakeBotApi, chat: i64) -> usize {
    std::thread::sleep(SETTLED);
    messages(&server.requests(), chat).count()
}

/// Waits until nothing more comes to any chat.
fn quiet(server: &FakeBotApi) {
    let mut before = usize::MAX;
    while before != server.requests().len() {
        before = server.requests().len();
        std::thread::sleep(SETTLED);
    }
}

fn texts(server: &FakeBotApi, chat: i64) -> Vec<String> {
    messages(&server.requests(), chat).map(|request| request.text().to_owned()).collect()
}

/// All parts of the digest that is due, as a bot sends them that nobody disturbs.
fn whole() -> Vec<String> {
    let (server, home) = (FakeBotApi::start(), Home::new());
    subscribe(&home, 1);
    let bot = home.start(&server);
    assert!(message(&server, 1, 0).is_some(), "{}", bot.log());
    quiet(&server);
    texts(&server, 1)
}

#[test]
fn a_digest_is_sent_once_and_not_again_after_a_restart() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    subscribe(&home, 7);
    let bot = home.start(&server);
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    let sent = settled(&server, 7);
    assert!(bot.stop("-TERM").success());
    let bot = home.start(&server);
    assert_eq!(settled(&server, 7), sent, "{}", bot.log());
}

#[test]
fn a_digest_asked_to_wait_is_sent_once() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    subscribe(&home, 7);
    server.with(|world| world.refuse("sendMessage", Some(7), 1, Failure::flood(1)));
    let bot = home.start(&server);
    let first = message(&server, 7, 0).unwrap_or_else(|| panic!("{}", bot.log()));
    settled(&server, 7);
    let all = server.requests();
    let copies = messages(&all, 7).filter(|request| request.text() == first.text()).count();
    assert_eq!(copies, 1, "{}", bot.log());
}

#[test]
fn a_bot_killed_while_it_sends_a_digest_sends_no_part_twice_and_loses_only_what_flew() {
    const KILLS: usize = 4;
    let whole = whole();
    let (server, home) = (FakeBotApi::start(), Home::new());
    (1..=12).for_each(|chat| subscribe(&home, chat));
    for kill in 0..KILLS {
        let before = server.requests().iter().filter(|request| request.method == "sendMessage").count();
        // One a second: at the kill there is at most one on its way, and all others wait.
        let bot = home.start_with(&server, &[("SHUWEN__TELEGRAM__PER_SECOND", "1")]);
        // Before and while the first part leaves, or when it just has.
        if kill % 2 == 0 {
            std::thread::sleep(Duration::from_millis(60));
        } else {
            let more = |all: &[Request]| all.iter().filter(|request| request.method == "sendMessage").count() > before;
            assert!(server.wait(PATIENCE, |all| more(all).then_some(())).is_some(), "{}", bot.log());
        }
        bot.stop("-KILL");
    }
    let bot = home.start(&server);
    quiet(&server);
    let mut lost = 0;
    for chat in 1..=12 {
        let texts = texts(&server, chat);
        let once: HashSet<&String> = texts.iter().collect();
        assert_eq!(once.len(), texts.len(), "chat {chat} was sent something twice");
        lost += whole.iter().filter(|part| !once.contains(part)).count();
    }
    assert!(lost <= KILLS, "{lost} parts are lost\n{}", bot.log());
}

#[test]
fn parts_that_wait_for_telegram_outlive_a_kill() {
    let whole = whole();
    let (server, home) = (FakeBotApi::start(), Home::new());
    (1..=12).for_each(|chat| subscribe(&home, chat));
    server.with(|world| world.refuse("sendMessage", None, 12, Failure::flood(60)));
    let bot = home.start(&server);
    let refused = server.wait(PATIENCE, |all| (all.iter().filter(|request| request.method == "sendMessage").count() == 12).then_some(()));
    assert!(refused.is_some(), "{}", bot.log());
    // The refusals must have been heard: before, a part is on its way.
    std::thread::sleep(Duration::from_millis(500));
    bot.stop("-KILL");
    let bot = home.start(&server);
    quiet(&server);
    for chat in 1..=12 {
        assert_eq!(texts(&server, chat), whole, "chat {chat}\n{}", bot.log());
    }
}

#[test]
fn readers_who_must_wait_hold_up_no_others_and_the_next_follow_at_once() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    (1..=80).for_each(|chat| subscribe(&home, chat));
    server.with(|world| (1..=30).for_each(|chat| world.refuse("sendMessage", Some(chat), 1, Failure::flood(600))));
    // The second tick comes too late for this test: what follows, follows an end.
    let bot = home.start_with(&server, &[("SHUWEN__TELEGRAM__TICK_SECONDS", "600")]);
    for chat in 31..=80 {
        assert!(message(&server, chat, 0).is_some(), "chat {chat} has nothing\n{}", bot.log());
    }
}

#[test]
fn a_reader_who_blocked_the_bot_is_sent_no_more_digests() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    subscribe(&home, 7);
    server.with(|world| world.block(7));
    let bot = home.start(&server);
    let refused = server.wait(PATIENCE, |all| all.iter().find(|request| request.chat() == 7).cloned());
    assert!(refused.is_some(), "{}", bot.log());
    std::thread::sleep(SETTLED);
    assert!(bot.stop("-TERM").success());
    assert_eq!(server.requests().iter().filter(|request| request.chat() == 7).count(), 1);
    assert_eq!(subscribers(&home), Vec::<i64>::new());

    // One who comes back gets the answer and keeps the subscription, from then on.
    server.with(|world| world.unblock(7));
    let bot = home.start(&server);
    server.push(update::message(7, 7, 11, QUESTION));
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    assert_eq!(settled(&server, 7), 1, "what fell due meanwhile is not sent: {}", bot.log());
    assert!(bot.stop("-TERM").success());
    assert_eq!(subscribers(&home), [7]);
}

#[test]
fn a_group_that_moves_keeps_its_subscription_and_gets_its_digest() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    subscribe(&home, -7);
    let new = -1_001_000_000_007;
    server.with(|world| world.migrate(-7, new));
    let bot = home.start(&server);
    assert!(message(&server, new, 0).is_some(), "{}", bot.log());
    settled(&server, new);
    assert!(bot.stop("-TERM").success());
    assert_eq!(subscribers(&home), [new]);
    let all = server.requests();
    let first = messages(&all, new).next().map(|request| request.text()).unwrap_or_default();
    assert_eq!(messages(&all, new).filter(|request| request.text() == first).count(), 1);
}

#[test]
fn a_subscription_made_in_the_chat_is_remembered() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let bot = home.start(&server);
    server.push(update::message(7, 7, 11, "/subscribe 08:30"));
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    assert!(bot.stop("-TERM").success());
    assert_eq!(subscribers(&home), [7]);
}

#[test]
fn digests_to_many_do_not_delay_an_answer() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    // Two seconds' worth of digests at thirty a second.
    (1001..=1060).for_each(|chat| subscribe(&home, chat));
    let bot = home.start(&server);
    assert!(server.wait(PATIENCE, |all| all.iter().find(|r| r.method == "sendMessage").map(|_| ())).is_some());
    server.push(update::message(7, 7, 11, QUESTION));
    let answer = message(&server, 7, 0).unwrap_or_else(|| panic!("{}", bot.log()));
    message(&server, 1060, 0);
    let later = server.requests().iter().filter(|request| request.chat() > 1000 && request.at > answer.at).count();
    assert!(later > 0, "the answer waited for all digests");
}
