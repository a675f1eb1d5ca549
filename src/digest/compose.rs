//! From the articles of some days to a digest.
//!
//! Lists the articles, merges the copies of one story, leaves out what was seen, puts the
//! weightiest first. Knows nothing of how a story is told: that is `story`.

use std::collections::HashSet;

use chrono::{Days as Count, NaiveDate};

use super::story::{Named, tell, weight};
use super::{Digest, Story};
use crate::corpus::{Article, near};
use crate::figures::Figures;
use crate::index::{Filter, IndexError, Search};
use crate::text::fold;

/// As many articles are looked at for one digest.
const LOOKED_AT: usize = 2_000;

/// What a digest is to cover.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Which days.
    pub days: Days,
    /// Place or topic: words that all must occur; empty for everything.
    pub topic: &'a str,
    /// Show at most so many stories.
    pub most: usize,
    /// Keys of articles seen before; a story of which any copy was seen is left out.
    pub seen: &'a HashSet<u64>,
}

/// The days of a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// The latest day up to this one that has articles (on the topic).
    Latest(NaiveDate),
    /// One day.
    Day(NaiveDate),
    /// The seven days that end with this one.
    Week(NaiveDate),
    /// All days from one to another, both included.
    Between(NaiveDate, NaiveDate),
    /// What has come since the last digest: the week up to this day for whoever has seen
    /// anything before, else as `Latest`.
    New(NaiveDate),
}

/// Composes a digest. Where no article has a date, all count as of one undated day.
pub fn compose(search: &dyn Search, figures: &Figures, wanted: &Wanted) -> Result<Digest, IndexError> {
    let words = words(wanted.topic);
    let list = |from, to| search.list(&Filter { from, to, words: words.clone() }, LOOKED_AT);
    let (from, to, articles) = match wanted.days {
        Days::Day(day) => (Some(day), Some(day), list(Some(day), Some(day))?),
        Days::Week(last) => (week_before(last), Some(last), list(week_before(last), Some(last))?),
        Days::Between(from, to) => (Some(from), Some(to), list(Some(from), Some(to))?),
        Days::Latest(until) => latest(until, &list)?,
        Days::New(until) => {
            let week = list(week_before(until), Some(until))?;
            let newest = week.iter().filter_map(|article| article.date).max();
            match newest {
                Some(_) if !wanted.seen.is_empty() => (week_before(until), Some(until), week),
                // The first digest of a chat shows one day; the rest of its week counts as passed.
                Some(day) => return first(figures, wanted, day, week),
                None => latest(until, &list)?,
            }
        }
    };
    Ok(digest(figures, wanted, (from, to), articles))
}

/// The words of a topic, as they are compared.
fn words(topic: &str) -> Vec<String> {
    let folded = fold(topic).text.to_lowercase();
    folded.split(|c: char| c.is_whitespace() || "，,、".contains(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn week_before(last: NaiveDate) -> Option<NaiveDate> {
    last.checked_sub_days(Count::new(6))
}

type Listed = (Option<NaiveDate>, Option<NaiveDate>, Vec<Article>);

fn latest(until: NaiveDate, list: &dyn Fn(Option<NaiveDate>, Option<NaiveDate>) -> Result<Vec<Article>, IndexError>) -> Result<Listed, IndexError> {
    let mut articles = list(None, Some(until))?;
    let day = articles.first().and_then(|article| article.date);
    if day.is_none() {
        articles = list(None, None)?.into_iter().filter(|article| article.date.is_none()).collect();
    }
    // Newest first: the day's articles are the first ones.
    articles.retain(|article| article.date == day);
    Ok((day, day, articles))
}

fn first(figures: &Figures, wanted: &Wanted, day: NaiveDate, week: Vec<Article>) -> Result<Digest, IndexError> {
    let passed = week.iter().map(|article| article.key().0).collect();
    let articles = week.into_iter().filter(|article| article.date == Some(day)).collect();
    Ok(Digest { passed, ..digest(figures, wanted, (Some(day), Some(day)), articles) })
}

fn digest(figures: &Figures, wanted: &Wanted, (from, to): (Option<NaiveDate>, Option<NaiveDate>), articles: Vec<Article>) -> Digest {
    let topic = words(wanted.topic);
    let mut told: Vec<(Named, u32, Story)> = Vec::new();
    for copies in near::clusters(&articles) {
        let copies: Vec<&Article> = copies.into_iter().filter_map(|at| articles.get(at)).collect();
        if copies.iter().any(|copy| wanted.seen.contains(&copy.key().0)) {
            continue;
        }
        if let Some((named, story)) = tell(&copies, figures, &topic) {
            told.push((named, weight(&copies, &story), story));
        }
    }
    // Stable: stories of equal weight stay in the order of the list. One that only mentions the topic
    // is not about it, however long it is.
    told.sort_by_key(|(named, weight, _)| std::cmp::Reverse((*named, *weight)));
    let more = told.len().saturating_sub(wanted.most);
    let stories = told.into_iter().take(wanted.most).map(|(_, _, story)| story).collect();
    let passed = articles.iter().map(|article| article.key().0).collect();
    Digest { from, to, topic: wanted.topic.trim().to_owned(), stories, more, passed }
}
