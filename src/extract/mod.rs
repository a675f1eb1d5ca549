//! Extraction: from found articles to candidates, each with what speaks for and against it.
//!
//! Every figure (or date, or name) of the sentences read becomes a candidate. Rules and tables
//! make its features; a linear ranking weighs them, so that each point of the score can be
//! explained. Nothing here decides whether to answer. Knows nothing of replies.

mod ask;
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
mod role;
mod scope;
mod template;
mod timing;
mod trees;
mod words;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use crate::corpus::{Article, Quote};
use crate::figures::{Class, DateValue, Figures, Modifier, Value, Year};
use crate::index::Hit;
use crate::lexicon::Lexicon;
use crate::question::{Kind, Question};
use crate::text::{Segmenter, Span};

use ask::Ask;
use coverage::{Around, rival};
use mark::Mark;
use names::Table;
use role::Role;
use template::Templates;
use words::Words;

pub use certainty::Certainty;
pub use document::Document;
pub use feature::{COUNT, Feature, Features};
pub use ranking::{CORRECTED, Judgement, Ranking, judge, pair_slot, pool};
pub use trees::{Tree, Trees};

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

/// A possible answer.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Which of the documents it is from.
    pub document: usize,
    /// The sentence.
    pub quote: Quote,
    /// Where the answer stands in the article's text, as printed.
    pub span: Span,
    /// The answer as printed: number, unit, modifier; or the name.
    pub text: String,
    /// Exact value of a figure or date.
    pub value: Option<Value>,
    /// What the unit counts.
    pub class: Class,
    /// How exact the paper says it is.
    pub modifier: Modifier,
    /// Whether it is said as a fact.
    pub status: Status,
    /// Candidates with equal keys say the same.
    pub key: String,
    /// What speaks for and against it.
    pub features: Features,
    /// The ranking's score; compares candidates of one question only.
    pub score: f32,
}

/// How the paper says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As something that is or was so.
    #[default]
    Fact,
    /// As an aim: 力争, 目标.
    Target,
    /// As expected or planned: 预计, 拟.
    Plan,
    /// As somebody's words that the paper does not make its own: 声称, 网传.
    Claim,
    /// As not so.
    Negated,
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
                Kind::Figure => tables.figures.mentions_folded(text, date).into_iter().map(Mark::figure).collect(),
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
        agreement(&documents, &mut candidates);
        best_reach(&mut candidates);
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
        for (number, document) in documents.iter().enumerate() {
            let arounds: Vec<Around> = (0..document.sentences.len()).map(|at| Around::new(ask, document, at)).collect();
            let reach: Vec<reach::Worths> = (0..document.sentences.len()).map(|at| reach::worths(ask, document, at)).collect();
            for (at, sentence) in document.sentences.iter().enumerate() {
                let around = &arounds[at];
                let readings = if asked.kind == Kind::Figure { template::readings(&self.templates, ask, sentence) } else { vec![0.0; sentence.marks.len()] };
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
                    coverage::fill(ask, document, at, figure, around, best_share, &mut features);
                    template::fill(sentence, &readings, figure, &mut features);
                    reach::fill(ask, document, &reach, at, figure, &mut features);
                    locality::fill(question, level, document, at, mark.span, &mut features);
                    timing::fill(question, document, at, mark.span, &mut features);
                    context::fill(self, ask, rarity, document, sentence, figure, &mut features);
                    if let Some(mention) = &mark.figure {
                        kinds::fill(question, asked, counted, mention, mark.core.of(sentence.text()), tables.figures, &mut features);
                        if each {
                            // It counts here, unlike elsewhere, and 一 of the question is that of 每.
                            for feature in [Feature::One, Feature::SmallChinese, Feature::NumberRepeated, Feature::Repeated] {
                                features.mark(feature, false);
                            }
                        }
                        company(sentence, asked, figure, &mut features);
                        if asked.kind == Kind::Date {
                            naming::grain(&role, mention, &mut features);
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
                    features.set(Feature::RivalArticle, rival_elsewhere(ask, document, &arounds, at, figure));
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

    fn candidate(&self, kind: Kind, document: &Document, number: usize, sentence: &document::Sentence, mark: &Mark, features: Features) -> Option<Candidate> {
        let whole = if kind == Kind::Person { self.with_title(sentence.text(), mark.span) } else { mark.span };
        let span = sentence.printed(whole);
        let text = span.of(&document.article.text).trim().to_owned();
        let quote = document.article.quote(sentence.span)?;
        let value = mark.figure.as_ref().map(|mention| mention.value.clone());
        let key = match &value {
            Some(value) => format!("{value}{}", if mark.class == Class::Percent { "%" } else { "" }),
            None => name_key(mark.core.of(sentence.text())),
        };
        Some(Candidate {
            document: number,
            quote,
            span,
            text: match &value {
                Some(Value::Date(date)) => dated(&text, date),
                _ => self.with_noun(sentence, mark, text),
            },
            value,
            class: mark.class,
            modifier: mark.figure.as_ref().map_or(Modifier::Exact, |mention| mention.modifier),
            status: self.status(sentence, mark),
            key,
            features,
            score: 0.0,
        })
    }

    /// A person is shown with the title behind the name, where it is no longer than the name:
    /// 库克船长, 李四教授.
    fn with_title(&self, text: &str, name: Span) -> Span {
        let title = self.names.title_behind.find(&text[name.end..]).map_or(0, |found| found.end());
        if title <= name.len() { Span::new(name.start, name.end + title) } else { name }
    }

    /// A figure without a unit is shown with the noun that it counts: 600多万 → 600多万旅客.
    fn with_noun(&self, sentence: &document::Sentence, mark: &Mark, text: String) -> String {
        let bare = mark.class == Class::None
            && mark.figure.as_ref().is_some_and(|mention| mention.unit.is_empty() && matches!(mention.value, Value::One(_) | Value::Range(..)));
        if !bare {
            return text;
        }
        let behind = &sentence.text()[mark.span.end..];
        let noun = self
            .segmenter
            .words(behind.get(..behind.char_indices().nth(8).map_or(behind.len(), |(at, _)| at)).unwrap_or(""))
            .first()
            .map(|word| (*word).to_owned());
        match noun.filter(|noun| noun.chars().all(crate::text::is_han) && noun.chars().count() <= 4) {
            Some(noun) => format!("{text}{noun}"),
            None => text,
        }
    }

    fn status(&self, sentence: &document::Sentence, mark: &Mark) -> Status {
        let clause_span = sentence.clause(mark.span);
        let clause = clause_span.of(sentence.text());
        let before = &sentence.text()[clause_span.start.min(mark.span.start)..mark.span.start];
        if self.context.negated.is_match(before) {
            Status::Negated
        } else if self.context.plan.is_match(clause) {
            Status::Plan
        } else if self.context.target.is_match(clause) {
            Status::Target
        } else if self.context.claim.is_match(&sentence.text()[..mark.span.start]) {
            Status::Claim
        } else {
            Status::Fact
        }
    }
}

/// 约翰·洛克 and 洛克 say the same.
fn name_key(name: &str) -> String {
    let last = name.rsplit(['·', '•']).next().unwrap_or(name);
    if last.chars().nth(1).is_some() && !name.contains(['、', '和', '与']) { last.to_owned() } else { name.to_owned() }
}

/// A date as printed, with the year and month that the article's own date gives it.
fn dated(text: &str, date: &DateValue) -> String {
    let (DateValue::At(point) | DateValue::Between(point, _)) = date;
    let Year::Known(year) = point.year else { return text.to_owned() };
    if text.contains(&year.to_string()) || text.chars().filter(char::is_ascii_digit).count() >= 8 {
        return text.to_owned();
    }
    let relative = ["今年", "本年", "去年", "上年", "前年", "明年", "当年", "同年"].iter().find_map(|word| text.strip_prefix(word));
    let rest = relative.unwrap_or(text);
    let chinese_year = rest.find('年').filter(|_| relative.is_none());
    let rest = chinese_year.map_or(rest, |at| &rest[at + '年'.len_utf8()..]);
    match point.month {
        Some(month) if !rest.contains('月') && point.day.is_some() => format!("{year}年{month}月{rest}"),
        _ => format!("{year}年{rest}"),
    }
}

fn retrieval(document: &Document, sentence: &document::Sentence, features: &mut Features) {
    features.set(Feature::Passage, sentence.score);
    features.set(Feature::Rank, 1.0 / (1 + sentence.rank) as f32);
    features.set(Feature::Article, document.score);
    features.set(Feature::ArticleRank, 1.0 / (1 + document.rank) as f32);
    features.mark(Feature::Far, !sentence.hit);
}

/// Other figures of the sentence of the class asked for.
fn company(sentence: &document::Sentence, asked: &crate::question::Asked, figure: usize, features: &mut Features) {
    let wanted = |mark: &&Mark| mark.rivals && asked.classes.contains(&mark.class);
    let count = sentence.marks.iter().filter(wanted).count();
    let own = asked.classes.contains(&sentence.marks[figure].class);
    features.set(Feature::Alone, if own { 1.0 / (1 + count) as f32 } else { 0.0 });
    features.mark(Feature::Sibling, !asked.classes.is_empty() && !own && count > 0);
}

/// By how much the best rival of other sentences near fits the question better.
fn rival_elsewhere(ask: &Ask<'_>, document: &Document, arounds: &[Around], at: usize, figure: usize) -> f32 {
    let sentence = &document.sentences[at];
    let mark = &sentence.marks[figure];
    let lead: Vec<f32> = document.lead_found.iter().map(|found| found.worth).collect();
    let full = |at: usize, figure: usize| -> Vec<f32> {
        let sentence = &document.sentences[at];
        arounds[at].clause_worths(figure).iter().zip(&sentence.found).zip(&lead).map(|((own, found), lead)| own.max(found.worth).max(*lead)).collect()
    };
    let own = arounds[at].clause_worths(figure);
    let own_full = full(at, figure);
    let weight = |term: usize| ask.weights[term] * (0.3 + 0.7 * ask.question.terms[term].head.min(1.0));
    let mut best = 0.0f32;
    for (other_at, other) in document.sentences.iter().enumerate() {
        if other_at == at || other.number.abs_diff(sentence.number) > 4 {
            continue;
        }
        for (other_figure, other_mark) in other.marks.iter().enumerate() {
            if !rival(mark, other_mark) {
                continue;
            }
            let theirs = arounds[other_at].clause_worths(other_figure);
            let their_full = full(other_at, other_figure);
            let mut lead = 0.0;
            for term in 0..own.len() {
                lead += weight(term) * ((theirs[term] - own_full[term]).clamp(0.0, 1.0) - (own[term] - their_full[term]).clamp(0.0, 1.0));
            }
            best = best.max(lead);
        }
    }
    best / ask.total
}

/// Sets each candidate's reach beside the best of those whose kind would do.
fn best_reach(candidates: &mut [Candidate]) {
    let would_do = |candidate: &Candidate| {
        let value = |feature| candidate.features.get(feature);
        value(Feature::ClassClash) + value(Feature::ClassClashSoft) + value(Feature::Repeated) == 0.0
    };
    let best = candidates.iter().filter(|candidate| would_do(candidate)).map(|candidate| candidate.features.get(Feature::Reach)).fold(f32::EPSILON, f32::max);
    for candidate in candidates {
        let reach = candidate.features.get(Feature::Reach);
        candidate.features.set(Feature::ReachBest, (reach / best).min(1.5));
    }
}

/// How many articles and candidates say the same.
fn agreement(documents: &[Document], candidates: &mut [Candidate]) {
    let mut by_key: HashMap<String, (BTreeSet<usize>, usize)> = HashMap::new();
    for candidate in candidates.iter() {
        if candidate.features.get(Feature::Repeated) == 0.0 && candidate.features.get(Feature::One) == 0.0 {
            let seen = by_key.entry(candidate.key.clone()).or_default();
            seen.0.insert(candidate.document);
            seen.1 += 1;
        }
    }
    debug_assert!(candidates.iter().all(|candidate| candidate.document < documents.len()));
    for candidate in candidates.iter_mut() {
        let (articles, count) = by_key.get(&candidate.key).map_or((1, 1), |(articles, count)| (articles.len(), *count));
        candidate.features.set(Feature::AgreeArticles, (articles as f32).ln());
        candidate.features.set(Feature::AgreeCount, (count as f32).ln());
    }
}
