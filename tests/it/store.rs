//! The store over a real file: what a restart keeps, and what a broken file says.

use shuwen::digest::{RunId, Subscription};
use shuwen::store::{Part, Store, StoreError};

fn run(chat: i64, day: &str) -> RunId {
    RunId { chat, thread: None, day: day.parse().expect("a day") }
}

fn subscription(chat: i64, thread: Option<i32>, topic: &str) -> Subscription {
    Subscription {
        chat,
        thread,
        time: "08:30:00".parse().expect("a time"),
        topic: topic.into(),
        language: "zh".into(),
        since: "2021-09-01T09:00:00".parse().expect("a moment"),
    }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    let store = Store::open(&file).await.expect("a new file");
    store.save_state(7, "{\"last\":1}").await.expect("saved");
    store.save_state(7, "{\"last\":2}").await.expect("saved again");
    store.subscribe(&subscription(7, None, "宿城")).await.expect("subscribed");
    store.subscribe(&subscription(7, Some(3), "")).await.expect("subscribed in a topic");
    store.subscribe(&subscription(7, None, "台州")).await.expect("subscribed anew");
    assert!(store.plan(&run(7, "2021-09-02"), &texts(&["一", "二"]), 2, &[1, u64::MAX]).await.expect("planned"));
    store.close().await;

    let store = Store::open(&file).await.expect("the same file");
    assert_eq!(store.state(7).await.expect("read").as_deref(), Some("{\"last\":2}"));
    assert_eq!(store.state(8).await.expect("read"), None);
    assert_eq!(store.subscriptions().await.expect("read"), [subscription(7, None, "台州"), subscription(7, Some(3), "")]);
    assert_eq!(store.open_runs().await.expect("read"), [run(7, "2021-09-02")]);
    let mut sent = store.sent(7, None).await.expect("read");
    sent.sort_unstable();
    assert_eq!(sent, [1, u64::MAX]);
    assert!(store.unsubscribe(7, None).await.expect("removed"));
    assert!(!store.unsubscribe(7, None).await.expect("nothing to remove"));
    assert_eq!(store.subscriptions().await.expect("read").len(), 1);
}

/// The next message of a run, claimed.
async fn claimed(store: &Store, run: &RunId) -> Option<Part> {
    let part = store.next(run).await.expect("read")?;
    assert!(store.hold(run, &part).await.expect("claimed"));
    Some(part)
}

#[tokio::test]
async fn a_run_is_planned_once_and_each_message_given_once() {
    let store = Store::memory().await.expect("memory");
    let run = run(7, "2021-09-02");
    assert!(!store.planned(&run).await.expect("read"));
    assert!(store.plan(&run, &texts(&["一", "二"]), 2, &[]).await.expect("planned"));
    assert!(!store.plan(&run, &texts(&["三"]), 1, &[9]).await.expect("not twice"));
    assert_eq!(store.sent(7, None).await.expect("read"), [0u64; 0], "a refused plan leaves nothing");
    let mut bodies = Vec::new();
    while let Some(part) = claimed(&store, &run).await {
        bodies.push(part.body);
    }
    assert_eq!(bodies, ["一", "二"]);
    assert!(store.open_runs().await.expect("read").is_empty());
    assert!(claimed(&store, &run).await.is_none());
    assert!(store.planned(&run).await.expect("read"));
}

#[tokio::test]
async fn a_crash_while_sending_neither_repeats_nor_loses() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    let run = run(7, "2021-09-02");
    {
        let store = Store::open(&file).await.expect("a new file");
        store.plan(&run, &texts(&["一", "二", "三"]), 3, &[]).await.expect("planned");
        claimed(&store, &run).await.expect("the first");
        claimed(&store, &run).await.expect("the second");
        // The program dies here: nobody knows whether the second message arrived.
    }
    let store = Store::open(&file).await.expect("the same file");
    assert_eq!(store.open_runs().await.expect("read"), [run]);
    let next = claimed(&store, &run).await.expect("the third");
    assert_eq!((next.number, next.body.as_str()), (2, "三"));
}

#[tokio::test]
async fn what_certainly_failed_is_given_again() {
    let store = Store::memory().await.expect("memory");
    let run = run(7, "2021-09-02");
    store.plan(&run, &texts(&["一", "二"]), 2, &[]).await.expect("planned");
    let first = claimed(&store, &run).await.expect("the first");
    store.not_sent(&run, &first).await.expect("put back");
    assert_eq!(claimed(&store, &run).await, Some(first.clone()));
    let second = claimed(&store, &run).await.expect("the second");
    // An old failure told late changes nothing.
    let late = store.not_sent(&run, &first).await.expect_err("too late");
    assert!(matches!(late, StoreError::Unclaimed { chat: 7, number: 0, .. }), "{late}");
    assert_eq!(claimed(&store, &run).await, None);
    store.not_sent(&run, &second).await.expect_err("too late");
    assert!(store.open_runs().await.expect("read").is_empty());
}

#[tokio::test]
async fn what_is_only_looked_at_is_not_lost_by_a_crash() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    let run = run(7, "2021-09-02");
    let first = {
        let store = Store::open(&file).await.expect("a new file");
        store.plan(&run, &texts(&["一", "二"]), 2, &[]).await.expect("planned");
        store.next(&run).await.expect("read").expect("the first")
        // The program dies here: the message waits for its turn to be sent.
    };
    let store = Store::open(&file).await.expect("the same file");
    assert_eq!(store.next(&run).await.expect("read"), Some(first.clone()));
    assert!(store.hold(&run, &first).await.expect("claimed"));
    assert!(!store.hold(&run, &first).await.expect("claimed already"));
    let second = store.next(&run).await.expect("read").expect("the second");
    assert_eq!(second.body, "二");
    let other = Part { body: "三".into(), ..second };
    assert!(!store.hold(&run, &other).await.expect("not what was planned"));
    store.left(7).await.expect("left");
    assert!(!store.hold(&run, &second).await.expect("given up"));
    assert_eq!(store.next(&run).await.expect("read"), None);
}

#[tokio::test]
async fn a_message_under_way_when_its_chat_moves_is_put_back() {
    let store = Store::memory().await.expect("memory");
    let (old, new) = (run(-5, "2021-09-02"), run(-1005, "2021-09-02"));
    store.plan(&old, &texts(&["一", "二"]), 2, &[]).await.expect("planned");
    let first = claimed(&store, &old).await.expect("the first");
    // The queue and the update tell of it both.
    store.moved(-5, -1005).await.expect("moved");
    store.moved(-5, -1005).await.expect("moved");
    store.not_sent(&old, &first).await.expect("put back");
    assert_eq!((store.current(-5).await.expect("read"), store.current(-1005).await.expect("read")), (-1005, -1005));
    assert_eq!(store.open_runs().await.expect("read"), [new]);
    assert_eq!(store.next(&new).await.expect("read"), Some(first.clone()));
    // Whoever sends it goes on under the old name.
    assert!(store.planned(&old).await.expect("read"));
    assert!(store.hold(&old, &first).await.expect("claimed"));
    assert_eq!(claimed(&store, &old).await.map(|part| part.body).as_deref(), Some("二"));
    assert_eq!(store.next(&old).await.expect("read"), None);
    assert!(store.open_runs().await.expect("read").is_empty());
}

#[tokio::test]
async fn only_an_update_that_was_begun_again_and_again_is_dropped() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    let update = |number: i64| (number, format!("{{\"update_id\":{number}}}"));
    {
        let store = Store::open(&file).await.expect("a new file");
        assert_eq!(store.take(1, &[update(5), update(6)]).await.expect("taken"), [5, 6]);
    }
    // The first brings each start down; the second never has its turn.
    for start in 0..3 {
        let store = Store::open(&file).await.expect("the same file");
        assert_eq!(store.unhandled(1).await.expect("read"), [update(5), update(6)], "start {start}");
        store.begun(1, 5).await.expect("begun");
    }
    for start in 3..10 {
        let store = Store::open(&file).await.expect("the same file");
        assert_eq!(store.unhandled(1).await.expect("read"), [update(6)], "start {start}");
    }
    let store = Store::open(&file).await.expect("the same file");
    assert_eq!(store.take(1, &[update(5)]).await.expect("taken"), [0i64; 0], "what was dropped is not taken again");
}

#[tokio::test]
async fn an_empty_run_is_done_and_remembered_as_empty() {
    let store = Store::memory().await.expect("memory");
    assert!(!store.last_was_empty(7, None).await.expect("read"));
    store.plan(&run(7, "2021-09-02"), &[], 0, &[]).await.expect("planned");
    assert!(store.open_runs().await.expect("read").is_empty());
    assert!(store.last_was_empty(7, None).await.expect("read"));
    store.plan(&run(7, "2021-09-03"), &texts(&["一"]), 1, &[4]).await.expect("planned");
    assert!(!store.last_was_empty(7, None).await.expect("read"));
}

#[tokio::test]
async fn a_chat_moves_with_all_it_has_and_one_that_is_left_rests() {
    let store = Store::memory().await.expect("memory");
    store.save_state(-5, "{}").await.expect("saved");
    store.subscribe(&subscription(-5, None, "")).await.expect("subscribed");
    store.plan(&run(-5, "2021-09-02"), &texts(&["一"]), 1, &[4]).await.expect("planned");
    store.moved(-5, -1005).await.expect("moved");
    assert_eq!(store.state(-5).await.expect("read"), None);
    assert_eq!(store.state(-1005).await.expect("read").as_deref(), Some("{}"));
    assert_eq!(store.subscriptions().await.expect("read"), [subscription(-1005, None, "")]);
    assert_eq!(store.sent(-1005, None).await.expect("read"), [4]);
    let moved = run(-1005, "2021-09-02");
    assert_eq!(store.open_runs().await.expect("read"), [moved]);
    assert_eq!(claimed(&store, &moved).await.map(|part| part.body).as_deref(), Some("一"));

    store.left(-1005).await.expect("left");
    assert!(store.subscriptions().await.expect("read").is_empty());
    assert!(store.open_runs().await.expect("read").is_empty());
    assert_eq!(store.state(-1005).await.expect("read"), None);

    // It speaks again: the digest goes on from then, and nothing that fell due meanwhile comes.
    let again = "2021-10-01T12:00:00".parse().expect("a moment");
    assert!(!store.resume(-5, again).await.expect("another chat"));
    assert!(store.resume(-1005, again).await.expect("resumed"));
    assert_eq!(store.subscriptions().await.expect("read"), [Subscription { since: again, ..subscription(-1005, None, "") }]);
    assert!(!store.resume(-1005, again + chrono::TimeDelta::days(1)).await.expect("nothing rests"));
    assert_eq!(store.subscriptions().await.expect("read")[0].since, again);
}

#[tokio::test]
async fn a_subscription_at_rest_is_made_anew_or_ended() {
    let store = Store::memory().await.expect("memory");
    for chat in [7, 8] {
        store.subscribe(&subscription(chat, None, "宿城")).await.expect("subscribed");
        store.left(chat).await.expect("left");
    }
    assert!(store.subscriptions().await.expect("read").is_empty());
    store.subscribe(&subscription(7, None, "台州")).await.expect("subscribed anew");
    assert_eq!(store.subscriptions().await.expect("read"), [subscription(7, None, "台州")]);
    assert!(store.unsubscribe(8, None).await.expect("ended"));
    assert!(!store.resume(8, subscription(8, None, "").since).await.expect("nothing is left"));
}

#[tokio::test]
async fn stories_are_forgotten_a_while_after_they_were_last_looked_at() {
    let store = Store::memory().await.expect("memory").remembering(30);
    store.plan(&run(7, "2021-09-01"), &[], 0, &[1, 2]).await.expect("planned");
    store.plan(&run(8, "2021-09-01"), &[], 0, &[1]).await.expect("planned");
    store.plan(&run(7, "2021-09-20"), &[], 0, &[2, 3]).await.expect("planned");
    store.plan(&run(7, "2021-10-01"), &[], 0, &[4]).await.expect("planned");
    assert_eq!(store.sent(7, None).await.expect("read"), [1, 2, 3, 4], "thirty days are not over");
    store.plan(&run(7, "2021-10-02"), &[], 0, &[]).await.expect("planned");
    assert_eq!(store.sent(7, None).await.expect("read"), [2, 3, 4]);
    assert_eq!(store.sent(8, None).await.expect("read"), [0u64; 0], "other chats' too");
    // A run that was planned before changes nothing.
    store.plan(&run(7, "2021-10-02"), &[], 0, &[5]).await.expect("refused");
    assert_eq!(store.sent(7, None).await.expect("read"), [2, 3, 4]);
}

#[tokio::test]
async fn an_older_file_is_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file).create_if_missing(true);
    let old = sqlx::SqlitePool::connect_with(options).await.expect("a file");
    let migrations = sqlx::migrate!("src/store/migrations");
    let first = sqlx::migrate::Migrator { migrations: migrations.migrations[..2].to_vec().into(), ..sqlx::migrate::Migrator::DEFAULT };
    first.run(&old).await.expect("the tables of old");
    let insert = "insert into subscription values (7, 0, '08:30:00', '宿城', 'zh', '2021-09-01T09:00:00')";
    sqlx::query(insert).execute(&old).await.expect("a subscription of old");
    old.close().await;
    let store = Store::open(&file).await.expect("the same file");
    assert_eq!(store.subscriptions().await.expect("read"), [subscription(7, None, "宿城")]);
}

#[tokio::test]
async fn giving_up_ends_a_run() {
    let store = Store::memory().await.expect("memory");
    let run = run(7, "2021-09-02");
    store.plan(&run, &texts(&["一"]), 1, &[]).await.expect("planned");
    store.give_up(&run, "message is not accepted").await.expect("given up");
    assert!(store.open_runs().await.expect("read").is_empty());
    assert!(claimed(&store, &run).await.is_none());
    assert!(store.planned(&run).await.expect("read"));
}

#[tokio::test]
async fn a_damaged_file_is_named_and_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    std::fs::write(&file, "this was a database once".repeat(300)).expect("written");
    let error = Store::open(&file).await.expect_err("no database");
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
    assert!(error.to_string().contains("bot.db"), "{error}");
    assert!(std::fs::read_to_string(&file).expect("still there").starts_with("this was"));
}

#[tokio::test]
async fn a_torn_page_is_found_at_the_start() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    let store = Store::open(&file).await.expect("a new file");
    for chat in 0..200 {
        store.save_state(chat, &"x".repeat(200)).await.expect("saved");
    }
    store.close().await;
    let mut bytes = std::fs::read(&file).expect("read");
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xff);
    std::fs::write(&file, bytes).expect("written");
    let error = Store::open(&file).await.expect_err("a torn file");
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let error = Store::open(&folder.path().join("missing/bot.db")).await.expect_err("no folder");
    assert!(matches!(error, StoreError::Open { .. }), "{error}");
}

#[tokio::test]
async fn a_lock_is_told_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.db");
    let store = Store::open(&file).await.expect("a new file");
    let other = sqlx::SqlitePool::connect(&format!("sqlite://{}", file.display())).await.expect("a second program");
    let mut held = other.acquire().await.expect("a connection");
    sqlx::query("begin immediate").execute(&mut *held).await.expect("a lock");
    let error = store.save_state(1, "{}").await.expect_err("locked");
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    sqlx::query("rollback").execute(&mut *held).await.expect("let go");
    store.save_state(1, "{}").await.expect("free again");
}
