//! What a button says when it is pressed: at most 64 bytes that outlive a restart.
//!
//! An article's id is written out where it fits; a longer one is named by its key, and the state
//! remembers the id. Knows nothing of what a press brings.

use super::state::ChatState;
use crate::corpus::ArticleKey;

/// The longest data Telegram gives back, in bytes.
const LONGEST: usize = 64;

/// A button's meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Press {
    /// Show the passage around byte `at` of an article.
    Source { article: String, at: usize },
    /// Show more findings of a question, from this number on.
    Next { question: u32, from: usize },
    /// Ask a question again with these words before it: the place or year that was meant.
    Narrow { question: u32, by: String },
}

impl Press {
    /// The button's data; long ids are put into the state.
    pub(super) fn data(&self, state: &mut ChatState) -> String {
        match self {
            Press::Source { article, at } => {
                let plain = format!("s:{at}:{article}");
                if plain.len() <= LONGEST && !article.starts_with('#') && !article.is_empty() {
                    return plain;
                }
                state.remember_id(article);
                format!("s:{at}:#{:016x}", ArticleKey::of(article).0)
            }
            Press::Next { question, from } => format!("n:{question}:{from}"),
            Press::Narrow { question, by } => {
                let room = LONGEST - "c:4294967295:".len();
                let fits = by.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|&end| end <= room).last().unwrap_or(0);
                format!("c:{question}:{}", &by[..fits])
            }
        }
    }

    /// Reads what `data` wrote; `None` for anything else and for forgotten articles.
    pub(super) fn read(data: &str, state: &ChatState) -> Option<Self> {
        let mut parts = data.splitn(3, ':');
        let (kind, first, second) = (parts.next()?, parts.next()?, parts.next()?);
        match kind {
            "s" => {
                let article = match second.strip_prefix('#') {
                    Some(key) => {
                        let key = ArticleKey(u64::from_str_radix(key, 16).ok()?);
                        state.long_ids().iter().find(|id| ArticleKey::of(id) == key)?.clone()
                    }
                    None => second.to_owned(),
                };
                Some(Press::Source { article, at: first.parse().ok()? })
            }
            "n" => Some(Press::Next { question: first.parse().ok()?, from: second.parse().ok()? }),
            "c" if !second.is_empty() => Some(Press::Narrow { question: first.parse().ok()?, by: second.to_owned() }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_comes_back_as_it_went() {
        let mut state = ChatState::default();
        for id in ["seed:1", "https://paper.example/2021/09/01/content_000000000000000000000000000000000012345.htm", "#odd", "带:冒号"] {
            let narrow = Press::Narrow { question: u32::MAX, by: "江苏省宿迁市宿城区".into() };
            for press in [Press::Source { article: id.into(), at: 4_294_967 }, Press::Next { question: 7, from: 3 }, narrow] {
                let data = press.data(&mut state);
                assert!((1..=LONGEST).contains(&data.len()), "{data}");
                assert_eq!(Press::read(&data, &state), Some(press));
            }
        }
        for forgotten in ["s:1:#0000000000000001", "c:1:", "c:x:宿城区"] {
            assert_eq!(Press::read(forgotten, &state), None);
        }
        let long = Press::Narrow { question: 1, by: "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县".into() };
        assert!(long.data(&mut state).len() <= LONGEST);
    }
}
