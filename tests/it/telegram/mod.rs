//! The bot as a whole, seen from Telegram's side.
//!
//! 1. Every case of `tests/cases/telegram` leads to just the requests it lists.
//! 2. Signals, crashes and Telegram's absence lose no question and answer none twice.
//! 3. A panic ends one turn only, a slow chat holds up no other, and limits are kept.
//! 4. A digest is sent once, whatever happens.
//! 5. Neither the token nor a message ever reaches the log.
//!
//! All of it through the real program and real HTTP; every request is held to the Bot API.

mod bot;
mod broken;
mod case;
mod digest;

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bot::{Home, PATIENCE};

use crate::fake_bot_api::{Failure, FakeBotApi, Request, TOKEN, update};

const QUESTION: &str = "宿城引进了多少人才？";

/// Waits for the so-many-th message to a chat.
fn message(server: &FakeBotApi, chat: i64, number: usize) -> Option<Request> {
    server.wait(PATIENCE, |all| messages(all, chat).nth(number).cloned())
}

fn messages(all: &[Request], chat: i64) -> impl Iterator<Item = &Request> {
    all.iter().filter(move |request| request.method == "sendMessage" && request.chat() == chat && request.ok)
}

#[test]
fn every_case_leads_to_the_requests_it_lists() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/telegram");
    let entries = std::fs::read_dir(folder).expect("the cases are there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    assert!(!paths.is_empty(), "there are no cases");
    let (next, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = case::run(path) {
                        let name = path.file_name().unwrap_or_default().display().to_string();
                        failed.lock().expect("no case panics inside").push(format!("{name}: {why}"));
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().expect("no case panics inside");
    assert!(failed.is_empty(), "{} of {} cases failed\n{}", failed.len(), paths.len(), failed.join("\n\n"));
}

#[test]
fn a_clean_restart_answers_no_question_twice() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    for signal in ["-TERM", "-INT"] {
        let bot = home.start(&server);
        let before = messages(&server.requests(), 7).count();
        server.push(update::message(7, 7, 11, QUESTION));
        assert!(message(&server, 7, before).is_some(), "{}", bot.log());
        assert!(bot.stop(signal).success(), "{signal}");
    }
    let bot = home.start(&server);
    server.push(update::message(8, 8, 12, QUESTION));
    assert!(message(&server, 8, 0).is_some(), "{}", bot.log());
    assert_eq!(messages(&server.requests(), 7).count(), 2);
}

#[test]
fn a_question_under_way_is_finished_before_the_end() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    server.with(|world| world.slow("sendMessage", 7, Duration::from_millis(700)));
    let bot = home.start(&server);
    server.push(update::message(7, 7, 11, QUESTION));
    assert!(server.wait_confirmed(PATIENCE), "{}", bot.log());
    assert!(bot.stop("-TERM").success());
    assert_eq!(messages(&server.requests(), 7).count(), 1);
}

#[test]
fn a_second_signal_ends_the_bot_at_once() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    server.with(|world| world.refuse("sendMessage", Some(7), 1, Failure::flood(60)));
    let mut bot = home.start(&server);
    server.push(update::message(7, 7, 11, QUESTION));
    bot.says("asked to wait");
    bot.signal("-TERM");
    bot.says("stopping");
    bot.signal("-TERM");
    assert_eq!(bot.ended().code(), Some(130));
}

#[test]
fn a_question_killed_under_way_is_answered_after_the_restart() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    // Refused for a while, so that the question is confirmed and not answered when the bot dies.
    server.with(|world| world.refuse("sendMessage", Some(7), 1, Failure::flood(60)));
    let bot = home.start(&server);
    server.push(update::message(7, 7, 11, QUESTION));
    server.push(update::message(8, 8, 12, QUESTION));
    assert!(message(&server, 8, 0).is_some(), "{}", bot.log());
    assert!(server.wait_confirmed(PATIENCE), "{}", bot.log());
    // Between Telegram's "sent" and the note of it lies a moment in which a kill repeats an
    // answer; this test is not about it.
    std::thread::sleep(Duration::from_millis(500));
    bot.stop("-KILL");
    assert_eq!(messages(&server.requests(), 7).count(), 0);
    let bot = home.start(&server);
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    assert!(bot.stop("-TERM").success());
    assert_eq!(messages(&server.requests(), 8).count(), 1);
}

#[test]
fn questions_that_only_waited_outlive_many_restarts() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    // The first question never ends, so the others are not begun.
    server.with(|world| world.refuse("sendMessage", Some(7), 3, Failure::flood(60)));
    for number in 0..3 {
        server.push(update::message(7, 7, 11 + number, &format!("/figures 共{}8人", number + 1)));
    }
    for start in 1..=3 {
        let bot = home.start(&server);
        let refused = |all: &[Request]| all.iter().filter(|request| request.method == "sendMessage").count() == start;
        assert!(server.wait(PATIENCE, |all| refused(all).then_some(())).is_some(), "{}", bot.log());
        assert!(server.wait_confirmed(PATIENCE), "{}", bot.log());
        bot.stop("-KILL");
    }
    let bot = home.start(&server);
    let answered = |all: &[Request], words: &str| messages(all, 7).any(|request| request.text().contains(words));
    let both = server.wait(PATIENCE, |all| (answered(all, "28人") && answered(all, "38人")).then_some(()));
    assert!(both.is_some(), "{}", bot.log());
}

#[test]
fn a_state_that_cannot_be_read_is_not_written_over() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    assert!(home.start(&server).stop("-TERM").success());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let database = || async {
        let address = format!("sqlite://{}", home.database().display());
        sqlx::SqlitePool::connect(&address).await.expect("the bot's database")
    };
    // Reading these bytes as a text fails; writing in their place would not.
    let change = "drop table chat_state; create table chat_state (chat integer primary key, state); insert into chat_state values (7, x'ff')";
    runtime.block_on(async { sqlx::raw_sql(change).execute(&database().await).await.expect("changed") });
    let bot = home.start(&server);
    server.push(update::message(7, 7, 11, QUESTION));
    server.push(update::message(8, 8, 12, QUESTION));
    assert!(message(&server, 7, 0).is_some() && message(&server, 8, 0).is_some(), "{}", bot.log());
    bot.says("state not read");
    assert!(bot.stop("-TERM").success());
    let kinds = "select chat, typeof(state) from chat_state order by chat";
    let kinds: Vec<(i64, String)> = runtime.block_on(async { sqlx::query_as(kinds).fetch_all(&database().await).await.expect("read") });
    assert_eq!(kinds, [(7, "blob".to_owned()), (8, "text".to_owned())]);
}

#[test]
fn a_slow_chat_holds_up_no_other_and_keeps_its_order() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    server.with(|world| world.slow("sendMessage", 7, Duration::from_millis(800)));
    let bot = home.start(&server);
    for number in 0..3 {
        server.push(update::message(7, 7, 11 + number, &format!("/figures 共{}8人", number + 1)));
    }
    server.push(update::message(8, 8, 20, QUESTION));
    let quick = message(&server, 8, 0).unwrap_or_else(|| panic!("{}", bot.log()));
    let slow: Vec<_> = (0..3).filter_map(|number| message(&server, 7, number)).collect();
    assert!(quick.at < slow[1].at, "the quick chat waited for the slow one");
    for (number, request) in slow.iter().enumerate() {
        assert!(request.text().contains(&format!("{}8人", number + 1)), "{}", request.text());
    }
}

#[test]
fn telegram_may_come_later_than_the_bot() {
    let address = FakeBotApi::start().address();
    let home = Home::new();
    let bot = home.launch(&format!("http://{address}"), TOKEN, &[]);
    bot.says("cannot reach Telegram");
    let server = FakeBotApi::start_at(address);
    server.push(update::message(7, 7, 11, QUESTION));
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    assert!(bot.stop("-TERM").success());
}

#[test]
fn a_wrong_token_ends_the_bot_and_is_not_shown() {
    let server = FakeBotApi::start();
    let home = Home::new();
    let wrong = "4711:SOME-other_secret";
    let mut bot = home.launch(&server.url(), wrong, &[]);
    let status = bot.ended();
    assert!(!status.success());
    let log = bot.log();
    assert!(log.contains("does not accept the bot token"), "{log}");
    assert!(!log.contains("SOME-other_secret"), "{log}");
}

#[test]
fn a_token_that_is_withdrawn_ends_the_bot() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let mut bot = home.start(&server);
    server.with(|world| world.refuse("getUpdates", None, 1, Failure::new(401, "Unauthorized")));
    server.push(update::message(7, 7, 11, QUESTION));
    let status = bot.ended();
    assert!(!status.success());
    assert!(bot.log().contains("does not accept the bot token"), "{}", bot.log());
}

#[test]
fn an_outage_loses_nothing() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let bot = home.start(&server);
    let address = server.address();
    drop(server);
    std::thread::sleep(Duration::from_millis(500));
    let server = FakeBotApi::start_at(address);
    server.push(update::message(7, 7, 11, QUESTION));
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    assert!(bot.stop("-TERM").success());
}

#[test]
fn a_bot_killed_again_and_again_answers_every_question() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let mut asked = 0;
    for round in 0..5 {
        let bot = home.start(&server);
        for _ in 0..8 {
            asked += 1;
            let text = format!("/figures 第{asked}号：共{}人", 1000 + asked);
            server.push(update::message(7 + asked % 3, 7, 10 + asked, &text));
            std::thread::sleep(Duration::from_millis(7 * round));
        }
        bot.stop("-KILL");
    }
    let bot = home.start(&server);
    let answered = |all: &[Request], number: i64| all.iter().any(|request| request.ok && request.text().contains(&(1000 + number).to_string()));
    let all = server.wait(PATIENCE, |all| (1..=asked).all(|number| answered(all, number)).then_some(()));
    let missing: Vec<i64> = (1..=asked).filter(|number| !answered(&server.requests(), *number)).collect();
    assert!(all.is_some(), "no answer to {missing:?}\n{}", bot.log());
    assert!(bot.stop("-TERM").success());
}

#[test]
fn a_crowd_is_answered_at_thirty_a_second() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let bot = home.start(&server);
    for reader in 1..=75 {
        server.push(update::message(reader, reader, reader, "/figures 共1人"));
    }
    let all = (1..=75).all(|reader| message(&server, reader, 0).is_some());
    assert!(all, "{}", bot.log());
    let mut moments: Vec<Instant> = server.requests().iter().filter(|r| r.method == "sendMessage").map(|r| r.at).collect();
    moments.sort();
    // The server's clock sees them a little closer together than they left.
    for window in moments.windows(31) {
        assert!(window[30] - window[0] > Duration::from_millis(900), "{:?}", window[30] - window[0]);
    }
}

#[test]
fn messages_to_one_chat_keep_their_distance() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let bot = home.start_with(&server, &[("SHUWEN__TELEGRAM__CHAT_GAP_MS", "500")]);
    for number in 0..3 {
        server.push(update::message(7, 7, 11 + number, QUESTION));
    }
    let sent: Vec<Instant> = (0..3).filter_map(|number| message(&server, 7, number)).map(|r| r.at).collect();
    assert_eq!(sent.len(), 3, "{}", bot.log());
    for pair in sent.windows(2) {
        assert!(pair[1] - pair[0] > Duration::from_millis(400), "{:?}", pair[1] - pair[0]);
    }
}

#[test]
fn neither_token_nor_words_reach_the_log() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let bot = home.launch(&server.url(), TOKEN, &[("RUST_LOG", "trace")]);
    server.with(|world| {
        world.refuse("sendMessage", Some(7), 1, Failure::new(400, "Bad Request: can't parse entities: 秘密"));
        world.refuse("getUpdates", None, 1, Failure::new(409, "Conflict: terminated by other getUpdates request"));
    });
    server.push_raw("{\"ok\":true,\"result\":[{\"update_id\":5,\"message\":{\"text\":\"秘密");
    server.push(update::message(7, 7, 11, "我的秘密是什么？"));
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    let log = bot.log();
    assert!(bot.stop("-TERM").success());
    assert!(log.contains("TRACE"), "the bot logs as it is told to");
    assert!(!log.contains(TOKEN) && !log.contains("TEST-token"), "the token is in the log");
    assert!(!log.contains("秘密"), "{log}");
}

#[test]
fn the_first_poll_asks_for_what_is_handled_and_stays_below_the_client_timeout() {
    let (server, home) = (FakeBotApi::start(), Home::new());
    let bot = home.start(&server);
    server.push(update::message(7, 7, 11, QUESTION));
    assert!(message(&server, 7, 0).is_some(), "{}", bot.log());
    server.with(|world| {
        let poll = &world.last_poll;
        assert!(poll["timeout"].as_u64().is_some_and(|seconds| (1..17).contains(&seconds)), "{poll}");
        let kinds = ["message", "callback_query", "inline_query", "my_chat_member"];
        assert_eq!(poll["allowed_updates"], serde_json::json!(kinds));
    });
    // One menu for everybody, one for each language.
    let menus = server.wait(PATIENCE, |all| {
        let menus = all.iter().filter(|request| request.method == "setMyCommands");
        let codes: Vec<String> = menus.map(|menu| menu.body["language_code"].to_string()).collect();
        (codes.len() == 3).then_some(codes)
    });
    assert_eq!(menus, Some(vec!["null".to_owned(), "\"zh\"".to_owned(), "\"en\"".to_owned()]));
}
