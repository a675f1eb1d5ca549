//! Which digest is due at a moment: arithmetic of days and times on the wall.
//!
//! Times are compared as the clock on the wall shows them, so a time that a change of clocks
//! skips is due right after the gap, and one that comes twice is due once (its run has the same
//! name both times). Knows nothing of what was sent: a store takes each run once.

use chrono::{Days, NaiveDateTime};

use super::{RunId, Subscription};

/// The latest run of a subscription that is due at `now` (in the subscription's time zone).
///
/// A run missed since yesterday's time is still due; older ones are not made up for. `None`
/// before the subscription's first time has come.
///
/// ```
/// # use shuwen::digest::{Subscription, due};
/// let at = |text: &str| text.parse::<chrono::NaiveDateTime>().unwrap();
/// let morning = Subscription {
///     chat: 1, thread: None, time: "08:00:00".parse().unwrap(),
///     topic: String::new(), language: "zh".into(), since: at("2021-09-01T09:00:00"),
/// };
/// assert_eq!(due(&morning, at("2021-09-01T23:00:00")), None);
/// assert_eq!(due(&morning, at("2021-09-02T08:00:00")).unwrap().day, "2021-09-02".parse().unwrap());
/// ```
pub fn due(subscription: &Subscription, now: NaiveDateTime) -> Option<RunId> {
    let today = now.date();
    let day = if now.time() >= subscription.time { today } else { today.checked_sub_days(Days::new(1))? };
    let moment = day.and_time(subscription.time);
    (moment > subscription.since).then_some(RunId { chat: subscription.chat, thread: subscription.thread, day })
}
