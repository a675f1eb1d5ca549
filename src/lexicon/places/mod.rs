//! Places and what lies in what: the divisions of China, countries, cities abroad.
//!
//! `table` reads the files, `mention` finds places in Chinese text, `latin` in English. None
//! of them knows articles: what a headline says about a sentence is for the caller to bring.

mod latin;
mod mention;
mod table;

pub(crate) use latin::LatinIndex;
pub use latin::LatinMention;
pub use mention::PlaceMention;
pub(crate) use table::Places;
pub use table::{Level, Place, PlaceId};
