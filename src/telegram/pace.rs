//! How fast messages may leave: overall, to one chat, to one group.
//!
//! Telegram answers a bot that is too fast with a 429 and makes it wait longer than it would
//! have waited by itself. This file is arithmetic on moments that the caller hands in, so that
//! the limits can be tested without waiting. Knows nothing of messages, queues or requests.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// The window of the group limit.
const MINUTE: Duration = Duration::from_secs(60);
/// The window of the overall limit.
const SECOND: Duration = Duration::from_secs(1);

/// How many messages may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// Messages a second over all chats; Telegram allows about 30.
    pub per_second: usize,
    /// Least time between two messages to one chat; Telegram allows one a second.
    pub chat_gap: Duration,
    /// Messages a minute to one group; Telegram allows 20.
    pub group_per_minute: usize,
}

impl Default for Rates {
    fn default() -> Self {
        Self { per_second: 30, chat_gap: SECOND, group_per_minute: 20 }
    }
}

/// What has left lately, and which chats must wait.
#[derive(Debug)]
pub(super) struct Pace {
    rates: Rates,
    /// When the last messages left, oldest first; at most `per_second`.
    all: VecDeque<Instant>,
    chats: HashMap<i64, Lately>,
}

#[derive(Debug, Default)]
struct Lately {
    /// No message before this moment.
    next: Option<Instant>,
    /// When the last messages to a group left, oldest first; at most `group_per_minute`.
    sent: VecDeque<Instant>,
}

impl Pace {
    pub(super) fn new(rates: Rates) -> Self {
        Self { rates, all: VecDeque::new(), chats: HashMap::new() }
    }

    /// When the next message may leave at all.
    pub(super) fn overall(&self, now: Instant) -> Instant {
        let full = self.all.len() >= self.rates.per_second.max(1);
        self.all.front().filter(|_| full).map_or(now, |oldest| *oldest + SECOND)
    }

    /// When the next message to a chat may leave, the overall limit apart.
    pub(super) fn chat(&self, chat: i64, now: Instant) -> Instant {
        let Some(lately) = self.chats.get(&chat) else { return now };
        let next = lately.next.unwrap_or(now);
        let full = lately.sent.len() >= self.rates.group_per_minute.max(1);
        let group = lately.sent.front().filter(|_| full).map_or(now, |oldest| *oldest + MINUTE);
        next.max(group).max(now)
    }

    /// Counts a message (or an edit, which counts alike) that leaves now.
    pub(super) fn left(&mut self, chat: i64, now: Instant) {
        keep(&mut self.all, now, self.rates.per_second);
        let lately = self.chats.entry(chat).or_default();
        let next = now + self.rates.chat_gap;
        lately.next = Some(lately.next.map_or(next, |held| held.max(next)));
        // Users have positive ids; groups, supergroups and channels negative ones.
        if chat < 0 {
            keep(&mut lately.sent, now, self.rates.group_per_minute);
        }
    }

    /// Nothing to this chat before `until`: what a 429 asks for.
    pub(super) fn hold(&mut self, chat: i64, until: Instant) {
        let lately = self.chats.entry(chat).or_default();
        lately.next = Some(lately.next.map_or(until, |held| held.max(until)));
    }

    /// Forgets chats whose last message no longer limits anything.
    pub(super) fn forget(&mut self, now: Instant) {
        self.chats.retain(|_, lately| {
            let held = lately.next.is_some_and(|next| next > now);
            held || lately.sent.back().is_some_and(|last| *last + MINUTE > now)
        });
    }
}

/// Adds a moment and keeps only as many as the limit counts.
fn keep(moments: &mut VecDeque<Instant>, now: Instant, most: usize) {
    moments.push_back(now);
    while moments.len() > most.max(1) {
        moments.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds at which `count` messages to `chats` in turn may leave.
    fn times(chats: &[i64], count: usize) -> Vec<f64> {
        let start = Instant::now();
        let mut pace = Pace::new(Rates::default());
        let mut now = start;
        let mut times = Vec::new();
        for chat in chats.iter().cycle().take(count) {
            now = pace.overall(now).max(pace.chat(*chat, now));
            pace.left(*chat, now);
            times.push((now - start).as_secs_f64());
        }
        times
    }

    #[test]
    fn one_a_second_to_a_reader() {
        assert_eq!(times(&[7], 4), [0.0, 1.0, 2.0, 3.0]);
    }

    #[test]
    fn twenty_a_minute_to_a_group() {
        let times = times(&[-7], 41);
        assert_eq!((times[19], times[20], times[40]), (19.0, 60.0, 120.0));
    }

    #[test]
    fn thirty_a_second_overall() {
        let readers: Vec<i64> = (1..=90).collect();
        let times = times(&readers, 90);
        assert_eq!((times[29], times[30], times[89]), (0.0, 1.0, 2.0));
    }

    #[test]
    fn a_chat_on_hold_waits_and_no_other() {
        let now = Instant::now();
        let mut pace = Pace::new(Rates::default());
        pace.hold(7, now + Duration::from_secs(30));
        assert_eq!(pace.chat(7, now), now + Duration::from_secs(30));
        assert_eq!(pace.chat(8, now), now);
        pace.forget(now + Duration::from_secs(31));
        assert!(pace.chats.is_empty());
    }
}
