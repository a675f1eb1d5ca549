//! The wording of every reply: Fluent messages, one file per language.
//!
//! All that the bot says of its own stands in `config/replies/*.ftl`, embedded here; a text with
//! some of the messages may be laid over it, so a wording is changed without touching code.
//! Knows nothing of when something is said, and reads no files.

use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use super::dayword::DayWords;
use super::keys::Key;
use crate::text::Language;

/// The languages replies are written in, with their embedded files.
const EMBEDDED: [(Language, &str); 2] =
    [(Language::Chinese, include_str!("../../config/replies/zh.ftl")), (Language::English, include_str!("../../config/replies/en.ftl"))];

/// The replies of all languages.
pub struct Words {
    chinese: Tongue,
    english: Tongue,
}

/// What is wrong with a file of replies.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WordsError {
    /// A file is not Fluent.
    #[error("replies/{file}.ftl: line {line}: {reason}")]
    Syntax {
        /// Name of the file without its ending.
        file: &'static str,
        /// Line, from 1.
        line: usize,
        /// What the parser says.
        reason: String,
    },
}

struct Tongue {
    bundle: FluentBundle<FluentResource>,
    /// Every message read with the variables its wording uses, later ones over earlier.
    used: Vec<(String, BTreeSet<String>)>,
}

impl Words {
    /// The embedded replies.
    pub fn embedded() -> Result<Self, WordsError> {
        Self::with(&[])
    }

    /// The embedded replies with texts laid over them: a message of an `over` text takes the
    /// place of the embedded one of the same name and language.
    pub fn with(over: &[(Language, &str)]) -> Result<Self, WordsError> {
        let read = |language| {
            let texts = EMBEDDED.iter().chain(over).filter(|(of, _)| *of == language).map(|(_, text)| *text);
            Tongue::read(language, texts)
        };
        Ok(Self { chinese: read(Language::Chinese)?, english: read(Language::English)? })
    }

    /// Everything that does not fit, one line each: replies missing in a language, replies
    /// nobody asks for, values a wording wants and is never given, and values used in one
    /// language but not in the other. Empty when all is well.
    pub fn check(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for (tongue, file) in [(&self.chinese, "zh"), (&self.english, "en")] {
            for key in Key::ALL {
                let Some(used) = tongue.variables(key.id()) else {
                    faults.push(format!("replies/{file}.ftl: `{}` is missing", key.id()));
                    continue;
                };
                for name in used.iter().filter(|name| !key.variables().contains(&name.as_str())) {
                    faults.push(format!("replies/{file}.ftl: `{}` uses ${name}, which it is never given", key.id()));
                }
            }
            for (id, _) in tongue.used.iter().filter(|(id, _)| Key::ALL.iter().all(|key| key.id() != id)) {
                faults.push(format!("replies/{file}.ftl: `{id}` is a reply that nothing sends"));
            }
        }
        for key in Key::ALL {
            let (Some(zh), Some(en)) = (self.chinese.variables(key.id()), self.english.variables(key.id())) else { continue };
            for name in key.variables() {
                match (zh.contains(*name), en.contains(*name)) {
                    (true, false) => faults.push(format!("replies/en.ftl: `{}` leaves out ${name}", key.id())),
                    (false, true) => faults.push(format!("replies/zh.ftl: `{}` leaves out ${name}", key.id())),
                    (false, false) => faults.push(format!("replies: `{}` uses ${name} in no language", key.id())),
                    (true, true) => {}
                }
            }
        }
        faults.extend(DayWords::new(self).faults().iter().map(|(id, line)| format!("replies: `{id}` has a line that says no days: {line}")));
        faults
    }

    /// A reply in a language. An empty value reads as `blank`, so that a wording can choose by
    /// it. A missing message shows as its name: `check` finds those before.
    pub(super) fn say<'a>(&self, language: Language, key: Key, values: &[(&'static str, FluentValue<'a>)]) -> String {
        let bundle = match language {
            Language::Chinese => &self.chinese.bundle,
            Language::English => &self.english.bundle,
        };
        let Some(pattern) = bundle.get_message(key.id()).and_then(|message| message.value()) else {
            return key.id().to_owned();
        };
        let given = |value: &FluentValue<'a>| match value {
            FluentValue::String(text) if text.is_empty() => "blank".into(),
            other => other.clone(),
        };
        let arguments: FluentArgs = values.iter().map(|(name, value)| (*name, given(value))).collect();
        bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

/// Two-letter code of a language, the name of its file of replies.
pub(super) fn code(language: Language) -> &'static str {
    match language {
        Language::Chinese => "zh",
        Language::English => "en",
    }
}

impl Tongue {
    fn read<'a>(language: Language, texts: impl Iterator<Item = &'a str>) -> Result<Self, WordsError> {
        let tag = LanguageIdentifier::from_bytes(code(language).as_bytes()).unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks that isolate directions would show as boxes in a terminal.
        bundle.set_use_isolating(false);
        let mut used: Vec<(String, BTreeSet<String>)> = Vec::new();
        for text in texts {
            let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
                let first = errors.first();
                let at = first.map_or(0, |error| error.pos.start);
                let line = text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1;
                let reason = first.map(|error| error.kind.to_string()).unwrap_or_default();
                WordsError::Syntax { file: code(language), line, reason }
            })?;
            for entry in resource.entries() {
                if let ast::Entry::Message(message) = entry {
                    let mut names = BTreeSet::new();
                    if let Some(pattern) = &message.value {
                        pattern_variables(pattern, &mut names);
                    }
                    used.retain(|(id, _)| id != message.id.name);
                    used.push((message.id.name.to_owned(), names));
                }
            }
            bundle.add_resource_overriding(resource);
        }
        Ok(Self { bundle, used })
    }

    fn variables(&self, id: &str) -> Option<&BTreeSet<String>> {
        self.used.iter().find(|(known, _)| known == id).map(|(_, names)| names)
    }
}

fn pattern_variables(pattern: &ast::Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            expression_variables(expression, names);
        }
    }
}

fn expression_variables(expression: &ast::Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => inline_variables(inline, names),
        ast::Expression::Select { selector, variants } => {
            inline_variables(selector, names);
            variants.iter().for_each(|variant| pattern_variables(&variant.value, names));
        }
    }
}

fn inline_variables(inline: &ast::InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| inline_variables(argument, names));
        }
        ast::InlineExpression::Placeable { expression } => expression_variables(expression, names),
        _ => {}
    }
}
