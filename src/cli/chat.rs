//! `chat`: a conversation in the terminal, through the very code that Telegram uses.
//!
//! A line is what a message is there; a number presses the button of that number below the last
//! reply that had some. Knows nothing of what is answered.

use std::io::{BufRead, IsTerminal};
use std::sync::Arc;

use super::session::Corpus;
use super::{CliError, Outcome, Session, screen};
use crate::chat::{Button, Chat, ChatState, Incoming, Said, terminal_reply};

/// Talks until the input ends; `alone` where the program was started without a subcommand.
pub(super) fn run(session: &Session, alone: bool) -> Result<Outcome, CliError> {
    let chat = Chat::new(Arc::new(session.engine()?), session.words()?, "shuwen");
    let typed = std::io::stdin().is_terminal();
    greet(session, alone && session.settings.telegram.is_none())?;
    let mut state = ChatState::default();
    let mut buttons: Vec<Button> = Vec::new();
    let mut input = std::io::stdin().lock();
    loop {
        if typed {
            screen::write("\n> ")?;
        }
        let mut line = Vec::new();
        let read = input.read_until(b'\n', &mut line).map_err(|error| CliError::Wrong(format!("cannot read standard input: {error}")))?;
        if read == 0 {
            break;
        }
        let (line, is_text) = (String::from_utf8_lossy(&line), std::str::from_utf8(&line).is_ok());
        let words = line.trim_start_matches('\u{feff}').trim();
        match words {
            "" => continue,
            "/quit" | "/exit" | "／quit" | "／exit" | "quit" | "exit" => break,
            _ => {}
        }
        // A reply looks the same piped, where nobody's own words stand above it.
        if !typed {
            screen::say(&format!("> {words}"))?;
        }
        if !is_text {
            let reply = chat.unreadable(&incoming(Said::Text { text: String::new(), reply: None }), &state);
            screen::say(&terminal_reply(&reply, session.colours()))?;
            if !typed {
                screen::say("")?;
            }
            continue;
        }
        let number: Option<usize> = words.parse().ok();
        let pressed = number.and_then(|number| buttons.get(number.checked_sub(1)?));
        if number.is_some() && pressed.is_none() && !buttons.is_empty() {
            screen::say(&format!("(There is no button {words}: they are numbered 1 to {}.)", buttons.len()))?;
            continue;
        }
        let said = pressed.map_or_else(|| Said::Text { text: words.to_owned(), reply: None }, |button| Said::Press(button.data.clone()));
        let turn = chat.turn(&state, &incoming(said), &session.now());
        if let Some(trouble) = turn.trouble {
            screen::complain(&format!("error: {trouble}"));
        }
        for reply in &turn.replies {
            screen::say(&terminal_reply(reply, session.colours()))?;
        }
        if turn.replies.is_empty() && words.contains(['@', '＠']) {
            screen::say("(A command with @ is for the bot of that name: without it, it is for this one.)")?;
        }
        if !turn.effects.is_empty() {
            screen::say("(A terminal gets no digests by itself: this has an effect in Telegram only.)")?;
        }
        if !typed {
            screen::say("")?;
        }
        let shown: Vec<Button> = turn.replies.into_iter().flat_map(|reply| reply.buttons).flatten().collect();
        if !shown.is_empty() {
            buttons = shown;
        }
        state = turn.state;
    }
    if typed {
        screen::say("")?;
    }
    Ok(Outcome::Done)
}

fn greet(session: &Session, alone: bool) -> Result<(), CliError> {
    if session.quiet {
        return Ok(());
    }
    let corpus = match session.corpus() {
        Corpus::Named(folder) | Corpus::Made(folder) => format!("the index in {}", folder.display()),
        Corpus::Seeds => "a newspaper page inside the program; `shuwen ingest PATH` reads your own".to_owned(),
    };
    screen::say(&format!("shuwen 数闻 answers from {corpus}."))?;
    screen::say("Ask in Chinese or English; a number presses a button, /help lists the commands, Ctrl-D ends.")?;
    if alone {
        let file = session.usual.as_ref().map_or_else(|| "the settings file".to_owned(), |file| file.display().to_string());
        screen::say(&format!("Telegram: take a token from @BotFather and start with TELOXIDE_TOKEN=<token>, or set `token` under [telegram] in {file}."))?;
    }
    screen::say("")
}

fn incoming(said: Said) -> Incoming {
    Incoming { chat: 0, thread: None, group: false, user: 1, admin: true, language: language(), said }
}

/// The language of the terminal, as Telegram writes it: `zh`, `en`.
fn language() -> Option<String> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))?;
    set.get(..2).map(str::to_owned).filter(|code| code.chars().all(|c| c.is_ascii_lowercase()))
}
