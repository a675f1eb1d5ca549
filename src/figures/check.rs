//! The tables checked against their own examples.
//!
//! A rule without proof is a guess: every family, phrase set and modifier says what it finds and
//! what it ignores, and this runs them all, so that an editor without Rust sees what broke.

use super::unit::{Finds, Ignores};
use super::{Figures, Mention};

/// An example that does not read as its row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: &'static str,
    /// The row.
    pub rule: String,
    /// The example.
    pub example: String,
    /// What was read instead.
    pub problem: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}: {}: {}", self.file, self.rule, self.example, self.problem)
    }
}

impl Figures {
    /// Runs the examples of all tables; an empty list is a good one.
    ///
    /// ```
    /// # use shuwen::figures::Figures;
    /// assert_eq!(Figures::embedded().check(), []);
    /// ```
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut names = std::collections::HashSet::new();
        for family in &self.units.families {
            if !names.insert(&family.name) {
                problems.push(Problem {
                    file: "config/units.toml",
                    rule: family.name.clone(),
                    example: String::new(),
                    problem: "the name is given twice".into(),
                });
            }
            self.run("config/units.toml", &family.name, &family.finds, &family.ignores, &mut problems);
        }
        for set in &self.idioms.sets {
            self.run("config/figures/idioms.toml", &set.name, &set.finds, &set.ignores, &mut problems);
        }
        for rule in &self.modifiers.rules {
            let name = format!("{} {}", rule.says, rule.words.split_whitespace().next().unwrap_or(""));
            self.run("config/figures/modifiers.toml", &name, &rule.finds, &rule.ignores, &mut problems);
        }
        for row in &self.beside.rows {
            self.run("config/figures/words.toml", &row.r#use, &row.finds, &row.ignores, &mut problems);
        }
        problems
    }

    fn run(&self, file: &'static str, rule: &str, finds: &[Finds], ignores: &[Ignores], problems: &mut Vec<Problem>) {
        let mut report = |example: &str, problem: String| problems.push(Problem { file, rule: rule.to_string(), example: example.to_string(), problem });
        for example in finds {
            let found = self.mentions(&example.text, None);
            let Some(mention) = found.iter().find(|mention| mention.span.of(&example.text) == example.figure) else {
                report(&example.text, format!("should find {}, finds {}", example.figure, words(&example.text, &found)));
                continue;
            };
            let says = format!("{} {} {}", mention.value, mention.unit, mention.modifier);
            let sort = example.kind.is_some_and(|kind| kind != mention.kind) || example.class.is_some_and(|class| class != mention.class);
            if sort || example.says.as_ref().is_some_and(|wanted| *wanted != says) {
                report(&example.text, format!("{} reads {says}, {} of {:?}", example.figure, mention.kind, mention.class));
            }
        }
        for example in ignores {
            let mut found = self.mentions(&example.text, None);
            found.retain(|mention| {
                example.figure.as_ref().is_none_or(|figure| figure == mention.span.of(&example.text))
                    && example.kind.is_none_or(|kind| kind == mention.kind)
                    && example.class.is_none_or(|class| class == mention.class)
            });
            if !found.is_empty() {
                report(&example.text, format!("should not find {}", words(&example.text, &found)));
            }
        }
    }
}

fn words(text: &str, found: &[Mention]) -> String {
    found.iter().map(|mention| mention.span.of(text)).collect::<Vec<_>>().join(" ")
}
