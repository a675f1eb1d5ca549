//! Copies and retellings of one story among many articles.
//!
//! Two papers tell one story with the same rare words: names, places, figures. Two notices of one
//! form (yesterday's fund, today's fund) share their common words and differ in the rare ones. So
//! rare pairs of characters decide, and a day between two articles speaks against them. Knows
//! nothing of digests.

mod vector;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::Article;
use vector::{Vector, Weights};

/// At least this alike are two articles of one story (fitted on pairs labelled by reading).
const ALIKE: f32 = 0.44;
/// What each day between two articles costs.
const DAY: f32 = 0.05;
/// What the likeness of one's lead to the other's whole adds.
const LEAD: f32 = 0.5;
/// What it costs two articles full of figures to share none.
const TWINS: f32 = 0.25;
/// The weightiest pairs of an article by which others are found.
const KEYS: usize = 24;
/// Two articles are compared if they share this many keys.
const SHARED: usize = 3;
/// A key that more articles than this have says nothing.
const COMMON: usize = 400;

/// Groups of articles that tell one story, by their places in `articles`; each article is in
/// exactly one group, groups and members are in the order given.
///
/// ```
/// # use shuwen::corpus::{Article, near};
/// let told = |text: &str| Article { text: text.into(), ..Article::default() };
/// let articles = [
///     told("宿城区三年引进激光企业23家，带动就业800人。"),
///     told("台州渔港昨天开港，首日卸鱼350吨。"),
///     told("宿城区引进激光企业23家，三年带动800人就业。"),
/// ];
/// assert_eq!(near::clusters(&articles), [vec![0, 2], vec![1]]);
/// ```
pub fn clusters(articles: &[Article]) -> Vec<Vec<usize>> {
    let weights = Weights::of(articles);
    let vectors: Vec<Vector> = articles.iter().map(|article| weights.vector(article)).collect();
    let mut pairs = Vec::new();
    for (a, b) in candidates(&vectors) {
        let twins = if vectors[a].other_figures(&vectors[b]) { TWINS } else { 0.0 };
        let alike = vectors[a].likeness(&vectors[b]) + LEAD * vectors[a].leads(&vectors[b]);
        let score = alike - DAY * apart(articles[a].date, articles[b].date) - twins;
        if score >= ALIKE {
            pairs.push((score, a, b));
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    merged(articles.len(), &pairs)
}

/// Pairs of articles that share some of their weightiest words.
fn candidates(vectors: &[Vector]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (number, vector) in vectors.iter().enumerate() {
        for key in vector.keys(KEYS) {
            holders.entry(key).or_default().push(number);
        }
    }
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for holders in holders.values().filter(|holders| holders.len() <= COMMON) {
        for (at, &a) in holders.iter().enumerate() {
            for &b in &holders[at + 1..] {
                *shared.entry((a, b)).or_default() += 1;
            }
        }
    }
    shared.into_iter().filter(|&(_, count)| count >= SHARED).map(|(pair, _)| pair).collect()
}

/// Joins groups, the most alike pairs first. Two groups are one story only if at least half of the
/// pairs between them are alike: a chain of updates must not swallow a week.
fn merged(count: usize, pairs: &[(f32, usize, usize)]) -> Vec<Vec<usize>> {
    let alike: HashSet<(usize, usize)> = pairs.iter().map(|&(_, a, b)| (a, b)).collect();
    let mut groups: Vec<Vec<usize>> = (0..count).map(|number| vec![number]).collect();
    let mut group_of: Vec<usize> = (0..count).collect();
    for &(_, a, b) in pairs {
        let (a, b) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        if a == b {
            continue;
        }
        let across = groups[a].iter().flat_map(|&x| groups[b].iter().map(move |&y| (x.min(y), x.max(y))));
        let (all, close) = across.fold((0, 0), |(all, close), pair| (all + 1, close + usize::from(alike.contains(&pair))));
        if close * 2 >= all {
            let moved = std::mem::take(&mut groups[b]);
            for &member in &moved {
                group_of[member] = a;
            }
            groups[a].extend(moved);
        }
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups.retain(|group| !group.is_empty());
    groups.sort_by_key(|group| group[0]);
    groups
}

/// Days between two articles; 0 where a day is unknown.
fn apart(a: Option<NaiveDate>, b: Option<NaiveDate>) -> f32 {
    a.zip(b).map_or(0.0, |(a, b)| (a - b).num_days().abs() as f32)
}
