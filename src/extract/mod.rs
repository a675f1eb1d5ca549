//! Extraction: from found articles to candidates, each with what speaks for and against it.
//!
//! Every figure (or date, or name) of the sentences read becomes a candidate. Rules and tables
//! make its features; a linear ranking weighs them, so that each point of the score can be
//! explained. Nothing here decides whether to answer. Knows nothing of replies.

mod ask;
mod asking;
mod beside;
mod candidate;
mod certainty;
mod context;
mod coverage;
mod demand;
mod document;
mod domain;
mod elsewhen;
mod entry;
mod except;
mod feature;
mod gap;
mod gather;
mod in_turn;
mod kinds;
mod locality;
mod mark;
mod names;
mod naming;
mod nation;
mod numbered;
mod occasion;
mod office;
mod parse;
mod proof;
mod ranking;
mod reach;
mod rivals;
mod role;
mod rounded;
mod said;
mod scope;
mod tagged;
mod template;
mod timing;
mod trees;
mod until;
mod when;
mod words;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::figures::Figures;
use crate::index::Hit;
use crate::lexicon::Lexicon;
use crate::question::{Kind, Question};
use crate::text::Segmenter;

use ask::Ask;
use demand::Demands;
use gap::Frame;
use gather::Gather;
use names::Table;
use role::Role;
use template::Templates;
use words::Words;

pub use candidate::{Candidate, Status};
pub use certainty::{Certainty, Evidence};
pub use document::Document;
pub use domain::{Domain, Rankings};
pub use feature::{COUNT, Feature, Features};
pub use parse::Parse;
pub use ranking::{CORRECTED, Judgement, Ranking, judge, pair_slot, pool, rival};
pub use trees::{Look, Tree, Trees};

/// Everything extraction needs besides the articles.
#[derive(Debug)]
pub struct Extractor {
    segmenter: Segmenter,
    context: Words,
    demands: Demands,
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
    ask: &'a (dyn Fn(&str) -> f32 + Sync),
    known: Mutex<HashMap<String, f32>>,
}

impl<'a> Rarity<'a> {
    /// Remembers what `ask` says of a word.
    pub fn new(ask: &'a (dyn Fn(&str) -> f32 + Sync)) -> Self {
        Self { ask, known: Mutex::default() }
    }

    /// Weight of a word: about 0 for one in every article, above 10 for one in a single one of many.
    pub fn of(&self, word: &str) -> f32 {
        // What is known stays true whoever else failed.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&weight) = known().get(word) {
            return weight;
        }
        let weight = (self.ask)(word);
        known().insert(word.to_owned(), weight);
        weight
    }
}

/// What might answer a question.
pub struct Extracted {
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// The best of those that conditions forbid.
    pub barred: Option<Candidate>,
    /// What they point into.
    pub documents: Vec<Document>,
    /// Whose ranking put them in order.
    pub domain: Domain,
}

/// Tables that extraction shares with the rest.
#[derive(Clone, Copy)]
pub struct Tables<'a> {
    /// Reader of figures.
    pub figures: &'a Figures,
    /// Names, synonyms, counted nouns.
    pub lexicon: &'a Lexicon,
    /// Weights of the features, by domain.
    pub rankings: &'a Rankings,
}

impl Extractor {
    /// An extractor with the rules of `config/rules`, whose files `rules` gives by name.
    pub fn new<'a>(rules: impl Fn(&str) -> &'a str, segmenter: Segmenter) -> Result<Self, RuleError> {
        let [context, demands, names, templates] = ["rules/context.toml", "rules/demands.toml", "rules/names.toml", "rules/templates.toml"];
        Ok(Self {
            segmenter,
            context: Words::load(context, rules(context))?,
            demands: Demands::load(demands, rules(demands))?,
            names: Table::load(names, rules(names))?,
            templates: Templates::load(templates, rules(templates))?,
        })
    }

    /// What might answer `question`. `hits` are best first; `articles` gives an article as read by id.
    pub fn run(
        &self,
        question: &Question,
        hits: &[Hit],
        articles: impl Fn(&str) -> Option<Arc<Parse>> + Sync,
        rarity: &Rarity<'_>,
        tables: Tables<'_>,
    ) -> Extracted {
        let weights: Vec<f32> = question.terms.iter().map(|term| rarity.of(&term.text) * if term.text.chars().nth(1).is_none() { 0.5 } else { 1.0 }).collect();
        let ask = Ask::new(question, &weights, tables.lexicon);
        let none = || Extracted { candidates: Vec::new(), barred: None, documents: Vec::new(), domain: Domain::of(question, &[]) };
        let Some(asked) = &question.asked else { return none() };
        let role = Role::new(question, asked, &self.segmenter, &self.names);
        let frame = match asked.kind {
            Kind::Figure | Kind::Date => Frame::default(),
            _ => Frame::new(question, asked, &role, &self.names),
        };
        let mut ids: Vec<&str> = Vec::new();
        for hit in hits {
            if ids.len() < ARTICLES && !ids.contains(&hit.article.as_str()) {
                ids.push(&hit.article);
            }
        }
        // None needs another.
        let read = |(rank, id): (usize, &str)| Some(Document::new(articles(id)?, hits, (rank, rank < WHOLE), &ask, (asked.kind, &frame), (self, tables)));
        let documents: Vec<Document> = ids.into_par_iter().enumerate().filter_map(read).collect();
        let counted = kinds::counted(question, tables.lexicon);
        let gather = Gather::new(self, &ask, asked, role, &documents, (&counted, rarity, tables));
        let found: Vec<Candidate> = documents.par_iter().enumerate().flat_map_iter(|(number, document)| gather.of(number, document)).collect();
        let (mut barred, mut candidates): (Vec<Candidate>, Vec<Candidate>) = found.into_iter().partition(|candidate| candidate.barred);
        rounded::settle(&mut candidates);
        rivals::agreement(&documents, &mut candidates, question.terms.len());
        rivals::best_reach(&mut candidates);
        rivals::best_gap(&mut candidates);
        let domain = Domain::of(question, &documents);
        for candidates in [&mut candidates, &mut barred] {
            tables.rankings.of(domain).order(asked.kind, candidates, |class| ranking::pair_slot(question, class));
        }
        Extracted { candidates, barred: barred.into_iter().next(), documents, domain }
    }
}
