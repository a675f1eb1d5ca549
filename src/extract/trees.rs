//! Decision trees that correct the sum of the ranking: what no sum can say, such as a unit that
//! counts only where the noun stands near.
//!
//! Learnt by `train` (`measure/boost.rs`) on what the sum gets wrong, kept as lines that can be
//! read: `near<=0.4(-0.05,reach<=0.7(0.01,0.12))` adds -0.05 where `near` is at most 0.4. Knows
//! nothing of how they are learnt.

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
    feature: u16,
    /// Most that goes left.
    most: f32,
    right: usize,
}

/// A tree while it is built or read.
#[derive(Debug, Clone, PartialEq)]
pub enum Tree {
    /// What it adds.
    Leaf(f32),
    /// Left where the feature is at most so much.
    Branch(Feature, f32, Box<Tree>, Box<Tree>),
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

    /// Adds a tree.
    pub fn push(&mut self, tree: &Tree) {
        let root = self.add(tree);
        self.roots.push(root);
    }

    fn add(&mut self, tree: &Tree) -> usize {
        let at = self.nodes.len();
        match tree {
            Tree::Leaf(value) => self.nodes.push(Node { branch: None, value: *value }),
            Tree::Branch(feature, most, left, right) => {
                self.nodes.push(Node { branch: None, value: 0.0 });
                let left = self.add(left);
                let right = self.add(right);
                let value = (self.nodes[left].value + self.nodes[right].value) / 2.0;
                self.nodes[at] = Node { branch: Some(Branch { feature: *feature as u16, most: *most, right }), value };
            }
        }
        at
    }

    /// What all trees add.
    pub fn score(&self, features: &Features) -> f32 {
        let leaf = |&root: &usize| {
            let mut at = root;
            while let Some(branch) = self.nodes[at].branch {
                at = if features.0[usize::from(branch.feature)] <= branch.most { at + 1 } else { branch.right };
            }
            self.nodes[at].value
        };
        self.roots.iter().map(leaf).sum()
    }

    /// Adds what each feature's branches contribute to `parts`, by slot: a branch is worth what its
    /// child is more than itself.
    pub(super) fn explain(&self, features: &Features, parts: &mut [f32; COUNT]) {
        for &root in &self.roots {
            let mut at = root;
            while let Some(branch) = self.nodes[at].branch {
                let feature = usize::from(branch.feature);
                let next = if features.0[feature] <= branch.most { at + 1 } else { branch.right };
                parts[feature] += self.nodes[next].value - self.nodes[at].value;
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
                let key = Feature::ALL[usize::from(branch.feature)].key();
                format!("{key}<={}({},{})", branch.most, self.line(at + 1), self.line(branch.right))
            }
        }
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
    let feature = *Feature::ALL.iter().find(|feature| feature.key() == key).ok_or("no feature has this name")?;
    let rest = rest.strip_prefix('(').ok_or("a bracket is missing")?;
    let (left, rest) = read(rest, depth + 1)?;
    let rest = rest.strip_prefix(',').ok_or("a branch has two sides")?;
    let (right, rest) = read(rest, depth + 1)?;
    let rest = rest.strip_prefix(')').ok_or("a bracket is not closed")?;
    Ok((Tree::Branch(feature, number(most)?, Box::new(left), Box::new(right)), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(lines: &[&str]) -> Result<Trees, RuleError> {
        Trees::load("ranking.toml", &lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_tree_is_read_scored_and_printed() {
        let lines = ["near<=0.4(-0.5000,reach<=0.7(0.0100,0.1200))", "0.2500"];
        let trees = load(&lines).unwrap();
        assert_eq!(trees.lines(), lines);
        for (near, reach, score) in [(0.4, 1.0, -0.25), (0.5, 0.7, 0.26), (0.5, 0.8, 0.37)] {
            let mut features = Features::default();
            features.set(Feature::Near, near);
            features.set(Feature::Reach, reach);
            assert!((trees.score(&features) - score).abs() < 1e-6, "{near} {reach}");
            let mut parts = [0.0; COUNT];
            trees.explain(&features, &mut parts);
            let roots: f32 = trees.roots.iter().map(|&root| trees.nodes[root].value).sum();
            assert!((roots + parts.iter().sum::<f32>() - score).abs() < 1e-6, "what the branches add is the score");
        }
    }

    #[test]
    fn a_broken_tree_is_named() {
        for line in ["", "near<=0.4(1", "near<=0.4(1,2", "nowhere<=0.4(1,2)", "near<=x(1,2)", "1)", "near<=0.4(1,2)0", "NaN", &"near<=1(1,".repeat(80)] {
            let problem = load(&[line]).unwrap_err().to_string();
            assert!(problem.contains("ranking.toml"), "{line}: {problem}");
        }
    }
}
