//! An article as weights of its rare pairs of characters.
//!
//! Pairs of Han characters need no dictionary; figures and Latin words count whole. Knows nothing
//! of what the weights are compared for.

use std::collections::HashMap;

use crate::corpus::Article;
use crate::corpus::article::fnv;
use crate::text::is_han;

/// Rare pairs weigh this power of their rarity.
const RARITY: f32 = 1.6;
/// Among fewer articles than this a word two of them share is no less rare than one of a single.
const FEWEST: usize = 500;
/// An article with so many telling figures is full of them.
const FULL: usize = 3;
/// Characters of an article that are its lead.
const LEAD: usize = 160;

/// How rare each term of a set of articles is.
#[derive(Debug)]
pub(super) struct Weights {
    held: HashMap<u64, u32>,
    count: f32,
}

/// One article's terms with their weights, in order of term.
#[derive(Debug)]
pub(super) struct Vector {
    terms: Vec<(u64, f32)>,
    norm: f32,
    lead: Vec<(u64, f32)>,
    /// Its telling figures, in order.
    figures: Vec<u64>,
}

impl Weights {
    /// Counts the terms of some articles.
    pub(super) fn of(articles: &[Article]) -> Self {
        let mut held: HashMap<u64, u32> = HashMap::new();
        for article in articles {
            for (term, _) in counted(&printed(article)) {
                *held.entry(term).or_default() += 1;
            }
        }
        Self { held, count: articles.len().max(FEWEST) as f32 }
    }

    /// The weighed terms of one of them.
    pub(super) fn vector(&self, article: &Article) -> Vector {
        let text = printed(article);
        let terms = self.weighed(&text, true);
        let lead: String = text.chars().take(LEAD).collect();
        let norm = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Vector { terms, norm, lead: self.weighed(&lead, false), figures: figures(&text) }
    }

    fn weighed(&self, text: &str, repeated: bool) -> Vec<(u64, f32)> {
        let rarity = |term: &u64| (1.0 + self.count / self.held.get(term).copied().unwrap_or(1) as f32).ln().powf(RARITY);
        let times = |count: f32| if repeated { 1.0 + count.ln() } else { 1.0 };
        counted(text).into_iter().map(|(term, count)| (term, times(count as f32) * rarity(&term))).collect()
    }
}

impl Vector {
    /// Cosine of two articles, 0 to 1.
    pub(super) fn likeness(&self, other: &Vector) -> f32 {
        let norms = self.norm * other.norm;
        if norms > 0.0 { shared(&self.terms, &other.terms, |a, b| a * b) / norms } else { 0.0 }
    }

    /// How much of each one's lead the other holds, 0 to 1, the mean of both ways.
    pub(super) fn leads(&self, other: &Vector) -> f32 {
        let covered = |lead: &[(u64, f32)], whole: &[(u64, f32)]| {
            let all: f32 = lead.iter().map(|(_, weight)| weight).sum();
            if all > 0.0 { shared(lead, whole, |a, _| a) / all } else { 0.0 }
        };
        0.5 * (covered(&self.lead, &other.terms) + covered(&other.lead, &self.terms))
    }

    /// Whether both are full of figures and share none: two notices of one form.
    pub(super) fn other_figures(&self, other: &Vector) -> bool {
        self.figures.len() >= FULL && other.figures.len() >= FULL && !self.figures.iter().any(|figure| other.figures.binary_search(figure).is_ok())
    }

    /// The weightiest terms.
    pub(super) fn keys(&self, most: usize) -> Vec<u64> {
        let mut terms = self.terms.clone();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.into_iter().take(most).map(|(term, _)| term).collect()
    }
}

/// Sum over the terms that both lists, each in order of term, hold.
fn shared(a: &[(u64, f32)], b: &[(u64, f32)], of: impl Fn(f32, f32) -> f32) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += of(x.1, y.1);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum
}

fn printed(article: &Article) -> String {
    format!("{}\n{}", article.headline, article.text)
}

/// Figures that tell two articles apart: with a point, or of three digits and no year.
fn figures(text: &str) -> Vec<u64> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').map(|run| run.trim_matches(['.', ',']));
    let telling = runs.filter(|run| run.contains('.') || (run.len() >= 3 && !(run.len() == 4 && run.starts_with(['1', '2']))));
    let mut figures: Vec<u64> = telling.map(|run| fnv(0, run.as_bytes())).collect();
    figures.sort_unstable();
    figures.dedup();
    figures
}

/// The terms of a text with how often each stands there, in order of term.
fn counted(text: &str) -> Vec<(u64, u32)> {
    let mut terms: Vec<u64> = Vec::new();
    let mut before: Option<char> = None;
    let mut word = String::new();
    let mut buffer = [0_u8; 8];
    for c in text.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() || (c == '.' && word.ends_with(|c: char| c.is_ascii_digit())) {
            word.push(c.to_ascii_lowercase());
        } else if !word.is_empty() {
            terms.push(fnv(0, word.trim_end_matches('.').as_bytes()));
            word.clear();
        }
        if let (Some(first), true) = (before, is_han(c)) {
            let size = first.encode_utf8(&mut buffer).len();
            let size = size + c.encode_utf8(&mut buffer[size..]).len();
            terms.push(fnv(1, &buffer[..size]));
        }
        before = is_han(c).then_some(c);
    }
    terms.sort_unstable();
    let mut out: Vec<(u64, u32)> = Vec::new();
    for term in terms {
        match out.last_mut() {
            Some(last) if last.0 == term => last.1 += 1,
            _ => out.push((term, 1)),
        }
    }
    out
}
