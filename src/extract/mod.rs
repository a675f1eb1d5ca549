//! Extraction: from found articles to candidates, each with what speaks for and against it.
//!
//! Every figure (or date, or name) of the sentences read becomes a candidate. Rules and tables
//! make its features; a linear ranking weighs them, so that each point of the score can be
//! explained. Nothing here decides whether to answer. Knows nothing of replies.

mod ask;
mod candidate;
mod certainty;
mod context;
mod coverage;
mod document;
mod entry;
mod feature;
mod kinds;
mod locality;
mod mark;
mod names;
mod naming;
mod proof;
mod ranking;
mod reach;
mod rivals;
mod role;
mod scope;
mod tagged;
mod template;
mod timing;
mod trees;
mod when;
mod words;

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;

use crate::corpus::Article;
use crate::figures::{Class, Figures};
use crate::index::Hit;
use crate::lexicon::Lexicon;
use crate::question::{Kind, Question};
use crate::text::{Language, Segmenter};

use ask::Ask;
use coverage::Around;
use mark::Mark;
use names::Table;
use role::Role;
use template::Templates;
use words::Words;

pub use candidate::{Candidate, Status};
pub use certainty::Certainty;
pub use document::Document;
pub use feature::{COUNT, Feature, Features};
pub use ranking::{CORRECTED, Judgement, Ranking, judge, pair_slot, pool};
pub use trees::{Look, Tree, Trees};

/// Everything extraction needs besides the articles.
#[derive(Debug)]
pub struct Extractor {
    segmenter: Segmenter,
    context: Words,
    names: Table,
    templates: Templates,
}

/// Tables that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    /// Not the expected TOML.
    #[error("cannot read rules in {file}: {reason}")]
    File {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// One rule is wrong.
    #[error("rule {name:?} in {file}: {reason}")]
    Rule {
        /// The file.
        file: String,
        /// The rule.
        name: String,
        /// What is wrong.
        reason: String,
    },
}

/// How many articles are read whole, and how many in all.
const WHOLE: usize = 3;
const ARTICLES: usize = 12;

/// How rare words are, asked of the index and remembered for one question.
pub struct Rarity<'a> {
    ask: &'a dyn Fn(&str) -> f32,
    known: RefCell<HashMap<String, f32>>,
}

impl<'a> Rarity<'a> {
    /// Remembers what `ask` says of a word.
    pub fn new(ask: &'a dyn Fn(&str) -> f32) -> Self {
        Self { ask, known: RefCell::default() }
    }

    /// Weight of a word: about 0 for one in every article, above 10 for one in a single one of many.
    pub fn of(&self, word: &str) -> f32 {
        if let Some(&known) = self.known.borrow().get(word) {
            return known;
        }
        let weight = (self.ask)(word);
        self.known.borrow_mut().insert(word.to_owned(), weight);
        weight
    }
}

/// Tables that extraction shares with the rest.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// Reader of figures.
    pub figures: &'a Figures,
    /// Names, synonyms, counted nouns.
    pub lexicon: &'a Lexicon,
    /// Weights of the features.
    pub ranking: &'a Ranking,
}

impl Extractor {
    /// An extractor with the rules of `config/rules`, whose files `rules` gives by name.
    pub fn new<'a>(rules: impl Fn(&str) -> &'a str, segmenter: Segmenter) -> Result<Self, RuleError> {
        let [context, names, templates] = ["rules/context.toml", "rules/names.toml", "rules/templates.toml"];
        Ok(Self {
            segmenter,
            context: Words::load(context, rules(context))?,
            names: Table::load(names, rules(names))?,
            templates: Templates::load(templates, rules(templates))?,
        })
    }

    /// The candidates of `question`, best first, and the documents they point into. `hits` are
    /// best first; `articles` gives an article by id.
    pub fn run(
        &self,
        question: &Question,
        hits: &[Hit],
        articles: impl Fn(&str) -> Option<Article>,
        rarity: &Rarity<'_>,
        tables: Tables<'_>,
    ) -> (Vec<Candidate>, Vec<Document>) {
        let weights: Vec<f32> = question.terms.iter().map(|term| rarity.of(&term.text) * if term.text.chars().nth(1).is_none() { 0.5 } else { 1.0 }).collect();
        let ask = Ask::new(question, &weights, tables.lexicon);
        let Some(asked) = &question.asked else { return (Vec::new(), Vec::new()) };
        let marker = |text: &str, date| -> Vec<Mark> {
            match asked.kind {
                Kind::Figure => figures(tables.figures, text, date),
                Kind::Date => tables.figures.mentions_folded(text, date).into_iter().map(Mark::date).collect(),
                kind => names::find(kind, text, &self.segmenter, tables.lexicon, &self.names).into_iter().map(Mark::name).collect(),
            }
        };
        let mut ids: Vec<&str> = Vec::new();
        for hit in hits {
            if ids.len() < ARTICLES && !ids.contains(&hit.article.as_str()) {
                ids.push(&hit.article);
            }
        }
        let mut documents = Vec::new();
        for (rank, id) in ids.into_iter().enumerate() {
            if let Some(article) = articles(id) {
                documents.push(Document::new(article, hits, rank, rank < WHOLE, &ask, &marker, &self.context));
            }
        }
        let counted = kinds::counted(question, tables.lexicon);
        let mut candidates = self.candidates(&ask, &documents, &counted, rarity, tables);
        rivals::agreement(&documents, &mut candidates);
        rivals::best_reach(&mut candidates);
        tables.ranking.order(asked.kind, &mut candidates, |candidate| ranking::pair_slot(question, candidate.class));
        (candidates, documents)
    }

    fn candidates(&self, ask: &Ask<'_>, documents: &[Document], counted: &[Class], rarity: &Rarity<'_>, tables: Tables<'_>) -> Vec<Candidate> {
        let question = ask.question;
        let best_share = documents.iter().flat_map(|document| &document.sentences).map(|sentence| sentence.share).fold(0.0, f32::max);
        let mut candidates = Vec::new();
        let Some(asked) = &question.asked else { return candidates };
        let level = locality::asked_level(question, &self.context);
        let role = Role::new(question, asked, &self.segmenter, &self.names);
        let base = kinds::base(question);
        let ties = tagged::asked(question);
        for (number, document) in documents.iter().enumerate() {
            let arounds: Vec<Around> = (0..document.sentences.len()).map(|at| Around::new(ask, document, at)).collect();
            let worths = rivals::Worths::new(document, &arounds);
            let days = when::asked(question, document.article.date);
            let reach: Vec<Vec<reach::Reach>> = (0..document.sentences.len()).map(|at| reach::of(ask, document, at)).collect();
            for (at, sentence) in document.sentences.iter().enumerate() {
                let around = &arounds[at];
                let tied = tagged::Tied::new(&ties, sentence);
                let readings = if asked.kind == Kind::Figure { template::readings(&self.templates, ask, sentence) } else { vec![0.0; sentence.marks.len()] };
                let mut figures: Vec<(usize, Features)> = Vec::new();
                for (figure, mark) in sentence.marks.iter().enumerate().filter(|(_, mark)| mark.rivals) {
                    // One for each is no number of all: 每个社区设立一个工作站.
                    let each = kinds::one_for_each(sentence, mark, tables.figures);
                    // A number of communities is no number for each community.
                    let counts_base = || base.is_some_and(|base| sentence.text()[mark.core.end..].starts_with(base));
                    if mark.figure.is_some() && ((each && !question.leans.per) || counts_base()) {
                        continue;
                    }
                    let mut features = Features::default();
                    retrieval(document, sentence, &mut features);
                    features.mark(Feature::Translated, question.language == Language::English);
                    coverage::fill(ask, document, at, figure, around, best_share, &mut features);
                    template::fill(sentence, &readings, figure, &mut features);
                    reach::fill(document, &reach, at, figure, &mut features);
                    locality::fill(question, level, document, at, mark.span, &mut features);
                    timing::fill(question, document, at, mark.span, &mut features);
                    when::fill(&days, document, at, figure, &mut features);
                    tied.fill(sentence, figure, &mut features);
                    context::fill(self, ask, rarity, document, sentence, figure, &mut features);
                    if let Some(mention) = &mark.figure {
                        kinds::fill(question, asked, counted, mention, mark.core.of(sentence.text()), tables.figures, &mut features);
                        if each {
                            // It counts here, unlike elsewhere, and 一 of the question is that of 每.
                            for feature in [Feature::One, Feature::SmallChinese, Feature::NumberRepeated, Feature::Repeated] {
                                features.mark(feature, false);
                            }
                        }
                        // What the question says with its unit it does not ask for.
                        if asked.kind == Kind::Figure && features.get(Feature::NumberRepeated) > 0.0 {
                            continue;
                        }
                        rivals::company(sentence, asked, figure, &mut features);
                        if asked.kind == Kind::Date {
                            naming::grain(&role, mention, &mut features);
                            // 几点 is answered by no day; 哪天几点 may be.
                            if role.grain[3] && !role.grain[2] && features.get(Feature::GrainLacks) > 0.0 {
                                continue;
                            }
                        }
                    }
                    let unit = features.get(Feature::UnitEqual) + features.get(Feature::UnitGroup) > 0.0;
                    // 架 and 辆 say what they count; 人 and 个 do not.
                    let vague = matches!(mark.class, Class::People | Class::Thing | Class::Organisation | Class::Place | Class::Event | Class::None);
                    features.mark(Feature::CountedGone, vague && !unit && features.get(Feature::CountedAbsent) > 0.0);
                    let fits = features.get(Feature::UnitEqual) + features.get(Feature::UnitGroup) + features.get(Feature::ClassEqual) > 0.0;
                    if fits {
                        features.set(Feature::CoverUnit, features.get(Feature::CoverAll));
                        features.set(Feature::NearUnit, features.get(Feature::Near));
                    }
                    features.set(Feature::RivalArticle, rivals::elsewhere(ask, document, &worths, at, figure));
                    figures.push((figure, features));
                }
                rivals::tell_apart(ask, sentence, around, &mut figures);
                for (figure, mut features) in figures {
                    let mark = &sentence.marks[figure];
                    for &(span, sort) in &mark.parts {
                        let part = mark.part(span, sort);
                        let mut features = features.clone();
                        naming::fill(question, &role, (document, sentence), &part, true, (&self.names, tables.lexicon), &mut features);
                        candidates.extend(self.candidate(asked.kind, document, number, sentence, &part, features));
                    }
                    if mark.figure.is_none() {
                        naming::fill(question, &role, (document, sentence), mark, false, (&self.names, tables.lexicon), &mut features);
                    }
                    candidates.extend(self.candidate(asked.kind, document, number, sentence, mark, features));
                }
            }
        }
        candidates
    }
}

/// The figures of a text, and its numbers without a unit: the question may say what they count.
fn figures(figures: &Figures, text: &str, date: Option<NaiveDate>) -> Vec<Mark> {
    let mut found = figures.mentions_folded(text, date);
    found.extend(figures.bare(text, &found));
    found.sort_by_key(|mention| mention.span.start);
    found.into_iter().map(Mark::figure).collect()
}

fn retrieval(document: &Document, sentence: &document::Sentence, features: &mut Features) {
    features.set(Feature::Passage, sentence.score);
    features.set(Feature::Rank, 1.0 / (1 + sentence.rank) as f32);
    features.set(Feature::Article, document.score);
    features.set(Feature::ArticleRank, 1.0 / (1 + document.rank) as f32);
    features.mark(Feature::Far, !sentence.hit);
}
