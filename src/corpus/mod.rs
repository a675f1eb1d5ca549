//! From bytes to articles and passages: what the rest of the program reads instead of files.
//!
//! A newspaper page, a web page or a line of JSON all become the same [`Article`]; articles are
//! cut into [`Passage`]s for the index; words are shown only as a [`Quote`] cut from one of them.
//! Everything here is pure over bytes. Knows nothing of files on disk, questions or figures.

mod article;
mod day;
mod decode;
mod error;
mod grid;
mod html;
mod jsonl;
mod markdown;
pub mod near;
mod page;
mod passage;
mod quote;
mod reader;
mod table;
mod weigh;

pub use article::{Article, ArticleKey, Kind, Origin, Piece};
pub use error::{CorpusError, Problem};
pub use jsonl::{JsonLines, json_lines};
pub use page::{BUILT_IN as PAGE_CUES, CueError, Cues};
pub use passage::{Passage, passages};
pub use quote::Quote;
pub use reader::{MOST_BYTES, Reader, Reading};
