//! How much the words of one stretch of a page are those of another.
//!
//! Columns of several stories lie mixed in an extraction; a headline finds its story by the rare
//! pairs of characters they share. Knows nothing of order or layout.

use std::collections::{HashMap, HashSet};

use crate::text::is_han;

/// The pairs of a text by their numbers on the page, in order.
#[derive(Debug, Clone)]
pub(super) struct Bag {
    pairs: Vec<usize>,
}

/// How the words of one story's parts go together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Together {
    /// Sum, over its stretches but the first, of each one's likeness to the rest.
    pub(super) cohesion: f32,
    /// Share of the title that its text holds.
    pub(super) title: f32,
}

/// Weights of the character pairs of one page: rare pairs weigh more.
#[derive(Debug)]
pub(super) struct Likeness {
    weight: HashMap<Pair, f32>,
    number: HashMap<Pair, usize>,
    weights: Vec<f32>,
    rare: f32,
}

type Pair = (char, char);

impl Likeness {
    /// Weighs the pairs by how many of these texts hold them.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut held: HashMap<Pair, f32> = HashMap::new();
        let mut count = 1.0;
        for text in texts {
            count += 1.0;
            for pair in pairs(text) {
                *held.entry(pair).or_default() += 1.0;
            }
        }
        let weight: HashMap<Pair, f32> = held.into_iter().map(|(pair, held)| (pair, (1.0_f32 + count / held).ln())).collect();
        // In order, so that sums of the same page are always the same.
        let mut known: Vec<(Pair, f32)> = weight.iter().map(|(&pair, &weight)| (pair, weight)).collect();
        known.sort_by_key(|&(pair, _)| pair);
        let number = known.iter().enumerate().map(|(number, &(pair, _))| (pair, number)).collect();
        let weights = known.into_iter().map(|(_, weight)| weight).collect();
        Self { weight, number, weights, rare: (1.0_f32 + count).ln() }
    }

    /// Share of the title's weight that the text holds, 0 to 1.
    pub(super) fn share(&self, title: &str, text: &str) -> f32 {
        let own = pairs(title);
        let there = pairs(text);
        let total: f32 = own.iter().map(|pair| self.weigh(pair)).sum();
        let shared: f32 = own.intersection(&there).map(|pair| self.weigh(pair)).sum();
        if total > 0.0 { shared / total } else { 0.0 }
    }

    /// Likeness of two texts, 0 to 1 (the cosine of their weighed pairs).
    pub(super) fn cosine(&self, a: &str, b: &str) -> f32 {
        let (a, b) = (pairs(a), pairs(b));
        let norm = |pairs: &HashSet<Pair>| pairs.iter().map(|pair| self.weigh(pair).powi(2)).sum::<f32>().sqrt();
        let shared: f32 = a.intersection(&b).map(|pair| self.weigh(pair).powi(2)).sum();
        let norms = norm(&a) * norm(&b);
        if norms > 0.0 { shared / norms } else { 0.0 }
    }

    /// Pairs of a text that the page's texts hold; of others only the count matters.
    pub(super) fn bag(&self, text: &str) -> Bag {
        let all = pairs(text);
        let mut pairs: Vec<usize> = all.iter().map(|pair| self.number.get(pair).copied().unwrap_or(usize::MAX)).collect();
        pairs.sort_unstable();
        Bag { pairs }
    }

    /// How these stretches of one story, and its title, go together.
    pub(super) fn together(&self, stretches: &[&Bag], title: Option<&Bag>) -> Together {
        let mut count = vec![0_u16; self.weights.len()];
        let mut whole = 0.0_f32;
        for bag in stretches {
            for &pair in bag.known() {
                count[pair] += 1;
                if count[pair] == 1 {
                    whole += self.weights[pair].powi(2);
                }
            }
        }
        let title_share = title.map_or(0.0, |title| {
            let total: f32 = title.pairs.iter().map(|&pair| self.weights.get(pair).copied().unwrap_or(self.rare)).sum();
            let shared: f32 = title.known().filter(|&&pair| count[pair] > 0).map(|&pair| self.weights[pair]).sum();
            if total > 0.0 { shared / total } else { 0.0 }
        });
        for &pair in title.iter().flat_map(|title| title.known()) {
            count[pair] += 1;
            if count[pair] == 1 {
                whole += self.weights[pair].powi(2);
            }
        }
        let mut likeness: Vec<f32> = Vec::new();
        for bag in stretches {
            let (mut own, mut shared) = (0.0_f32, 0.0_f32);
            for &pair in bag.known() {
                let weight = self.weights[pair].powi(2);
                own += weight;
                shared += if count[pair] > 1 { weight } else { 0.0 };
            }
            let rest = whole - (own - shared);
            likeness.push(if own > 0.0 && rest > 0.0 { shared / (own * rest).sqrt() } else { 0.0 });
        }
        let cohesion: f32 = likeness.iter().skip(1).sum();
        Together { cohesion, title: title_share }
    }

    fn weigh(&self, pair: &Pair) -> f32 {
        self.weight.get(pair).copied().unwrap_or(self.rare)
    }
}

impl Bag {
    fn known(&self) -> impl Iterator<Item = &usize> {
        self.pairs.iter().take_while(|&&pair| pair != usize::MAX)
    }
}

fn pairs(text: &str) -> HashSet<Pair> {
    let solid: Vec<char> = text.chars().filter(|&c| is_han(c) || c.is_alphanumeric()).collect();
    solid.windows(2).map(|pair| (pair[0], pair[1])).collect()
}
