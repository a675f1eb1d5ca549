//! English word forms: from "attracted", "companies", "built" back to what a dictionary lists.
//!
//! Offers guesses, likeliest first, and lets the table decide which of them is a word. Knows
//! the regular endings; irregular forms come from `glossary-irregular.toml`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{LexiconError, Sources};

const FILE: &str = "glossary-irregular.toml";

/// Irregular forms by form.
#[derive(Debug, Default)]
pub(crate) struct Inflections {
    base_of: HashMap<String, String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawInflections {
    #[serde(rename = "why")]
    _why: String,
    /// Forms, blank-separated, by base.
    forms: BTreeMap<String, String>,
}

impl Inflections {
    pub(crate) fn load(sources: &Sources) -> Result<Self, LexiconError> {
        let raw: RawInflections = sources.toml(FILE)?;
        let mut base_of = HashMap::new();
        for (base, forms) in raw.forms {
            for form in forms.split_whitespace() {
                if let Some(other) = base_of.insert(form.to_owned(), base.clone()) {
                    return Err(LexiconError::entry(FILE, form, format!("is a form of both {other} and {base}")));
                }
            }
        }
        Ok(Self { base_of })
    }

    /// What the word is a form of that no ending explains: give for gave.
    pub(crate) fn irregular(&self, word: &str) -> Option<&str> {
        self.base_of.get(word).map(String::as_str)
    }

    /// The word itself and its possible bases, likeliest first, in lower case.
    pub(crate) fn bases(&self, word: &str) -> Vec<String> {
        let mut bases = vec![word.to_owned()];
        let mut offer = |base: String| {
            if base.len() >= 2 && !bases.contains(&base) {
                bases.push(base);
            }
        };
        if let Some(base) = self.base_of.get(word) {
            offer(base.clone());
        }
        if let Some(stem) = word.strip_suffix("ies") {
            offer(format!("{stem}y"));
        }
        if let Some(stem) = word.strip_suffix("ied") {
            offer(format!("{stem}y"));
        }
        if let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u'])) {
            offer(stem.to_owned());
            if let Some(shorter) = stem.strip_suffix('e') {
                offer(shorter.to_owned());
            }
        }
        for ending in ["ed", "ing", "er"] {
            if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 2) {
                offer(format!("{stem}e"));
                offer(stem.to_owned());
                let mut ends = stem.chars().rev();
                if let (Some(last), Some(before)) = (ends.next(), ends.next())
                    && last == before
                {
                    offer(stem[..stem.len() - last.len_utf8()].to_owned());
                }
            }
        }
        bases
    }

    /// One form for all inflections of a word, for comparing phrases; not always a word.
    pub(crate) fn stem(&self, word: &str) -> String {
        let base = self.base_of.get(word).map_or(word, String::as_str);
        let mut stem = base.to_owned();
        if stem.len() > 3 && stem.ends_with('s') && !stem.ends_with("ss") {
            stem.pop();
            if stem.ends_with("ie") {
                stem.truncate(stem.len() - 2);
                stem.push('y');
            }
        }
        for ending in ["ing", "ed"] {
            if let Some(short) = stem.strip_suffix(ending).filter(|short| short.len() >= 3) {
                stem = short.to_owned();
                break;
            }
        }
        let mut ends = stem.chars().rev();
        if stem.len() > 3
            && let (Some(last), Some(before)) = (ends.next(), ends.next())
            && last == before
            && last != 's'
            && last != 'l'
        {
            stem.pop();
        }
        if stem.len() > 3 && stem.ends_with('e') {
            stem.pop();
        }
        if stem.len() > 3 && stem.ends_with('i') {
            stem.pop();
            stem.push('y');
        }
        stem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_lead_back_to_their_bases() {
        let inflections = Inflections::default();
        for (form, base) in [
            ("attracted", "attract"),
            ("companies", "company"),
            ("signing", "sign"),
            ("planned", "plan"),
            ("houses", "house"),
            ("branches", "branch"),
            ("produced", "produce"),
            ("applied", "apply"),
        ] {
            assert!(inflections.bases(form).contains(&base.to_owned()), "{form} → {base}");
            assert_eq!(inflections.stem(form), inflections.stem(base), "{form} and {base}");
        }
        assert!(!inflections.bases("glass").contains(&"glas".to_owned()));
    }
}
