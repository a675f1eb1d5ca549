//! `check`: everything that is data, held against its own examples and against each other.
//!
//! Each module knows what is wrong with its own tables; this file only asks them all, so that
//! who writes a rule needs no Rust. Settings were checked when the session began.

use super::{CliError, Outcome, Session, screen};
use crate::engine::Engine;

/// Reports every problem and says how many there are.
pub(super) fn run(session: &Session) -> Result<Outcome, CliError> {
    let resources = session.resources()?;
    let engine: Engine = session.engine_empty(&resources)?;
    let mut problems: Vec<String> = Vec::new();
    problems.extend(engine.figures().check().iter().map(ToString::to_string));
    problems.extend(engine.lexicon().check().iter().map(ToString::to_string));
    let cues = engine.reader().check(engine.figures(), engine.lexicon());
    problems.extend(cues.iter().map(|problem| format!("config/questions: cue {:?}: {:?}: {}", problem.cue, problem.text, problem.what)));
    let context = engine.check_rules();
    problems.extend(context.iter().map(|(entry, example, what)| format!("config/rules: {entry:?}: {example:?}: {what}")));
    // The page cues run their examples when they are read.
    resources.reader(engine.segmenter().clone())?;
    problems.extend(session.words()?.check().into_iter().map(|fault| format!("config/{fault}")));
    for problem in &problems {
        screen::say(problem)?;
    }
    match problems.len() {
        0 => session.note("settings, units, lexicon, question cues, context rules, page cues and replies are in order"),
        1 => session.note("1 problem"),
        many => session.note(&format!("{many} problems")),
    }
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Faults })
}
