//! Splits 「江苏省宿迁市宿城区： 标题」 into the place and the headline.
//!
//! Places are told by their endings and by the provinces' names; jieba's tag decides for bare
//! names of cities. A page is read without the lexicon's table of divisions: whoever splits pages needs
//! no other tables than `pages.toml`.

use crate::text::Segmenter;

/// Provinces without their ending; each may stand alone before a headline.
const PROVINCES: [&str; 34] = [
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "内蒙古",
    "香港",
    "澳门",
    "台湾",
];

/// Place and headline of a printed headline; the place is "" where none stands before a mark.
///
/// ```text
/// 江苏泰州｜老街新颜 → ("江苏泰州", "老街新颜")
/// ```
pub(super) fn split<'t>(printed: &'t str, segmenter: &Segmenter) -> (&'t str, &'t str) {
    let none = ("", printed);
    let Some(at) = printed.find(['：', ':', '｜', '|', '∣', '丨']) else { return none };
    let mark = printed[at..].chars().next().map_or(1, char::len_utf8);
    let (before, rest) = (printed[..at].trim(), printed[at + mark..].trim());
    if rest.chars().count() >= 4 && is_place(before, segmenter) { (before, rest) } else { none }
}

fn is_place(text: &str, segmenter: &Segmenter) -> bool {
    let size = text.chars().count();
    if !(2..=16).contains(&size) || !text.chars().all(|c| crate::text::is_han(c) || c == '·') {
        return false;
    }
    let province = PROVINCES.iter().find_map(|name| text.strip_prefix(name));
    let ends = text.ends_with(['省', '市', '区', '县', '州', '旗', '盟', '镇', '乡', '村']) && size >= 3;
    match province {
        Some(rest) => rest.chars().count() <= 4 || ends,
        None => ends || segmenter.tagged(text).iter().all(|word| word.tag == "ns"),
    }
}
