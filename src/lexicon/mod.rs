//! Compiled tables of names and terms: what a word means to a newspaper reader.
//!
//! Synonyms, counted nouns, contrasts, places and their parents, pinyin, English–Chinese terms
//! and short names of organisations, all from `config/lexicon/`. The tables are data; this
//! module loads, checks and asks them. It knows no question, no article and no figure.
//!
//! Chinese words are compared in folded form (see [`fold`](crate::text::fold)); methods that
//! return spans want folded text, and their spans are of that text.

mod aliases;
mod contrasts;
mod dictionary;
mod edges;
mod error;
mod glossary;
mod inflect;
mod nouns;
mod pinyin;
mod places;
mod source;
mod spelling;
mod synonyms;
mod tags;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::text::Segmenter;

pub use error::{LexiconError, Problem};
pub(crate) use glossary::ASKS;
pub use glossary::{TermKind, Translation};
pub use nouns::NounEntry;
pub use places::{LatinMention, Level, Place, PlaceId, PlaceMention};
pub use source::Sources;
pub use synonyms::Synonym;

/// All tables, loaded once and shared by reference.
#[derive(Debug)]
pub struct Lexicon {
    synonyms: synonyms::Synonyms,
    nouns: nouns::Nouns,
    contrasts: contrasts::Contrasts,
    places: places::Places,
    readings: pinyin::Readings,
    glossary: glossary::Glossary,
    aliases: aliases::Aliases,
    tags: tags::Tags,
    glued: edges::Glued,
    /// Only English questions need it, so the first of them builds it.
    latin: OnceLock<places::LatinIndex>,
    syllables: OnceLock<spelling::Syllables>,
}

impl Lexicon {
    /// The tables compiled into the binary.
    pub fn embedded() -> Result<Self, LexiconError> {
        Self::load(&Sources::embedded())
    }

    /// Tables from texts; an absent file is an empty table.
    ///
    /// # Errors
    /// The first file that cannot be read, or that no table would read.
    pub fn load(sources: &Sources) -> Result<Self, LexiconError> {
        sources.refuse_unknown(
            &[
                "nouns.toml",
                "contrasts.toml",
                "pinyin.toml",
                "tags.toml",
                "edges.toml",
                "glossary-irregular.toml",
                "dictionary.tsv",
                "places/china.tsv",
                "places/world.tsv",
                "places/more.toml",
            ],
            &["synonyms", "glossary", "aliases"],
        )?;
        Ok(Self {
            synonyms: synonyms::Synonyms::load(sources)?,
            nouns: nouns::Nouns::load(sources)?,
            contrasts: contrasts::Contrasts::load(sources)?,
            places: places::Places::load(sources)?,
            readings: pinyin::Readings::load(sources)?,
            glossary: glossary::Glossary::load(sources)?,
            aliases: aliases::Aliases::load(sources)?,
            tags: tags::Tags::load(sources)?,
            glued: edges::Glued::load(sources)?,
            latin: OnceLock::new(),
            syllables: OnceLock::new(),
        })
    }

    /// Words that can stand for this one, over all groups it is in.
    pub fn synonyms(&self, word: &str) -> impl Iterator<Item = Synonym<'_>> {
        self.synonyms.of(word)
    }

    /// What is known of a counted noun, by its longest listed ending (高层次人才 → 人才).
    ///
    /// ```
    /// # use shuwen::lexicon::Lexicon;
    /// let lexicon = Lexicon::embedded()?;
    /// assert_eq!(lexicon.noun_class("高层次人才").map(|noun| noun.class), Some(shuwen::figures::Class::People));
    /// # Ok::<(), shuwen::lexicon::LexiconError>(())
    /// ```
    pub fn noun_class(&self, word: &str) -> Option<&NounEntry> {
        self.nouns.of(word).first()
    }

    /// All that is known of a counted noun, one entry a class, likeliest first.
    pub fn noun_classes(&self, word: &str) -> &[NounEntry] {
        self.nouns.of(word)
    }

    /// What the figure of a verb is, one entry a class (花 money, 判 duration); no endings.
    pub fn verb_classes(&self, verb: &str) -> &[NounEntry] {
        self.nouns.of_verb(verb)
    }

    /// Words that cannot describe the same figure (出口 for 进口).
    pub fn contrasts(&self, word: &str) -> &[String] {
        self.contrasts.of(word)
    }

    /// Names and terms that a segmenter should not cut, sorted, without doubles, each with its tag (`ns`
    /// a place, `nt` an organisation, `n` a noun, `nw` another name: a person, a firm). Synonyms are not
    /// among them: many are turns of phrase (花了多少) that would hide the words inside.
    pub fn words(&self) -> Vec<(String, &'static str)> {
        let places = self.places.names().filter(|name| !self.places.is_guarded(name)).map(|word| (word, "ns"));
        let organisations = self.aliases.words().map(|word| (word, "nt"));
        let nouns = self.nouns.words().map(|word| (word, "n"));
        let names = self.glossary.words().map(|(word, place)| (word, if place { "ns" } else { "nw" }));
        // The first tag of a word is the surest.
        let all = places.chain(organisations).chain(nouns).chain(names).filter(|(word, _)| word.chars().nth(1).is_some());
        let mut words: BTreeMap<String, &'static str> = BTreeMap::new();
        all.for_each(|(word, tag)| {
            words.entry(word.to_owned()).or_insert(tag);
        });
        words.into_iter().collect()
    }

    /// A segmenter that does not cut the lexicon's words, takes for persons none that it knows better,
    /// and glues no small words to what it does not know.
    ///
    /// ```
    /// # use shuwen::lexicon::Lexicon;
    /// let lexicon = Lexicon::embedded()?;
    /// assert_eq!(lexicon.segmenter().tagged("荣誉")[0].tag, "n");
    /// # Ok::<(), shuwen::lexicon::LexiconError>(())
    /// ```
    pub fn segmenter(&self) -> Segmenter {
        Segmenter::new(self.words()).retagged(self.tags.all()).trimmed(self.glued.edges())
    }

    /// Places named in folded Chinese text, left to right.
    ///
    /// ```
    /// # use shuwen::lexicon::Lexicon;
    /// let lexicon = Lexicon::embedded()?;
    /// let found = lexicon.places_in("江苏省宿迁市宿城区");
    /// assert_eq!(lexicon.place(found[2].place).short, "宿城");
    /// # Ok::<(), shuwen::lexicon::LexiconError>(())
    /// ```
    pub fn places_in(&self, text: &str) -> Vec<PlaceMention> {
        self.places.mentions(text)
    }

    /// One place; the id must come from this lexicon.
    pub fn place(&self, id: PlaceId) -> &Place {
        self.places.get(id)
    }

    /// Names of other places that end with the name of this one: 白俄罗斯 for 俄罗斯.
    pub fn longer_places(&self, name: &str) -> &[String] {
        self.places.longer(name)
    }

    /// Places named in English text, left to right.
    pub fn latin_places_in(&self, english: &str) -> Vec<LatinMention> {
        self.latin().mentions(english, &self.places, |word| self.glossary.is_word(word))
    }

    /// Whether a name in Latin letters can be cut into two syllables or more.
    pub fn spells(&self, latin: &str) -> bool {
        self.syllables().spells(latin)
    }

    /// Han words that a Latin name may spell; `exist` says which pairs of characters there are.
    pub fn spelled(&self, latin: &str, exist: &mut dyn FnMut(&[String]) -> Vec<bool>) -> Vec<String> {
        self.syllables().words(latin, exist)
    }

    /// Whether a Latin name spells a Han word by the usual sounds of its characters.
    pub fn spelled_as_usual(&self, latin: &str, han: &str) -> bool {
        self.readings.usual(latin, han)
    }

    /// Whether an English table lists the word as it stands.
    pub fn is_english(&self, word: &str) -> bool {
        self.glossary.is_listed(&word.to_lowercase())
    }

    /// What an English word in small letters is a form of that no ending explains: give for gave.
    pub fn irregular(&self, english: &str) -> Option<&str> {
        self.glossary.irregular(english)
    }

    /// Whether an English word is grammar that Chinese does not say: of, the, by.
    pub fn is_grammar(&self, english: &str) -> bool {
        self.glossary.is_grammar(english)
    }

    /// The phrases of an English text with their Chinese; words it does not know, names and
    /// digits are not covered by any span.
    pub fn translate(&self, english: &str) -> Vec<Translation> {
        self.glossary.translate(english)
    }

    /// Everything readable but wrong in all tables.
    pub fn check(&self) -> Vec<Problem> {
        let mut problems = self.synonyms.check();
        problems.extend(self.nouns.check());
        problems.extend(self.contrasts.check(|a, b| self.synonyms.same(a, b)));
        problems.extend(self.places.check());
        problems.extend(self.readings.check());
        problems.extend(self.glossary.check());
        problems.extend(self.aliases.check());
        problems.extend(self.glued.check(&self.segmenter()));
        problems
    }

    fn syllables(&self) -> &spelling::Syllables {
        self.syllables.get_or_init(|| spelling::Syllables::new(&self.readings))
    }

    fn latin(&self) -> &places::LatinIndex {
        self.latin.get_or_init(|| places::LatinIndex::new(&self.places, &self.readings))
    }
}
