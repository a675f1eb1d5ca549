//! Which Chinese word an English one stands for here: told by the articles that the question finds.
//!
//! "event" is 活动, 事件 or 赛事. All are searched for; what the best articles use more than others
//! do comes first, and decides how the question is read. Knows no grammar of either language.

use std::cell::RefCell;
use std::collections::HashMap;

use super::rarity;
use crate::index::{IndexError, Query, Search};
use crate::question::{Question, Wordings};
use crate::text::fold;

/// In how many passages the words are looked up.
const PASSAGES: usize = 30;
/// How soon a passage's article further down says less.
const FADE: f32 = 2.0;
/// What a word is worth that no article found uses.
const UNUSED: f32 = 0.1;

/// What articles found say of words.
pub(super) struct Senses<'a> {
    index: &'a dyn Search,
    /// Folded texts with their share.
    texts: Vec<(String, f32)>,
    failed: RefCell<Option<IndexError>>,
}

impl<'a> Senses<'a> {
    pub(super) fn new(index: &'a dyn Search, query: &Query) -> Result<Self, IndexError> {
        let texts = texts(index, query, PASSAGES)?;
        let mut texts: Vec<(String, f32)> = texts.into_iter().enumerate().map(|(rank, text)| (text, 1.0 / (FADE + rank as f32))).collect();
        let whole: f32 = texts.iter().map(|(_, share)| share).sum();
        texts.iter_mut().for_each(|(_, share)| *share /= whole);
        Ok(Self { index, texts, failed: RefCell::default() })
    }

    /// Puts words for one thing in order: what the articles found use beyond what all articles do,
    /// the table's weights beside it.
    pub(super) fn order(&self, words: &mut Wordings) {
        if words.len() < 2 || self.texts.is_empty() {
            return;
        }
        let asked: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        let (counts, all) = match self.index.frequencies(&asked) {
            Ok(found) => found,
            Err(error) => {
                *self.failed.borrow_mut() = Some(error);
                return;
            }
        };
        let worth = |at: usize, (word, weight): &(String, u16)| {
            let used: f32 = self.texts.iter().filter(|(text, _)| text.contains(word)).map(|(_, share)| share).sum();
            let lift = used * all as f32 / (counts[at] as f32 + 1.0);
            f32::from(*weight).powi(2) * (UNUSED + used * (1.0 + lift).ln())
        };
        let mut ranked: Vec<(f32, (String, u16))> = words.iter().enumerate().map(|(at, word)| (worth(at, word), word.clone())).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        *words = ranked.into_iter().map(|(_, word)| word).collect();
    }

    /// What went wrong while words were put in order.
    pub(super) fn failed(self) -> Result<(), IndexError> {
        self.failed.into_inner().map_or(Ok(()), Err)
    }
}

/// Folded headlines and texts of the articles that a query finds, best first.
pub(super) fn texts(index: &dyn Search, query: &Query, passages: usize) -> Result<Vec<String>, IndexError> {
    let mut ids: Vec<String> = Vec::new();
    for hit in index.search(query, passages)? {
        if !ids.contains(&hit.article) {
            ids.push(hit.article);
        }
    }
    let articles = ids.iter().filter_map(|id| index.article(id).transpose());
    articles.map(|article| article.map(|article| fold(&format!("{}\n{}", article.headline, article.text)).text)).collect()
}

/// How far the words for one thing are weighed as one: 0 is each by itself, 1 all alike. Found among
/// the best twelve .931 of 1,100 questions said in English; .921 by 1.
const LEVEL: f32 = 0.4;

/// Weighs the words for one thing nearly as one word that is as common as the commonest of them
/// (after Pirkola 1998): a rare wrong sense must not count for more than the right one.
pub(super) fn level(index: &dyn Search, question: &Question, query: &mut Query) -> Result<(), IndexError> {
    // A word of two groups is weighed once, for the group where it says more.
    let mut factors: HashMap<&str, f32> = HashMap::new();
    for term in question.terms.iter().filter(|term| !term.name) {
        let group: Vec<&str> = std::iter::once(term.text.as_str()).chain(question.readings(term)).collect();
        let (counts, all) = index.frequencies(&group)?;
        // A single character is counted by passages, which are more than the articles.
        let rarity = |count: u64| rarity(count.min(all) as f32, all as f32);
        let common = rarity(counts.iter().copied().max().unwrap_or(0));
        for (word, count) in group.into_iter().zip(counts) {
            let kept = factors.entry(word).or_insert(0.0);
            *kept = kept.max((common / rarity(count)).powf(LEVEL));
        }
    }
    for term in &mut query.terms {
        term.weight *= factors.get(term.text.as_str()).copied().unwrap_or(1.0);
    }
    Ok(())
}
