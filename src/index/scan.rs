//! The index as plain loops: every article in memory, every query a full scan.
//!
//! Slow and simple on purpose: it says what the embedded index must find. Scores follow BM25
//! with the same fields and blend; statistics are counted anew for each query.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{Datelike, NaiveDate};

use super::blend::{B_ARTICLE, B_PASSAGE, K1};
use super::tokens::{grams, normal, text_of_article, text_of_passage, words};
use super::{Filter, Hit, IndexError, Put, Query, Search, Source, blend};
use crate::corpus::{Article, passages};
use crate::text::Segmenter;

/// Articles in memory, found by looking at each.
pub struct Scan {
    segmenter: Segmenter,
    kept: RwLock<BTreeMap<String, Kept>>,
    state: AtomicU64,
}

struct Kept {
    article: Article,
    body: Bag,
    passages: Vec<(Bag, Bag)>,
}

/// Terms with their counts, and how many there are together.
#[derive(Default)]
struct Bag {
    counts: HashMap<String, u32>,
    size: u32,
}

impl Scan {
    /// An empty one.
    pub fn new(segmenter: Segmenter) -> Self {
        Self { segmenter, kept: RwLock::default(), state: AtomicU64::default() }
    }

    fn bag_of_words(&self, text: &str) -> Bag {
        let mut bag = Bag::default();
        words(&self.segmenter, &normal(text), |word, _| bag.add(word));
        bag
    }

    fn keep(&self, article: &Article) -> Kept {
        Kept {
            body: Bag::of_grams(&text_of_article(article)),
            passages: passages(article)
                .iter()
                .map(|passage| {
                    let text = text_of_passage(article, passage);
                    (self.bag_of_words(&text), Bag::of_grams(&text))
                })
                .collect(),
            article: article.clone(),
        }
    }
}

impl Search for Scan {
    fn state(&self) -> u64 {
        self.state.load(Ordering::Acquire)
    }

    fn search(&self, query: &Query, limit: usize) -> Result<Vec<Hit>, IndexError> {
        let kept = self.kept.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut by_word: BTreeMap<String, f32> = BTreeMap::new();
        let mut by_gram: BTreeMap<String, f32> = BTreeMap::new();
        for term in &query.terms {
            let text = normal(&term.text);
            words(&self.segmenter, &text, |word, _| raise(&mut by_word, word, term.weight));
            grams(&text, |gram, _| raise(&mut by_gram, gram, term.weight));
        }
        let all: Vec<&Kept> = kept.values().collect();
        let bodies = Scorer::new(B_ARTICLE, &by_gram, all.iter().map(|kept| &kept.body));
        let gram_scorer = Scorer::new(B_PASSAGE, &by_gram, all.iter().flat_map(|kept| kept.passages.iter().map(|(_, grams)| grams)));
        let word_scorer = Scorer::new(B_PASSAGE, &by_word, all.iter().flat_map(|kept| kept.passages.iter().map(|(words, _)| words)));
        let years: Vec<i32> = all.iter().filter_map(|kept| kept.article.date).map(|date| date.year()).collect();
        let last = years.iter().max().copied().unwrap_or(0);
        let first = years.iter().min().copied().unwrap_or(last);
        let windows = blend::windows(query, first.max(last - 10)..=last);
        let mut hits = Vec::new();
        for kept in all {
            let body = bodies.score(&kept.body);
            let time = blend::time(&windows, blend::day(kept.article.date));
            let whole = if body > 0.0 { body + time } else { 0.0 };
            for (number, (words, grams)) in kept.passages.iter().enumerate() {
                let own = blend::WORDS * word_scorer.score(words) + blend::GRAMS * gram_scorer.score(grams);
                if own > 0.0 {
                    let score = own + blend::TIME * time + blend::ARTICLE * whole;
                    hits.push(Hit { article: kept.article.id.clone(), passage: number as u32, score, article_score: whole });
                }
            }
        }
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.article.cmp(&b.article)).then(a.passage.cmp(&b.passage)));
        hits.truncate(limit);
        Ok(hits)
    }

    fn article(&self, id: &str) -> Result<Option<Article>, IndexError> {
        let kept = self.kept.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        Ok(kept.get(id).map(|kept| kept.article.clone()))
    }

    fn frequencies(&self, terms: &[&str]) -> Result<(Vec<u64>, u64), IndexError> {
        let kept = self.kept.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        let count = |term: &&str| {
            let text = normal(term);
            let mut rarest = u64::MAX;
            grams(&text, |gram, _| {
                rarest = rarest.min(kept.values().filter(|kept| kept.body.counts.contains_key(gram)).count() as u64);
            });
            if rarest == u64::MAX {
                rarest = kept.values().flat_map(|kept| &kept.passages).filter(|(words, _)| words.counts.contains_key(&text)).count() as u64;
            }
            rarest
        };
        Ok((terms.iter().map(count).collect(), kept.len() as u64))
    }

    fn list(&self, filter: &Filter, limit: usize) -> Result<Vec<Article>, IndexError> {
        let kept = self.kept.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut found: Vec<&Article> =
            kept.values().map(|kept| &kept.article).filter(|article| filter.allows_day(article.date) && filter.allows_words(article)).collect();
        found.sort_by(|a, b| b.date.cmp(&a.date).then(a.key().cmp(&b.key())));
        Ok(found.into_iter().take(limit).cloned().collect())
    }

    fn latest(&self) -> Result<Option<NaiveDate>, IndexError> {
        let kept = self.kept.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        Ok(kept.values().filter_map(|kept| kept.article.date).max())
    }

    fn sources(&self) -> Result<Vec<Source>, IndexError> {
        let kept = self.kept.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        Ok(Source::tally(kept.values().map(|kept| &kept.article)))
    }

    fn settle(&self) -> Result<(), IndexError> {
        Ok(())
    }

    fn put_files(&self, articles: &[Article], files: &[String]) -> Result<Put, IndexError> {
        let mut kept = self.kept.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut put = Put::default();
        // The last of several with one id counts, as it would one after the other.
        let last: BTreeMap<&str, &Article> = articles.iter().map(|article| (article.id.as_str(), article)).collect();
        for (id, article) in last {
            match kept.get(id) {
                None => put.added += 1,
                Some(old) if old.article.content_hash() == article.content_hash() && (files.is_empty() || old.article.origin.file == article.origin.file) => {
                    put.unchanged += 1;
                    continue;
                }
                Some(_) => put.replaced += 1,
            }
            kept.insert(id.to_owned(), self.keep(article));
        }
        let given: BTreeSet<&str> = articles.iter().map(|article| article.id.as_str()).collect();
        let before = kept.len();
        kept.retain(|id, old| given.contains(id.as_str()) || !files.contains(&old.article.origin.file));
        put.removed = before - kept.len();
        if put.added + put.replaced + put.removed > 0 {
            self.state.fetch_add(1, Ordering::Release);
        }
        Ok(put)
    }
}

/// BM25 of one field for one query.
struct Scorer<'a> {
    b: f32,
    terms: Vec<(&'a str, f32)>,
    average: f32,
}

impl<'a> Scorer<'a> {
    fn new<'b>(b: f32, query: &'a BTreeMap<String, f32>, bags: impl Iterator<Item = &'b Bag> + Clone) -> Self {
        let count = bags.clone().count() as f32;
        let size: u64 = bags.clone().map(|bag| u64::from(bag.size)).sum();
        let terms = query
            .iter()
            .map(|(term, weight)| {
                let with = bags.clone().filter(|bag| bag.counts.contains_key(term)).count() as f32;
                let idf = (1.0 + (count - with + 0.5) / (with + 0.5)).ln();
                (term.as_str(), weight * idf)
            })
            .collect();
        Self { b, terms, average: size as f32 / count.max(1.0) }
    }

    fn score(&self, bag: &Bag) -> f32 {
        let norm = K1 * (1.0 - self.b + self.b * bag.size as f32 / self.average.max(1.0));
        let of = |&(term, weight): &(&str, f32)| {
            let count = bag.counts.get(term).copied().unwrap_or(0) as f32;
            weight * (K1 + 1.0) * count / (count + norm)
        };
        self.terms.iter().map(of).sum()
    }
}

impl Bag {
    fn of_grams(text: &str) -> Self {
        let mut bag = Self::default();
        grams(&normal(text), |gram, _| bag.add(gram));
        bag
    }

    fn add(&mut self, term: &str) {
        *self.counts.entry(term.to_owned()).or_insert(0) += 1;
        self.size += 1;
    }
}

fn raise(weights: &mut BTreeMap<String, f32>, term: &str, weight: f32) {
    let kept = weights.entry(term.to_owned()).or_insert(0.0);
    *kept = kept.max(weight);
}
