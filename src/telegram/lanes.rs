//! Work in order within a chat, and side by side between chats.
//!
//! A chat's messages must be answered in the order they came, and a chat whose answer is slow
//! to compute or to send must not hold up any other. Each chat with work has a lane, one task
//! that carries its jobs out one by one; a job that panics ends neither its lane nor its
//! program. Knows nothing of what the jobs do.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Lanes of work, one a chat.
#[derive(Clone)]
pub(super) struct Lanes {
    waiting: Arc<Mutex<HashMap<i64, VecDeque<Job>>>>,
    /// One permit for each job that waits or runs: the bound of all lanes together.
    room: Arc<Semaphore>,
    overall: u32,
    per_lane: usize,
}

/// A lane had no room for a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

impl Lanes {
    /// Lanes for at most `overall` jobs, and at most `per_lane` waiting in each.
    pub(super) fn new(overall: u16, per_lane: usize) -> Self {
        Self { waiting: Arc::default(), room: Arc::new(Semaphore::new(usize::from(overall))), overall: u32::from(overall), per_lane }
    }

    /// Puts a job at the end of a chat's lane; waits while all lanes together are full.
    ///
    /// A lane that is full by itself takes no more: one chat's flood cannot take all the room.
    pub(super) async fn put(&self, chat: i64, job: impl Future<Output = ()> + Send + 'static) -> Result<(), Full> {
        // The semaphore is never closed, so waiting for it cannot fail.
        let permit = Arc::clone(&self.room).acquire_owned().await.ok();
        let job: Job = Box::pin(async move {
            job.await;
            drop(permit);
        });
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lane) = waiting.get_mut(&chat) {
            if lane.len() >= self.per_lane {
                return Err(Full);
            }
            lane.push_back(job);
        } else {
            waiting.insert(chat, VecDeque::from([job]));
            tokio::spawn(self.clone().run(chat));
        }
        Ok(())
    }

    /// Waits until every job is done; call it when no more will be put.
    pub(super) async fn drained(&self) {
        // All permits together are free only when no job holds one.
        let _all = self.room.acquire_many(self.overall).await;
    }

    /// Carries a lane's jobs out until there are none, then takes the lane down.
    async fn run(self, chat: i64) {
        while let Some(job) = self.next(chat) {
            // A task of its own, so that a panic stays within the job.
            if let Err(failed) = tokio::spawn(job).await
                && failed.is_panic()
            {
                tracing::error!(chat, "a job panicked");
            }
        }
    }

    fn next(&self, chat: i64) -> Option<Job> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let job = waiting.get_mut(&chat).and_then(VecDeque::pop_front);
        if job.is_none() {
            waiting.remove(&chat);
        }
        job
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::sync::mpsc;
    use tokio::time::sleep;

    use super::*;

    async fn said(mut heard: mpsc::UnboundedReceiver<String>) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(word) = heard.recv().await {
            all.push(word);
        }
        all
    }

    #[tokio::test]
    async fn order_within_a_chat_and_no_waiting_between_chats() {
        let lanes = Lanes::new(100, 10);
        let (say, heard) = mpsc::unbounded_channel();
        for (chat, word, millis) in [(1, "slow", 100), (1, "after slow", 0), (2, "quick", 10)] {
            let say = say.clone();
            let job = async move {
                sleep(Duration::from_millis(millis)).await;
                let _ = say.send(word.to_owned());
            };
            assert_eq!(lanes.put(chat, job).await, Ok(()));
        }
        drop(say);
        lanes.drained().await;
        assert_eq!(said(heard).await, ["quick", "slow", "after slow"]);
    }

    #[tokio::test]
    async fn a_panic_ends_one_job_only() {
        let lanes = Lanes::new(2, 10);
        let (say, heard) = mpsc::unbounded_channel();
        for word in ["one", "bad", "two", "bad", "bad", "three"] {
            let say = say.clone();
            let job = async move {
                assert_ne!(word, "bad", "ordered by the test");
                let _ = say.send(word.to_owned());
            };
            assert_eq!(lanes.put(1, job).await, Ok(()));
        }
        drop(say);
        lanes.drained().await;
        assert_eq!(said(heard).await, ["one", "two", "three"]);
    }

    #[tokio::test]
    async fn a_full_lane_refuses_and_another_does_not() {
        let lanes = Lanes::new(100, 2);
        let slow = || sleep(Duration::from_millis(50));
        assert_eq!(lanes.put(1, slow()).await, Ok(()));
        tokio::task::yield_now().await;
        assert_eq!(lanes.put(1, slow()).await, Ok(()));
        assert_eq!(lanes.put(1, slow()).await, Ok(()));
        assert_eq!(lanes.put(1, slow()).await, Err(Full));
        assert_eq!(lanes.put(2, slow()).await, Ok(()));
        lanes.drained().await;
    }
}
