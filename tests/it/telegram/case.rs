//! Cases as data: what reaches the bot, and what it must send, step by step.
//!
//! A case is a TOML file in `tests/cases/telegram`. Each step changes the world or sends one
//! update, and lists the requests it must lead to, in order; what comes beyond them fails the
//! case. Knows the words of requests only as the file gives them.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::bot::{Bot, Home, PATIENCE};
use crate::fake_bot_api::{Failure, FakeBotApi, Request, update};

/// How long the bot must keep quiet after the last request of a case.
const QUIET: Duration = Duration::from_millis(400);
/// Requests that say nothing to anybody, or not in order; listed only where a case is about them.
const SILENT: &[&str] = &["getMe", "setMyCommands", "getWebhookInfo", "deleteWebhook", "sendChatAction", "getChatMember", "answerCallbackQuery"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case shows.
    about: String,
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    say: Option<Say>,
    press: Option<Press>,
    inline: Option<Inline>,
    /// An update as JSON, whatever it is.
    update: Option<String>,
    /// The body of the next answer to a poll, whatever it is.
    poll: Option<String>,
    refuse: Option<Refuse>,
    member: Option<Member>,
    block: Option<i64>,
    unblock: Option<i64>,
    migrate: Option<Migrate>,
    /// A signal: the bot is stopped with it and started again.
    restart: Option<String>,
    #[serde(default)]
    expect: Vec<Expect>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Say {
    chat: i64,
    user: Option<i64>,
    text: String,
    /// Repeats the text so often.
    times: Option<usize>,
    thread: Option<i64>,
    reply: Option<Reply>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reply {
    text: String,
    own: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Press {
    chat: i64,
    user: Option<i64>,
    /// The data; without it, that of a button below the bot's last message.
    data: Option<String>,
    /// Which button, from 0.
    button: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Inline {
    user: i64,
    words: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refuse {
    method: String,
    chat: Option<i64>,
    #[serde(default = "once")]
    times: usize,
    code: u16,
    words: Option<String>,
    retry_after: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    chat: i64,
    user: i64,
    status: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Migrate {
    from: i64,
    to: i64,
    /// Whether Telegram tells of it in a message; if not, the next request is refused.
    told: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    method: String,
    chat: Option<i64>,
    thread: Option<i64>,
    /// Whether the request is granted.
    #[serde(default = "yes")]
    ok: bool,
    /// What its parameters, as JSON, must contain.
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    /// How many inline results.
    results: Option<Range>,
    /// Whether it has buttons.
    buttons: Option<bool>,
    /// Whether it stands as a reply to a message.
    answers: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Range {
    least: usize,
    most: usize,
}

fn once() -> usize {
    1
}

fn yes() -> bool {
    true
}

/// Runs a case; what went wrong, with the bot's log.
pub(crate) fn run(path: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    let case: Case = toml::from_str(&text).map_err(|error| error.to_string())?;
    let (server, home) = (FakeBotApi::start(), Home::new());
    let mut stage = Stage { bot: Some(home.start(&server)), server, home, seen: 0, number: 10 };
    for (number, step) in case.step.iter().enumerate() {
        stage.step(step).map_err(|why| format!("{}\nstep {}: {why}\n{}", case.about, number + 1, stage.log()))?;
    }
    stage.end().map_err(|why| format!("{}\n{why}\n{}", case.about, stage.log()))
}

struct Stage {
    server: FakeBotApi,
    home: Home,
    bot: Option<Bot>,
    /// How many speaking requests have been accounted for.
    seen: usize,
    /// Number of the last message or query.
    number: i64,
}

impl Stage {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        self.number += 1;
        self.change(step)?;
        if let Some(update) = self.update(step)? {
            self.server.push(update);
        }
        for expect in &step.expect {
            let wanted = self.seen + 1;
            let silent = SILENT.contains(&expect.method.as_str());
            let found = self.server.wait(PATIENCE, |all| {
                if silent {
                    return all.iter().rev().find(|request| fits(request, expect).is_ok()).cloned();
                }
                speaking(all).nth(wanted - 1).cloned()
            });
            let request = found.ok_or_else(|| format!("no {} came", expect.method))?;
            fits(&request, expect)?;
            self.seen += usize::from(!silent);
        }
        Ok(())
    }

    fn change(&mut self, step: &Step) -> Result<(), String> {
        let Step { refuse, member, block, unblock, migrate, poll, .. } = step;
        self.server.with(|world| {
            if let Some(refuse) = refuse {
                let failure = match refuse.retry_after {
                    Some(seconds) => Failure::flood(seconds),
                    None => Failure::new(refuse.code, refuse.words.as_deref().unwrap_or_default()),
                };
                world.refuse(&refuse.method, refuse.chat, refuse.times, failure);
            }
            if let Some(member) = member {
                world.member(member.chat, member.user, &member.status);
            }
            block.iter().for_each(|chat| world.block(*chat));
            unblock.iter().for_each(|chat| world.unblock(*chat));
            migrate.iter().for_each(|migrate| world.migrate(migrate.from, migrate.to));
        });
        if let Some(body) = poll {
            self.server.push_raw(body);
        }
        if let Some(signal) = &step.restart {
            let bot = self.bot.take().ok_or("the bot does not run")?;
            let status = bot.stop(signal);
            if signal != "-KILL" && !status.success() {
                return Err(format!("the bot ended with {status}"));
            }
            self.bot = Some(self.home.start(&self.server));
        }
        Ok(())
    }

    fn update(&self, step: &Step) -> Result<Option<Value>, String> {
        let id = self.number.to_string();
        if let Some(say) = &step.say {
            let text = say.text.repeat(say.times.unwrap_or(1));
            let user = say.user.unwrap_or(if say.chat > 0 { say.chat } else { 8 });
            let mut message = update::message(say.chat, user, self.number, &text);
            if let Some(thread) = say.thread {
                message = update::in_topic(message, thread);
            }
            if let Some(reply) = &say.reply {
                message = update::replying(message, 2, &reply.text, reply.own);
            }
            return Ok(Some(message));
        }
        if let Some(press) = &step.press {
            let user = press.user.unwrap_or(if press.chat > 0 { press.chat } else { 8 });
            let data = match &press.data {
                Some(data) => data.clone(),
                None => self.button(press)?,
            };
            return Ok(Some(update::press(&id, press.chat, user, &data)));
        }
        if let Some(inline) = &step.inline {
            return Ok(Some(update::inline(&id, inline.user, &inline.words)));
        }
        if let Some(Migrate { from, to, told: true }) = step.migrate {
            return Ok(Some(update::moved(from, to, self.number)));
        }
        let Some(text) = &step.update else { return Ok(None) };
        serde_json::from_str(text).map(Some).map_err(|error| error.to_string())
    }

    /// The data of a button below the last message in a chat that had any.
    fn button(&self, press: &Press) -> Result<String, String> {
        let requests = self.server.requests();
        let mut keyboards = requests.iter().rev().filter(|request| request.chat() == press.chat);
        let rows = keyboards.find_map(|request| request.body["reply_markup"]["inline_keyboard"].as_array());
        let mut buttons = rows.into_iter().flatten().flat_map(|row| row.as_array().into_iter().flatten());
        let button = buttons.nth(press.button.unwrap_or(0)).ok_or("there is no such button")?;
        Ok(button["callback_data"].as_str().unwrap_or_default().to_owned())
    }

    fn end(&mut self) -> Result<(), String> {
        let extra = self.server.wait(QUIET, |all| speaking(all).nth(self.seen).cloned());
        if let Some(extra) = extra {
            return Err(format!("nobody expected {} {}", extra.method, extra.body));
        }
        let violations = self.server.violations();
        if !violations.is_empty() {
            return Err(format!("against the Bot API: {}", violations.join("; ")));
        }
        let mut unanswered = 0;
        self.server.with(|world| unanswered = world.unanswered());
        if unanswered > 0 {
            return Err(format!("{unanswered} presses or inline queries have no answer"));
        }
        let bot = self.bot.take().ok_or("the bot does not run")?;
        let status = bot.stop("-TERM");
        if status.success() { Ok(()) } else { Err(format!("the bot ended with {status}")) }
    }

    fn log(&self) -> String {
        let log = std::fs::read_to_string(self.home.path().join("log")).unwrap_or_default();
        let requests = self.server.requests();
        let requests = requests.iter().map(|request| format!("{} {}\n", request.method, request.body));
        format!("requests:\n{}log:\n{log}", requests.collect::<String>())
    }
}

fn speaking(all: &[Request]) -> impl Iterator<Item = &Request> {
    all.iter().filter(|request| !SILENT.contains(&request.method.as_str()))
}

fn fits(request: &Request, expect: &Expect) -> Result<(), String> {
    let body = request.body.to_string();
    let wrong = |what: &str| Err(format!("{what} of {} {body}", request.method));
    if request.method != expect.method {
        return wrong(&format!("{} was expected instead", expect.method));
    }
    if expect.chat.is_some_and(|chat| request.chat() != chat) {
        return wrong("another chat was expected instead of that");
    }
    if expect.chat.is_some() && request.body["message_thread_id"].as_i64() != expect.thread {
        return wrong("wrong topic");
    }
    if request.ok != expect.ok {
        return wrong("wrong outcome");
    }
    if let Some(part) = expect.has.iter().find(|part| !body.contains(part.as_str())) {
        return wrong(&format!("`{part}` is missing in the words"));
    }
    if let Some(part) = expect.lacks.iter().find(|part| body.contains(part.as_str())) {
        return wrong(&format!("`{part}` stands in the words"));
    }
    let buttons = request.body["reply_markup"]["inline_keyboard"].is_array();
    if expect.buttons.is_some_and(|wanted| wanted != buttons) {
        return wrong("wrong buttons");
    }
    if expect.answers.is_some_and(|wanted| wanted != request.body["reply_parameters"].is_object()) {
        return wrong("wrong reply");
    }
    let results = request.body["results"].as_array().map_or(0, Vec::len);
    match &expect.results {
        Some(range) if !(range.least..=range.most).contains(&results) => wrong("wrong number of results"),
        _ => Ok(()),
    }
}
