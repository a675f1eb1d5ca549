//! An answer looked at again: its source, what else may fit, a place or year chosen, another unit.
//!
//! By a button, or by words that say the same. Knows nothing of how words are told from questions.

use super::aside::Aside;
use super::incoming::{Incoming, Now};
use super::keys::Key;
use super::press::Press;
use super::reply::{Reply, Turn};
use super::show::{self, Shown};
use super::state::{Asked, ChatState};
use super::turn::{manners, spoken, tongue};
use super::{Chat, ChatError};
use crate::answer::Answer;
use crate::engine::Trace;
use crate::text::Language;

impl Chat {
    /// What a button brings.
    pub(super) fn press(&self, turn: &mut Turn, data: &str, incoming: &Incoming, now: &Now) -> Result<(), ChatError> {
        let manners = manners(incoming, &turn.state);
        let reply = match Press::read(data, &turn.state) {
            Some(Press::Source { article, at }) => self.source(manners, &article, at)?,
            Some(Press::Next { question, from }) => match turn.state.question(question).cloned() {
                Some(asked) => {
                    let trace = self.engine.answer(self.understood(&turn.state, &asked)?)?;
                    let language = language_of(&asked, &turn.state);
                    self.turned(turn, &asked, language, &trace, Some(from))
                }
                None => self.plain(manners, Key::Forgotten, &[]),
            },
            Some(Press::Narrow { question, by }) => match turn.state.question(question).cloned() {
                Some(asked) => {
                    let words = format!("{by}{}", asked.text);
                    let trace = self.engine.ask(&words, None, asked.at.date())?;
                    let language = language_of(&asked, &turn.state);
                    self.answered(turn, (&words, None), language, &trace, incoming, now)
                }
                None => self.plain(manners, Key::Forgotten, &[]),
            },
            None => self.plain(manners, Key::Forgotten, &[]),
        };
        turn.replies.push(reply);
        Ok(())
    }

    /// What words about the answer before bring.
    pub(super) fn aside(&self, turn: &mut Turn, words: &str, aside: &Aside, incoming: &Incoming, now: &Now) -> Result<Reply, ChatError> {
        let language = tongue(words, incoming, &turn.state);
        turn.state.speak(spoken(words).unwrap_or(language));
        let Some(asked) = turn.state.open_question(incoming.user, now.local).cloned() else { return Ok(self.plain(language, Key::NoneOpen, &[])) };
        let trace = self.engine.answer(self.understood(&turn.state, &asked)?)?;
        let shown = self.page(language, &asked, &trace.answer, asked.page);
        Ok(match aside {
            Aside::Source(number) => match shown.findings.get(number.saturating_sub(1)) {
                Some(finding) => self.source(language, &finding.article, finding.quote.span().start + finding.mark.start)?,
                None if shown.findings.is_empty() => self.plain(language, Key::NoneOpen, &[]),
                None => self.plain(language, Key::NoNext, &[]),
            },
            Aside::Next => match shown.next {
                Some(from) => self.turned(turn, &asked, language, &trace, Some(from)),
                None => self.plain(language, Key::NoNext, &[]),
            },
            Aside::Previous => match asked.page {
                Some(from) => {
                    let first = self.page(language, &asked, &trace.answer, None).next;
                    let page = from.checked_sub(show::PAGE).filter(|_| Some(from) > first);
                    self.turned(turn, &asked, language, &trace, page)
                }
                None => self.plain(language, Key::NoPrevious, &[]),
            },
            Aside::Convert { .. } if shown.findings.is_empty() => self.plain(language, Key::NoneOpen, &[]),
            Aside::Convert { unit, said } => {
                let rich = show::converted(&self.words, language, self.engine.figures(), &shown.findings, (unit, said));
                self.with_buttons(turn, language, asked.number, Shown { rich, next: None, ..shown })
            }
        })
    }

    fn source(&self, language: Language, article: &str, at: usize) -> Result<Reply, ChatError> {
        Ok(match self.engine.index().article(article)? {
            Some(article) => Reply::from(show::source(&self.words, language, &article, at)),
            None => self.plain(language, Key::Gone, &[]),
        })
    }

    /// The findings of a question from a number on, or its answer, which are the last shown from now on.
    fn turned(&self, turn: &mut Turn, asked: &Asked, language: Language, trace: &Trace, page: Option<usize>) -> Reply {
        turn.state.turn_page(asked.number, page);
        match page {
            None => self.told(turn, asked.number, language, trace),
            Some(_) => {
                let shown = self.page(language, asked, &trace.answer, page);
                self.with_buttons(turn, language, asked.number, shown)
            }
        }
    }

    fn page<'a>(&self, language: Language, asked: &Asked, answer: &'a Answer, page: Option<usize>) -> Shown<'a> {
        match page {
            None => show::answer(&self.words, language, answer),
            Some(from) => show::next(&self.words, language, &asked.words, answer, from),
        }
    }
}

/// The language to answer an earlier question in.
fn language_of(asked: &Asked, state: &ChatState) -> Language {
    state.chosen().unwrap_or(if asked.english { Language::English } else { Language::Chinese })
}
