//! Bytes to text, whatever encoding a newspaper's file was saved in.
//!
//! A byte order mark is believed; then UTF-8 is tried strictly, then UTF-16 by its zero bytes,
//! then the guess of a detector (GB18030, Big5 and their like). What looks like no text at all is
//! refused. Knows nothing of file types.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::CorpusError;

/// More than this share of undecodable or control characters is not text.
const DEBRIS: f64 = 0.02;

/// The text of a file; `file` is named in errors.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<String, CorpusError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return checked(file, encoding, &bytes[mark..]);
    }
    if let Some(encoding) = utf16(bytes) {
        return checked(file, encoding, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return sound(file, text.to_owned());
    }
    if let Some(text) = cut_off(bytes) {
        return sound(file, text.to_owned());
    }
    // Two-byte encodings read each other's bytes without complaint, but not as common characters.
    let chinese = [encoding_rs::GB18030, encoding_rs::BIG5].map(|encoding| (common(encoding, bytes), encoding));
    let best = if chinese[1].0 > chinese[0].0 { chinese[1] } else { chinese[0] };
    if best.0 > 0.05 {
        return checked(file, best.1, bytes);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    checked(file, detector.guess(None, chardetng::Utf8Detection::Allow), bytes)
}

/// Share of the most common characters, 0 where the bytes do not decode.
fn common(encoding: &'static Encoding, bytes: &[u8]) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(&bytes[..bytes.len().min(1 << 16)]);
    let wrong = text.chars().filter(|&c| c == '\u{fffd}').count();
    let all = text.chars().filter(|c| !c.is_ascii()).count().max(1);
    if wrong * 50 > all {
        return 0.0;
    }
    text.chars().filter(|&c| COMMON.contains(c)).count() as f64 / all as f64
}

/// Characters that every Chinese text is full of, in both scripts.
const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更單萬這個國對來時們會學說產經電裡實兩體應開還點從業動發進過種後當與關長門報年，。、的";

/// UTF-8 that was cut in the middle of its last character.
fn cut_off(bytes: &[u8]) -> Option<&str> {
    let error = std::str::from_utf8(bytes).err()?;
    let last = error.error_len().is_none() && error.valid_up_to() > 0;
    if last { std::str::from_utf8(&bytes[..error.valid_up_to()]).ok() } else { None }
}

/// UTF-16 without a mark: line breaks, blanks and figures have a zero byte on one side.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let pairs = sample.chunks_exact(2);
    let count = pairs.len().max(1);
    let ascii = |byte: u8| matches!(byte, b'\n' | b'\r' | b'\t' | 0x20..=0x7e);
    let little = pairs.clone().filter(|pair| pair[1] == 0 && ascii(pair[0])).count();
    let big = pairs.filter(|pair| pair[0] == 0 && ascii(pair[1])).count();
    // Chinese without any figure or line break has no zero byte; then it must at least be no UTF-8.
    let bare = std::str::from_utf8(bytes).is_err() && sample.len() > 8;
    let enough = |zeros: usize, others: usize| (zeros * 200 >= count && zeros > others * 8) || (bare && zeros >= others);
    if enough(little, big) && plausible(UTF_16LE, sample) {
        Some(UTF_16LE)
    } else if enough(big, little) && plausible(UTF_16BE, sample) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether a sample decodes to Chinese or plain Latin text.
fn plausible(encoding: &'static Encoding, sample: &[u8]) -> bool {
    let (text, _) = encoding.decode_without_bom_handling(&sample[..sample.len() & !1]);
    let all = text.chars().count().max(1);
    let known = text
        .chars()
        .filter(|&c| crate::text::is_han(c) || c.is_ascii() && c != '\0' || ('\u{2000}'..'\u{3040}').contains(&c) || ('\u{ff00}'..'\u{fff0}').contains(&c))
        .count();
    known * 10 >= all * 9
}

fn checked(file: &str, encoding: &'static Encoding, bytes: &[u8]) -> Result<String, CorpusError> {
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return sound(file, text.to_owned());
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    sound(file, text.into_owned())
}

/// Refuses what is no text: too many characters that nobody prints.
fn sound(file: &str, text: String) -> Result<String, CorpusError> {
    if text.trim().is_empty() {
        return Err(CorpusError::Empty { file: file.to_owned() });
    }
    let all = text.chars().count();
    let debris = text
        .chars()
        .filter(|&c| c == '\u{fffd}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) || ('\u{e000}'..'\u{f900}').contains(&c))
        .count();
    if debris > 1 && debris as f64 > DEBRIS * all as f64 {
        return Err(CorpusError::NotText { file: file.to_owned() });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "江苏省宿迁市宿城区：先后引进高层次人才28人，\n持有各类知识产权254项。\n一年来签约合作项目143项，招引企业23家。\n";

    #[test]
    fn one_text_in_every_encoding() {
        let utf16 = |little: bool| -> Vec<u8> { TEXT.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect() };
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases: Vec<(&str, Vec<u8>)> = vec![
            ("utf-8", TEXT.as_bytes().to_vec()),
            ("utf-8 with mark", marked(&[0xef, 0xbb, 0xbf], TEXT.as_bytes().to_vec())),
            ("gb18030", encoding_rs::GB18030.encode(TEXT).0.into_owned()),
            ("utf-16le", utf16(true)),
            ("utf-16be", utf16(false)),
            ("utf-16le with mark", marked(&[0xff, 0xfe], utf16(true))),
            ("utf-16be with mark", marked(&[0xfe, 0xff], utf16(false))),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode("page.txt", &bytes).ok().as_deref(), Some(TEXT), "{name}");
        }
        let traditional = "臺灣的報紙說，去年來訪的遊客有二百八十萬人，比前年增加了百分之十二。這個數字是觀光局昨天公布的。";
        let big5 = encoding_rs::BIG5.encode(traditional).0.into_owned();
        assert_eq!(decode("page.txt", &big5).ok().as_deref(), Some(traditional), "big5");
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        for bytes in [&b""[..], &[0u8; 64], &noise, b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0"] {
            assert!(decode("bad.bin", bytes).is_err_and(|error| error.to_string().contains("bad.bin")));
        }
    }
}
