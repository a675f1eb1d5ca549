//! A stand-in for Telegram's Bot API server, over real HTTP on a port of this machine.
//!
//! The bot is tested as a whole program, so its other side must be a server: long polling with
//! confirmation by offset, messages, edits, buttons, inline queries, members, topics, refusals,
//! outages. Every request is kept for the test to look at and held to the published description.
//! Knows nothing of newspapers or of what a good answer is.

mod html;
mod reply;
mod spec;
mod world;

pub(crate) mod update;

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request as HttpRequest, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::sync::{Notify, oneshot};

use spec::Spec;
use world::World;

pub(crate) use world::{Failure, Request};

/// The token of the only bot the server knows.
pub(crate) const TOKEN: &str = "4711:TEST-token_of-the-fake-server";
/// The bot's name.
pub(crate) const BOT: &str = "shuwen_test_bot";
/// The bot's user id.
pub(crate) const BOT_ID: i64 = 4711;

/// A running server; it ends when dropped, and fails the test if a request broke the Bot API.
pub(crate) struct FakeBotApi {
    shared: Arc<Shared>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

struct Shared {
    world: Mutex<World>,
    /// Tells waiting tests that a request came.
    came: Condvar,
    /// Tells waiting polls that an update came.
    update: Notify,
    spec: Option<Spec>,
}

impl FakeBotApi {
    /// A server on a free port.
    pub(crate) fn start() -> Self {
        Self::start_at(SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    /// A server on a given port, for a bot that was started before it.
    pub(crate) fn start_at(address: SocketAddr) -> Self {
        let listener = TcpListener::bind(address).expect("the port is free");
        listener.set_nonblocking(true).expect("a socket can be non-blocking");
        let address = listener.local_addr().expect("a bound socket has an address");
        let shared = Arc::new(Shared { world: Mutex::new(World::default()), came: Condvar::new(), update: Notify::new(), spec: Spec::load() });
        let (stop, stopped) = oneshot::channel();
        let router = Router::new().fallback(handle).with_state(Arc::clone(&shared));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime starts").block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                // No graceful end: a long poll still open must not hold the test.
                tokio::select! {
                    served = async { axum::serve(listener, router).await } => served.expect("serves"),
                    _ = stopped => {}
                }
            });
        });
        Self { shared, address, stop: Some(stop), thread: Some(thread) }
    }

    /// The address to give the bot.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address, for a server that is to come back.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Hands an update to the bot; gives it the next id and returns that.
    pub(crate) fn push(&self, update: Value) -> i64 {
        let id = self.world().push(update);
        self.shared.update.notify_waiters();
        id
    }

    /// The next poll gets this body instead of updates, word for word.
    pub(crate) fn push_raw(&self, body: &str) {
        self.world().raw.push_back(body.to_owned());
        self.shared.update.notify_waiters();
    }

    /// Changes the world: members, failures, delays, blocked chats.
    pub(crate) fn with(&self, change: impl FnOnce(&mut World)) {
        change(&mut self.world());
    }

    /// All requests so far but `getUpdates`, oldest first.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.world().requests.clone()
    }

    /// Waits until `found` gives something for the requests so far; `None` after `patience`.
    pub(crate) fn wait<T>(&self, patience: Duration, mut found: impl FnMut(&[Request]) -> Option<T>) -> Option<T> {
        let end = Instant::now() + patience;
        let mut world = self.world();
        loop {
            if let Some(got) = found(&world.requests) {
                return Some(got);
            }
            let left = end.checked_duration_since(Instant::now())?;
            world = self.shared.came.wait_timeout(world, left).expect("no test panics inside").0;
        }
    }

    /// Waits until every update so far has been confirmed by a later poll.
    pub(crate) fn wait_confirmed(&self, patience: Duration) -> bool {
        let end = Instant::now() + patience;
        let mut world = self.world();
        loop {
            if world.unconfirmed() == 0 {
                return true;
            }
            let Some(left) = end.checked_duration_since(Instant::now()) else { return false };
            world = self.shared.came.wait_timeout(world, left).expect("no test panics inside").0;
        }
    }

    /// How many polls there were.
    pub(crate) fn polls(&self) -> u64 {
        self.world().polls
    }

    /// What the bot did that the Bot API does not allow, over all requests.
    pub(crate) fn violations(&self) -> Vec<String> {
        self.world().violations.clone()
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.shared.world.lock().expect("no test panics inside")
    }
}

impl Drop for FakeBotApi {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        if !std::thread::panicking() {
            let violations = self.violations();
            assert!(violations.is_empty(), "against the Bot API: {}", violations.join("; "));
        }
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: HttpRequest) -> (StatusCode, String) {
    let path = request.uri().path().to_owned();
    let body = axum::body::to_bytes(request.into_body(), 10_000_000).await.unwrap_or_else(|_| Bytes::new());
    let Some((token, method)) = path.strip_prefix("/bot").and_then(|rest| rest.split_once('/')) else {
        return error(404, "Not Found");
    };
    if token != TOKEN {
        return error(401, "Unauthorized");
    }
    let body: Value = match body.as_ref() {
        b"" => json!({}),
        bytes => match serde_json::from_slice(bytes) {
            Ok(body) => body,
            Err(_) => return error(400, "Bad Request: can't parse JSON"),
        },
    };
    let documented = shared.spec.as_ref().and_then(|spec| spec.method(method)).map(str::to_owned);
    let method = documented.unwrap_or_else(|| lower_first(method));
    let complaints = shared.spec.as_ref().map(|spec| spec.check(&method, &body)).unwrap_or_default();
    shared.world.lock().expect("no handler panics").violations.extend(complaints);

    if method == "getUpdates" {
        return poll(&shared, &body).await;
    }
    let (delay, failure) = shared.world.lock().expect("no handler panics").trouble(&method, &body);
    if let Some(delay) = delay {
        tokio::time::sleep(delay).await;
    }
    let answer = {
        let mut world = shared.world.lock().expect("no handler panics");
        let answer = match failure {
            Some(failure) => Err(failure),
            None => reply::reply(&mut world, &method, &body),
        };
        world.requests.push(Request { method, body, at: Instant::now(), ok: answer.is_ok() });
        answer
    };
    shared.came.notify_all();
    match answer {
        Ok(result) => (StatusCode::OK, json!({"ok": true, "result": result}).to_string()),
        Err(failure) => failure.response(),
    }
}

/// Waits for updates as the real server does; a second poll at the same time is a conflict.
async fn poll(shared: &Shared, body: &Value) -> (StatusCode, String) {
    let end = tokio::time::Instant::now() + Duration::from_secs(body["timeout"].as_u64().unwrap_or(0));
    let turn = shared.world.lock().expect("no handler panics").begin_poll(body);
    shared.came.notify_all();
    loop {
        // Made before looking, so that an update pushed in between is not slept through.
        let pushed = shared.update.notified();
        {
            let mut world = shared.world.lock().expect("no handler panics");
            if world.polls != turn {
                return error(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
            }
            if let Some(failure) = world.trouble("getUpdates", body).1 {
                return failure.response();
            }
            if let Some(raw) = world.raw.pop_front() {
                return (StatusCode::OK, raw);
            }
            let updates = world.updates(body);
            if !updates.is_empty() {
                return (StatusCode::OK, json!({"ok": true, "result": updates}).to_string());
            }
        }
        if tokio::time::timeout_at(end, pushed).await.is_err() {
            return (StatusCode::OK, json!({"ok": true, "result": []}).to_string());
        }
    }
}

fn error(code: u16, description: &str) -> (StatusCode, String) {
    Failure::new(code, description).response()
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
