//! The candidates of one article: each of its figures or names, with what speaks for and against it.
//!
//! What the question says is read once and serves every article; articles are gathered from side
//! by side, so none depends on another. Knows nothing of the order of candidates.

use super::ask::Ask;
use super::candidate::Candidate;
use super::context::Stance;
use super::coverage::{self, Around};
use super::demand::Demanded;
use super::document::{Document, Sentence};
use super::feature::{Feature, Features};
use super::mark::Mark;
use super::names::Sort;
use super::numbered::{self, Numbered};
use super::reach::{self, Reach};
use super::role::Role;
use super::said::Stretch;
use super::tagged::{self, Tagged, Tied};
use super::{
    Extractor, Rarity, Tables, asking, context, elsewhen, except, kinds, locality, naming, nation, occasion, office, rivals, template, timing, until, when,
};
use crate::figures::Class;
use crate::question::{Asked, Kind};
use crate::text::Span;

/// A question read, ready for one article after the other.
pub(super) struct Gather<'a> {
    extractor: &'a Extractor,
    ask: &'a Ask<'a>,
    asked: &'a Asked,
    /// Classes of what is counted.
    counted: &'a [Class],
    rarity: &'a Rarity<'a>,
    tables: Tables<'a>,
    role: Role<'a>,
    stance: Stance,
    /// What must be said of a figure, where one is asked for.
    demands: Option<Demanded<'a>>,
    /// Numbered names that are asked about.
    numbered: Vec<Numbered>,
    /// What is the same for every candidate.
    asking: Features,
    /// Level of the smallest place asked about.
    level: Option<u8>,
    /// What the figures asked for are so many for each of.
    base: Option<&'a str>,
    /// The question names nobody: the country's figure is asked for.
    widely: bool,
    ties: Vec<Tagged>,
    /// Share of the question that the best sentence of all articles holds.
    best_share: f32,
}

/// What is the same for all figures of an article.
struct Read<'d> {
    document: &'d Document,
    arounds: Vec<Around>,
    worths: rivals::Worths,
    days: Vec<Stretch>,
    /// Whether a figure whose own clause says other days is none that was asked for.
    dated: bool,
    /// Up to when the figure must hold.
    until: Option<Stretch>,
    reach: Vec<Vec<Reach>>,
    /// Numbered names of the whole article, where any are asked about.
    numbered: Vec<Numbered>,
}

/// One sentence of it.
struct Place<'d> {
    read: &'d Read<'d>,
    at: usize,
    sentence: &'d Sentence,
    tied: Tied<'d>,
    /// What the extraction rules make of each figure.
    readings: Vec<f32>,
}

/// Share of a name from which all of it counts.
const PLAIN: f32 = 0.99;

impl<'a> Gather<'a> {
    /// Reads what the question says; `counted` are the classes of what it counts.
    pub(super) fn new(
        extractor: &'a Extractor,
        ask: &'a Ask<'a>,
        asked: &'a Asked,
        role: Role<'a>,
        documents: &[Document],
        (counted, rarity, tables): (&'a [Class], &'a Rarity<'a>, Tables<'a>),
    ) -> Self {
        let question = ask.question;
        let widely = nation::asked(question, tables.lexicon, &extractor.context);
        let mut asking = asking::features(question, asked);
        asking.mark(Feature::AsksWidely, widely);
        let shares = documents.iter().flat_map(|document| &document.sentences).map(|sentence| sentence.share);
        Self {
            role,
            stance: Stance::new(question, asked, &extractor.context),
            numbered: numbered::numbered(&question.text, &extractor.context),
            demands: (asked.kind == Kind::Figure).then(|| extractor.demands.of(&question.text)),
            asking,
            level: locality::asked_level(question, &extractor.context),
            base: kinds::base(question),
            widely,
            ties: tagged::asked(question),
            best_share: shares.fold(0.0, f32::max),
            extractor,
            ask,
            asked,
            counted,
            rarity,
            tables,
        }
    }

    /// The candidates of an article, in its order; `number` is its place among the documents.
    pub(super) fn of(&self, number: usize, document: &Document) -> Vec<Candidate> {
        let (ask, every) = (self.ask, 0..document.sentences.len());
        let arounds: Vec<Around> = every.clone().map(|at| Around::new(ask, document, at)).collect();
        let worths = rivals::Worths::new(document, &arounds);
        let reach = every.map(|at| reach::of(ask, document, at)).collect();
        let all = if self.numbered.is_empty() { Vec::new() } else { numbered::numbered(&document.parse.text, &self.extractor.context) };
        let days = when::asked(ask.question, document.article().date);
        let read = Read {
            document,
            arounds,
            worths,
            numbered: all,
            dated: elsewhen::asks(ask.question, &days),
            days,
            until: until::asked(ask.question, document.article().date, &self.extractor.context),
            reach,
        };
        document.sentences.iter().enumerate().flat_map(|(at, sentence)| self.sentence(number, &read, at, sentence)).collect()
    }

    /// The candidates of a sentence, those that conditions forbid marked as barred.
    fn sentence(&self, number: usize, read: &Read<'_>, at: usize, sentence: &Sentence) -> Vec<Candidate> {
        let (kind, document) = (self.asked.kind, read.document);
        let none = || vec![0.0; sentence.marks().len()];
        let readings = if kind == Kind::Figure { template::readings(&self.extractor.templates, self.ask, sentence) } else { none() };
        let place = Place { read, at, sentence, tied: Tied::new(&self.ties, sentence), readings };
        let elsewhere = self.speaks_of_another(read, sentence);
        let noticed = |figure: usize| Some((figure, self.features(&place, figure)?));
        let rivals = (0..sentence.marks().len()).filter(|&figure| sentence.marks()[figure].rivals);
        let (barred, figures): (Vec<usize>, Vec<usize>) = rivals.partition(|&figure| elsewhere || self.is_another(read, sentence, figure));
        let mut figures: Vec<(usize, Features)> = figures.into_iter().filter_map(noticed).collect();
        rivals::tell_apart(self.ask, sentence, &read.arounds[at], &mut figures);
        let barred = barred.into_iter().filter_map(noticed).map(|figure| (figure, true));
        let mut candidates = Vec::new();
        let fill = |mark: &Mark, part: bool, features: &mut Features| {
            let tables = (&self.extractor.names, self.tables.lexicon);
            naming::fill(self.ask.question, &self.role, (document, sentence), mark, part, tables, features);
        };
        let question = self.ask.question;
        let named: Vec<&[Span]> = (0..question.terms.len()).filter(|&term| question.terms[term].name).map(|term| &sentence.found[term].places[..]).collect();
        let somebody_else = |span: Span| {
            let names = sentence.marks().iter().filter(|mark| mark.sort.is_some_and(|sort| sort != Sort::Gap)).map(|mark| mark.span);
            office::another(&self.role, (&document.parse.text, sentence.text()), span, names, &self.extractor.names)
                || (question.leans.incumbent && !office::holds(&self.role, sentence.text(), span, &named, &self.extractor.names))
        };
        for ((figure, mut features), barred) in figures.into_iter().map(|figure| (figure, false)).chain(barred) {
            let mark = &sentence.marks()[figure];
            let mut push = |mark: &Mark, status, features| {
                // Somebody else stands beside whoever is asked for, and says nothing of him.
                let candidate = (mark.figure.is_some() || !somebody_else(mark.span))
                    .then(|| self.extractor.candidate(kind, (document, number), sentence, mark, status, features));
                candidates.extend(candidate.flatten().map(|candidate| Candidate { barred, ..candidate }));
            };
            for &reading in &mark.parts {
                let part = mark.part(reading);
                let mut features = features.clone();
                fill(&part, true, &mut features);
                push(&part, self.extractor.status(sentence, &part), features);
            }
            if mark.figure.is_none() {
                fill(mark, false, &mut features);
            }
            let leans = question.leans;
            let end = (leans.opens || leans.closes).then(|| mark.end(sentence.text(), leans.closes)).flatten();
            push(end.as_ref().unwrap_or(mark), sentence.beside(figure, self.extractor).status, features);
        }
        candidates
    }

    /// Whether nothing that a sentence says can answer: it is of another line, phase or occasion, or nobody dies in it.
    fn speaks_of_another(&self, read: &Read<'_>, sentence: &Sentence) -> bool {
        let words = &self.extractor.context;
        numbered::another(&self.numbered, &read.numbered, sentence, words)
            || (self.asked.kind == Kind::Date && occasion::only(self.ask.question, &self.role, (read.document, sentence), self.extractor))
            || self.demands.as_ref().is_some_and(|demands| !demands.met(sentence.text()))
    }

    /// Whether a figure is so much for each where the sum is asked for, of another time, or what was excluded; or a
    /// name is nobody's.
    fn is_another(&self, read: &Read<'_>, sentence: &Sentence, figure: usize) -> bool {
        let mark = &sentence.marks()[figure];
        if self.asked.kind == Kind::Person && is_nobody(mark, sentence.text()) {
            return true;
        }
        let text = sentence.text();
        // 人均GDP突破10万元、GDP总量达5000亿元: what is said of the figure before is not said of this one. 每万人 is no figure.
        let last = sentence.marks()[..figure].iter().rev().find(|before| !text[..before.span.start].ends_with('每')).map_or(0, |before| before.span.end);
        let before = || &text[sentence.clause(mark.span).start.max(last).min(mark.core.start)..mark.core.start];
        self.demands.as_ref().is_some_and(|demands| demands.barred(before()))
            || mark.figure.as_ref().is_some_and(|mention| kinds::other_sort(self.asked, mention, &self.extractor.context))
            || read.until.is_some_and(|asked| until::another(asked, sentence, mark.span, &self.extractor.context))
            || except::named(&self.ask.question.excluded, sentence, figure)
            || (read.dated && mark.figure.is_some() && elsewhen::another(&read.days, sentence, figure))
    }

    /// What is noticed of a figure or name; `None` where it cannot be what is asked for.
    fn features(&self, place: &Place<'_>, figure: usize) -> Option<Features> {
        let (&Place { read, at, sentence, .. }, question, asked) = (place, self.ask.question, self.asked);
        let (document, mark) = (read.document, &sentence.marks()[figure]);
        // One for each is no number of all: 每个社区设立一个工作站.
        let each = kinds::one_for_each(sentence, mark, self.tables.figures);
        // A number of communities is no number for each community.
        let counts_base = || self.base.is_some_and(|base| sentence.text()[mark.core.end..].starts_with(base));
        let ago = || kinds::ago(sentence, mark, &self.extractor.context) && !question.text.contains('前');
        if mark.figure.is_some() && ((each && !question.leans.per) || counts_base() || ago()) {
            return None;
        }
        let mut features = self.asking.clone();
        retrieval(document, sentence, &mut features);
        coverage::fill(self.ask, document, at, figure, &read.arounds[at], self.best_share, &mut features);
        template::fill(sentence, &place.readings, figure, &mut features);
        reach::fill(document, &read.reach, at, figure, &mut features);
        locality::fill(question, self.level, document, at, mark.span, &mut features);
        if self.widely {
            nation::fill(document, sentence, mark.span, (self.tables.lexicon, &self.extractor.context), &mut features);
        }
        timing::fill(question, document, at, mark.span, &mut features);
        when::fill((&read.days, question.ahead), &self.extractor.context, document, at, figure, &mut features);
        place.tied.fill(sentence, figure, &mut features);
        context::fill((self.extractor, &self.stance), self.ask, self.rarity, document, sentence, figure, &mut features);
        if let Some(mention) = &mark.figure {
            kinds::fill(question, asked, self.counted, mention, mark.core.of(sentence.text()), self.tables.figures, &mut features);
            if each {
                // It counts here, unlike elsewhere, and 一 of the question is that of 每.
                for feature in [Feature::One, Feature::SmallChinese, Feature::NumberRepeated, Feature::Repeated] {
                    features.mark(feature, false);
                }
            }
            // What the question says with its unit it does not ask for.
            if asked.kind == Kind::Figure && features.get(Feature::NumberRepeated) > 0.0 {
                return None;
            }
            rivals::company(sentence, asked, figure, &mut features);
            if asked.kind == Kind::Date {
                naming::grain(&self.role, mention, &mut features);
                // 几点 is answered by no day; 哪天几点 may be.
                let grain = self.role.grain;
                if (grain[3] && !grain[2] && features.get(Feature::GrainLacks) > 0.0) || naming::bygone(question, mention) {
                    return None;
                }
            }
        }
        let unit = features.get(Feature::UnitEqual) + features.get(Feature::UnitGroup) > 0.0;
        // 架 and 辆 say what they count; 人 and 个 do not.
        let vague = matches!(mark.class, Class::People | Class::Thing | Class::Organisation | Class::Place | Class::Event | Class::None);
        features.mark(Feature::CountedGone, vague && !unit && features.get(Feature::CountedAbsent) > 0.0);
        if unit || features.get(Feature::ClassEqual) > 0.0 {
            features.set(Feature::CoverUnit, features.get(Feature::CoverAll));
            features.set(Feature::NearUnit, features.get(Feature::Near));
        }
        features.set(Feature::RivalArticle, rivals::elsewhere(self.ask, document, &read.worths, at, figure));
        Some(features)
    }
}

/// Whether what was found for a person is made of verbs, particles and numbers only: 总统举行会谈 names nobody. Short
/// names may be such words, too: 付建.
fn is_nobody(mark: &Mark, text: &str) -> bool {
    let plain = mark.figure.is_none() && mark.made.plain >= PLAIN;
    let long = || mark.span.of(text).chars().nth(3).is_some();
    plain && (matches!(mark.sort, Some(Sort::Gap | Sort::Odd)) || (mark.sort == Some(Sort::Titled) && long()))
}

fn retrieval(document: &Document, sentence: &Sentence, features: &mut Features) {
    features.set(Feature::Passage, sentence.score);
    features.set(Feature::Rank, 1.0 / (1 + sentence.rank) as f32);
    features.set(Feature::Article, document.score);
    features.set(Feature::ArticleRank, 1.0 / (1 + document.rank) as f32);
    features.mark(Feature::Far, !sentence.hit);
}
