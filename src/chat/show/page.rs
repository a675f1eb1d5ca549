//! What stands behind answers: a source passage, the figures of a text, the papers held.
//!
//! Knows nothing of questions.

use super::{Printed, day, imprint};
use crate::chat::keys::Key;
use crate::chat::rich::{Block, Rich, Style};
use crate::chat::words::Words;
use crate::corpus::{Article, passages};
use crate::figures::{Mention, Modifier};
use crate::index::Source;
use crate::text::{Language, Span, sentences};

/// As many figures of one text are listed.
const FIGURES: usize = 60;
/// As many papers are listed.
const SOURCES: usize = 30;

/// The passage of an article around byte `at` of its text with its neighbours, the sentence
/// marked.
pub(in crate::chat) fn source(words: &Words, language: Language, article: &Article, at: usize) -> Rich {
    let mut rich = Rich::new();
    let printed = Printed { headline: &article.headline, source: &article.source, place: &article.place, date: article.date, url: &article.url };
    rich.push(imprint(words, language, &printed));
    if !article.byline.is_empty() {
        rich.push(Block::default().with(article.byline.clone(), Style::Italic));
    }
    let all = passages(article);
    // An article replaced since the button was made may be shorter: its last passage then.
    let number = all.iter().position(|passage| at < passage.span().end).unwrap_or(all.len().saturating_sub(1));
    let near = all.get(number.saturating_sub(1)..(number + 2).min(all.len())).unwrap_or_default();
    let (Some(first), Some(last)) = (near.first(), near.last()) else { return rich };
    let whole = Span::new(first.span().start, last.span().end);
    let sentence = sentences(&article.text).into_iter().find(|sentence| sentence.holds(at)).unwrap_or(Span::new(whole.end, whole.end));
    let piece = |from, to| Span::new(from, to).of(&article.text).to_owned();
    let before = if whole.start > 0 { "……\n" } else { "" };
    let after = if whole.end < article.text.trim_end().len() { "\n……" } else { "" };
    let block = Block::quotation().with(before, Style::Plain).with(piece(whole.start, sentence.start), Style::Plain);
    let block = block.with(piece(sentence.start, sentence.end), Style::Mark);
    rich.push(block.with(piece(sentence.end, whole.end), Style::Plain).with(after, Style::Plain));
    rich
}

/// The figures of a text, one a line: as printed, then the exact value.
pub(in crate::chat) fn figures(words: &Words, language: Language, text: &str, mentions: &[Mention]) -> Rich {
    let mut rich = Rich::new();
    if mentions.is_empty() {
        rich.line(words.say(language, Key::FiguresNone, &[]));
        return rich;
    }
    rich.line(words.say(language, Key::FiguresSome, &[("count", mentions.len().into())]));
    for mention in mentions.iter().take(FIGURES) {
        let kind = words.say(language, Key::FigureKind, &[("kind", mention.kind.name().into())]);
        let exact = format!("{}{}", mention.value, if mention.unit.is_empty() { String::new() } else { format!(" {}", mention.unit) });
        let block = Block::plain("• ").with(mention.span.of(text), Style::Bold).with(format!(" = {exact} · {kind}"), Style::Plain);
        rich.push(match mention.modifier {
            Modifier::Exact => block,
            modifier => block.with(format!(" · {}", words.say(language, Key::FigureModifier, &[("kind", modifier.name().into())])), Style::Italic),
        });
    }
    if mentions.len() > FIGURES {
        rich.line(words.say(language, Key::FiguresMore, &[("count", (mentions.len() - FIGURES).into())]));
    }
    rich
}

/// What the corpus holds, largest source first.
pub(in crate::chat) fn sources(words: &Words, language: Language, sources: &[Source]) -> Rich {
    let mut rich = Rich::new();
    if sources.is_empty() {
        rich.line(words.say(language, Key::SourcesNone, &[]));
        return rich;
    }
    let articles: usize = sources.iter().map(|source| source.articles).sum();
    rich.line(words.say(language, Key::Sources, &[("articles", articles.into()), ("sources", sources.len().into())]));
    for source in sources.iter().take(SOURCES) {
        let name = if source.name.is_empty() { words.say(language, Key::SourceUnnamed, &[]) } else { source.name.clone() };
        let dates = match (source.first, source.last) {
            (Some(first), Some(last)) if first == last => day(language, first),
            (Some(first), Some(last)) => format!("{} – {}", day(language, first), day(language, last)),
            _ => words.say(language, Key::SourceUndated, &[]),
        };
        let rest = words.say(language, Key::SourceLine, &[("articles", source.articles.into()), ("dates", dates.into())]);
        rich.push(Block::plain("• ").with(name, Style::Bold).with(format!(" {rest}"), Style::Plain));
    }
    if sources.len() > SOURCES {
        rich.line(words.say(language, Key::SourcesMore, &[("count", (sources.len() - SOURCES).into())]));
    }
    rich
}
