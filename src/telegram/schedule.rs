//! Digests on time: planned when due, sent through the queue, never twice.
//!
//! The store says what is planned and what has left; this file only asks often enough and
//! carries the parts across. A part is claimed before it is sent and put back only when it
//! certainly did not leave. Knows nothing of what a digest says.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::Utc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::queue::{Fate, Kind, Letter};
use super::work::Work;
use crate::chat::Now;
use crate::digest::RunId;

/// As many chats are sent to at once; the queue decides how fast.
const AT_ONCE: usize = 50;

/// Plans and sends digests until told to stop, then waits for the parts that are on their way.
pub(super) async fn run(work: Work, every: Duration, shutdown: CancellationToken) {
    let active: Arc<Mutex<HashSet<RunId>>> = Arc::default();
    let mut deliveries = JoinSet::new();
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = shutdown.cancelled() => break,
            _ = ticks.tick() => {}
        }
        plan(&work).await;
        while deliveries.try_join_next().is_some() {}
        let open = match work.store.open_runs().await {
            Ok(open) => open,
            Err(error) => {
                tracing::error!("{error}");
                continue;
            }
        };
        for run in open.into_iter().take(AT_ONCE.saturating_sub(deliveries.len())) {
            if !lock(&active).insert(run) {
                continue;
            }
            let (work, active, shutdown) = (work.clone(), Arc::clone(&active), shutdown.clone());
            deliveries.spawn(async move {
                deliver(&work, &run, &shutdown).await;
                lock(&active).remove(&run);
            });
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

/// Sends the parts of a run in order, as far as it goes.
async fn deliver(work: &Work, run: &RunId, shutdown: &CancellationToken) {
    while !shutdown.is_cancelled() {
        let part = match work.store.claim(run).await {
            Ok(Some(part)) => part,
            Ok(None) => return,
            Err(error) => return tracing::error!(chat = run.chat, "{error}"),
        };
        let letter = Letter { chat: run.chat, thread: run.thread, answers: None, html: part.body.clone(), buttons: Vec::new(), plain: false };
        let kept = match work.post.send(Kind::Digest, letter).await {
            Fate::Sent => continue,
            Fate::Unsure(why) => {
                // It may be there; a second copy would be worse than a missing part.
                tracing::warn!(chat = run.chat, "part of a digest may be missing: {why}");
                continue;
            }
            Fate::Unsent(why) => {
                tracing::warn!(chat = run.chat, "part of a digest put back: {why}");
                work.store.not_sent(run, &part).await
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

fn lock(active: &Mutex<HashSet<RunId>>) -> std::sync::MutexGuard<'_, HashSet<RunId>> {
    active.lock().unwrap_or_else(PoisonError::into_inner)
}
