//! A part of a digest on its way: claimed in the store only while a request carries it.
//!
//! In the queue a part may wait for minutes. If it were claimed all that time, a kill would lose
//! it: what is claimed counts as sent. So the claim is made when the part leaves and given back
//! as soon as Telegram has certainly not taken it. Knows nothing of when a part leaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::fault::Fault;
use super::queue::{Escort, Flight};
use crate::digest::RunId;
use crate::store::{Part, Store, StoreError};

/// The claim on one part.
pub(super) struct Claim {
    store: Store,
    run: RunId,
    part: Part,
    /// Whether it is claimed now. It may stay so after a flight, where the store fails.
    held: AtomicBool,
}

impl Claim {
    /// A claim that is not made yet.
    pub(super) fn new(store: Store, run: RunId, part: Part) -> Arc<Self> {
        Arc::new(Self { store, run, part, held: AtomicBool::new(false) })
    }

    /// Claims the part for each flight.
    pub(super) fn escort(self: &Arc<Self>) -> Escort {
        let claim = Arc::clone(self);
        Box::new(move |flight| {
            let claim = Arc::clone(&claim);
            Box::pin(async move { claim.around(flight).await })
        })
    }

    /// Puts the part back where it is claimed; only for what certainly did not arrive.
    pub(super) async fn put_back(&self) {
        if !self.held.load(Ordering::Relaxed) {
            return;
        }
        let done = self.store.not_sent(&self.run, &self.part).await;
        if let Err(error) = &done {
            tracing::error!(chat = self.run.chat, "{error}");
        }
        // A store that failed is asked again later; one that knows of no claim has ended the run.
        let held = !matches!(done, Ok(()) | Err(StoreError::Unclaimed { .. }));
        self.held.store(held, Ordering::Relaxed);
    }

    async fn around(&self, flight: Flight) -> Result<(), Fault> {
        if !self.held.load(Ordering::Relaxed) {
            match self.store.hold(&self.run, &self.part).await {
                Ok(true) => self.held.store(true, Ordering::Relaxed),
                Ok(false) => return Err(Fault::Withdrawn),
                Err(error) => return Err(Fault::Unsent(error.to_string())),
            }
        }
        let result = flight.await;
        if result.as_ref().is_err_and(Fault::mendable) {
            self.put_back().await;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// A store with a run of two parts, and the claim on the first.
    async fn planned(chat: i64) -> (Store, RunId, Arc<Claim>) {
        let store = Store::memory().await.expect("a store in memory");
        let run = RunId { chat, thread: None, day: "2021-09-02".parse().expect("a day") };
        store.plan(&run, &["一".to_owned(), "二".to_owned()], 2, &[]).await.expect("planned");
        let part = store.next(&run).await.expect("read").expect("the first");
        let claim = Claim::new(store.clone(), run, part);
        (store, run, claim)
    }

    /// The number of the part that a start after a kill would send next.
    async fn next(store: &Store, run: &RunId) -> Option<usize> {
        store.next(run).await.expect("read").map(|part| part.number)
    }

    fn ends(result: Result<(), Fault>) -> Flight {
        Box::pin(async move { result })
    }

    #[tokio::test]
    async fn a_part_is_claimed_while_it_flies_and_not_while_it_waits() {
        let (store, run, claim) = planned(7).await;
        let escort = claim.escort();
        assert_eq!(next(&store, &run).await, Some(0), "it waits for its first flight");
        let wait = Fault::Wait(Duration::from_secs(60));
        assert_eq!(escort(ends(Err(wait.clone()))).await, Err(wait));
        assert_eq!(next(&store, &run).await, Some(0), "it waits for its second flight");
        let (inside, this) = (store.clone(), run);
        let flight: Flight = Box::pin(async move {
            assert_eq!(next(&inside, &this).await, Some(1), "a kill in flight must not repeat it");
            Ok(())
        });
        assert_eq!(escort(flight).await, Ok(()));
        assert_eq!(next(&store, &run).await, Some(1));
    }

    #[tokio::test]
    async fn what_may_have_arrived_stays_claimed() {
        let (store, run, claim) = planned(7).await;
        let unsure = Fault::Unsure("no answer in time".to_owned());
        assert_eq!(claim.escort()(ends(Err(unsure.clone()))).await, Err(unsure));
        assert_eq!(next(&store, &run).await, Some(1));
    }

    #[tokio::test]
    async fn a_group_that_moves_in_mid_flight_loses_no_part() {
        let (store, run, claim) = planned(-5).await;
        let inside = store.clone();
        let flight: Flight = Box::pin(async move {
            inside.moved(-5, -1005).await.expect("moved");
            Err(Fault::Unsent("cannot connect".to_owned()))
        });
        claim.escort()(flight).await.expect_err("unsent");
        let moved = RunId { chat: -1005, ..run };
        assert_eq!(store.open_runs().await.expect("read"), [moved]);
        assert_eq!(next(&store, &moved).await, Some(0));
        // Its sender still knows the old id only.
        assert_eq!(claim.escort()(ends(Ok(()))).await, Ok(()));
        assert_eq!(next(&store, &moved).await, Some(1));
    }

    #[tokio::test]
    async fn nothing_leaves_that_is_no_longer_owed() {
        let (store, run, claim) = planned(7).await;
        let flies = || -> Flight { Box::pin(async { panic!("it left") }) };
        assert!(store.hold(&run, &claim.part).await.expect("claimed by another"));
        assert_eq!(claim.escort()(flies()).await, Err(Fault::Withdrawn));
        let (store, _, claim) = planned(8).await;
        store.left(8).await.expect("left");
        assert_eq!(claim.escort()(flies()).await, Err(Fault::Withdrawn));
    }
}
