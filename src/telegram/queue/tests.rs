//! The queue's rules, each shown with a carrier that refuses on order.

use std::sync::Mutex;

use super::*;

const QUICK: Rates = Rates { per_second: 1000, chat_gap: Duration::from_millis(5), group_per_minute: 1000 };

/// What a test's carrier did: chat, text, whether plain.
type Sent = Arc<Mutex<Vec<(i64, String, bool)>>>;

/// A carrier that notes what it sends, and refuses as the test says for a try's number.
fn carrier(sent: &Sent, refuse: impl Fn(usize, &Letter) -> Option<Fault> + Send + Sync + 'static) -> Carrier {
    let sent = Arc::clone(sent);
    Arc::new(move |letter| {
        let mut sent = sent.lock().expect("no test panics inside");
        let fault = refuse(sent.len(), &letter);
        sent.push((letter.chat, letter.html, letter.plain));
        Box::pin(async move { fault.map_or(Ok(()), Err) })
    })
}

fn letter(chat: i64, text: &str) -> Letter {
    let html = text.to_owned();
    Letter { chat, thread: None, answers: None, html, buttons: Vec::new(), plain: false }
}

fn open(carrier: Carrier) -> (Post, mpsc::UnboundedReceiver<News>, CancellationToken) {
    let (news, told) = mpsc::unbounded_channel();
    let closing = CancellationToken::new();
    let (post, _task) = Post::open(QUICK, carrier, news, closing.clone());
    (post, told, closing)
}

fn texts(sent: &Sent) -> Vec<String> {
    sent.lock().expect("no test panics inside").iter().map(|(_, text, _)| text.clone()).collect()
}

#[tokio::test]
async fn replies_go_before_digests_and_keep_their_order() {
    let sent = Sent::default();
    let (post, _told, _closing) = open(carrier(&sent, |_, _| None));
    // All to one chat, so that the first keeps the others waiting.
    let fates = [("d1", Kind::Digest), ("d2", Kind::Digest), ("r1", Kind::Reply), ("r2", Kind::Reply)].map(|(text, kind)| {
        let post = post.clone();
        tokio::spawn(async move { post.send(kind, letter(1, text)).await })
    });
    for fate in fates {
        assert_eq!(fate.await.expect("no panic"), Fate::Sent);
    }
    let texts = texts(&sent);
    let place = |text: &str| texts.iter().position(|sent| sent == text);
    assert!(place("r1") < place("r2") && place("d1") < place("d2"), "{texts:?}");
    assert!(place("r2") < place("d2"), "{texts:?}");
}

#[tokio::test]
async fn refused_markup_goes_out_as_plain_words() {
    let sent = Sent::default();
    let refuse = |_, letter: &Letter| (!letter.plain).then_some(Fault::Markup);
    let (post, _told, _closing) = open(carrier(&sent, refuse));
    assert_eq!(post.send(Kind::Reply, letter(1, "<b")).await, Fate::Sent);
    assert_eq!(sent.lock().expect("no test panics inside").last().map(|last| last.2), Some(true));
}

#[tokio::test]
async fn a_chat_asked_to_wait_waits_alone() {
    let sent = Sent::default();
    let wait = Fault::Wait(Duration::from_millis(80));
    let refuse = move |tries, letter: &Letter| (tries == 0 && letter.chat == 1).then(|| wait.clone());
    let (post, _told, _closing) = open(carrier(&sent, refuse));
    let first = tokio::spawn({
        let post = post.clone();
        async move { post.send(Kind::Reply, letter(1, "held")).await }
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(post.send(Kind::Reply, letter(2, "other")).await, Fate::Sent);
    assert_eq!(texts(&sent), ["held", "other"]);
    assert_eq!(first.await.expect("no panic"), Fate::Sent);
    assert_eq!(texts(&sent), ["held", "other", "held"]);
}

#[tokio::test]
async fn letters_follow_a_group_to_its_new_id() {
    let sent = Sent::default();
    let refuse = |_, letter: &Letter| (letter.chat == -1).then_some(Fault::Moved(-2));
    let (post, mut told, _closing) = open(carrier(&sent, refuse));
    assert_eq!(post.send(Kind::Digest, letter(-1, "d")).await, Fate::Sent);
    assert_eq!(told.recv().await, Some(News::Moved { old: -1, new: -2 }));
    assert_eq!(sent.lock().expect("no test panics inside").last().map(|last| last.0), Some(-2));
}

#[tokio::test]
async fn a_closed_chat_gets_nothing_more() {
    let sent = Sent::default();
    let (post, mut told, _closing) = open(carrier(&sent, |_, _| Some(Fault::Gone)));
    let (one, two) = tokio::join!(post.send(Kind::Reply, letter(1, "a")), post.send(Kind::Reply, letter(1, "b")));
    assert_eq!((one, two), (Fate::Gone, Fate::Gone));
    assert_eq!(told.recv().await, Some(News::Gone(1)));
    assert_eq!(texts(&sent).len(), 1);
}

#[tokio::test]
async fn a_digest_that_may_have_arrived_is_not_sent_again() {
    let sent = Sent::default();
    let (post, _told, _closing) = open(carrier(&sent, |_, _| Some(Fault::Unsure("?".into()))));
    assert_eq!(post.send(Kind::Digest, letter(1, "d")).await, Fate::Unsure("?".into()));
    assert_eq!(texts(&sent).len(), 1);
}

#[tokio::test]
async fn an_escort_goes_with_each_flight_and_not_with_the_waiting() {
    let sent = Sent::default();
    let wait = Fault::Wait(Duration::from_millis(80));
    let (post, _told, _closing) = open(carrier(&sent, move |tries, _| (tries == 0).then(|| wait.clone())));
    let log = Arc::new(Mutex::new(Vec::new()));
    let (noted, seen) = (Arc::clone(&log), Arc::clone(&sent));
    let escort: Escort = Box::new(move |flight| {
        let (log, seen) = (Arc::clone(&noted), Arc::clone(&seen));
        Box::pin(async move {
            let note = |what| log.lock().expect("no test panics inside").push((what, texts(&seen).len()));
            note("out");
            let result = flight.await;
            note("back");
            result
        })
    });
    let fate = tokio::spawn(async move { post.escorted(Kind::Digest, letter(1, "d"), escort).await });
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(*log.lock().expect("no test panics inside"), [("out", 0), ("back", 1)]);
    assert_eq!(fate.await.expect("no panic"), Fate::Sent);
    assert_eq!(log.lock().expect("no test panics inside")[2..], [("out", 1), ("back", 2)]);
}

#[tokio::test]
async fn a_letter_that_is_withdrawn_does_not_leave() {
    let sent = Sent::default();
    let (post, _told, _closing) = open(carrier(&sent, |_, _| None));
    let escort: Escort = Box::new(|_flight| Box::pin(async { Err(Fault::Withdrawn) }));
    let fate = post.escorted(Kind::Digest, letter(1, "d"), escort).await;
    assert!(matches!(fate, Fate::Unsent(_)), "{fate:?}");
    assert_eq!(texts(&sent), Vec::<String>::new());
}

#[tokio::test]
async fn closing_gives_digests_back_and_lets_replies_out() {
    let sent = Sent::default();
    let wait = Fault::Wait(Duration::from_millis(60));
    let (post, _told, closing) = open(carrier(&sent, move |tries, _| (tries == 0).then(|| wait.clone())));
    let reply = post.send(Kind::Reply, letter(1, "r"));
    let digest = post.send(Kind::Digest, letter(1, "d"));
    let close = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        closing.cancel();
    };
    let (reply, digest, ()) = tokio::join!(reply, digest, close);
    assert_eq!((reply, digest), (Fate::Sent, Fate::Unsent("the bot is stopping".into())));
    assert_eq!(texts(&sent), ["r", "r"]);
}
