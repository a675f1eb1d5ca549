//! One pattern of a rule file, with its reason and its proof.
//!
//! Context words and words about names are such entries. Knows nothing of what they are for.

use regex::Regex;
use serde::Deserialize;

use super::RuleError;

/// An entry as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    why: String,
    pattern: String,
    finds: Vec<String>,
    ignores: Vec<String>,
}

/// A compiled entry that remembers its examples.
#[derive(Debug)]
pub(super) struct Proof {
    name: String,
    regex: Regex,
    entry: Entry,
}

impl Entry {
    /// The pattern between `open` and `close`, which tie it to an end of the text. The entry must
    /// have a reason and examples of both kinds.
    pub(super) fn compile(&self, file: &str, name: &str, open: &str, close: &str) -> Result<Regex, RuleError> {
        self.compile_in(file, name, &format!("{open}(?:{{}}){close}"))
    }

    /// The pattern in the place of every `{}` of another.
    pub(super) fn compile_in(&self, file: &str, name: &str, around: &str) -> Result<Regex, RuleError> {
        let wrong = |reason: String| RuleError::Rule { file: file.into(), name: name.into(), reason };
        if self.why.is_empty() || self.finds.is_empty() || self.ignores.is_empty() {
            return Err(wrong("needs a reason, and examples that it finds and ignores".into()));
        }
        Regex::new(&around.replace("{}", &self.pattern)).map_err(|error| wrong(error.to_string()))
    }

    /// The examples, to be run with the pattern compiled.
    pub(super) fn proof(self, name: &str, regex: &Regex) -> Proof {
        Proof { name: name.to_owned(), regex: regex.clone(), entry: self }
    }
}

impl Proof {
    /// Examples that do not come out: `(entry, example, what is wrong)`.
    pub(super) fn problems(&self) -> impl Iterator<Item = (String, String, String)> {
        let sides = [(&self.entry.finds, true, "is not found"), (&self.entry.ignores, false, "is found")];
        sides.into_iter().flat_map(move |(texts, wanted, what)| {
            let wrong = texts.iter().filter(move |text| self.regex.is_match(text) != wanted);
            wrong.map(move |text| (self.name.clone(), text.clone(), what.to_owned()))
        })
    }
}
