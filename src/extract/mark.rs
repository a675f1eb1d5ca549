//! A stretch of a sentence that might answer: a figure, a date, or a name.
//!
//! Scopes and coverage treat them alike; only the features of kind look inside a figure. Knows
//! nothing of the question.

use super::names::{Made, Name, Reading, Sort};
use crate::figures::{Class, DateValue, Kind, Mention, Value};
use crate::text::Span;

/// What stands between the ends of a stretch.
const JOINTS: [&str; 6] = ["至", "到", "—", "-", "~", "～"];

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

    /// The first or `last` point of a stretch of dates that stands in `text`: 10月13日 of 4月13日至10月13日.
    pub(crate) fn end(&self, text: &str, last: bool) -> Option<Self> {
        let mention = self.figure.as_ref()?;
        let Value::Date(DateValue::Between(from, to)) = &mention.value else { return None };
        let printed = self.core.of(text);
        let dashed = |joint: &&&str| **joint != "-" || printed.matches('-').count() == 1;
        let (at, joint) = JOINTS.iter().filter(dashed).find_map(|joint| Some((printed.rfind(joint)?, joint)))?;
        let (span, point) = match last {
            true => (Span::new(self.core.start + at + joint.len(), self.core.end), to),
            false => (Span::new(self.core.start, self.core.start + at), from),
        };
        // Of 1至3日 the first says too little by itself.
        let alone = !span.of(text).ends_with(|c: char| c.is_ascii_digit());
        let figure = Mention { span, core: span, value: Value::Date(DateValue::At(*point)), ..mention.clone() };
        alone.then(|| Self { span, core: span, figure: Some(figure), ..self.clone() })
    }

    /// The mark with one of its parts in its place.
    pub(crate) fn part(&self, Reading { span, sort, made }: Reading) -> Self {
        Self { span, core: span, sort: Some(sort), made, parts: Vec::new(), ..self.clone() }
    }
}
