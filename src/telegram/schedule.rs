//! Digests on time: planned when due, sent through the queue, never twice.
//!
//! The store says what is planned and what has left; this file only asks often enough and
//! carries the parts across. When a part counts as sent is the business of `claim`. Knows nothing
//! of what a digest says.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;

use super::claim::Claim;
use super::queue::{Fate, Kind, Letter};
use super::work::Work;
use crate::chat::Now;
use crate::digest::RunId;
use crate::store::{Store, StoreError};

/// As many chats are sent to at once; the queue decides how fast.
const AT_ONCE: usize = 50;

/// Plans and sends digests until told to stop, then waits for the parts that are on their way.
pub(super) async fn run(work: Work, every: Duration, shutdown: CancellationToken) {
    let mut deliveries = JoinSet::new();
    let mut under_way: HashMap<Id, RunId> = HashMap::new();
    let mut waiting = VecDeque::new();
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => break,
            _ = ticks.tick() => {
                plan(&work).await;
                match open(&work.store, under_way.values()).await {
                    // What ended without being done waits for a tick, or it would go in circles.
                    Ok(open) => waiting = open,
                    Err(error) => tracing::error!("{error}"),
                }
            }
            Some(ended) = deliveries.join_next_with_id() => {
                let id = ended.map_or_else(|failed| failed.id(), |(id, ())| id);
                under_way.remove(&id);
            }
        }
        while under_way.len() < AT_ONCE
            && let Some(run) = waiting.pop_front()
        {
            let (work, shutdown) = (work.clone(), shutdown.clone());
            let delivery = deliveries.spawn(async move { deliver(&work, &run, &shutdown).await });
            under_way.insert(delivery.id(), run);
        }
    }
    while deliveries.join_next().await.is_some() {}
}

/// Plans what is due, on a thread for slow work: composing reads the whole day's paper.
async fn plan(work: &Work) {
    let (chat, store) = (Arc::clone(&work.chat), work.store.clone());
    let now = Now::at(Utc::now(), work.zone);
    let runtime = tokio::runtime::Handle::current();
    let planned = tokio::task::spawn_blocking(move || runtime.block_on(async move { chat.plan_due(&store, &now).await }));
    match planned.await {
        Ok(Ok(0)) => {}
        Ok(Ok(number)) => tracing::info!(number, "digests planned"),
        Ok(Err(error)) => tracing::error!("digests not planned: {error}"),
        Err(_) => tracing::error!("planning digests panicked"),
    }
}

/// The runs that are open and not under way. One that is may by now be listed under the id its
/// chat moved to; twice under way, it could end while its last part is still in the air.
async fn open(store: &Store, under_way: impl Iterator<Item = &RunId>) -> Result<VecDeque<RunId>, StoreError> {
    let open = store.open_runs().await?;
    let mut busy = HashSet::new();
    for run in under_way {
        busy.extend([*run, RunId { chat: store.current(run.chat).await?, ..*run }]);
    }
    Ok(open.into_iter().filter(|run| !busy.contains(run)).collect())
}

/// Sends the parts of a run in order, as far as it goes.
async fn deliver(work: &Work, run: &RunId, shutdown: &CancellationToken) {
    while !shutdown.is_cancelled() {
        let part = match work.store.next(run).await {
            Ok(Some(part)) => part,
            Ok(None) => return,
            Err(error) => return tracing::error!(chat = run.chat, "{error}"),
        };
        let letter = Letter { chat: run.chat, thread: run.thread, answers: None, html: part.body.clone(), buttons: Vec::new(), plain: false };
        let claim = Claim::new(work.store.clone(), *run, part);
        let kept = match work.post.escorted(Kind::Digest, letter, claim.escort()).await {
            Fate::Sent => continue,
            Fate::Unsure(why) => {
                // It may be there; a second copy would be worse than a missing part.
                tracing::warn!(chat = run.chat, "part of a digest may be missing: {why}");
                continue;
            }
            Fate::Unsent(why) => {
                tracing::warn!(chat = run.chat, "part of a digest is left for later: {why}");
                return claim.put_back().await;
            }
            Fate::Refused(why) => work.store.give_up(run, &why).await,
            Fate::Gone => work.store.left(run.chat).await,
        };
        if let Err(error) = kept {
            tracing::error!(chat = run.chat, "{error}");
        }
        return;
    }
}

#[tokio::test]
async fn a_run_under_way_is_not_begun_again_under_another_id() {
    let store = Store::memory().await.expect("a store in memory");
    let run = |chat| RunId { chat, thread: None, day: "2021-09-02".parse().expect("a day") };
    for chat in [-5, -6, 7] {
        store.plan(&run(chat), &["一".to_owned()], 1, &[]).await.expect("planned");
    }
    store.moved(-5, -1005).await.expect("moved");
    let waiting = open(&store, [run(-5), run(7)].iter()).await.expect("read");
    assert_eq!(waiting, [run(-6)]);
}
