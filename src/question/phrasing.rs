//! English ways to ask, as rules of `english.toml`: what is said again in other words before it is read, and what
//! a question phrase asks by the verb and the nouns of its clause.
//!
//! "How much did it fall to" asks for a value, "how much did he pay" for money, "how much was it up" for growth.
//! Each rule carries questions that it must and must not decide. Knows nothing of how Chinese asks.

use regex::Regex;
use serde::Deserialize;

use super::cue::Problem;
use super::days::MONTH;

/// What stands right behind a question phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Next {
    /// did, has, can.
    Auxiliary,
    /// per, every.
    Each,
    /// is, was.
    Being,
    /// Anything else.
    Other,
}

/// What a question says around its question phrase, in small letters.
pub(super) struct Facts<'a> {
    /// The question phrase.
    pub(super) phrase: &'a str,
    pub(super) next: Next,
    /// What the first telling verb behind it speaks of.
    pub(super) verb: &'a [&'static str],
    /// The words behind it up to the end of the clause.
    pub(super) clause: &'a str,
    /// Whether one of these words is a noun of a kind.
    pub(super) noun: &'a dyn Fn(&str) -> bool,
}

/// A rule as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAsk {
    name: String,
    why: String,
    phrase: Vec<String>,
    next: Vec<Next>,
    #[serde(default)]
    verb: Vec<String>,
    noun: Option<String>,
    clause: Option<String>,
    not_clause: Option<String>,
    asks: String,
    finds: Vec<String>,
    ignores: Vec<String>,
}

/// A rule compiled.
#[derive(Debug)]
pub(super) struct Ask {
    raw: RawAsk,
    clause: Option<Regex>,
    not_clause: Option<Regex>,
}

impl Ask {
    /// A rule, or what is wrong with it; `knows` tells whether there are verbs, nouns or asked things of a name.
    pub(super) fn new(raw: RawAsk, knows: impl Fn(&str, &str) -> bool) -> Result<Self, (String, String)> {
        let wrong = |reason: String| (raw.name.clone(), reason);
        if raw.why.is_empty() || raw.finds.is_empty() || raw.ignores.is_empty() {
            return Err(wrong("needs a reason, and examples that it finds and ignores".into()));
        }
        let named = raw.verb.iter().map(|verb| ("verbs", verb)).chain(raw.noun.iter().map(|noun| ("nouns", noun))).chain([("english", &raw.asks)]);
        for (table, name) in named {
            if !knows(table, name) {
                return Err(wrong(format!("there is no {name:?} under [{table}]")));
            }
        }
        let regex = |pattern: &Option<String>| pattern.as_deref().map(Regex::new).transpose().map_err(|error| wrong(error.to_string()));
        Ok(Self { clause: regex(&raw.clause)?, not_clause: regex(&raw.not_clause)?, raw })
    }

    /// Its name.
    pub(super) fn name(&self) -> &str {
        &self.raw.name
    }

    /// What it says is asked: a key of `[english]`.
    pub(super) fn asks(&self) -> &str {
        &self.raw.asks
    }

    /// Whether it decides.
    pub(super) fn fits(&self, facts: &Facts<'_>) -> bool {
        let raw = &self.raw;
        raw.phrase.iter().any(|phrase| phrase == facts.phrase)
            && raw.next.contains(&facts.next)
            && (raw.verb.is_empty() || raw.verb.iter().any(|verb| facts.verb.contains(&verb.as_str())))
            && raw.noun.as_deref().is_none_or(|noun| (facts.noun)(noun))
            && self.clause.as_ref().is_none_or(|clause| clause.is_match(facts.clause))
            && self.not_clause.as_ref().is_none_or(|clause| !clause.is_match(facts.clause))
    }

    /// Examples that do not come out; `decides` names the rule that decides a question.
    pub(super) fn problems(&self, decides: &dyn Fn(&str) -> Option<String>) -> Vec<Problem> {
        let sides = [(&self.raw.finds, true), (&self.raw.ignores, false)];
        let examples = sides.into_iter().flat_map(|(texts, wanted)| texts.iter().map(move |text| (text, wanted)));
        let fault = |(text, wanted): (&String, bool)| {
            let found = decides(text);
            let what = || found.as_deref().map_or("no rule decides it".to_owned(), |rule| format!("rule {rule:?} decides it"));
            ((found.as_deref() == Some(self.name())) != wanted).then(|| Problem { cue: self.name().to_owned(), text: text.clone(), what: what() })
        };
        examples.filter_map(fault).collect()
    }
}

/// A way to say the same, as written: MONTH in the pattern stands for the name of any.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRewrite {
    pattern: String,
    said: String,
    /// What is said, and what becomes of it.
    finds: Vec<(String, String)>,
    ignores: Vec<String>,
}

/// The same compiled.
#[derive(Debug)]
pub(super) struct Rewrite {
    raw: RawRewrite,
    pattern: Regex,
}

impl Rewrite {
    /// A rewrite, or its pattern and what is wrong with it.
    pub(super) fn new(raw: RawRewrite) -> Result<Self, (String, String)> {
        let wrong = |reason: String| (raw.pattern.clone(), reason);
        if raw.finds.is_empty() || raw.ignores.is_empty() {
            return Err(wrong("needs examples that it finds and ignores".into()));
        }
        let pattern = Regex::new(&raw.pattern.replace("MONTH", &format!("(?:{MONTH})"))).map_err(|error| wrong(error.to_string()))?;
        Ok(Self { pattern, raw })
    }

    /// A text in the other words.
    pub(super) fn apply(&self, text: &str) -> String {
        self.pattern.replace_all(text, self.raw.said.as_str()).into_owned()
    }

    /// Examples that do not come out.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let same = self.raw.ignores.iter().map(|text| (text, text));
        let examples = self.raw.finds.iter().map(|(text, wanted)| (text, wanted)).chain(same);
        let fault = |(text, wanted): (&String, &String)| {
            let said = self.apply(text);
            (said != *wanted).then(|| Problem { cue: self.raw.said.clone(), text: text.clone(), what: format!("becomes {said:?}") })
        };
        examples.filter_map(fault).collect()
    }
}
