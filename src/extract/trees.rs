//! Decision trees that correct the sum of the ranking: what no sum can say, such as a unit that
//! counts only where the noun stands near.
//!
//! Learnt by `train` (`measure/boost.rs`) on what the sum gets wrong, kept as lines that can be
//! read: `near<=0.4(-0.05,+reach<=0.7(0.01,0.12))` adds -0.05 where `near` is at most 0.4, else 0.01
//! where `reach` is at most 0.7 more than the rival's. Knows nothing of how they are learnt.

use super::RuleError;
use super::feature::{COUNT, Feature, Features};

/// Trees whose values are added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trees {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

/// One node; a branch's left child stands right behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Node {
    branch: Option<Branch>,
    /// What a leaf adds; of a branch, the mean of its children.
    value: f32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Branch {
    look: Look,
    /// Most that goes left.
    most: f32,
    right: usize,
}

/// What a branch looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A feature.
    At(Feature),
    /// By how much it is more than the rival's.
    Beyond(Feature),
}

impl Look {
    /// Everything there is to look at.
    pub fn all() -> impl Iterator<Item = Self> {
        Feature::ALL.iter().map(|&feature| Self::At(feature)).chain(Feature::ALL.iter().map(|&feature| Self::Beyond(feature)))
    }

    /// What it sees in a candidate beside its rival.
    pub fn of(self, features: &[f32; COUNT], rival: &[f32; COUNT]) -> f32 {
        match self {
            Self::At(feature) => features[feature as usize],
            Self::Beyond(feature) => features[feature as usize] - rival[feature as usize],
        }
    }

    fn feature(self) -> Feature {
        match self {
            Self::At(feature) | Self::Beyond(feature) => feature,
        }
    }

    fn read(text: &str) -> Option<Self> {
        let known = |key: &str| Feature::ALL.iter().copied().find(|feature| feature.key() == key);
        match text.strip_prefix(BEYOND) {
            Some(key) => known(key).map(Self::Beyond),
            None => known(text).map(Self::At),
        }
    }
}

/// Before the name of a feature that is compared with the rival's.
const BEYOND: char = '+';

/// A tree while it is built or read.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// What it adds.
    Leaf(f32),
    /// Left where what it looks at is at most so much.
    Branch(Look, f32, Box<Tree>, Box<Tree>),
}

/// Deeper trees are no trees of ours.
const DEEPEST: usize = 40;

impl Trees {
    /// Reads trees, one a line.
    pub(super) fn load(file: &str, lines: &[String]) -> Result<Self, RuleError> {
        let mut trees = Self::default();
        for line in lines {
            let wrong = |reason: &str| RuleError::Rule { file: file.into(), name: line.chars().take(40).collect(), reason: reason.into() };
            let (tree, rest) = read(line, 0).map_err(wrong)?;
            if !rest.is_empty() {
                return Err(wrong("something stands behind the tree"));
            }
            trees.push(&tree);
        }
        Ok(trees)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Adds a tree.
    pub fn push(&mut self, tree: &Tree) {
        let root = self.add(tree);
        self.roots.push(root);
    }

    fn add(&mut self, tree: &Tree) -> usize {
        let at = self.nodes.len();
        match tree {
            Tree::Leaf(value) => self.nodes.push(Node { branch: None, value: *value }),
            Tree::Branch(look, most, left, right) => {
                self.nodes.push(Node { branch: None, value: 0.0 });
                let left = self.add(left);
                let right = self.add(right);
                let value = (self.nodes[left].value + self.nodes[right].value) / 2.0;
                self.nodes[at] = Node { branch: Some(Branch { look: *look, most: *most, right }), value };
            }
        }
        at
    }

    /// What all trees add to a candidate beside its rival.
    pub fn score(&self, features: &Features, rival: &Features) -> f32 {
        let leaf = |&root: &usize| {
            let mut at = root;
            while let Some(branch) = self.nodes[at].branch {
                at = branch.next(at, features, rival);
            }
            self.nodes[at].value
        };
        self.roots.iter().map(leaf).sum()
    }

    /// Adds what each feature's branches contribute to `parts`, by slot: a branch is worth what its
    /// child is more than itself.
    pub(super) fn explain(&self, features: &Features, rival: &Features, parts: &mut [f32; COUNT]) {
        for &root in &self.roots {
            let mut at = root;
            while let Some(branch) = self.nodes[at].branch {
                let next = branch.next(at, features, rival);
                parts[branch.look.feature() as usize] += self.nodes[next].value - self.nodes[at].value;
                at = next;
            }
        }
    }

    /// The trees as lines.
    pub(super) fn lines(&self) -> Vec<String> {
        self.roots.iter().map(|&root| self.line(root)).collect()
    }

    fn line(&self, at: usize) -> String {
        let node = self.nodes[at];
        match node.branch {
            None => format!("{:.4}", node.value),
            Some(branch) => {
                let beyond = if matches!(branch.look, Look::Beyond(_)) { BEYOND.to_string() } else { String::new() };
                let key = branch.look.feature().key();
                format!("{beyond}{key}<={}({},{})", branch.most, self.line(at + 1), self.line(branch.right))
            }
        }
    }
}

impl Branch {
    /// The child that a candidate goes to from the branch at a node.
    fn next(self, at: usize, features: &Features, rival: &Features) -> usize {
        if self.look.of(&features.0, &rival.0) <= self.most { at + 1 } else { self.right }
    }
}

/// Reads one tree; what stands behind it is left.
fn read(text: &str, depth: usize) -> Result<(Tree, &str), &'static str> {
    if depth > DEEPEST {
        return Err("too deep");
    }
    let end = text.find(['(', ',', ')']).unwrap_or(text.len());
    let (head, rest) = text.split_at(end);
    let number = |text: &str| text.parse::<f32>().ok().filter(|number| number.is_finite()).ok_or("a number is missing");
    let Some((key, most)) = head.split_once("<=") else { return Ok((Tree::Leaf(number(head)?), rest)) };
    let look = Look::read(key).ok_or("no feature has this name")?;
    let rest = rest.strip_prefix('(').ok_or("a bracket is missing")?;
    let (left, rest) = read(rest, depth + 1)?;
    let rest = rest.strip_prefix(',').ok_or("a branch has two sides")?;
    let (right, rest) = read(rest, depth + 1)?;
    let rest = rest.strip_prefix(')').ok_or("a bracket is not closed")?;
    Ok((Tree::Branch(look, number(most)?, Box::new(left), Box::new(right)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(lines: &[&str]) -> Result<Trees, RuleError> {
        Trees::load("ranking/news.toml", &lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_tree_is_read_scored_and_printed() {
        let lines = ["near<=0.4(-0.5000,+reach<=0.7(0.0100,0.1200))", "0.2500"];
        let trees = load(&lines).unwrap();
        assert_eq!(trees.lines(), lines);
        // Near and reach, then the rival's reach.
        for (near, reach, other, score) in [(0.4, 1.0, 0.0, -0.25), (0.5, 0.9, 0.25, 0.26), (0.5, 0.8, 0.0, 0.37), (0.5, 0.8, 0.5, 0.26)] {
            let (mut features, mut rival) = (Features::default(), Features::default());
            features.set(Feature::Near, near);
            features.set(Feature::Reach, reach);
            rival.set(Feature::Reach, other);
            assert!((trees.score(&features, &rival) - score).abs() < 1e-6, "{near} {reach} {other}");
            let mut parts = [0.0; COUNT];
            trees.explain(&features, &rival, &mut parts);
            let roots: f32 = trees.roots.iter().map(|&root| trees.nodes[root].value).sum();
            assert!((roots + parts.iter().sum::<f32>() - score).abs() < 1e-6, "what the branches add is the score");
        }
    }

    #[test]
    fn a_broken_tree_is_named() {
        for line in
            ["", "near<=0.4(1", "near<=0.4(1,2", "nowhere<=0.4(1,2)", "+<=0.4(1,2)", "near<=x(1,2)", "1)", "near<=0.4(1,2)0", "NaN", &"near<=1(1,".repeat(80)]
        {
            let problem = load(&[line]).unwrap_err().to_string();
            assert!(problem.contains("ranking/news.toml"), "{line}: {problem}");
        }
    }
}
