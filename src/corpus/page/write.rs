//! Writes the stories and photographs of a page down as articles.
//!
//! Here the headline loses its place, the first paragraph gives the dateline's reporter, the last
//! one its bracketed names. Knows nothing of layout.

use super::cues::{CueRole, Cues};
use super::masthead::Masthead;
use super::photo::Photo;
use super::place;
use super::story::Story;
use super::words::Words;
use crate::corpus::article::fnv;
use crate::corpus::{Article, Kind, Origin, Piece};
use crate::text::Segmenter;

/// Everything that the articles of one page have in common.
pub(super) struct Writer<'a> {
    pub(super) file: &'a str,
    pub(super) page: &'a str,
    pub(super) cues: &'a Cues,
    pub(super) segmenter: &'a Segmenter,
    pub(super) masthead: &'a Masthead,
}

impl Writer<'_> {
    /// The articles of the page in printed order.
    pub(super) fn articles(&self, stories: Vec<Story>, photos: Vec<Photo>) -> Vec<Article> {
        let mut placed: Vec<(usize, Article)> = stories.iter().map(|story| (story.first, self.story(story))).collect();
        placed.extend(photos.iter().map(|photo| (photo.unit, self.photo(photo))));
        placed.sort_by_key(|&(at, _)| at);
        let mut articles: Vec<Article> = placed.into_iter().map(|(_, article)| article).filter(|article| !article.text.is_empty()).collect();
        let hash = fnv(fnv(0, self.file.as_bytes()), self.page.as_bytes());
        for (number, article) in articles.iter_mut().enumerate() {
            article.id = format!("{hash:016x}-{number}");
            article.source = self.masthead.paper.clone();
            article.date = self.masthead.date;
        }
        articles
    }

    fn story(&self, story: &Story) -> Article {
        let mut article = Article { kind: if story.brief { Kind::Short } else { Kind::Article }, ..Article::default() };
        self.head(&story.head, &mut article);
        article.byline = story.bylines.first().map(|words| byline(&words.text)).unwrap_or_default();
        if let (true, Some(signature)) = (article.byline.is_empty(), &story.signature) {
            article.byline = byline(&signature.text);
        }
        let mut paragraphs: Vec<Words> = story.paragraphs.iter().map(|paragraph| paragraph.words.tightened().trimmed()).collect();
        paragraphs.retain(|words| !words.text.is_empty());
        if let Some(found) = paragraphs.first().and_then(|words| self.cues.find(CueRole::Dateline, &words.text)) {
            if article.byline.is_empty() {
                article.byline = byline(found.by);
            }
            if article.place.is_empty() {
                article.place = found.place.to_owned();
            }
        }
        if let Some(found) = paragraphs.last().and_then(|words| self.cues.find(CueRole::Ender, &words.text))
            && article.byline.is_empty()
        {
            article.byline = byline(found.by);
        }
        self.body(&paragraphs, article)
    }

    fn photo(&self, photo: &Photo) -> Article {
        let mut article = Article { kind: Kind::Caption, byline: byline(&photo.credit), ..Article::default() };
        self.head(&photo.head, &mut article);
        self.body(&[photo.words.tightened().trimmed()], article)
    }

    fn head(&self, lines: &[Words], article: &mut Article) {
        let printed: Vec<String> = lines.iter().map(|words| glued(&words.tightened().text, self.segmenter)).collect();
        let printed = printed.join(" ");
        let (place, headline) = place::split(printed.trim(), self.segmenter);
        article.place = place.to_owned();
        article.headline = headline.to_owned();
    }

    fn body(&self, paragraphs: &[Words], mut article: Article) -> Article {
        let mut text = Words::default();
        for words in paragraphs {
            if !text.text.is_empty() {
                text.push_plain("\n");
            }
            text.append(words);
        }
        debug_assert!(text.pieces.iter().all(|piece| piece.text.of(&text.text) == piece.page.of(self.page)));
        article.text = text.text;
        article.origin = Origin { file: self.file.to_owned(), pieces: merged(text.pieces) };
        article
    }
}

/// Names without bullets, brackets and the verbs around them.
fn byline(printed: &str) -> String {
    let bare = printed.trim().trim_start_matches(['■', '□', '◎', '●', '○', '◆', '◇', '▲', '△', '★', '☆', ' ', '　']);
    let inside = bare.strip_prefix(['（', '(']).map(|rest| rest.trim_end_matches(['）', ')']));
    inside.unwrap_or(bare).trim_matches([' ', '　', '：', ':']).to_owned()
}

/// A headline's lines: no blank where the line broke in the middle of a word.
fn glued(printed: &str, segmenter: &Segmenter) -> String {
    let mut out = String::new();
    for part in printed.split(' ').filter(|part| !part.is_empty()) {
        if !out.is_empty() && !torn_word(&out, part, segmenter) {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Whether a word runs over the seam that leaves a lone character on one side of it.
fn torn_word(before: &str, after: &str, segmenter: &Segmenter) -> bool {
    let lone = |word: Option<&&str>| word.is_some_and(|word| word.chars().count() == 1 && word.chars().all(crate::text::is_han));
    if !lone(segmenter.words(before).last()) && !lone(segmenter.words(after).first()) {
        return false;
    }
    let mut at = 0;
    segmenter.words(&format!("{before}{after}")).into_iter().any(|word| {
        let start = at;
        at += word.len();
        start < before.len() && at > before.len() && segmenter.knows(word)
    })
}

/// Pieces that stand side by side both in the text and on the page become one.
fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.text.end == piece.text.start && last.page.end == piece.page.start => {
                last.text.end = piece.text.end;
                last.page.end = piece.page.end;
            }
            _ => out.push(piece),
        }
    }
    out
}
