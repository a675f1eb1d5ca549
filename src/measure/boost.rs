//! Growing the trees that correct the ranking: gradient boosting (Friedman 2001) on the chance that
//! a right candidate is chosen.
//!
//! Each tree is fitted to what the sums and the trees before it get wrong, best leaf first, with
//! second-order gains and values in bins, as the well-known libraries do; ours so that groups of
//! candidates compete and the trees stay a table of text. Deterministic. Knows nothing of folds.

use rayon::prelude::*;

use crate::extract::{COUNT, Look, Tree, Trees};

/// Trees, and leaves of each.
const TREES: usize = 150;
const LEAVES: usize = 16;
/// What each tree's values are multiplied by.
const RATE: f64 = 0.07;
/// Fewest candidates of a leaf, and least sum of their second derivatives.
const LEAST: usize = 20;
const LEAST_CURVE: f64 = 2.0;
/// Ridge penalty of a leaf's value.
const RIDGE: f64 = 10.0;
/// Each tree sees so many of a hundred looks, others each time.
const SEEN: u64 = 15;
/// Values of a look that can be told apart.
const BINS: usize = 63;
/// So many candidates are looked at to choose them.
const LOOKED_AT: usize = 20_000;
/// Least second derivative of a candidate.
const CURVE: f64 = 1e-3;

/// Candidates of one question, of which one or more are right, or none where they may be passed over.
pub(super) struct Group<'a> {
    pub(super) rows: Vec<Row<'a>>,
    /// What the sums give them.
    pub(super) sums: Vec<f64>,
    pub(super) right: Vec<bool>,
    pub(super) weight: f64,
    /// Whether saying nothing, of score 0, competes with them.
    pub(super) silence: bool,
}

/// A candidate's features and its rival's.
pub(super) type Row<'a> = (&'a [f32; COUNT], &'a [f32; COUNT]);

/// Grows trees that correct the sums of `groups`.
pub(super) fn boost(groups: &[Group<'_>]) -> Trees {
    let rows: Vec<Row<'_>> = groups.iter().flat_map(|group| group.rows.iter().copied()).collect();
    let mut trees = Trees::default();
    if rows.is_empty() {
        return trees;
    }
    let table = Table::new(&rows);
    let mut scores: Vec<f64> = groups.iter().flat_map(|group| group.sums.iter().copied()).collect();
    for round in 0..TREES {
        let pulls = pulls(groups, &scores);
        let looks = table.looks.len();
        let seen: Vec<usize> = (0..looks).filter(|&look| mix((round * looks + look) as u64) % 100 < SEEN).collect();
        let grown = Grown::grow(&table, &pulls, &seen);
        for leaf in &grown.leaves {
            for &row in &leaf.rows {
                scores[row as usize] += grown.nodes[leaf.node].value;
            }
        }
        trees.push(&grown.tree(&table, 0));
    }
    trees
}

/// First and second derivative of the loss by each candidate's score.
fn pulls(groups: &[Group<'_>], scores: &[f64]) -> Vec<(f64, f64)> {
    let mut pulls = Vec::with_capacity(scores.len());
    for group in groups {
        let scores = &scores[pulls.len()..pulls.len() + group.right.len()];
        let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let parts: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
        let all = parts.iter().sum::<f64>() + if group.silence { (-top).exp() } else { 0.0 };
        let good: f64 = parts.iter().zip(&group.right).filter(|(_, right)| **right).map(|(part, _)| part).sum();
        pulls.extend(parts.iter().zip(&group.right).map(|(part, &right)| {
            let (chance, wanted) = (part / all, if right { part / good.max(1e-300) } else { 0.0 });
            (group.weight * (chance - wanted), group.weight * (chance * (1.0 - chance)).max(CURVE))
        }));
    }
    pulls
}

/// A number that looks random and is always the same (splitmix64, Steele 2014).
fn mix(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What can be seen of the candidates as bins, look by look.
struct Table {
    looks: Vec<Look>,
    bins: Vec<Vec<u8>>,
    /// Most of each bin but the last.
    most: Vec<Vec<f32>>,
}

impl Table {
    fn new(rows: &[Row<'_>]) -> Self {
        let step = rows.len().div_ceil(LOOKED_AT);
        let looks: Vec<Look> = Look::all().collect();
        let (bins, most) = looks
            .par_iter()
            .map(|look| {
                let value = |&(features, rival): &Row<'_>| look.of(features, rival);
                let mut values: Vec<f32> = rows.iter().step_by(step).map(value).collect();
                values.sort_by(f32::total_cmp);
                let mut most: Vec<f32> =
                    if values.len() <= BINS { values.clone() } else { (1..=BINS).map(|cut| values[cut * values.len() / (BINS + 1)]).collect() };
                most.dedup();
                (rows.iter().map(|row| most.partition_point(|most| *most < value(row)) as u8).collect::<Vec<u8>>(), most)
            })
            .unzip();
        Self { looks, bins, most }
    }
}

/// Where to divide a leaf.
#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    look: usize,
    bin: usize,
}

struct Leaf {
    rows: Vec<u32>,
    node: usize,
    split: Option<Split>,
}

struct GrownNode {
    /// Look, bin, left and right.
    branch: Option<(usize, usize, usize, usize)>,
    value: f64,
}

struct Grown {
    nodes: Vec<GrownNode>,
    leaves: Vec<Leaf>,
}

impl Grown {
    fn grow(table: &Table, pulls: &[(f64, f64)], seen: &[usize]) -> Self {
        let mut grown = Self { nodes: Vec::new(), leaves: Vec::new() };
        grown.leaf((0..pulls.len() as u32).collect(), table, pulls, seen);
        while grown.leaves.len() < LEAVES {
            let gain = |leaf: &Leaf| leaf.split.map_or(0.0, |split| split.gain);
            let Some(best) = (0..grown.leaves.len()).max_by(|&a, &b| gain(&grown.leaves[a]).total_cmp(&gain(&grown.leaves[b])).then(b.cmp(&a))) else { break };
            let Some(split) = grown.leaves[best].split else { break };
            let leaf = grown.leaves.swap_remove(best);
            let bins = &table.bins[split.look];
            let (left, right) = leaf.rows.into_iter().partition(|&row| usize::from(bins[row as usize]) <= split.bin);
            let left = grown.leaf(left, table, pulls, seen);
            let right = grown.leaf(right, table, pulls, seen);
            grown.nodes[leaf.node].branch = Some((split.look, split.bin, left, right));
        }
        grown
    }

    /// Adds a leaf and looks where to divide it; returns its node.
    fn leaf(&mut self, rows: Vec<u32>, table: &Table, pulls: &[(f64, f64)], seen: &[usize]) -> usize {
        let (pull, curve) = rows.iter().fold((0.0, 0.0), |sum, &row| (sum.0 + pulls[row as usize].0, sum.1 + pulls[row as usize].1));
        let node = self.nodes.len();
        self.nodes.push(GrownNode { branch: None, value: -RATE * pull / (curve + RIDGE) });
        let best = |a: Option<Split>, b: Option<Split>| match (a, b) {
            (Some(a), Some(b)) => Some(if b.gain > a.gain || (b.gain == a.gain && b.look < a.look) { b } else { a }),
            (one, other) => one.or(other),
        };
        let split = seen.par_iter().map(|&look| split(look, &rows, table, pulls)).reduce(|| None, best);
        self.leaves.push(Leaf { rows, node, split });
        node
    }

    fn tree(&self, table: &Table, node: usize) -> Tree {
        match self.nodes[node].branch {
            None => Tree::Leaf(self.nodes[node].value as f32),
            Some((look, bin, left, right)) => {
                let most = table.most[look][bin];
                Tree::Branch(table.looks[look], most, Box::new(self.tree(table, left)), Box::new(self.tree(table, right)))
            }
        }
    }
}

/// The best division of candidates by one look, if any is worth it.
fn split(look: usize, rows: &[u32], table: &Table, pulls: &[(f64, f64)]) -> Option<Split> {
    let cuts = table.most[look].len();
    let mut bins = [(0.0f64, 0.0f64, 0usize); BINS + 1];
    let of = &table.bins[look];
    for &row in rows {
        let bin = &mut bins[usize::from(of[row as usize])];
        bin.0 += pulls[row as usize].0;
        bin.1 += pulls[row as usize].1;
        bin.2 += 1;
    }
    let all = bins.iter().fold((0.0, 0.0, 0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1, sum.2 + bin.2));
    let worth = |pull: f64, curve: f64| pull * pull / (curve + RIDGE);
    let mut left = (0.0, 0.0, 0);
    let mut best: Option<Split> = None;
    for (bin, part) in bins.iter().take(cuts).enumerate() {
        left = (left.0 + part.0, left.1 + part.1, left.2 + part.2);
        let right = (all.0 - left.0, all.1 - left.1, all.2 - left.2);
        if left.2.min(right.2) < LEAST || left.1.min(right.1) < LEAST_CURVE {
            continue;
        }
        let gain = worth(left.0, left.1) + worth(right.0, right.1) - worth(all.0, all.1);
        if gain > 1e-9 && best.is_none_or(|best| gain > best.gain) {
            best = Some(Split { gain, look, bin });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Features;

    /// Right is what lies between: no sum can say it.
    #[test]
    fn trees_learn_what_no_sum_can_say() {
        let rows: Vec<[f32; COUNT]> = [0.0, 0.5, 1.0]
            .map(|value| {
                let mut row = [0.0; COUNT];
                row[0] = value;
                row
            })
            .to_vec();
        let none = [0.0; COUNT];
        let group = |at: usize| Group {
            rows: vec![(&rows[1], &none), (&rows[at % 2 * 2], &none)],
            sums: vec![0.0; 2],
            right: vec![true, false],
            weight: 1.0,
            silence: false,
        };
        let groups: Vec<Group<'_>> = (0..400).map(group).collect();
        let trees = boost(&groups);
        let score = |at: usize| trees.score(&Features(Box::new(rows[at])), &Features(Box::new(none)));
        assert!(score(1) > score(0) + 1.0 && score(1) > score(2) + 1.0, "{} {} {}", score(0), score(1), score(2));
        assert_eq!(boost(&groups), trees, "the same samples grow the same trees");
    }

    /// Right is what is more than its rival, however much both are.
    #[test]
    fn trees_learn_from_the_rival() {
        let row = |value: f32| {
            let mut row = [0.0; COUNT];
            row[0] = value;
            row
        };
        let pairs: Vec<[[f32; COUNT]; 2]> = (0..400).map(|at| [row(at as f32), row(at as f32 + 0.5)]).collect();
        let groups: Vec<Group<'_>> = pairs
            .iter()
            .map(|[less, more]| Group { rows: vec![(less, more), (more, less)], sums: vec![0.0; 2], right: vec![false, true], weight: 1.0, silence: false })
            .collect();
        let trees = boost(&groups);
        let score = |own: f32, rival: f32| trees.score(&Features(Box::new(row(own))), &Features(Box::new(row(rival))));
        for value in [3.0, 200.0] {
            assert!(score(value + 0.5, value) > score(value, value + 0.5) + 1.0, "{value}");
        }
    }

    /// One alone is chosen or passed over.
    #[test]
    fn trees_learn_when_to_be_silent() {
        let none = [0.0; COUNT];
        let row = |value: f32| {
            let mut row = none;
            row[0] = value;
            row
        };
        let rows: Vec<[f32; COUNT]> = (0..400).map(|at| row(at as f32 / 400.0)).collect();
        let group = |(at, row)| Group { rows: vec![(row, &none)], sums: vec![0.0], right: vec![at % 400 >= 200], weight: 1.0, silence: true };
        let trees = boost(&rows.iter().enumerate().map(group).collect::<Vec<_>>());
        let score = |value: f32| trees.score(&Features(Box::new(row(value))), &Features(Box::new(none)));
        assert!(score(0.9) > 1.0 && score(0.1) < -1.0, "{} {}", score(0.9), score(0.1));
    }

    #[test]
    fn nothing_to_learn_from_grows_nothing() {
        assert_eq!(boost(&[]), Trees::default());
    }
}
