//! Telegram's HTML, read as strictly as Telegram reads it.
//!
//! A reply with one unescaped `<` is refused by the real server with a 400 and never reaches the
//! reader, so the fake refuses it too. Knows the tags and entities of the documentation, and
//! nothing of messages.

const TAGS: &[&str] = &["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "tg-emoji", "code", "pre", "blockquote"];

/// The text as a reader sees it, or why Telegram would refuse it.
pub(crate) fn plain(html: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        let at = html.len() - rest.len();
        match c {
            '<' => {
                let Some(end) = rest.find('>') else {
                    return Err(format!("Unclosed start tag at byte offset {at}"));
                };
                tag(&rest[1..end], &mut open, at)?;
                rest = &rest[end + 1..];
            }
            '&' => {
                let (letter, length) = entity(rest);
                out.push_str(&letter);
                rest = &rest[length..];
            }
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    match open.pop() {
        None => Ok(out),
        Some(tag) => Err(format!("Can't find end tag corresponding to start tag \"{tag}\"")),
    }
}

fn tag(inner: &str, open: &mut Vec<String>, at: usize) -> Result<(), String> {
    if let Some(name) = inner.strip_prefix('/') {
        let expected = open.pop();
        return match expected {
            Some(opened) if opened == name.trim() => Ok(()),
            Some(opened) => Err(format!("Unmatched end tag at byte offset {at}, expected \"</{opened}>\", found \"</{name}>\"")),
            None => Err(format!("Unexpected end tag at byte offset {at}")),
        };
    }
    let name = inner.split_whitespace().next().unwrap_or_default();
    if !TAGS.contains(&name) {
        return Err(format!("Unsupported start tag \"{name}\" at byte offset {at}"));
    }
    if name == "span" && !inner.contains("class=\"tg-spoiler\"") {
        return Err(format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {at}"));
    }
    open.push(name.to_owned());
    Ok(())
}

/// What an entity stands for, and how many bytes it takes; an unknown one stands for itself.
fn entity(rest: &str) -> (String, usize) {
    let known = [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&quot;", "\"")];
    for (written, letter) in known {
        if rest.starts_with(written) {
            return (letter.to_owned(), written.len());
        }
    }
    if let Some(number) = rest.strip_prefix("&#")
        && let Some(end) = number.find(';')
        && let Some(letter) = number[..end].parse().ok().and_then(char::from_u32)
    {
        return (letter.to_string(), end + 3);
    }
    ("&".to_owned(), 1)
}

#[test]
fn bad_html_is_refused() {
    assert_eq!(plain("<b>28人</b> &lt;x&gt; &#39;&amp;").as_deref(), Ok("28人 <x> '&"));
    for bad in ["a < b", "<b>x", "x</b>", "<b><i>x</b></i>", "<script>x</script>"] {
        assert!(plain(bad).is_err(), "{bad}");
    }
}
