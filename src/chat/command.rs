//! What words are meant as: a command, a question to the bot, or talk among others.
//!
//! In groups the bot hears more than is meant for it, so this is decided here and nowhere else.
//! Knows nothing of how a command is carried out.

use chrono::NaiveTime;

use super::incoming::Replied;
use super::keys::Key;
use crate::text::fold;

/// What words are meant as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meant {
    Start,
    Help,
    /// A question; empty where the command came alone.
    Ask(String),
    /// Figures of a text.
    Figures(String),
    Sources,
    /// A digest: days and topic as typed.
    Digest(String),
    Subscribe(Result<(NaiveTime, String), BadTime>),
    Unsubscribe,
    /// A command nobody knows.
    Unknown(String),
    /// Nothing for the bot.
    Talk,
}

/// Why a subscription has no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadTime {
    Missing,
    /// What stood in its place.
    Unread(String),
}

/// Commands with the reply key of their description, in the order of the menu.
pub(super) const MENU: [(&str, Key); 7] = [
    ("ask", Key::MenuAsk),
    ("digest", Key::MenuDigest),
    ("subscribe", Key::MenuSubscribe),
    ("unsubscribe", Key::MenuUnsubscribe),
    ("figures", Key::MenuFigures),
    ("sources", Key::MenuSources),
    ("help", Key::MenuHelp),
];

/// Decides. `name` is the bot's; in groups only commands, mentions and replies are meant for it.
pub(super) fn meant(text: &str, reply: Option<&Replied>, group: bool, name: &str) -> Meant {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('/') {
        let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (word, at) = word.split_once('@').map_or((word, None), |(word, at)| (word, Some(at)));
        // A command for another bot, or one that some other bot of the group may know.
        let others = at.is_some_and(|at| !at.eq_ignore_ascii_case(name));
        if others && group {
            return Meant::Talk;
        }
        let meant = command(&word.to_lowercase(), argument.trim(), reply);
        let unknown = matches!(meant, Meant::Unknown(_));
        return if unknown && group && at.is_none() { Meant::Talk } else { meant };
    }
    let (rest, mentioned) = without_mention(text, name);
    let own = reply.is_some_and(|reply| reply.own);
    if group && !mentioned && !own {
        return Meant::Talk;
    }
    // A bare mention below somebody's question asks that question.
    match reply {
        Some(reply) if rest.is_empty() && mentioned && !reply.own => Meant::Ask(reply.text.trim().to_owned()),
        _ => Meant::Ask(rest),
    }
}

/// Whether words change what a group gets, which only its administrators may.
pub(super) fn changes_group(meant: &Meant) -> bool {
    matches!(meant, Meant::Subscribe(Ok(_)) | Meant::Unsubscribe)
}

fn command(word: &str, argument: &str, reply: Option<&Replied>) -> Meant {
    let or_reply = || match (argument, reply) {
        ("", Some(reply)) => reply.text.trim().to_owned(),
        _ => argument.to_owned(),
    };
    match word {
        "start" => Meant::Start,
        "help" => Meant::Help,
        "ask" => Meant::Ask(or_reply()),
        "figures" => Meant::Figures(or_reply()),
        "sources" => Meant::Sources,
        "digest" => Meant::Digest(argument.to_owned()),
        "subscribe" => Meant::Subscribe(subscription(argument)),
        "unsubscribe" => Meant::Unsubscribe,
        _ => Meant::Unknown(word.to_owned()),
    }
}

fn subscription(argument: &str) -> Result<(NaiveTime, String), BadTime> {
    let (first, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    if first.is_empty() {
        return Err(BadTime::Missing);
    }
    time(first).map(|time| (time, rest.trim().to_owned())).ok_or_else(|| BadTime::Unread(first.to_owned()))
}

/// 8:00, 08：30, 8点, 8点半, 8点15分.
fn time(text: &str) -> Option<NaiveTime> {
    let text = fold(text).text;
    let (hour, minute) = text.split_once([':', '：', '点', '时', '點', '時'])?;
    let minute = match minute.trim_end_matches('分') {
        "" if !text.contains([':', '：']) => 0,
        "半" => 30,
        minute if minute.len() == 2 => minute.parse().ok()?,
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute, 0)
}

/// The words without the bot's mention, and whether there was one.
fn without_mention(text: &str, name: &str) -> (String, bool) {
    let mention = format!("@{}", name.to_lowercase());
    let lower = text.to_ascii_lowercase();
    let whole = |&(at, _): &(usize, &str)| {
        let after = lower[at + mention.len()..].chars().next();
        !after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    match lower.match_indices(&mention).find(whole).filter(|_| !name.is_empty()) {
        Some((at, _)) => {
            let (before, after) = (text[..at].trim(), text[at + mention.len()..].trim());
            let after = after.trim_start_matches(['，', ',', '：', ':']).trim();
            (format!("{before} {after}").trim().to_owned(), true)
        }
        None => (text.to_owned(), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_meant_for_the_bot_in_a_group() {
        let own = Replied { text: "28人".into(), own: true };
        let other = Replied { text: "宿城引进了多少人才？".into(), own: false };
        let cases = [
            ("今天天气不错", None, Meant::Talk),
            ("/ask@shuwen_bot 多少人", None, Meant::Ask("多少人".into())),
            ("/ask@other_bot 多少人", None, Meant::Talk),
            ("/ban", None, Meant::Talk),
            ("@Shuwen_Bot，多少人", None, Meant::Ask("多少人".into())),
            ("@shuwen_bot2 多少人", None, Meant::Talk),
            ("那专利呢", Some(&own), Meant::Ask("那专利呢".into())),
            ("@shuwen_bot", Some(&other), Meant::Ask("宿城引进了多少人才？".into())),
            ("是吗", Some(&other), Meant::Talk),
        ];
        for (text, reply, wanted) in cases {
            assert_eq!(meant(text, reply, true, "shuwen_bot"), wanted, "{text}");
        }
    }

    #[test]
    fn times_of_day() {
        for (text, wanted) in
            [("8:00", Some((8, 0))), ("08：30", Some((8, 30))), ("8点半", Some((8, 30))), ("20點", Some((20, 0))), ("25:00", None), ("8", None), ("8:5", None)]
        {
            assert_eq!(time(text), wanted.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0)), "{text}");
        }
    }
}
