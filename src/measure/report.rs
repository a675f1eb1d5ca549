//! What a run came to: shares by kind, risk against coverage, and why answers were lost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Prediction, QuestionRow, right};

/// Numbers of one kind of question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Questions.
    pub n: usize,
    /// Of them answerable.
    pub answerable: usize,
    /// Answered.
    pub answered: usize,
    /// Answered right.
    pub right: usize,
    /// First guess right, refused or not.
    pub forced: usize,
    /// One of three guesses right.
    pub in3: usize,
    /// Unanswerable and refused.
    pub refused: usize,
    /// An article with the answer first, or among five.
    pub found1: usize,
    /// See `found1`.
    pub found5: usize,
}

/// Why a question was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Loss {
    /// No article with the answer was found.
    NotFound,
    /// It was found, but the right answer is not among the guesses.
    NotNear,
    /// The right answer is the second or third guess.
    RankedWrong,
    /// The first guess is right, but nothing was answered.
    RefusedWrongly,
    /// Nothing should have been answered.
    AnsweredWrongly,
}

/// A whole run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// By kind; `unanswerable` and `every` besides.
    pub kinds: BTreeMap<String, Counts>,
    /// How many were lost, by cause.
    pub losses: BTreeMap<Loss, usize>,
    /// Precision in thousandths among the surest so many percent of all questions.
    pub surest: BTreeMap<u8, u32>,
    /// Ids of lost questions by cause.
    #[serde(default)]
    pub lost: BTreeMap<String, Loss>,
}

impl Report {
    /// Judges predictions, one a question in the same order.
    pub fn new(questions: &[QuestionRow], predictions: &[Prediction]) -> Self {
        let mut report = Report::default();
        let mut sure: Vec<(f32, bool)> = Vec::new();
        for (question, prediction) in questions.iter().zip(predictions) {
            let answerable = !question.answers.is_empty();
            let is_right = |text: &String| answerable && right(&question.kind, &question.answers, text);
            let ok = prediction.answer.as_ref().is_some_and(is_right);
            let place = prediction.guesses.iter().take(3).position(is_right);
            let gold: Vec<&str> = question.gold().collect();
            let found = prediction.articles.iter().position(|article| gold.contains(&article.as_str()));
            let kind = if answerable { question.kind.clone() } else { "unanswerable".to_owned() };
            for name in [kind, "every".to_owned()] {
                let counts = report.kinds.entry(name).or_default();
                counts.n += 1;
                counts.answerable += usize::from(answerable);
                counts.answered += usize::from(prediction.answer.is_some());
                counts.right += usize::from(ok);
                counts.forced += usize::from(place == Some(0));
                counts.in3 += usize::from(place.is_some());
                counts.refused += usize::from(!answerable && prediction.answer.is_none());
                counts.found1 += usize::from(found == Some(0));
                counts.found5 += usize::from(found.is_some_and(|rank| rank < 5));
            }
            if prediction.answer.is_some() {
                sure.push((prediction.score, ok));
            }
            let loss = match (answerable, ok, place) {
                (true, true, _) => continue,
                (false, _, _) if prediction.answer.is_none() => continue,
                (false, _, _) => Loss::AnsweredWrongly,
                (true, false, Some(0)) => Loss::RefusedWrongly,
                (true, false, Some(_)) => Loss::RankedWrong,
                (true, false, None) if found.is_none() => Loss::NotFound,
                (true, false, None) => Loss::NotNear,
            };
            *report.losses.entry(loss).or_default() += 1;
            report.lost.insert(question.id.clone(), loss);
        }
        sure.sort_by(|a, b| b.0.total_cmp(&a.0));
        for percent in [30u8, 50, 70, 90] {
            let wanted = (questions.len() * usize::from(percent) + 50) / 100;
            if wanted > 0 && sure.len() >= wanted {
                let ok = sure[..wanted].iter().filter(|(_, ok)| *ok).count();
                report.surest.insert(percent, ((ok * 2000 + wanted) / (2 * wanted)) as u32);
            }
        }
        report
    }

    /// A table to read.
    pub fn table(&self) -> String {
        let mut text = format!(
            "{:14}{:>7}{:>10}{:>8}{:>11}{:>9}{:>9}{:>8}{:>9}{:>9}\n",
            "kind", "n", "coverage", "right", "precision", "refused", "forced", "in3", "found@1", "found@5"
        );
        let share = |part: usize, whole: usize| if whole == 0 { "-".to_owned() } else { format!("{:.3}", part as f32 / whole as f32) };
        let mut rows: Vec<(&String, &Counts)> = self.kinds.iter().collect();
        rows.sort_by_key(|(name, _)| (*name == "every", *name == "unanswerable"));
        for (name, c) in rows {
            let answered = c.answered - (c.n - c.answerable - c.refused);
            text.push_str(&format!(
                "{name:14}{:>7}{:>10}{:>8}{:>11}{:>9}{:>9}{:>8}{:>9}{:>9}\n",
                c.n,
                share(answered, c.answerable),
                share(c.right, c.answerable),
                share(c.right, c.answered),
                share(c.refused, c.n - c.answerable),
                share(c.forced, c.answerable),
                share(c.in3, c.answerable),
                share(c.found1, c.answerable),
                share(c.found5, c.answerable),
            ));
        }
        let losses: Vec<String> = self.losses.iter().map(|(loss, count)| format!("{} {count}", format!("{loss:?}").to_lowercase())).collect();
        text.push_str(&format!("lost: {}\n", losses.join(", ")));
        let surest: Vec<String> = self.surest.iter().map(|(percent, share)| format!("{percent}%: .{share:03}")).collect();
        text.push_str(&format!("precision of the surest: {}\n", surest.join(", ")));
        text
    }
}
