//! Every feature of a candidate by name: what the ranking weighs and `--trace` explains.
//!
//! A feature is a number near 0–1 (some −1–1), made by one of the files beside this one; its
//! weight stands in the tables of `config/ranking/` under the same name. Knows no weights.

macro_rules! features {
    ($($name:ident $key:literal $what:literal,)*) => {
        /// A feature of a candidate.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Feature { $(#[doc = $what] $name,)* }

        impl Feature {
            /// Every feature, in the order of their slots.
            pub const ALL: &'static [Feature] = &[$(Feature::$name,)*];

            /// Its name in the weight table.
            pub fn key(self) -> &'static str {
                match self { $(Feature::$name => $key,)* }
            }

            /// What it says.
            pub fn what(self) -> &'static str {
                match self { $(Feature::$name => $what,)* }
            }
        }
    };
}

features! {
    Passage "passage" "retrieval score of the passage, of the best one's",
    Rank "rank" "one over the passage's rank",
    Article "article" "retrieval score of the article, of the best one's",
    ArticleRank "article_rank" "one over the article's rank",
    Far "far" "the sentence was not retrieved itself, only its article",
    CoverSentence "cover_sentence" "share of the question's weight that the sentence holds",
    CoverSquare "cover_square" "the same, squared",
    CoverExact "cover_exact" "share of the question's weight that the sentence holds word for word",
    CoverBest "cover_best" "the sentence's share, of the best sentence's",
    CoverClause "cover_clause" "share that the clause holds",
    CoverLeft "cover_left" "share between the clause's start or the figure before, and the figure",
    CoverRight "cover_right" "share between the figure and the clause's end or the next figure",
    CoverNear "cover_near" "share that the sentence and its neighbours hold",
    CoverLead "cover_lead" "share that headline, place and first sentence hold",
    CoverAll "cover_all" "share that anything near in the article holds",
    Near "near" "question words weighed by nearness to the figure",
    NearLeft "near_left" "the same, only before the figure",
    NearRight "near_right" "the same, only behind the figure",
    HeadClause "head_clause" "counted thing of the question in the clause",
    HeadLeft "head_left" "counted thing before the figure",
    HeadRight "head_right" "counted thing behind the figure",
    HeadNear "head_near" "counted thing near the figure",
    NameSentence "name_sentence" "names of the question in the sentence",
    NameNear "name_near" "names of the question in the sentence or its neighbours",
    NameAll "name_all" "names of the question anywhere near in the article",
    Missing "missing" "weight of the rarest word of the question that is nowhere near",
    PlaceUnasked "place_unasked" "a province or another country is named before it, and the question names nobody",
    NationSaid "nation_said" "the whole country is named before it, and the question names nobody",
    PrintedWithin "printed_within" "the article is of before the end of what was asked for",
    AsksWidely "asks_widely" "the question names nobody",
    PlaceAbsent "place_absent" "a place of the question is named nowhere in the article",
    NameAbsent "name_absent" "weight of the rarest name that the article does not have at all",
    HeadAbsent "head_absent" "weight of the counted thing, where the article does not have it at all",
    CountedAbsent "counted_absent" "the thing named right behind the question word is nowhere in the article",
    AnyAbsent "any_absent" "weight of the rarest word that the article does not have at all",
    HeadSentence "head_sentence" "how well the sentence matches the counted thing",
    AfterRight "after_right" "the word behind the question word stands behind the figure",
    AfterNear "after_near" "a word behind the question word stands beside the figure",
    BeforeLeft "before_left" "the word before the question word stands before the figure",
    BeforeNear "before_near" "a word before the question word stands beside the figure",
    Bigrams "bigrams" "character pairs beside the question word that stand beside the figure",
    UnitEqual "unit_equal" "the unit is the one asked for",
    UnitGroup "unit_group" "the unit means the one asked for",
    ClassEqual "class_equal" "the class is the one asked for",
    ClassClash "class_clash" "the class is another than the one said",
    ClassClashSoft "class_clash_soft" "the class is another than the one guessed",
    ClassCount "class_count" "another class of counted things",
    NoUnit "no_unit" "the figure has no unit",
    NounClass "noun_class" "the counted noun's class is the figure's",
    NounClash "noun_clash" "the counted noun's class is another than the figure's",
    Repeated "repeated" "the figure stands in the question",
    NumberClause "number_clause" "a number of the question stands in the clause",
    Ordinal "ordinal" "an ordinal that nobody asked for",
    OrdinalAsked "ordinal_asked" "an ordinal that was asked for",
    SmallChinese "small_chinese" "a small number in Chinese writing",
    One "one" "the number one in Chinese writing",
    Range "range" "a range",
    Modified "modified" "the paper says about, over, nearly …",
    Vague "vague" "数百, 上千: no number at all",
    RateChange "rate_change" "growth or fall",
    ChangeUnasked "change_unasked" "growth words beside the figure that nobody asked for",
    ChangeAsked "change_asked" "growth words beside the figure that were asked for",
    TargetUnasked "target_unasked" "an aim or plan that nobody asked for",
    TargetAsked "target_asked" "an aim or plan, asked for",
    PartUnasked "part_unasked" "其中 before the figure that nobody asked for",
    PartFits "part_fits" "a part asked for and given",
    PartFails "part_fails" "a part asked for and not given",
    FormerUnasked "former_unasked" "去年, 上年 in the clause that nobody asked for",
    TotalWord "total_word" "累计, 共 before the figure",
    TotalAsked "total_asked" "the same, asked for",
    PerDiffers "per_differs" "per day, per head on one side only",
    ExtremeUnasked "extreme_unasked" "最高, 单日 before the figure that nobody asked for",
    ExtremeAsked "extreme_asked" "the same, asked for",
    StageUnasked "stage_unasked" "a part of a time, way or contest before the figure that nobody asked for: 首日, 前33天, 春节档, 半决赛",
    FromValue "from_value" "the start of a change: 由…",
    ToValue "to_value" "the end of a change: 提高到…",
    AdjectiveFits "adjective_fits" "长, 高, 宽 beside the figure as asked",
    AdjectiveFails "adjective_fails" "another of 长, 高, 宽 beside the figure",
    YearFits "year_fits" "the article is of the year asked for",
    YearFails "year_fails" "the article is neither of the year asked for nor of the next",
    MonthFits "month_fits" "the article is of the month asked for or the next",
    MonthFails "month_fails" "the article is of an earlier or much later month",
    TimeFits "time_fits" "the year said before the figure is the one asked for",
    TimeFails "time_fails" "the year said before the figure is another",
    PeriodFits "period_fits" "the months said before the figure are those asked for",
    PeriodFails "period_fails" "the months said before the figure are others",
    PeriodExtra "period_extra" "months before the figure though only a year was asked for",
    DayFits "day_fits" "the day is the one asked for",
    DayFails "day_fails" "the day is another",
    Own "own" "share that the figure's own stretch holds",
    Rival "rival" "question words that a rival figure has and this one lacks",
    RivalClause "rival_clause" "the same over clauses",
    HeadOwn "head_own" "counted thing in the figure's own stretch",
    HeadRival "head_rival" "counted thing in a rival's own stretch and not in this one's",
    Lead "lead" "own share beyond the best rival's",
    Behind "behind" "own share behind the best rival's",
    LeadClause "lead_clause" "own share beyond the best rival's over clauses",
    RivalArticle "rival_article" "the best rival of the article in other sentences",
    SurplusLeft "surplus_left" "weight of words before the figure that nobody asked about",
    SurplusRight "surplus_right" "weight of words behind the figure that nobody asked about",
    LastLeft "last_left" "whether the last word before the figure was asked about",
    FirstRight "first_right" "whether the first word behind the figure was asked about",
    WordsExact "words_exact" "share of the figure's own words that stand in the question",
    OtherPlace "other_place" "a place before the figure that nobody asked about",
    Contrast "contrast" "a word that excludes one of the question's stands by the figure",
    ListFits "list_fits" "its item of a 分别 list fits best",
    ListFails "list_fails" "another item of a 分别 list fits better",
    First "first" "in the first two sentences",
    Depth "depth" "how deep in the article, by logarithm",
    Index "index" "which figure of the sentence",
    Alone "alone" "one over the number of figures of the asked class in the sentence",
    InLead "in_lead" "the figure stands in headline or first sentence as well",
    Bracket "bracket" "the figure opens a bracket",
    ClauseLength "clause_length" "length of the clause",
    Sibling "sibling" "another figure of the sentence has the asked class",
    CoverUnit "cover_unit" "cover_all where class or unit fit",
    NearUnit "near_unit" "near where class or unit fit",
    AgreeArticles "agree_articles" "logarithm of how many other articles have the figure",
    AgreeCount "agree_count" "logarithm of how often the figure stands among candidates",
    AgreeBrief "agree_brief" "agree_articles, where few words are asked: the main figure of many articles",
    Template "template" "an extraction rule reads the figure for the question",
    TemplateAgainst "template_against" "an extraction rule of the same sentence reads another figure",
    Reach "reach" "share of the question that is the figure's, far words counting less",
    ReachHead "reach_head" "the same of the counted thing",
    ReachMissing "reach_missing" "weight of the rarest word that is not the figure's",
    ReachBehind "reach_behind" "by how much a rival of the sentence reaches more",
    ReachBehindHead "reach_behind_head" "the same of the counted thing",
    ReachBehindArticle "reach_behind_article" "by how much a rival of the article reaches more",
    ReachBest "reach_best" "reach, of the best of all figures that could answer",
    PlaceSame "place_same" "the place named last before the figure is asked for",
    PlaceNarrow "place_narrow" "the place named last before the figure is smaller than those asked for",
    PlaceOther "place_other" "the place named last before the figure is another of the same rank",
    PlaceWide "place_wide" "the place named last before the figure is larger than those asked for",
    YearCarriedFits "year_carried_fits" "the year said in sentences before is the one asked for",
    YearCarriedFails "year_carried_fails" "the year said in sentences before is another",
    PeriodCarriedFits "period_carried_fits" "the months said in sentences before are those asked for",
    PeriodCarriedFails "period_carried_fails" "the months said in sentences before are others",
    PeriodWide "period_wide" "a year without months is said, though months were asked for",
    PrintedFits "printed_fits" "printed on the day asked for or up to two days later",
    PrintedFails "printed_fails" "printed on another day, a day being asked for",
    NumberRepeated "number_repeated" "the figure stands in the question with its unit",
    LongAbsent "long_absent" "weight of the rarest long word that the article does not have at all",
    AssignedUnasked "assigned_unasked" "so many were sent or assigned, but how many there are was asked",
    CurrencyFails "currency_fails" "money of another currency than the one asked for",
    CountedGone "counted_gone" "what is counted is nowhere in the article, and the unit is not the one asked for",
    FromAsked "from_asked" "the start of a change, asked for",
    ToAsked "to_asked" "the end of a change, asked for",

    DaysSame "days_same" "the days it belongs to are those asked for",
    DaysWithin "days_within" "the days it belongs to lie within those asked for",
    DaysAround "days_around" "the days it belongs to hold those asked for",
    DaysAcross "days_across" "the days it belongs to begin with those asked for and end otherwise, or cross them",
    DaysApart "days_apart" "the days it belongs to are others",
    DaysUnsaid "days_unsaid" "no days are said, though some were asked for",
    ToldFits "told_fits" "told or published on a day asked for",
    ToldApart "told_apart" "told or published on another day",
    PrintedEarly "printed_early" "printed before the days asked for",
    AheadUnsaid "ahead_unsaid" "asked for a time to come, and said of neither that time nor an aim",
    PrintedLate "printed_late" "logarithm of how long after the days asked for it was printed",
    PrintedLater "printed_later" "the same beside how many days were asked for",

    DeltaFits "delta_fits" "a difference, asked for",
    DeltaFails "delta_fails" "no difference, though one was asked for",
    DeltaUnasked "delta_unasked" "a difference that nobody asked for",
    BaseFits "base_fits" "compared with the period asked for: 环比, 同比",
    BaseFails "base_fails" "compared with another period",
    Converted "converted" "money in brackets behind the same money in another currency",

    RareSentence "rare_sentence" "how well the sentence matches the question's rarest word",
    RareNear "rare_near" "how well the two sentences before or the one behind match it",
    RareLead "rare_lead" "how well headline, place and first sentence match it",
    RareFar "rare_far" "weight of it, where only other parts of the article have it",

    OnlyOwn "only_own" "weight of question words that the figure has and no rival of the sentence",
    OnlyRival "only_rival" "weight of question words that a rival of the sentence has and this one lacks",
    NearLead "near_lead" "by how much question words stand nearer than to the best rival of the sentence",
    ReachLead "reach_lead" "by how much reach is more than that of the best rival of the sentence",
    ApartSign "apart_sign" "1 where only_own is more than only_rival, -1 where it is less",
    BesideLeft "beside_left" "weight of question words that end right before the figure",
    BesideRight "beside_right" "weight of question words that begin right behind the figure",
    BesideLead "beside_lead" "by how much that is more than beside the best rival of the sentence",
    ElsewhereEarlier "elsewhere_earlier" "weight of the rarest word that only stands in earlier parts (；) of the sentence",
    ElsewhereLater "elsewhere_later" "the same in later parts",
    RouteFits "route_fits" "the length of a way between places, asked for",
    NearNext "near_next" "question words behind the figure, past a rival or the end of its item",
    PartNear "part_near" "其中, 包括 just before the figure that nobody asked for",
    WholeNear "whole_near" "其中, 包括 just behind the figure",
    Bare "bare" "a plain number that nothing says what it counts",
    AsksPerson "asks_person" "a person is asked for",
    AsksPlace "asks_place" "a place is asked for",
    AsksDate "asks_date" "a date is asked for",
    AsksMoney "asks_money" "money is asked for",
    AsksPercent "asks_percent" "a share is asked for",
    AsksPeople "asks_people" "a number of people is asked for",
    AsksCount "asks_count" "a number of things is asked for",
    AsksUnit "asks_unit" "the question says a unit",
    AsksLoosely "asks_loosely" "what is asked for is guessed from a noun or verb",
    AsksTime "asks_time" "the question says a time",
    AsksTerms "asks_terms" "how many content words the question has",
    AsksNames "asks_names" "how many names the question has",
    Translated "translated" "the question was asked in English: its words are less sure",
    PartTold "part_told" "part_near, where words of the question are this one's alone",
    WholeLost "whole_lost" "whole_near, where words of the question are only a rival's",
    ScaleFits "scale_fits" "printed in the 万 or 亿 that was asked for",
    ScaleFails "scale_fails" "far below the 万 or 亿 that was asked for",

    TiedFits "tied_fits" "a number that tells things apart (一年期) stands before the figure as asked",
    TiedFails "tied_fails" "the same with another number",

    // Of names: see `naming`.
    NameKnown "name_known" "a name of the dictionary",
    NameSurname "name_surname" "a name by its family name",
    NameGuess "name_guess" "a family name before an ordinary word",
    NameForeign "name_foreign" "a foreign name with its dot",
    NameSounds "name_sounds" "characters that spell foreign sounds",
    NameTitled "name_titled" "a name beside a title or what calls it",
    NameLatin "name_latin" "a name in Latin letters",
    NameRoyal "name_royal" "a ruler or noble by style",
    NameOdd "name_odd" "a word that no dictionary has",
    NameGazetteer "name_gazetteer" "a place of the gazetteer",
    NameEnding "name_ending" "a place by its ending",
    NameAddress "name_address" "an address, or what stands between 在 and 举行",
    NameQuoted "name_quoted" "in quotation marks",
    NameOrganisation "name_organisation" "an organisation by its ending",
    NameNoun "name_noun" "nouns in a row",
    NameList "name_list" "several names joined by 、 and 和",
    NameGap "name_gap" "what stands where the question has its question word, found by nothing else",
    GapFills "gap_fills" "how surely it is all that stands where the question has its question word",
    GapHolds "gap_holds" "the same of its share in what stands there",
    GapStarts "gap_starts" "it begins behind the words that the question has before its question word",
    GapEnds "gap_ends" "it ends before the words that the question has behind its question word",
    GapBest "gap_best" "how surely it fills such a place in such a sentence, beside the one that does so best",
    NamePart "name_part" "a longer name covers it",
    NameParts "name_parts" "it covers shorter names",
    NameLength "name_length" "length of the name",
    NameTwo "name_two" "a name of two characters",
    NameThree "name_three" "a name of three characters",
    NameProper "name_proper" "share of the name that is names, or words that no dictionary has",
    NamePlain "name_plain" "share of the name that is verbs, particles, numbers",
    NameCutLeft "name_cut_left" "the name begins within a word",
    NameCutRight "name_cut_right" "the name ends within a word",
    CleanLeft "clean_left" "a mark stands before the name",
    CleanRight "clean_right" "a mark stands behind the name",
    Glossed "glossed" "a bracket opens behind the name",
    TitleBefore "title_before" "a title stands before the name",
    TitleBehind "title_behind" "a title stands behind the name",
    SaysBehind "says_behind" "the name speaks or acts",
    ByBefore "by_before" "由, 被 before the name",
    ByAsked "by_asked" "the same, where the doer is asked for",
    LocatedBefore "located_before" "位于, 在 before the name",
    EventBehind "event_behind" "举行, 成立 behind the name",
    Headline "headline" "the headline has the name",
    SharesQuestion "shares_question" "share of the name that stands in the question",
    Mentions "mentions" "logarithm of how often the article has the name",
    SeveralFits "several_fits" "several asked for and given",
    SeveralFails "several_fails" "several asked for and one given",
    RoleBefore "role_before" "the role asked for stands before the name",
    RoleBehind "role_behind" "the role asked for stands behind the name",
    RoleInside "role_inside" "the name holds the role asked for",
    DoerFits "doer_fits" "the verb stands behind the name, whose doer is asked for",
    DoerFails "doer_fails" "the verb stands before the name, and its doer is asked for",
    DoneFits "done_fits" "the verb stands before the name, as in the question",
    DoneFails "done_fails" "the verb stands behind the name, unlike in the question",
    VerbNear "verb_near" "the question's verb near the name",
    TypeFits "type_fits" "the kind of place or organisation asked for",
    TypeFails "type_fails" "another kind than the one asked for",
    TypeUnknown "type_unknown" "a kind of place that has a level is asked for, and nothing says whether it is one",
    TypeLevel "type_level" "the gazetteer, and no ending, says that it is of the kind asked for",
    TypeWide "type_wide" "the kind asked for, with more before it",
    TypeOther "type_other" "it ends as another kind does",
    GrainFits "grain_fits" "the date has the year, month, day or hour asked for",
    GrainLacks "grain_lacks" "the date lacks the year, month, day or hour asked for",
    GrainExtra "grain_extra" "the date is finer than asked for",
    GrainOpen "grain_open" "how fine the date is, where nothing is said",

    // Of the best alone, beside all the others: see `certainty`.
    ChanceLogit "chance_logit" "its chance by the scores, as a logarithm of odds",
    TogetherLogit "together_logit" "the same of all that overlap or touch it",
    SecondChance "second_chance" "chance of the second by the scores",
    ThirdChance "third_chance" "chance of the third by the scores",
    Margin "margin" "by how much its score is more than the second's",
    Score "score" "its score",
    TimeOrNameFails "time_or_name_fails" "its time or name is another",
    NameGone "name_gone" "a name of the question is nowhere in the article",
    Torn "torn" "the second comes close, and a long word is nowhere in the article",
    Lost "lost" "the rarest word of the question is nowhere near",
    Terms "terms" "how many terms the question has, in tens",
    BorneOut "borne_out" "logarithm of how many articles say the same",
    BorneOutLong "borne_out_long" "the same of a figure of many digits",
}

/// How many features there are.
pub const COUNT: usize = Feature::ALL.len();

/// The values of one candidate, by slot; boxed, as candidates are moved about.
#[derive(Clone, PartialEq)]
pub struct Features(pub Box<[f32; COUNT]>);

impl Default for Features {
    fn default() -> Self {
        Self(Box::new([0.0; COUNT]))
    }
}

impl Features {
    pub(super) fn set(&mut self, feature: Feature, value: f32) {
        self.0[feature as usize] = value;
    }

    pub(super) fn mark(&mut self, feature: Feature, holds: bool) {
        self.set(feature, if holds { 1.0 } else { 0.0 });
    }

    /// One value.
    pub fn get(&self, feature: Feature) -> f32 {
        self.0[feature as usize]
    }
}

impl std::fmt::Debug for Features {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let set = Feature::ALL.iter().filter(|&&feature| self.get(feature) != 0.0);
        f.debug_map().entries(set.map(|&feature| (feature.key(), self.get(feature)))).finish()
    }
}
