//! Characters of numerals, and steps through a text by byte offset.
//!
//! Everything here is a table lookup; nothing allocates.

/// The character at byte `at`, which must lie on a boundary.
pub(crate) fn at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character before byte `at`.
pub(crate) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The value of a Chinese digit, formal ones included.
pub(crate) fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of a scale word.
pub(crate) fn scale_exponent(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' | '廿' | '卅' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Whether a character is part of numerals.
pub(crate) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || han_digit(c).is_some() || scale_exponent(c).is_some()
}

/// Past the run of numeral characters that begins at `from`.
pub(crate) fn skip_numerals(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    from + rest.find(|c| !is_numeral(c)).unwrap_or(rest.len())
}

/// Past one blank at `from`, where there is one.
pub(crate) fn skip_blank(text: &str, from: usize) -> usize {
    match at(text, from) {
        Some(c @ (' ' | '\u{3000}' | '\u{a0}')) => from + c.len_utf8(),
        _ => from,
    }
}

/// Whether a character ends a clause: what stands behind it says nothing about a figure before it.
pub(crate) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | ',' | '。' | '；' | ';' | '！' | '!' | '？' | '?' | '\n' | '：' | ':' | '、')
}

/// Whether a character ends a sentence.
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '!' | '?' | '\n')
}
