//! Runs the examples that stand beside the extraction rules.
//!
//! Knows nothing of what the rules are for: a rule must read what its examples say it reads, and
//! nothing where they say so.

use std::sync::Arc;

use super::ask::Ask;
use super::document::Document;
use super::gap::Frame;
use super::parse::Parse;
use super::role::Role;
use super::{Extractor, Tables};
use crate::corpus::Article;
use crate::question::{Kind, Question};
use crate::text::fold;

impl Extractor {
    /// Examples that do not come out: `(rule, example, what is wrong)`. `read` understands a
    /// question as the engine does.
    pub fn check(&self, read: &dyn Fn(&str) -> Question, tables: Tables<'_>) -> Vec<(String, String, String)> {
        let mut problems: Vec<(String, String, String)> = [self.context.check(), self.demands.check(), self.names.check()].concat();
        for (name, question, text, wanted) in self.templates.examples() {
            let found = self.figures_read(name, &read(question), text, tables);
            let right = match wanted {
                Some(figure) => found == [figure],
                None => found.is_empty(),
            };
            if !right {
                problems.push((name.to_owned(), format!("{question} {text}"), format!("reads {found:?}")));
            }
        }
        for example in &self.names.filled {
            let found = self.gaps_read(&read(&example.question), &example.text, tables);
            let wrong = |gap: &&String, wanted: bool| found.contains(gap) != wanted;
            let lacks = example.finds.iter().filter(|gap| wrong(gap, true)).map(|gap| format!("{gap} is not found in {found:?}"));
            let has = example.ignores.iter().filter(|gap| wrong(gap, false)).map(|gap| format!("{gap} is found"));
            problems.extend(lacks.chain(has).map(|what| ("filled".to_owned(), format!("{} {}", example.question, example.text), what)));
        }
        problems
    }

    /// What stands in a text where a question has its question word.
    fn gaps_read(&self, question: &Question, text: &str, tables: Tables<'_>) -> Vec<String> {
        let Some(asked) = &question.asked else { return Vec::new() };
        let ask = Ask::new(question, &vec![1.0; question.terms.len()], tables.lexicon);
        let role = Role::new(question, asked, &self.segmenter, &self.names);
        let text = fold(text).text;
        Frame::new(question, asked, &role, &self.names).gaps(&text, &ask.find(&text)).iter().map(|gap| gap.span.of(&text).to_owned()).collect()
    }

    /// The figures of a text that one template reads for a question.
    fn figures_read(&self, template: &str, question: &Question, text: &str, tables: Tables<'_>) -> Vec<String> {
        let weights = vec![1.0; question.terms.len()];
        let ask = Ask::new(question, &weights, tables.lexicon);
        let parse = Arc::new(Parse::new(Article { text: text.to_owned(), ..Article::default() }));
        let document = Document::new(parse, &[], (0, true), &ask, (Kind::Figure, &Frame::default()), (self, tables));
        let mut found = Vec::new();
        for sentence in &document.sentences {
            for (figure, mark) in sentence.marks().iter().enumerate() {
                if mark.rivals && self.templates.reads(&ask, sentence, figure, Some(template)) > 0.0 {
                    found.push(mark.span.of(sentence.text()).to_owned());
                }
            }
        }
        found
    }
}
