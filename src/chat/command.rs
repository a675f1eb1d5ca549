//! What words are meant as: a command, a question to the bot, or talk among others.
//!
//! In groups the bot hears more than is meant for it, so this is decided here and nowhere else.
//! Knows nothing of how a command is carried out.

use chrono::NaiveTime;

use super::incoming::Replied;
use super::keys::Key;
use crate::text::{Language, fold};

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
    /// No more digests, and the last question is closed.
    Stop,
    /// The language to speak.
    Speak(Wish),
    /// A command nobody knows.
    Unknown(String),
    /// Nothing for the bot.
    Talk,
}

/// In which language the bot is to speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wish {
    /// In this one, whatever the language of a question.
    Always(Language),
    /// In that of each question.
    Auto,
    /// In one that it does not speak; empty where none was named.
    Unknown(String),
}

/// Why a subscription has no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BadTime {
    Missing,
    /// What stood in its place.
    Unread(String),
    /// A time stands where the topic would.
    Second(String),
}

/// Commands with the reply key of their description, in the order of the menu.
pub(super) const MENU: [(&str, Key); 9] = [
    ("ask", Key::MenuAsk),
    ("digest", Key::MenuDigest),
    ("subscribe", Key::MenuSubscribe),
    ("unsubscribe", Key::MenuUnsubscribe),
    ("figures", Key::MenuFigures),
    ("sources", Key::MenuSources),
    ("lang", Key::MenuLang),
    ("stop", Key::MenuStop),
    ("help", Key::MenuHelp),
];

/// Decides. `name` is the bot's; in groups only commands, mentions and replies are meant for it.
pub(super) fn meant(text: &str, reply: Option<&Replied>, group: bool, name: &str) -> Meant {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix(['/', '／']) {
        let (word, argument) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let word = fold(word).text;
        let (word, at) = word.split_once('@').map_or((word.as_str(), None), |(word, at)| (word, Some(at)));
        // A command for another bot, or one that some other bot of the group may know.
        if at.is_some_and(|at| !at.eq_ignore_ascii_case(name)) {
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
    matches!(meant, Meant::Subscribe(Ok(_)) | Meant::Unsubscribe | Meant::Stop | Meant::Speak(Wish::Always(_) | Wish::Auto))
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
        "stop" | "cancel" => Meant::Stop,
        "lang" | "language" => Meant::Speak(wish(argument)),
        _ => Meant::Unknown(word.to_owned()),
    }
}

fn subscription(argument: &str) -> Result<(NaiveTime, String), BadTime> {
    let (first, rest) = argument.split_once(char::is_whitespace).unwrap_or((argument, ""));
    if first.is_empty() {
        return Err(BadTime::Missing);
    }
    let time = time(first).ok_or_else(|| BadTime::Unread(first.to_owned()))?;
    match rest.split_whitespace().find(|word| timely(word)) {
        Some(second) => Err(BadTime::Second(second.to_owned())),
        None => Ok((time, rest.trim().to_owned())),
    }
}

/// Whether a word is a time of day, or written like one (25:00).
fn timely(word: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    time(word).is_some() || fold(word).text.split_once([':', '：']).is_some_and(|(hour, minute)| digits(hour) && digits(minute))
}

fn wish(argument: &str) -> Wish {
    match fold(argument).text.to_lowercase().as_str() {
        "zh" | "cn" | "zh-cn" | "zh-hans" | "zh-tw" | "zh-hant" | "chinese" | "中文" | "汉语" | "普通话" => Wish::Always(Language::Chinese),
        "en" | "english" | "英文" | "英语" => Wish::Always(Language::English),
        "auto" | "自动" => Wish::Auto,
        _ => Wish::Unknown(argument.to_owned()),
    }
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
    fn commands_of_any_width_and_for_any_bot() {
        let digest = |words: &str| Meant::Digest(words.to_owned());
        for (text, wanted) in [
            ("/digest 台州", digest("台州")),
            ("／digest 台州", digest("台州")),
            ("／ｄｉｇｅｓｔ　台州", digest("台州")),
            ("／digest＠Shuwen_bot 台州", digest("台州")),
            ("/digest@other_bot 台州", Meant::Talk),
            ("／help@other_bot", Meant::Talk),
            ("/help@", Meant::Talk),
            ("／nonsense", Meant::Unknown("nonsense".into())),
            ("/lang EN", Meant::Speak(Wish::Always(Language::English))),
            ("/lang 中文", Meant::Speak(Wish::Always(Language::Chinese))),
            ("/lang auto", Meant::Speak(Wish::Auto)),
            ("/lang fr", Meant::Speak(Wish::Unknown("fr".into()))),
            ("/stop", Meant::Stop),
        ] {
            assert_eq!(meant(text, None, false, "shuwen_bot"), wanted, "{text}");
        }
        assert_eq!(meant("/ask@shuwen_bot 多少人", None, false, ""), Meant::Talk, "who has no name is not addressed by one");
    }

    #[test]
    fn a_time_is_no_topic() {
        for (words, wanted) in [("08:00 08:00", "08:00"), ("08:00 宿城 20：00", "20：00"), ("8点 9点半", "9点半"), ("08:00 25:00", "25:00")] {
            assert_eq!(subscription(words), Err(BadTime::Second(wanted.to_owned())), "{words}");
        }
        for topic in ["宿城", "2024年欧洲杯", "三点半课堂", "时代广场"] {
            let eight = NaiveTime::from_hms_opt(8, 0, 0);
            assert_eq!(subscription(&format!("8:00 {topic}")).ok(), eight.map(|eight| (eight, topic.to_owned())), "{topic}");
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
