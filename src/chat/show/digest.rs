//! A digest in words: its days, then each story in three lines.
//!
//! Knows nothing of which stories are chosen.

use chrono::NaiveDate;

use super::{Printed, day, imprint};
use crate::chat::keys::Key;
use crate::chat::rich::{Block, Rich, Style};
use crate::chat::words::Words;
use crate::digest::{Digest, Story};
use crate::text::{Language, Span};

/// A digest; `repeated` where it comes by itself every day, and an empty one means that nothing
/// is new since the last.
pub(in crate::chat) fn digest(words: &Words, language: Language, digest: &Digest, repeated: bool) -> Rich {
    let mut rich = Rich::new();
    let topic = digest.topic.as_str();
    if digest.stories.is_empty() {
        let key = if repeated { Key::DigestNoNews } else { Key::DigestNothing };
        rich.line(words.say(language, key, &[("topic", topic.into())]));
        return rich;
    }
    let stories = (digest.stories.len() + digest.more).into();
    let title = match (digest.from, digest.to) {
        (Some(from), Some(to)) if from != to => {
            let days = [("from", day(language, from).into()), ("to", day(language, to).into())];
            let [from, to] = days;
            words.say(language, Key::DigestWeek, &[from, to, ("topic", topic.into()), ("stories", stories)])
        }
        (Some(of), _) => words.say(language, Key::DigestTitle, &[("day", day(language, of).into()), ("topic", topic.into()), ("stories", stories)]),
        _ => words.say(language, Key::DigestUndated, &[("topic", topic.into()), ("stories", stories)]),
    };
    rich.push(Block::default().with(title, Style::Bold));
    for (number, story) in digest.stories.iter().enumerate() {
        rich.gap();
        // The day is said above where there is only one.
        let date = story.date.filter(|_| digest.from != digest.to);
        tell(&mut rich, words, language, number + 1, story, date);
    }
    if digest.more > 0 {
        rich.gap();
        rich.line(words.say(language, Key::DigestMore, &[("count", digest.more.into())]));
    }
    rich
}

fn tell(rich: &mut Rich, words: &Words, language: Language, number: usize, story: &Story, date: Option<NaiveDate>) {
    let printed = Printed { headline: &story.headline, source: &story.source, place: &story.place, date, url: &story.url };
    let mut head = imprint(words, language, &printed);
    if story.also > 0 {
        head = head.with(format!(" · {}", words.say(language, Key::DigestAlso, &[("papers", story.also.into())])), Style::Plain);
    }
    head.runs.splice(0..0, Block::plain(format!("{number}. ")).runs);
    rich.push(head);
    if let Some(sentence) = &story.sentence {
        let text = sentence.text();
        let mut block = Block::plain(if story.whole { "" } else { "……" });
        let mut at = 0;
        for &Span { start, end } in &story.figures {
            block = block.with(Span::new(at, start).of(text), Style::Plain).with(Span::new(start, end).of(text), Style::Bold);
            at = end;
        }
        let rest = if story.whole { "" } else { "……" };
        rich.push(block.with(Span::new(at, text.len()).of(text), Style::Plain).with(rest, Style::Plain));
    }
}
