//! One normal form for comparing: half-width, Simplified, with the way back to the printed text.
//!
//! 「１０萬名遊客」 and 「10万名游客」 are the same words in two dresses. Folding is character by
//! character, so every folded span has exactly one printed span. Folded text is for matching;
//! only printed text is ever shown. Case is folded by those who compare words, not here.

use super::Span;

/// A text in normal form together with the way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// The normal form.
    pub text: String,
    /// `(folded, printed)` byte offsets after each character whose length changed, plus none
    /// where nothing changed: offsets between two entries differ by a constant.
    shifts: Vec<(usize, usize)>,
}

/// Folds width (Ａ％　→ A% ) and Traditional characters (萬 → 万).
///
/// Full-width sentence marks (，。！？：；（）) stay: they are Chinese punctuation, not a variant.
///
/// ```
/// # use shuwen::text::{fold, Span};
/// let folded = fold("約１０萬名");
/// assert_eq!(folded.text, "约10万名");
/// assert_eq!(folded.printed(Span::new(3, 8)).of("約１０萬名"), "１０萬");
/// ```
pub fn fold(printed: &str) -> Folded {
    let simplified = fast2s::convert(printed);
    let mut text = String::with_capacity(printed.len());
    let mut shifts = Vec::new();
    let mut at = 0;
    for (old, c) in printed.chars().zip(simplified.chars()) {
        let c = half_width(c);
        text.push(c);
        at += old.len_utf8();
        if c.len_utf8() != old.len_utf8() {
            shifts.push((text.len(), at));
        }
    }
    Folded { text, shifts }
}

impl Folded {
    /// The printed span under a folded one.
    pub fn printed(&self, folded: Span) -> Span {
        Span::new(self.back(folded.start), self.back(folded.end))
    }

    fn back(&self, at: usize) -> usize {
        match self.shifts.partition_point(|&(folded, _)| folded <= at) {
            0 => at,
            n => self.shifts[n - 1].1 + (at - self.shifts[n - 1].0),
        }
    }
}

fn half_width(c: char) -> char {
    match c {
        '，' | '：' | '；' | '！' | '？' | '（' | '）' => c,
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folded_character_leads_back_to_its_printed_one() {
        for printed in ["約１０萬名遊客，共３．５％。", "plain", "", "ＡＢＣ　臺灣", "𠮷１𠮷"] {
            let folded = fold(printed);
            let mut back = String::new();
            for (at, c) in folded.text.char_indices() {
                back.push_str(folded.printed(Span::new(at, at + c.len_utf8())).of(printed));
            }
            assert_eq!(back, printed);
        }
    }
}
