//! A newspaper page, as text pulled out of a PDF, read into its articles.
//!
//! Lines become units (pieces of paragraphs, and lines on display), units paragraphs, and
//! paragraphs stories with their headlines: one step a file, in this order. The stories are
//! settled (`settle`) with the whole page in view. A page is never wrong, so nothing here fails.
//! Knows nothing of files or encodings.

mod claim;
mod column;
mod cues;
mod fragment;
mod head;
mod likeness;
mod line;
mod link;
mod masthead;
mod mend;
mod photo;
mod place;
mod run_in;
mod settle;
mod story;
mod unit;
mod words;
mod write;

pub use cues::{BUILT_IN, CueError, Cues};

use super::Article;
use crate::text::Segmenter;

/// The articles of a page in printed order; `file` names it in ids and origins.
pub(super) fn read(file: &str, page: &str, cues: &Cues, segmenter: &Segmenter) -> Vec<Article> {
    let mut units = mend::mended(unit::units(line::blocks(page), cues, segmenter), cues);
    let starts = |text: &str| cues.find(cues::CueRole::Dateline, text).is_some();
    photo::mark(&mut units, cues);
    photo::drop_pull_outs(&mut units);
    column::lent(&mut units);
    fragment::promote(&mut units, cues, segmenter);
    let mut photos = photo::photos(&units, cues);
    let mut glued = link::paragraphs(&units, segmenter);
    if fragment::rescue(&mut units, &glued) {
        glued = link::paragraphs(&units, segmenter);
    }
    let mut paragraphs = photo::without_pull_outs(glued);
    run_in::part(&mut paragraphs);
    let stories = story::stories(&units, paragraphs, &mut photos, starts, |text| cues.find(cues::CueRole::Ender, text).is_some());
    let masthead = masthead::masthead(&units, cues);
    let writer = write::Writer { file, page, cues, segmenter, masthead: &masthead };
    writer.articles(stories, photos)
}
