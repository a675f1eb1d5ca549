//! The send queue: what goes out, in which order, how fast, and what becomes of it.
//!
//! Replies go before digests, chats wait for nobody but themselves, and the order within a chat
//! is kept. A refusal that time, plain words or another chat id can mend is mended here. The
//! carrier that really sends is handed in, so the queue is tested without a network. Knows
//! nothing of requests or of what a letter says.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::fault::Fault;
use super::pace::{Pace, Rates};
use crate::chat::Button;

/// As many replies may wait.
const REPLIES: usize = 1000;
/// As many parts of digests may wait; the rest waits in the store.
const DIGESTS: usize = 100;
/// A part of a digest is tried so many times before it is given back to the store.
const TRIES: u32 = 6;
/// A reply that may have arrived is tried so many times: twice is better than never.
const UNSURE_TRIES: u32 = 2;
/// A reply is tried for so long: after that nobody waits for it.
const STALE: Duration = Duration::from_secs(600);

/// One message to one chat, short enough for Telegram.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) chat: i64,
    pub(super) thread: Option<i32>,
    /// The message it answers, in groups.
    pub(super) answers: Option<i32>,
    /// What it says, in Telegram's HTML.
    pub(super) html: String,
    pub(super) buttons: Vec<Vec<Button>>,
    /// Whether to leave all markup away.
    pub(super) plain: bool,
}

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Somebody waits for it.
    Reply,
    /// Nobody waits; and it must never be sent twice.
    Digest,
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// Telegram has it.
    Sent,
    /// Telegram certainly does not have it, but might take it later.
    Unsent(String),
    /// Telegram may have it.
    Unsure(String),
    /// Telegram will not take it.
    Refused(String),
    /// The chat is closed to the bot.
    Gone,
}

/// What the queue learns of chats on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// A group lives on under a new id.
    Moved { old: i64, new: i64 },
    /// A chat is closed to the bot.
    Gone(i64),
}

/// A letter under way to Telegram; nothing leaves before it is awaited.
pub(super) type Flight = Pin<Box<dyn Future<Output = Result<(), Fault>> + Send>>;

/// Sends one letter, once.
pub(super) type Carrier = Arc<dyn Fn(Letter) -> Flight + Send + Sync>;

/// What is to be done just before and just after each flight of a letter.
pub(super) type Escort = Box<dyn Fn(Flight) -> Flight + Send + Sync>;

/// Where letters are handed in; cheap to clone.
#[derive(Clone)]
pub(super) struct Post {
    slips: mpsc::UnboundedSender<Slip>,
    replies: Arc<Semaphore>,
    digests: Arc<Semaphore>,
}

impl Post {
    /// Opens the queue; it runs until all clones of the post are gone and its letters with them.
    ///
    /// After `closing`, digests that have not left come back as unsent; replies still go out.
    pub(super) fn open(rates: Rates, carrier: Carrier, news: mpsc::UnboundedSender<News>, closing: CancellationToken) -> (Self, tokio::task::JoinHandle<()>) {
        let (slips, incoming) = mpsc::unbounded_channel();
        let (done, finished) = mpsc::unbounded_channel();
        let queue = Queue { pace: Pace::new(rates), carrier, news, done, lanes: HashMap::new(), flying: 0, number: 0 };
        let task = tokio::spawn(queue.run(incoming, finished, closing));
        let post = Self { slips, replies: Arc::new(Semaphore::new(REPLIES)), digests: Arc::new(Semaphore::new(DIGESTS)) };
        (post, task)
    }

    /// Sends a letter and tells what became of it; waits while the queue is full.
    pub(super) async fn send(&self, kind: Kind, letter: Letter) -> Fate {
        self.escorted(kind, letter, Box::new(|flight| flight)).await
    }

    /// As `send`, with something done around each flight. It runs when the letter really leaves,
    /// which may be long after this call and more than once.
    pub(super) async fn escorted(&self, kind: Kind, letter: Letter, escort: Escort) -> Fate {
        let room = match kind {
            Kind::Reply => &self.replies,
            Kind::Digest => &self.digests,
        };
        let room = Arc::clone(room).acquire_owned().await.ok();
        let (fate, told) = oneshot::channel();
        let born = Instant::now();
        let slip = Slip { letter, escort, kind, number: 0, born, tries: 0, fate, _room: room };
        let closed = || Fate::Unsent("the queue is closed".to_owned());
        if self.slips.send(slip).is_err() {
            return closed();
        }
        told.await.unwrap_or_else(|_| closed())
    }
}

/// A letter on its way through the queue.
struct Slip {
    letter: Letter,
    escort: Escort,
    kind: Kind,
    /// Place in the order of arrival.
    number: u64,
    born: Instant,
    tries: u32,
    fate: oneshot::Sender<Fate>,
    _room: Option<OwnedSemaphorePermit>,
}

impl Slip {
    fn end(self, fate: Fate) {
        // Whoever sent it may have stopped listening: at the end of the program.
        let _ = self.fate.send(fate);
    }
}

/// What waits for one chat.
#[derive(Default)]
struct Lane {
    replies: VecDeque<Slip>,
    digests: VecDeque<Slip>,
    /// Whether a letter to the chat is on its way: the next waits, or they could overtake.
    busy: bool,
}

impl Lane {
    fn first(&self) -> Option<&Slip> {
        self.replies.front().or_else(|| self.digests.front())
    }

    fn of(&mut self, kind: Kind) -> &mut VecDeque<Slip> {
        match kind {
            Kind::Reply => &mut self.replies,
            Kind::Digest => &mut self.digests,
        }
    }
}

type Finished = (i64, Slip, Result<(), Fault>);

struct Queue {
    pace: Pace,
    carrier: Carrier,
    news: mpsc::UnboundedSender<News>,
    done: mpsc::UnboundedSender<Finished>,
    lanes: HashMap<i64, Lane>,
    flying: usize,
    number: u64,
}

impl Queue {
    async fn run(mut self, mut incoming: mpsc::UnboundedReceiver<Slip>, mut finished: mpsc::UnboundedReceiver<Finished>, closing: CancellationToken) {
        let mut open = true;
        let mut closed = false;
        loop {
            let now = Instant::now();
            while let Some(chat) = self.next(now) {
                self.fly(chat, now);
            }
            self.lanes.retain(|_, lane| lane.busy || lane.first().is_some());
            self.pace.forget(now);
            if !open && self.lanes.is_empty() && self.flying == 0 {
                return;
            }
            let wake = self.wake(now).unwrap_or(now + Duration::from_secs(3600));
            tokio::select! {
                slip = incoming.recv(), if open => match slip {
                    Some(slip) if closed && slip.kind == Kind::Digest => slip.end(stopping()),
                    Some(slip) => self.put(slip),
                    None => open = false,
                },
                Some((chat, slip, result)) = finished.recv() => self.landed(chat, slip, result),
                () = closing.cancelled(), if !closed => {
                    closed = true;
                    self.lanes.values_mut().for_each(|lane| {
                        lane.digests.drain(..).for_each(|slip| slip.end(stopping()));
                    });
                }
                () = tokio::time::sleep_until(wake.into()) => {}
            }
        }
    }

    fn put(&mut self, mut slip: Slip) {
        self.number += 1;
        slip.number = self.number;
        self.lanes.entry(slip.letter.chat).or_default().of(slip.kind).push_back(slip);
    }

    /// The chat whose letter goes next: replies before digests, then in order of arrival.
    fn next(&self, now: Instant) -> Option<i64> {
        if self.pace.overall(now) > now {
            return None;
        }
        let waiting = self.lanes.iter().filter(|(_, lane)| !lane.busy);
        let ready = waiting.filter(|(chat, _)| self.pace.chat(**chat, now) <= now);
        let first = ready.filter_map(|(chat, lane)| lane.first().map(|slip| (*chat, slip)));
        first.min_by_key(|(_, slip)| (slip.kind == Kind::Digest, slip.number)).map(|(chat, _)| chat)
    }

    /// The next moment at which a letter may leave, if any waits.
    fn wake(&self, now: Instant) -> Option<Instant> {
        let waiting = self.lanes.iter().filter(|(_, lane)| !lane.busy && lane.first().is_some());
        let first = waiting.map(|(chat, _)| self.pace.chat(*chat, now)).min()?;
        Some(first.max(self.pace.overall(now)))
    }

    /// Sends the first letter of a lane.
    fn fly(&mut self, chat: i64, now: Instant) {
        let Some(lane) = self.lanes.get_mut(&chat) else { return };
        let Some(slip) = lane.replies.pop_front().or_else(|| lane.digests.pop_front()) else { return };
        lane.busy = true;
        self.flying += 1;
        self.pace.left(chat, now);
        let (carrier, letter, done) = (Arc::clone(&self.carrier), slip.letter.clone(), self.done.clone());
        let flight = (slip.escort)(Box::pin(async move { carrier(letter).await }));
        tokio::spawn(async move {
            let result = flight.await;
            // The queue outlives every flight: it waits for `flying` to be 0.
            let _ = done.send((chat, slip, result));
        });
    }

    /// Decides what becomes of a letter that was tried.
    fn landed(&mut self, chat: i64, mut slip: Slip, result: Result<(), Fault>) {
        self.flying -= 1;
        self.lanes.entry(chat).or_default().busy = false;
        let Err(fault) = result else { return slip.end(Fate::Sent) };
        slip.tries += 1;
        let words = fault.words();
        tracing::warn!(chat, tries = slip.tries, "not sent: {words}");
        let again = match slip.kind {
            Kind::Reply => slip.born.elapsed() < STALE,
            Kind::Digest => slip.tries < TRIES,
        };
        if let Fault::Wait(time) = fault {
            self.pace.hold(chat, Instant::now() + time);
        }
        match fault {
            Fault::Wait(time) if again && time <= STALE => self.again(chat, slip, time),
            Fault::Unsent(_) if again => {
                let time = backoff(slip.tries);
                self.again(chat, slip, time);
            }
            Fault::Unsure(_) if slip.kind == Kind::Reply && slip.tries < UNSURE_TRIES => {
                let time = backoff(slip.tries);
                self.again(chat, slip, time);
            }
            Fault::Markup if !slip.letter.plain => {
                slip.letter.plain = true;
                self.again(chat, slip, Duration::ZERO);
            }
            Fault::Topic if slip.letter.thread.is_some() => {
                slip.letter.thread = None;
                self.again(chat, slip, Duration::ZERO);
            }
            Fault::Moved(new) if again && new != chat => self.moved(chat, new, slip),
            Fault::Gone => self.gone(chat, slip),
            Fault::Unsure(_) => slip.end(Fate::Unsure(words)),
            Fault::Wait(_) | Fault::Unsent(_) | Fault::Withdrawn => slip.end(Fate::Unsent(words)),
            _ => slip.end(Fate::Refused(words)),
        }
    }

    /// Puts a letter back to the front of its lane, not to leave before `time` has passed.
    fn again(&mut self, chat: i64, slip: Slip, time: Duration) {
        self.pace.hold(chat, Instant::now() + time);
        self.lanes.entry(chat).or_default().of(slip.kind).push_front(slip);
    }

    /// Readdresses everything that waits for a chat.
    fn moved(&mut self, old: i64, new: i64, mut slip: Slip) {
        let _ = self.news.send(News::Moved { old, new });
        slip.letter.chat = new;
        let waiting = self.lanes.remove(&old).unwrap_or_default();
        let lane = self.lanes.entry(new).or_default();
        lane.of(slip.kind).push_front(slip);
        for mut slip in waiting.replies.into_iter().chain(waiting.digests) {
            slip.letter.chat = new;
            lane.of(slip.kind).push_back(slip);
        }
    }

    /// Gives back everything that waits for a chat.
    fn gone(&mut self, chat: i64, slip: Slip) {
        let _ = self.news.send(News::Gone(chat));
        slip.end(Fate::Gone);
        let waiting = self.lanes.remove(&chat).unwrap_or_default();
        waiting.replies.into_iter().chain(waiting.digests).for_each(|slip| slip.end(Fate::Gone));
    }
}

fn stopping() -> Fate {
    Fate::Unsent("the bot is stopping".to_owned())
}

/// 1, 2, 4, 8 … seconds.
fn backoff(tries: u32) -> Duration {
    Duration::from_secs(1 << tries.saturating_sub(1).min(5))
}
