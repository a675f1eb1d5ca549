//! Headlines and bylines that the printed order gives to the wrong story.
//!
//! A photograph's headline stands among those of the stories, and a byline over the column it
//! signs may be far from its headline; what stands nearest and shares the words claims them.
//! Knows nothing of how stories are put together.

use super::head::{Head, leads_up};
use super::likeness::Likeness;
use super::link::Paragraph;
use super::photo::Photo;
use super::story::Stretch;
use super::unit::{Role, Unit};

/// A photograph's headline stands within so many units of its caption.
const NEAR_PHOTO: usize = 8;
/// The share of a headline that its caption holds at least.
const SHARED_WITH_PHOTO: f32 = 0.3;
/// By how much that is more than any paragraph holds.
const MORE_THAN_TOLD: f32 = 0.15;
/// A smaller share will do where it is so many times what any paragraph holds.
const LITTLE_SHARED: f32 = 0.15;
/// See `LITTLE_SHARED`.
const MANY_TIMES: f32 = 3.0;

/// Gives photographs the lines on display near them whose words their captions hold and no
/// paragraph does; the units come back without these lines.
pub(super) fn photo_titles(units: &[Unit], paragraphs: &[Paragraph], photos: &mut [Photo], likeness: &Likeness) -> Vec<Unit> {
    let mut out = units.to_vec();
    let mut at = 0;
    while at < units.len() {
        let mut end = at;
        while end < units.len() && units[end].role == Role::Display && (end == at || units[end].block == units[at].block || leads_up(&units[end - 1])) {
            end += 1;
        }
        let run = at..end;
        at = end.max(at + 1);
        if run.is_empty() {
            continue;
        }
        if units.get(end).is_some_and(|next| matches!(next.role, Role::Byline | Role::Subtitle) && next.block == units[end - 1].block) {
            continue;
        }
        let text: String = run.clone().map(|unit| units[unit].text()).collect::<Vec<_>>().join(" ");
        let told = paragraphs.iter().map(|paragraph| likeness.share(&text, &paragraph.words.text)).fold(0.0, f32::max);
        let free = (0..photos.len()).filter(|&photo| photos[photo].head.is_empty());
        let near = free.filter(|&photo| photos[photo].unit.abs_diff(run.start).min(photos[photo].unit.abs_diff(end)) <= NEAR_PHOTO);
        let best = near.map(|photo| (likeness.share(&text, &photos[photo].words.text), photo)).max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, photo)) =
            best.filter(|&(share, _)| (share > SHARED_WITH_PHOTO && share > told + MORE_THAN_TOLD) || (share > LITTLE_SHARED && share > MANY_TIMES * told))
        else {
            continue;
        };
        photos[photo].head = run.clone().map(|unit| units[unit].words.clone()).collect();
        for unit in run {
            out[unit].role = Role::Furniture;
        }
    }
    out
}

/// Gives photographs their own headlines: one that stands right over the caption, or one that no
/// story wants and whose words the caption holds.
pub(super) fn photo_heads(units: &[Unit], heads: &mut Vec<Head>, stretches: &[Stretch], photos: &mut [Photo], likeness: &Likeness) {
    heads.retain(|head| {
        let text = head.text(units);
        let best = |photo: &Photo| {
            let near = photo.unit.abs_diff(head.last) < 5;
            likeness.share(&text, &photo.words.text) + if near { 0.15 } else { 0.0 }
        };
        let own = photos.iter().position(|photo| head.caption == Some(photo.unit) && photo.head.is_empty());
        let told = || {
            let claimed = stretches.iter().map(|stretch| likeness.share(&text, &stretch.text)).fold(0.0, f32::max);
            let free = (0..photos.len()).filter(|&at| photos[at].head.is_empty() && head.bylines.is_empty() && !head.subtitle);
            free.map(|at| (best(&photos[at]), at)).filter(|&(share, _)| share > 0.45 && share > claimed + 0.1).max_by(|a, b| a.0.total_cmp(&b.0))
        };
        let Some(at) = own.or_else(|| told().map(|(_, at)| at)) else { return true };
        photos[at].head = head.titles.iter().map(|&unit| units[unit].words.clone()).collect();
        false
    });
}

/// Bylines that stand right over a story without one, where the printed order gave them to
/// another headline.
pub(super) fn nearest_bylines(units: &[Unit], heads: &mut [Head], stretches: &[Stretch], owner: &[(usize, Option<usize>)]) {
    for number in 0..heads.len() {
        let Some(&byline) = heads[number].bylines.last() else { continue };
        let below = units.get(byline + 1).filter(|below| below.role == Role::Body && below.block == units[byline].block);
        let Some(stretch) = below.and_then(|_| stretches.iter().position(|stretch| stretch.units.contains(&(byline + 1)))) else { continue };
        let (_, Some(taker)) = owner[stretch] else { continue };
        let signed = stretches.iter().zip(owner).any(|(other, of)| of.1 == Some(taker) && (other.ended || other.dateline));
        let given = owner.iter().any(|of| of.1 == Some(number));
        if taker == number || !given || signed {
            continue;
        }
        match heads[taker].bylines[..] {
            [] => {
                heads[number].bylines.pop();
                heads[taker].bylines.push(byline);
            }
            // Two headlines over one another with their bylines in the other order.
            [other] if heads[number].bylines.len() == 1 && units[other.min(byline)..other.max(byline)].iter().all(|unit| unit.role != Role::Body) => {
                heads[number].bylines = vec![other];
                heads[taker].bylines = vec![byline];
            }
            _ => {}
        }
    }
}
