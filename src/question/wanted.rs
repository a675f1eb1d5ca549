//! What an English question asks for: which of its words ask, of what, and how Chinese asks it.
//!
//! "The tenant who ran up the bill, how much was refunded" asks with its second question word;
//! "number of visitors in May" asks with none, and its first noun says what is wanted. What the
//! words ask for is data of `english.toml`. Knows nothing of where Chinese says it.

use std::sync::LazyLock;

use regex::Regex;

use super::cue::Cues;
use super::phrasing::{Ask, Facts, Next};
use crate::figures::Class;
use crate::lexicon::{Lexicon, TermKind, Translation};
use crate::text::{Segmenter, Span};

/// What is asked, in the words of a Chinese question.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The English words that ask; empty where nothing but the noun says so.
    pub(super) span: Span,
    /// Chinese question words.
    pub(super) cue: String,
    /// The phrases for what is counted or measured.
    pub(super) counted: Vec<Span>,
    /// Whether they stand before the question words: 产量是多少.
    pub(super) measured: bool,
}

type Tables<'a> = (&'a Lexicon, &'a Cues, &'a Segmenter);

impl Wanted {
    /// What the words ask; `None` where they do not say.
    pub(super) fn of(words: &str, translations: &[Translation], tables: Tables<'_>) -> Option<Self> {
        let asking = Asking { words, translations, lexicon: tables.0, cues: tables.1, segmenter: tables.2 };
        match asking.phrase() {
            Some((asks, true)) => Some(asking.by(asks)),
            Some((asks, false)) => asking.headline().or_else(|| Some(asking.by(asks))),
            None => asking.headline(),
        }
    }
}

/// The name of the rule of the tables that says what the words ask.
pub(super) fn rule_of(words: &str, translations: &[Translation], (lexicon, cues, segmenter): Tables<'_>) -> Option<String> {
    let asking = Asking { words, translations, lexicon, cues, segmenter };
    let (phrase, _) = asking.phrase()?;
    asking.rule(phrase).map(|rule| rule.name().to_owned())
}

/// A question with its tables.
pub(super) struct Asking<'a> {
    pub(super) words: &'a str,
    pub(super) translations: &'a [Translation],
    pub(super) lexicon: &'a Lexicon,
    pub(super) cues: &'a Cues,
    segmenter: &'a Segmenter,
}

/// What may stand between the question phrase and what it asks of.
const OPENS: &[&str] = &["of", "the", "a", "an", "its", "their", "his", "her", "these", "those"];
/// What may stand there besides if the phrase asks for anything: what was the.
const BEING: &[&str] = &["is", "was", "are", "were"];
/// What else stands between a question word and its subject.
const AUXILIARY: &[&str] = &["did", "do", "does", "has", "have", "had", "is", "was", "are", "were", "can", "could", "will", "would", "should", "must"];
/// What was the value *of* the city's exports: behind these words stands what the noun belongs to.
const JOINING: &[&str] = &["of", "in", "for", "at", "on", "by", "to", "from", "with"];
/// What ends a noun phrase besides.
const BORDERS: &[&str] = &[
    "as", "each", "every", "after", "before", "during", "between", "since", "over", "under", "than", "vs", "via", "per", "when", "where", "which", "that",
    "who", "whose", "how", "and", "or", "but", "while", "until", "till", "around", "about", "near", "within", "across", "among", "against", "into", "onto",
    "versus",
];
/// Question words that also join a clause to a noun.
const RELATIVE: &[&str] = &["who", "whom", "whose", "which", "where", "when", "how"];
/// Behind these a relative word asks: in which, tell me who.
const ASKS_BEHIND: &[&str] = &["and", "or", "but", "know", "me", "us", "ask", "see", "exactly", "please", "so", "then", "just"];
/// The most, the latest: what stands behind is no noun of theirs.
const STANDS_ALONE: &[&str] =
    &["that", "any", "anyone", "each", "you", "one", "someone", "a", "an", "the", "he", "she", "they", "it", "of", "in", "at", "on", "for"];
/// Behind the most of something.
const GOES_ON: &[&str] = &["that", "to", "any", "anyone", "ever", "it", "he", "she", "they", "you"];
/// Behind "how much" these speak of a price: how much per head.
const EACH: &[&str] = &["per", "a", "an", "each", "every"];
/// How many words of a noun phrase may name somebody.
const NAMED: usize = 9;
/// Most words of a possessor.
const OWNER: usize = 5;
/// Weight of what is only a part of a phrase's Chinese: 乡镇 of 镇长 is no office.
pub(super) const PART: u16 = 500;
/// How many readings of a noun say what class of thing it is.
const READINGS: usize = 3;
/// Classes whose nouns have a size and are not themselves counted: capacity, revenue, rate.
const MEASURED: &[Class] = &[
    Class::Money,
    Class::Percent,
    Class::Area,
    Class::Length,
    Class::Weight,
    Class::Volume,
    Class::Power,
    Class::Energy,
    Class::Temperature,
    Class::Duration,
    Class::Age,
    Class::Rate,
    Class::Score,
];

/// The Bank of England: a name.
pub(super) static OF: LazyLock<Regex> = LazyLock::new(|| constant(r"\b(\p{Lu}\p{Ll}+) of (\p{Lu}\p{Ll}+)"));
pub(super) fn constant(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "a constant pattern, compiled by every test run")]
    Regex::new(pattern).expect("constant pattern")
}

/// The word of a phrase that says what it is, in small letters: the date of birth is a date.
fn head_of(phrase: &str) -> String {
    phrase.split(" of ").next().unwrap_or_default().split_whitespace().next_back().unwrap_or_default().to_lowercase()
}

impl<'a> Asking<'a> {
    /// The question phrase that asks, and whether it surely does: not one that joins a clause.
    fn phrase(&self) -> Option<(&'a Translation, bool)> {
        let all: Vec<&Translation> = self.translations.iter().filter(|translation| translation.kind == TermKind::Question).collect();
        let beside = |asks: &Translation| all.iter().any(|other| other.span != asks.span && !self.only_when(other));
        let sure: Vec<&Translation> = all.iter().copied().filter(|asks| !self.joins(asks, beside(asks))).collect();
        let choice = |from: &[&'a Translation]| from.iter().copied().find(|asks| !self.only_when(asks)).or_else(|| from.first().copied());
        choice(&sure).map(|asks| (asks, true)).or_else(|| choice(&all).map(|asks| (asks, false)))
    }

    /// Whether a question word joins a clause to the noun before it: the tenant who, the day when. Behind
    /// a comma it may do either, and does so beside another question word.
    fn joins(&self, asks: &Translation, beside: bool) -> bool {
        let phrase = asks.span.of(self.words).to_lowercase();
        if !RELATIVE.contains(&phrase.as_str()) && !phrase.starts_with("who ") {
            return false;
        }
        let before = self.words[..asks.span.start].trim_end();
        match before.chars().next_back() {
            None => false,
            Some(',') => beside || self.number_of().is_some(),
            Some(mark) if !mark.is_alphanumeric() => false,
            Some(_) => {
                let last = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
                // Countries with which it trades, how many? Not: in which year.
                let noun = before.strip_suffix(last.as_str()).unwrap_or_default().trim_end().ends_with(char::is_alphanumeric);
                !ASKS_BEHIND.contains(&last.as_str()) && (!JOINING.contains(&last.as_str()) || (beside && noun))
            }
        }
    }

    /// "When 2022 began, how many": a when without an auxiliary only says when.
    fn only_when(&self, asks: &Translation) -> bool {
        asks.span.of(self.words).eq_ignore_ascii_case("when") && !AUXILIARY.contains(&self.next(asks.span.end).as_str())
    }

    /// What a question phrase asks.
    fn by(&self, asks: &Translation) -> Wanted {
        let counted = self.phrase_behind(asks.span.end, self.is_open(asks));
        let thing = |translation: &&Translation| matches!(translation.kind, TermKind::Term | TermKind::General);
        // In words that no table has a noun phrase goes on: Gree Real Estate's paid-in | capital.
        let head = self.phrases(self.clause(asks.span.end)).first().map(|phrase| phrase.head);
        // In "which city hosts the games" the last word is a verb.
        let verb = |at: usize, span: Span| at > 0 && span.of(self.words).ends_with('s') && self.cues.asks_for("person", &head_of(span.of(self.words)));
        let before = |at: usize| at.checked_sub(1).is_some_and(|at| self.cues.is_noun(&head_of(counted[at].of(self.words))));
        let nouns: Vec<Span> = counted.iter().enumerate().filter(|&(at, &span)| !(verb(at, span) && before(at))).map(|(_, &span)| span).collect();
        let noun = self.translations.iter().rfind(|translation| nouns.contains(&translation.span) && thing(translation));
        let noun = noun.or_else(|| head.and_then(|head| self.translations.iter().find(|other| other.span.overlaps(head) && thing(other))));
        let noun = noun.or_else(|| self.translations.iter().find(|other| other.span.start >= asks.span.end && other.kind == TermKind::Term));
        let noun_span = noun.map(|noun| noun.span);
        let mut wanted = Wanted { span: asks.span, cue: self.question_words(asks, noun, head), counted, measured: self.is_open(asks) };
        if wanted.measured && wanted.counted.is_empty() {
            wanted.counted.extend(noun_span);
        }
        wanted
    }

    /// The words from here to the end of the clause.
    pub(super) fn clause(&self, from: usize) -> Span {
        let length = self.words[from..].find([',', ';', '?']).unwrap_or(self.words.len() - from);
        Span::new(from, from + length)
    }

    /// The words right behind the question phrase: what is counted or measured. A word that Chinese
    /// does not say ends it (of, are, in), but may stand at its head (how many of the; what was the),
    /// and so does a verb ("won", "arrested") behind its first word.
    pub(super) fn phrase_behind(&self, asks: usize, open: bool) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        let from = if open { self.possessor(asks) } else { asks };
        let mut end = from;
        let opening = |word: &str| OPENS.contains(&word) || (open && BEING.contains(&word));
        for translation in self.translations.iter().filter(|translation| translation.span.start >= from) {
            let gap = self.words.get(end..translation.span.start).unwrap_or_default();
            let joined = gap.chars().all(|c| c.is_whitespace() || c == '-');
            let opens = found.is_empty() && gap.split_whitespace().all(|word| opening(&word.to_lowercase()) || word.ends_with("'s"));
            let word = translation.span.of(self.words);
            let noun = || self.cues.is_noun(&word.to_lowercase());
            let verb = || !word.ends_with("ing") && !noun() && self.segmenter.tagged(&translation.terms[0].0).first().is_some_and(|word| word.tag == "v");
            let done = !found.is_empty() && (self.is_past(word) || verb());
            if done || !(joined || opens) || matches!(translation.kind, TermKind::Time | TermKind::Question) {
                break;
            }
            found.push(translation.span);
            end = translation.span.end;
        }
        found
    }

    /// A bed is listed as it stands, "arrested" is not.
    pub(super) fn is_past(&self, word: &str) -> bool {
        word.ends_with("ed") && !self.lexicon.is_english(word)
    }

    /// Where the possessor ends, behind "what was": Boluo county's | GDP.
    fn possessor(&self, from: usize) -> usize {
        let first = self.next(from);
        if !BEING.contains(&first.as_str()) {
            return from;
        }
        let behind = &self.words[from..];
        let start = behind.len() - behind.trim_start().len() + first.len();
        let end = ["'s ", "s' "].iter().filter_map(|mark| behind.get(start..)?.find(mark).map(|at| start + at + mark.len())).min();
        let whole = |owner: &str| {
            let words = OF.replace_all(owner, "$1 $2");
            words.split_whitespace().count() <= OWNER && !owner.contains([',', '?']) && !words.split_whitespace().any(|word| JOINING.contains(&word))
        };
        from + end.filter(|&end| whole(&behind[start..end])).unwrap_or(0)
    }

    /// Whether the phrase leaves open what it asks for, and the noun behind says it: what was the area,
    /// how much was a ticket, how big is the gap.
    fn is_open(&self, asks: &Translation) -> bool {
        match asks.asks.as_deref() {
            Some("what" | "how") => true,
            Some("amount" | "size") => BEING.contains(&self.next(asks.span.end).as_str()),
            _ => false,
        }
    }

    /// The Chinese question words of an English question phrase: those of what it asks, else the glossary's own.
    fn question_words(&self, phrase: &Translation, noun: Option<&Translation>, head: Option<Span>) -> String {
        let own = &phrase.terms[0].0;
        self.kind(phrase, own, noun, head).and_then(|kind| self.cues.english(kind)).unwrap_or(own).to_owned()
    }

    /// What a phrase asks, as a key of `[english]`; none where its own words say it.
    fn kind<'p>(&'p self, phrase: &'p Translation, own: &str, noun: Option<&Translation>, head: Option<Span>) -> Option<&'p str> {
        let asks = phrase.asks.as_deref().unwrap_or_default();
        let (from, clause) = (phrase.span.end, self.clause(phrase.span.end));
        let next = self.next(from);
        let which = own.contains('哪') && !self.is_auxiliary(&next) && matches!(asks, "what" | "place" | "organisation");
        if (asks == "name" || which) && self.somebody(clause) {
            return Some("person");
        }
        if let Some(rule) = self.rule(phrase) {
            return Some(rule.asks());
        }
        let asking = phrase.span.of(self.words).to_lowercase();
        // A driver was fined, how much?
        let behind = next.is_empty() && asking == "how much" && self.verb_behind(0).iter().any(|&says| matches!(says, "paid" | "priced"));
        let worth = matches!(asking.as_str(), "how much" | "what") && BEING.contains(&next.as_str()) && self.is_worth(clause);
        if behind || worth {
            return Some("money");
        }
        if let Some(kind) = self.superlative(from).filter(|_| asks == "what") {
            return Some(kind);
        }
        if own.chars().nth(2).is_some() && own.contains(['多', '几']) {
            return None;
        }
        if self.is_open(phrase) { self.kind_of(asks, own, noun, head) } else { Some(asks) }
    }

    /// What a phrase asks that leaves it open: the last word of the noun phrase behind says what the thing is (a
    /// built-up *area*), and 多少 is for what is measured.
    fn kind_of(&self, asks: &str, own: &str, noun: Option<&Translation>, head: Option<Span>) -> Option<&'static str> {
        let of = |classes: &[Class]| {
            // The words of a phrase say nothing of it: a coach station is no coach.
            let least = if noun.is_some_and(|noun| noun.span.of(self.words).contains(' ')) { PART } else { 0 };
            let whole = noun.into_iter().flat_map(|noun| noun.terms.iter()).filter(|(_, weight)| *weight > least);
            let mut readings = whole.take(READINGS);
            readings.any(|(word, _)| self.lexicon.noun_classes(word).iter().any(|entry| classes.contains(&entry.class)))
        };
        let last = noun.map_or(String::new(), |noun| head_of(noun.span.of(self.words)));
        let head = head.map_or(String::new(), |head| head.of(self.words).to_lowercase());
        let for_a = |kind: &str| self.cues.asks_for(kind, &last) || (self.cues.asks_for(kind, &head) && !self.cues.is_noun(&last));
        let which = own.contains('哪');
        match asks {
            "size" => None,
            _ if for_a("date") => Some("date"),
            _ if which && for_a("rank") => Some("rank"),
            _ if which && (of(&[Class::People]) || for_a("person")) => Some("person"),
            _ if which && for_a("place") => Some("place"),
            _ if of(MEASURED) || for_a("amount") => Some("amount"),
            // How much is a ticket?
            _ if own == "多少" => Some("money"),
            "amount" => Some("amount"),
            _ => Some("what"),
        }
    }

    /// The rule of the tables that says what a phrase asks.
    fn rule(&self, phrase: &Translation) -> Option<&'a Ask> {
        let next = match self.next(phrase.span.end).as_str() {
            next if BEING.contains(&next) => Next::Being,
            next if AUXILIARY.contains(&next) => Next::Auxiliary,
            next if EACH.contains(&next) => Next::Each,
            _ => Next::Other,
        };
        let clause = self.clause(phrase.span.end).of(self.words).to_lowercase();
        let facts = Facts {
            phrase: &phrase.span.of(self.words).to_lowercase(),
            next,
            verb: &self.verb_behind(phrase.span.end),
            clause: &clause,
            noun: &|kind| clause.split_whitespace().any(|word| self.cues.asks_for(kind, word)),
        };
        self.cues.ask(&facts)
    }

    /// Whether a noun phrase at the head of these words is about somebody: (which) village secretary
    /// gave, (the name of the) ministry's chief who; no coach station.
    pub(super) fn somebody(&self, clause: Span) -> bool {
        let words: Vec<&str> = clause.of(self.words).split_whitespace().take(NAMED).collect();
        for (at, word) in words.iter().enumerate() {
            let word = word.to_lowercase();
            let plain = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            if self.cues.asks_for("person", plain) {
                let behind = words.get(at + 1).map(|behind| behind.to_lowercase()).unwrap_or_default();
                let plural = plain.ends_with('s') && at > 0 && self.cues.is_noun(&words[at - 1].to_lowercase());
                if !plural && !word.contains("'s") && self.ends_noun(&behind, words.get(at + 1).copied().unwrap_or_default()) {
                    return true;
                }
            }
            if at > 0 && (JOINING.contains(&plain) || AUXILIARY.contains(&plain) || RELATIVE.contains(&plain)) && plain != "of" {
                return false;
            }
        }
        false
    }

    /// Whether a word goes on with no noun phrase: a verb, a border, a name of its own.
    fn ends_noun(&self, word: &str, printed: &str) -> bool {
        word.is_empty()
            || word.ends_with("ed")
            || self.is_border(word)
            || self.lexicon.irregular(word).is_some()
            || !self.lexicon.is_english(word)
            || printed.starts_with(char::is_uppercase)
            || (word.ends_with('s') && !self.cues.is_noun(word))
            || word.starts_with(|c: char| !c.is_alphanumeric())
    }

    /// Whether a clause ends with what things are worth: are the deals worth, was the watch appraised at.
    fn is_worth(&self, clause: Span) -> bool {
        let mut words = clause.of(self.words).trim_end_matches(|c: char| !c.is_alphanumeric()).split_whitespace().rev();
        let last = words.next().unwrap_or_default();
        let word = if last == "at" { words.next().unwrap_or_default() } else { last };
        self.cues.verb(&word.to_lowercase()).contains(&"worth")
    }

    /// What the first verb that says anything speaks of, behind a question phrase: paid, stood, ranked.
    fn verb_behind(&self, from: usize) -> Vec<&'static str> {
        let verb = |words: &str| {
            let mut verbs = words.split(|c: char| !c.is_alphanumeric() && c != '-').map(|word| {
                let word = word.to_lowercase();
                self.cues.verb(self.lexicon.irregular(&word).unwrap_or(&word))
            });
            verbs.find(|says| !says.is_empty())
        };
        // What did he, who was ill, weigh?
        verb(self.clause(from).of(self.words)).or_else(|| verb(&self.words[from..])).unwrap_or_default()
    }

    /// What "what is the longest" asks where no noun of its own stands behind: the longest that any stayed.
    fn superlative(&self, from: usize) -> Option<&'static str> {
        static MOST: LazyLock<Regex> =
            LazyLock::new(|| constant(r"^ (?:is|was|were|are)(?: the| its| their)? (?<most>[a-z]+)(?: (?<behind>[a-z]+))?(?: (?<then>[a-z]+))?"));
        let found = MOST.captures(&self.words[from..])?;
        let behind = found.name("behind").map_or("", |behind| behind.as_str());
        let alone = behind.is_empty() || STANDS_ALONE.contains(&behind) || self.cues.asks_for("person", behind);
        match &found["most"] {
            "most" | "least" | "fewest" | "max" | "min" | "maximum" | "minimum" | "high" | "low" | "highest" | "lowest" if alone => Some("amount"),
            "longest" | "shortest" if alone => Some("length"),
            "latest" | "earliest" if alone => Some("date"),
            "latest" | "earliest" | "next" if self.cues.asks_for("day", behind) => Some("date"),
            // The most vehicles that came; no most popular dish.
            "most" | "fewest" if found.name("then").is_some_and(|then| GOES_ON.contains(&then.as_str())) => Some("amount"),
            _ => None,
        }
    }

    /// The next word, in small letters.
    pub(super) fn next(&self, from: usize) -> String {
        self.words.get(from..).and_then(|behind| behind.split_whitespace().next()).unwrap_or_default().to_lowercase()
    }

    pub(super) fn is_auxiliary(&self, word: &str) -> bool {
        AUXILIARY.contains(&word)
    }

    pub(super) fn is_border(&self, word: &str) -> bool {
        JOINING.contains(&word) || BORDERS.contains(&word) || AUXILIARY.contains(&word)
    }
}
