//! A stretch of a sentence that might answer: a figure, a date, or a name.
//!
//! Scopes and coverage treat them alike; only the features of kind look inside a figure. Knows
//! nothing of the question.

use super::names::{Made, Name, Reading, Sort};
use crate::figures::{Class, Kind, Mention};
use crate::text::Span;

/// A possible answer within a folded sentence.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// With its modifier: what is shown.
    pub(crate) span: Span,
    /// Without it: what is compared.
    pub(crate) core: Span,
    /// What the figure's unit counts; `None` class for names.
    pub(crate) class: Class,
    /// Whether it competes for the answer; a date beside figures does not.
    pub(crate) rivals: bool,
    /// The figure, where it is one.
    pub(crate) figure: Option<Mention>,
    /// How the name was found, where it is one.
    pub(crate) sort: Option<Sort>,
    /// What words it is made of, where it is a name.
    pub(crate) made: Made,
    /// Other names that overlap it: candidates that stand where it stands.
    pub(crate) parts: Vec<Reading>,
}

impl Mark {
    /// A figure for a figure question: dates are only borders then.
    pub(crate) fn figure(mention: Mention) -> Self {
        Self {
            span: mention.span,
            core: mention.core,
            class: mention.class,
            rivals: mention.kind != Kind::Date,
            figure: Some(mention),
            sort: None,
            made: Made::default(),
            parts: Vec::new(),
        }
    }

    /// A date for a date question.
    pub(crate) fn date(mention: Mention) -> Self {
        Self { rivals: mention.kind == Kind::Date, ..Self::figure(mention) }
    }

    /// A name.
    pub(crate) fn name(Name { whole: Reading { span, sort, made }, parts }: Name) -> Self {
        Self { span, core: span, class: Class::None, rivals: true, figure: None, sort: Some(sort), made, parts }
    }

    /// The mark with one of its parts in its place.
    pub(crate) fn part(&self, Reading { span, sort, made }: Reading) -> Self {
        Self { span, core: span, sort: Some(sort), made, parts: Vec::new(), ..self.clone() }
    }
}
