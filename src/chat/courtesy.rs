//! Courtesies: greetings and thanks, which ask for nothing and are never looked up.
//!
//! After a question any few words may be a follow-up, so these must be known as what they are.
//! Which words they are stands with the replies of each language. Knows nothing of what is
//! replied.

use super::keys::Key;
use super::words::Words;
use crate::text::{Language, fold};

/// What words are that ask for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Courtesy {
    Greeting,
    Thanks,
}

/// The courtesies of all languages: whoever reads English papers' names may well say 谢谢.
#[derive(Debug)]
pub(super) struct Courtesies {
    known: Vec<(String, Courtesy)>,
    /// Wishes for a language, each a whole message.
    wishes: Vec<(String, Language)>,
}

/// Longer words are no courtesy alone, in characters.
const LONGEST: usize = 40;

impl Courtesies {
    /// Those of the replies.
    pub(super) fn new(words: &Words) -> Self {
        let listed = |language, key| {
            let listed = words.say(language, key, &[]);
            listed.split([',', '、', '，', '\n']).map(bare).filter(|word| !word.is_empty()).collect::<Vec<_>>()
        };
        let (mut known, mut wishes) = (Vec::new(), Vec::new());
        for language in [Language::Chinese, Language::English] {
            for (key, courtesy) in [(Key::HeardGreetings, Courtesy::Greeting), (Key::HeardThanks, Courtesy::Thanks)] {
                known.extend(listed(language, key).into_iter().map(|word| (word, courtesy)));
            }
            for (key, wished) in [(Key::HeardChinese, Language::Chinese), (Key::HeardEnglish, Language::English)] {
                wishes.extend(listed(language, key).into_iter().map(|word| (word, wished)));
            }
        }
        Self { known, wishes }
    }

    /// The language that a text asks to be spoken, where it asks for nothing else.
    pub(super) fn wish(&self, text: &str) -> Option<Language> {
        // Longer than any of them, and not to be folded for nothing.
        if text.chars().count() > 2 * LONGEST {
            return None;
        }
        let text = bare(text);
        self.wishes.iter().find(|(word, _)| *word == text).map(|(_, language)| *language)
    }

    /// What a text is that consists of nothing but courtesies; a greeting among them decides.
    pub(super) fn of(&self, text: &str) -> Option<Courtesy> {
        // Too long to be worth folding.
        if text.len() > 100 * LONGEST {
            return None;
        }
        let text = bare(text);
        if text.is_empty() || text.chars().count() > LONGEST {
            return None;
        }
        // For each place, what the words up to it are.
        let mut upto: Vec<Option<Option<Courtesy>>> = vec![None; text.len() + 1];
        upto[0] = Some(None);
        for at in 0..text.len() {
            let Some(before) = upto[at] else { continue };
            for (word, courtesy) in self.known.iter().filter(|(word, _)| text[at..].starts_with(word.as_str())) {
                let both = if before == Some(Courtesy::Greeting) { Courtesy::Greeting } else { *courtesy };
                let end = &mut upto[at + word.len()];
                if !matches!(end, Some(Some(Courtesy::Greeting))) {
                    *end = Some(Some(both));
                }
            }
        }
        upto[text.len()].flatten()
    }
}

/// Letters and digits only, folded and in lower case: marks, blanks and smileys say nothing.
pub(super) fn bare(text: &str) -> String {
    fold(text).text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn wishes_for_a_language() -> Result<(), super::WordsError> {
    let known = Courtesies::new(&Words::embedded()?);
    for text in ["说英文", "請說英文！", "用英语回答", "English please", "in English, please."] {
        assert_eq!(known.wish(text), Some(Language::English), "{text}");
    }
    for text in ["说中文", "講中文", "请用中文", "Chinese please", "please speak Chinese"] {
        assert_eq!(known.wish(text), Some(Language::Chinese), "{text}");
    }
    for text in ["", "英文报纸有几家？", "说英文的有多少人", "how many speak English"] {
        assert_eq!(known.wish(text), None, "{text}");
    }
    Ok(())
}

#[test]
fn courtesies_and_what_is_more_than_one() -> Result<(), super::WordsError> {
    let known = Courtesies::new(&Words::embedded()?);
    let greetings = ["你好", "你好！", "您好呀~", "Hello!", "hi there", "早上好，谢谢", "哈囉", "Good morning 😀"];
    let thanks = ["谢谢", "謝謝你！！", "好的，谢谢", "thank you very much", "OK, thanks", "明白了"];
    for text in greetings {
        assert_eq!(known.of(text), Some(Courtesy::Greeting), "{text}");
    }
    for text in thanks {
        assert_eq!(known.of(text), Some(Courtesy::Thanks), "{text}");
    }
    for text in ["", "！？", "你好，宿城引进了多少人才？", "谢谢宿城", "那专利呢", "hello world", "thanks to whom", "好人"] {
        assert_eq!(known.of(text), None, "{text}");
    }
    Ok(())
}
