//! What a yes-or-no question supposes: 装机容量是1600万千瓦吗 supposes a figure, and asks for it.
//!
//! A paper neither agrees nor denies; what can be shown is what it says. So the words supposed give way to the
//! question word for them, and whoever asked sees the figure with its sentence. Knows nothing of answers.

use super::fragment::{Fragments, Part};
use crate::figures::{Figures, Kind};

/// What stands before a figure that is said of something.
const SAYS: [char; 14] = ['是', '有', '了', '达', '到', '为', '过', '长', '高', '计', '共', '出', '获', '得'];
/// Characters of what a figure counts.
const COUNTED: usize = 6;

/// The question behind a folded text that asks whether something is so; `None` where it supposes no single figure
/// and nobody in an office.
pub(super) fn supposed(text: &str, words: &Fragments, figures: &Figures) -> Option<String> {
    let claim = &text[..words.find(Part::Supposes, text)?.start];
    if let Some(holds) = words.find(Part::Holds, claim) {
        let (office, _) = holds.of(claim).rsplit_once('是')?;
        return Some(format!("{}{office}是谁", &claim[..holds.start]));
    }
    let mentions = figures.mentions(claim, None);
    let mut counted = mentions.iter().filter(|mention| !matches!(mention.kind, Kind::Date | Kind::Ordinal));
    let (Some(figure), None) = (counted.next(), counted.next()) else { return None };
    // 18岁以下能喝酒 supposes no age: what is supposed is said last.
    if !claim[..figure.span.start].ends_with(SAYS) || claim[figure.span.end..].chars().count() > COUNTED {
        return None;
    }
    let asked = if figure.unit == "%" { "百分之多少".to_owned() } else { format!("多少{}", figure.unit) };
    Some(format!("{}{asked}{}", &claim[..figure.span.start], &claim[figure.span.end..]))
}

#[cfg(test)]
mod tests {
    use super::super::Cues;
    use super::*;

    #[test]
    fn what_is_supposed_is_asked_for() {
        let cues = Cues::load([("follow.toml", include_str!("../../config/questions/follow.toml"))]).unwrap();
        let figures = Figures::embedded();
        for (text, wanted) in [
            ("白鹤滩水电站装机容量是1600万千瓦吗", Some("白鹤滩水电站装机容量是多少千瓦")),
            ("宿城区引进了28名人才,对吗?", Some("宿城区引进了多少名人才")),
            ("出口增长了5%是吗", Some("出口增长了百分之多少")),
            ("法国总统是马克龙吗", Some("法国总统是谁")),
            ("2023年粮食增产了吗", None),
            ("3个县有5个镇吗", None),
            ("第三届进博会开幕了吗", None),
            ("18岁以下能喝酒吗", None),
            ("市长是女的吗", None),
            ("白鹤滩水电站在哪", None),
        ] {
            assert_eq!(supposed(text, &cues.fragments, &figures).as_deref(), wanted, "{text}");
        }
    }
}
