//! The context words of `config/rules/context.toml`, checked and compiled.
//!
//! Each entry is one pattern with its reason and examples. Knows nothing of features.

use regex::Regex;
use serde::Deserialize;

use super::RuleError;
use super::entry::{Entry, Proof};

/// The names of the file's entries, each a field: a missing or misspelt one is an error.
macro_rules! words {
    ($($name:ident)*) => {
        /// Compiled context patterns, one a field of the file.
        #[derive(Debug)]
        pub(crate) struct Words {
            $(pub(crate) $name: Regex,)*
            proofs: Vec<Proof>,
        }

        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Raw {
            $($name: Entry,)*
        }

        impl Words {
            pub(crate) fn load(file: &str, text: &str) -> Result<Self, RuleError> {
                let raw: Raw = toml::from_str(text).map_err(|error| RuleError::File { file: file.into(), reason: error.to_string() })?;
                $(let $name = raw.$name.compile(file, stringify!($name), "", "")?;)*
                let proofs = vec![$(raw.$name.proof(stringify!($name), &$name),)*];
                Ok(Self { $($name,)* proofs })
            }
        }
    };
}

words! {
    target plan programme ahead negated change delta on_month on_year part former whole route total per extreme stage peak from goes_on to place empty
    assigned stock claim no_place goes_on_place in_turn pair joint begins filler told since series vessel phase until anniversary commemorates condoles about life thing ago came nation
}

impl Words {
    /// The file inside the binary.
    #[cfg(test)]
    pub(crate) fn embedded() -> Self {
        Self::load("rules/context.toml", include_str!("../../config/rules/context.toml")).expect("the context words")
    }

    /// Examples that do not come out: `(entry, example, what is wrong)`.
    pub(crate) fn check(&self) -> Vec<(String, String, String)> {
        self.proofs.iter().flat_map(Proof::problems).collect()
    }
}
