//! How much the words of one stretch of a page are those of another.
//!
//! Columns of several stories lie mixed in an extraction; a headline finds its story by the rare
//! pairs of characters they share. Knows nothing of order or layout.

use std::collections::{HashMap, HashSet};

use crate::text::is_han;

/// Weights of the character pairs of one page: rare pairs weigh more.
#[derive(Debug)]
pub(super) struct Likeness {
    weight: HashMap<Pair, f32>,
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
        let weight = held.into_iter().map(|(pair, held)| (pair, (1.0_f32 + count / held).ln())).collect();
        Self { weight, rare: (1.0_f32 + count).ln() }
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

    fn weigh(&self, pair: &Pair) -> f32 {
        self.weight.get(pair).copied().unwrap_or(self.rare)
    }
}

fn pairs(text: &str) -> HashSet<Pair> {
    let solid: Vec<char> = text.chars().filter(|&c| is_han(c) || c.is_alphanumeric()).collect();
    solid.windows(2).map(|pair| (pair[0], pair[1])).collect()
}
