//! Digests for the chat: composed when asked for, and planned when a subscription is due.
//!
//! Planning writes a run and its messages into the store in one step; whoever sends them claims
//! them there. Knows nothing of sending.

use std::collections::HashSet;

use super::{Chat, ChatError, ChatState, LONGEST, Now, html, show, split};
use crate::digest::{Days, Digest, Subscription, Wanted, compose, due};
use crate::index::Filter;
use crate::store::Store;
use crate::text::{Language, language};

/// A digest shows at most so many stories; it says how many more there are.
const STORIES: usize = 10;

impl Chat {
    /// Plans every digest that is due and was not planned before; how many were. Call it a few
    /// times a minute, then send what `Store::open_runs` lists. A digest that cannot be composed
    /// keeps no other waiting: the first error is given when all have been tried, and the next
    /// call tries it again.
    pub async fn plan_due(&self, store: &Store, now: &Now) -> Result<usize, ChatError> {
        let (mut planned, mut failed) = (0, None);
        for subscription in store.subscriptions().await? {
            match self.plan(store, &subscription, now).await {
                Ok(new) => planned += usize::from(new),
                Err(error) => failed = failed.or(Some(error)),
            }
        }
        failed.map_or(Ok(planned), Err)
    }

    /// Plans a subscription's digest if it is due; whether it was.
    async fn plan(&self, store: &Store, subscription: &Subscription, now: &Now) -> Result<bool, ChatError> {
        let Some(run) = due(subscription, now.local) else { return Ok(false) };
        if store.planned(&run).await? {
            return Ok(false);
        }
        let sent = store.sent(run.chat, run.thread).await?;
        let silent = store.last_was_empty(run.chat, run.thread).await?;
        let digest = self.digest(Days::New(run.day), &subscription.topic, &sent, now)?;
        // A language asked for since goes before that of the subscription.
        let state = store.state(run.chat).await?.and_then(|saved| ChatState::from_text(&saved).ok());
        let language = state.and_then(|state| state.chosen()).unwrap_or(if subscription.language == "en" { Language::English } else { Language::Chinese });
        let messages = self.messages(language, &digest, silent);
        Ok(store.plan(&run, &messages, digest.stories.len(), &digest.passed).await?)
    }

    /// The digest of some days on a topic, without the stories of articles whose keys are `seen`.
    pub fn digest(&self, days: Days, topic: &str, seen: &[u64], now: &Now) -> Result<Digest, ChatError> {
        let seen: HashSet<u64> = seen.iter().copied().collect();
        let words = match language(topic) {
            Language::English => self.printed(topic, now)?,
            Language::Chinese => topic.to_owned(),
        };
        let wanted = Wanted { days, topic: &words, most: STORIES, seen: &seen };
        let digest = compose(self.engine.index(), self.engine.figures(), &wanted)?;
        Ok(Digest { topic: topic.trim().to_owned(), ..digest })
    }

    /// An English topic in the words that the papers print: of each term's readings (Taizhou is
    /// 台州 or 泰州) the first that occurs.
    fn printed(&self, topic: &str, now: &Now) -> Result<String, ChatError> {
        let question = self.engine.read(topic, None, now.today())?;
        let mut words = Vec::new();
        for term in &question.terms {
            let mut chosen = &term.text;
            for word in std::iter::once(&term.text).chain(term.synonyms.iter().map(|(word, _)| word)) {
                let filter = Filter { words: vec![word.clone()], ..Filter::default() };
                if !self.engine.index().list(&filter, 1)?.is_empty() {
                    chosen = word;
                    break;
                }
            }
            words.push(chosen.as_str());
        }
        Ok(if words.is_empty() { topic.to_owned() } else { words.join(" ") })
    }

    /// The messages of a subscribed digest, ready to send; none where there is nothing new and
    /// that was said last time.
    fn messages(&self, language: Language, digest: &Digest, silent: bool) -> Vec<String> {
        if digest.stories.is_empty() && silent {
            return Vec::new();
        }
        let rich = show::digest(&self.words, language, digest, true);
        split(&rich, LONGEST).iter().map(html).collect()
    }
}
