//! One turn: what was said decides what is done, and each thing done has its own few lines.
//!
//! Knows nothing of how a reply looks: that is `show`.

use fluent_bundle::FluentValue;

use super::command::{self, BadTime, MENU, Meant, Wish, meant};
use super::courtesy::Courtesy;
use super::incoming::{Incoming, Now, Replied, Said, too_long};
use super::keys::Key;
use super::press::Press;
use super::reply::{Button, Card, Effect, Reply, Turn};
use super::show::{self, Shown};
use super::span::{self, NoDays};
use super::state::{Asked, ChatState};
use super::words::code;
use super::{Chat, ChatError, LONGEST, Rich, narrow};
use crate::digest::{Days, Subscription};
use crate::engine::Trace;
use crate::question::Question;
use crate::text::{Language, is_han};

/// An inline query gets at most so many results.
const CARDS: usize = 10;

impl Chat {
    /// Answers one event. Never fails: what goes wrong inside becomes an apology, with the
    /// reason in `trouble`.
    pub fn turn(&self, state: &ChatState, incoming: &Incoming, now: &Now) -> Turn {
        let mut turn = Turn { state: state.clone(), ..Turn::default() };
        if let Err(error) = self.act(&mut turn, incoming, now) {
            turn = Turn { state: state.clone(), trouble: Some(error.to_string()), ..Turn::default() };
            // An inline query has no place for an apology.
            if !matches!(incoming.said, Said::Inline(_)) {
                turn.replies.push(self.apology(incoming, state));
            }
        }
        turn
    }

    /// Whether the turn depends on the user being an administrator of the group.
    pub fn wants_admin(&self, incoming: &Incoming) -> bool {
        match &incoming.said {
            Said::Text { text, reply } if incoming.group => command::changes_group(&self.meant(text, reply.as_ref(), true)),
            _ => false,
        }
    }

    /// What to say when something broke.
    pub fn apology(&self, incoming: &Incoming, state: &ChatState) -> Reply {
        self.plain(manners(incoming, state), Key::Trouble, &[])
    }

    /// What to say of words that are no text.
    pub fn unreadable(&self, incoming: &Incoming, state: &ChatState) -> Reply {
        self.plain(manners(incoming, state), Key::Unreadable, &[])
    }

    /// What to say of words that are [too long](super::too_long) to be read.
    pub fn overlong(&self, language: Language) -> Reply {
        self.plain(language, Key::TooLong, &[("most", LONGEST.into())])
    }

    /// The commands for Telegram's menu with what they do, in a language.
    pub fn commands(&self, language: Language) -> Vec<(&'static str, String)> {
        MENU.iter().map(|&(name, key)| (name, self.words.say(language, key, &[]))).collect()
    }

    fn act(&self, turn: &mut Turn, incoming: &Incoming, now: &Now) -> Result<(), ChatError> {
        match &incoming.said {
            Said::Text { text, reply } => {
                let meant = self.meant(text, reply.as_ref(), incoming.group);
                if meant != Meant::Talk && too_long(text) {
                    turn.replies.push(self.overlong(tongue(text, incoming, &turn.state)));
                    return Ok(());
                }
                self.carry_out(turn, meant, incoming, now)
            }
            Said::Press(data) => self.press(turn, data, incoming, now),
            Said::Inline(words) => self.inline(turn, words, now),
        }
    }

    /// What words are meant as, a wish for a language among them.
    fn meant(&self, text: &str, reply: Option<&Replied>, group: bool) -> Meant {
        match meant(text, reply, group, &self.name) {
            Meant::Ask(words) => self.courtesies.wish(&words).map_or(Meant::Ask(words), |language| Meant::Speak(Wish::Always(language))),
            other => other,
        }
    }

    fn carry_out(&self, turn: &mut Turn, meant: Meant, incoming: &Incoming, now: &Now) -> Result<(), ChatError> {
        let manners = manners(incoming, &turn.state);
        if incoming.group && !incoming.admin && command::changes_group(&meant) {
            turn.replies.push(self.plain(manners, Key::AdminsOnly, &[]));
            return Ok(());
        }
        // Whoever writes 天气 behind a slash is told in Chinese; Latin letters there say nothing.
        let told = turn.state.clone();
        let told = |words: &str| if words.chars().any(is_han) { tongue(words, incoming, &told) } else { manners };
        let reply = match meant {
            Meant::Talk => return Ok(()),
            Meant::Ask(words) if words.is_empty() => self.plain(manners, Key::AskHow, &[]),
            Meant::Ask(words) => match self.courtesies.of(&words) {
                Some(courtesy) => {
                    let language = tongue(&words, incoming, &turn.state);
                    turn.state.speak(spoken(&words).unwrap_or(language));
                    match courtesy {
                        Courtesy::Greeting => self.plain(language, Key::Start, &[("bot", self.name.as_str().into())]),
                        Courtesy::Thanks => self.plain(language, Key::Welcome, &[]),
                    }
                }
                None => match self.asides.of(&words, self.engine.figures(), self.engine.lexicon()) {
                    Some(aside) => self.aside(turn, &words, &aside, incoming, now)?,
                    None => self.ask(turn, &words, incoming, now)?,
                },
            },
            Meant::Start => self.plain(manners, Key::Start, &[("bot", self.name.as_str().into())]),
            Meant::Help => self.plain(manners, Key::Help, &[("bot", self.name.as_str().into())]),
            Meant::Unknown(command) => self.plain(told(&command), Key::Unknown, &[("command", command.into())]),
            Meant::Figures(text) if text.is_empty() => self.plain(manners, Key::FiguresHow, &[]),
            Meant::Figures(text) => {
                let mentions = self.engine.figures().mentions(&text, Some(now.today()));
                Reply::from(show::figures(&self.words, manners, &text, &mentions))
            }
            Meant::Sources => Reply::from(show::sources(&self.words, manners, &self.engine.index().sources()?)),
            Meant::Digest(words) => self.asked_digest(&words, turn.state.chosen(), told(&words), now)?,
            Meant::Subscribe(Err(BadTime::Missing)) => self.plain(manners, Key::SubscribeHow, &[]),
            Meant::Subscribe(Err(BadTime::Unread(time))) => self.plain(told(&time), Key::SubscribeTime, &[("time", time.into())]),
            Meant::Subscribe(Err(BadTime::Second(time))) => self.plain(told(&time), Key::SubscribeTopic, &[("given", time.into())]),
            Meant::Subscribe(Ok((time, topic))) => {
                let language = tongue(&topic, incoming, &turn.state);
                let clock = time.format("%H:%M").to_string();
                let values = [("time", clock.into()), ("topic", topic.clone().into())];
                let (chat, thread, since) = (incoming.chat, incoming.thread, now.local);
                let reply = self.plain(language, Key::Subscribed, &values);
                turn.effects.push(Effect::Subscribe(Subscription { chat, thread, time, topic, language: code(language).to_owned(), since }));
                reply
            }
            Meant::Unsubscribe => {
                turn.effects.push(Effect::Unsubscribe { chat: incoming.chat, thread: incoming.thread });
                self.plain(manners, Key::Unsubscribed, &[])
            }
            Meant::Stop => {
                turn.effects.push(Effect::Unsubscribe { chat: incoming.chat, thread: incoming.thread });
                turn.state.close();
                self.plain(manners, Key::Stopped, &[])
            }
            Meant::Speak(Wish::Always(language)) => {
                turn.state.choose(Some(language));
                self.plain(language, Key::LangSet, &[])
            }
            Meant::Speak(Wish::Auto) => {
                turn.state.choose(None);
                self.plain(manners, Key::LangAuto, &[])
            }
            Meant::Speak(Wish::Unknown(given)) => self.plain(told(&given), Key::LangHow, &[("given", given.into())]),
        };
        turn.replies.push(reply);
        Ok(())
    }

    /// The digest that words ask for; where their days have nothing, which day has.
    fn asked_digest(&self, words: &str, chosen: Option<Language>, manners: Language, now: &Now) -> Result<Reply, ChatError> {
        let (days, topic) = match span::days(words, &self.day_words, self.engine.figures(), now.today()) {
            Ok(wanted) => wanted,
            Err(NoDays::NoDay(day)) => return Ok(self.plain(manners, Key::DigestNoDay, &[("day", day.into())])),
            Err(NoDays::TooLong(days)) => return Ok(self.plain(manners, Key::DigestTooLong, &[("days", days.into())])),
            Err(NoDays::Ahead(day)) => return Ok(self.plain(manners, Key::DigestAhead, &[("day", show::day(manners, day).into())])),
        };
        let language = chosen.or_else(|| spoken(&topic)).unwrap_or(manners);
        let digest = self.digest(days, &topic, &[], now)?;
        let mut rich = show::digest(&self.words, language, &digest, false);
        if digest.stories.is_empty()
            && let Some(latest) = self.digest(Days::Latest(now.today()), &topic, &[], now)?.from
        {
            rich.line(self.words.say(language, Key::DigestLatest, &[("day", latest.to_string().into()), ("topic", topic.into())]));
        }
        Ok(Reply::from(rich))
    }

    fn ask(&self, turn: &mut Turn, words: &str, incoming: &Incoming, now: &Now) -> Result<Reply, ChatError> {
        let open = turn.state.open_question(incoming.user, now.local);
        let before = open.map(|open| self.understood(&turn.state, open)).transpose()?;
        let number = open.map(|open| open.number);
        let trace = self.engine.ask(words, before.as_ref(), now.today())?;
        let language = tongue(words, incoming, &turn.state);
        turn.state.speak(spoken(words).unwrap_or(language));
        Ok(self.answered(turn, (words, number), language, &trace, incoming, now))
    }

    /// A question read again as it was when it was asked: its own words in their language, after those that
    /// were open then. Where these are forgotten, what it was understood as stands for them.
    pub(super) fn understood(&self, state: &ChatState, asked: &Asked) -> Result<Question, ChatError> {
        let mut context = None;
        for (at, asked) in state.line(asked).into_iter().enumerate() {
            let words = if at == 0 && asked.before.is_some() { &asked.text } else { &asked.words };
            context = Some(self.engine.read(words, context.as_ref(), asked.at.date())?);
        }
        Ok(match context {
            Some(question) => question,
            None => self.engine.read(&asked.text, None, asked.at.date())?,
        })
    }

    /// The reply to a question, which is remembered.
    pub(super) fn answered(
        &self,
        turn: &mut Turn,
        (words, before): (&str, Option<u32>),
        language: Language,
        trace: &Trace,
        incoming: &Incoming,
        now: &Now,
    ) -> Reply {
        let number = turn.state.next_number();
        // Words that ask for nothing leave the last question open.
        if trace.question.asked.is_some() {
            let (words, text) = (words.to_owned(), trace.question.text.clone());
            let english = language == Language::English;
            turn.state.remember(Asked { number, words, text, before, user: incoming.user, at: now.local, english, page: None });
        }
        self.told(turn, number, language, trace)
    }

    /// An answer with its buttons, and what it left open.
    pub(super) fn told(&self, turn: &mut Turn, number: u32, language: Language, trace: &Trace) -> Reply {
        let shown = show::answer(&self.words, language, &trace.answer);
        let mut reply = self.with_buttons(turn, language, number, shown);
        let choice = |by: String| Button { label: by.clone(), data: Press::Narrow { question: number, by }.data(&mut turn.state) };
        let choices: Vec<Button> = narrow::choices(&trace.question, &trace.answer, self.engine.lexicon()).into_iter().map(choice).collect();
        if !choices.is_empty() {
            reply.rich.gap();
            reply.rich.line(self.words.say(language, Key::Which, &[]));
            reply.buttons.push(choices);
        }
        reply
    }

    fn inline(&self, turn: &mut Turn, words: &str, now: &Now) -> Result<(), ChatError> {
        let words = words.trim();
        let Some(language) = spoken(words).filter(|_| !too_long(words)) else { return Ok(()) };
        let answer = self.engine.ask(words, None, now.today())?.answer;
        let findings = answer.found.iter().chain(show::others(&answer)).take(CARDS);
        turn.cards = findings
            .enumerate()
            .map(|(number, finding)| Card {
                id: format!("{number}:{:016x}:{}", finding.quote.article().0, finding.quote.span().start),
                title: finding.text.clone(),
                note: show::line(finding),
                rich: show::alone(&self.words, language, words, finding),
            })
            .collect();
        Ok(())
    }

    /// A reply with a button for the source of each finding and one for the next findings.
    pub(super) fn with_buttons(&self, turn: &mut Turn, language: Language, question: u32, shown: Shown) -> Reply {
        let mut sources = Vec::new();
        let several = shown.findings.len() > 1;
        for (number, finding) in shown.findings.iter().enumerate() {
            let at = finding.quote.span().start + finding.mark.start;
            let data = Press::Source { article: finding.article.clone(), at }.data(&mut turn.state);
            let number = if several { (number + 1).to_string() } else { String::new() };
            sources.push(Button { label: self.words.say(language, Key::SourceButton, &[("number", number.into())]), data });
        }
        let mut buttons = vec![sources];
        if let Some(from) = shown.next {
            let data = Press::Next { question, from }.data(&mut turn.state);
            buttons.push(vec![Button { label: self.words.say(language, Key::NextButton, &[]), data }]);
        }
        buttons.retain(|row| !row.is_empty());
        Reply { rich: shown.rich, buttons }
    }

    pub(super) fn plain(&self, language: Language, key: Key, values: &[(&'static str, FluentValue)]) -> Reply {
        let mut rich = Rich::new();
        for line in self.words.say(language, key, values).lines() {
            rich.line(line);
        }
        Reply::from(rich)
    }
}

/// The language to speak where the words themselves have none.
pub(super) fn manners(incoming: &Incoming, state: &ChatState) -> Language {
    let users = incoming.language.as_deref().map(|tag| match tag.starts_with("zh") {
        true => Language::Chinese,
        false => Language::English,
    });
    state.language().or(users).unwrap_or_default()
}

/// The language to answer words in: the one that was asked for, or else their own.
pub(super) fn tongue(words: &str, incoming: &Incoming, state: &ChatState) -> Language {
    state.chosen().or_else(|| spoken(words)).unwrap_or_else(|| manners(incoming, state))
}

/// The language of words that have one.
pub(super) fn spoken(words: &str) -> Option<Language> {
    words.chars().any(|c| is_han(c) || c.is_ascii_alphabetic()).then(|| crate::text::language(words))
}
