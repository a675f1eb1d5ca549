//! Every reply by name, with the values the program gives it.
//!
//! The wording stands in `config/replies/*.ftl`; this list is what they are checked against.
//! Knows nothing of when a reply is used.

macro_rules! keys {
    ($($name:ident = $id:literal [$($variable:literal),*];)*) => {
        /// Name of one reply.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Key { $($name),* }

        impl Key {
            /// All of them, in the order of the list.
            pub(super) const ALL: &[Key] = &[$(Key::$name),*];

            /// Its name in the replies' files.
            pub(super) fn id(self) -> &'static str {
                match self { $(Key::$name => $id),* }
            }

            /// The values it is given.
            pub(super) fn variables(self) -> &'static [&'static str] {
                match self { $(Key::$name => &[$($variable),*]),* }
            }
        }
    };
}

keys! {
    Start = "start" ["bot"];
    Help = "help" ["bot"];
    Trouble = "trouble" [];
    Unknown = "unknown-command" ["command"];
    AskHow = "ask-how" [];
    Welcome = "welcome" [];
    HeardGreetings = "heard-greetings" [];
    HeardThanks = "heard-thanks" [];
    HeardSource = "heard-source" [];
    HeardNext = "heard-next" [];
    HeardPrevious = "heard-previous" [];
    HeardConvert = "heard-convert" [];
    HeardConvertUnit = "heard-convert-unit" [];
    NoneOpen = "none-open" [];
    Converted = "converted" ["figure", "kind", "value"];
    NotConverted = "not-converted" ["figure", "unit"];
    HeardEnglish = "heard-english" [];
    HeardChinese = "heard-chinese" [];
    HeardDays = "heard-days" [];
    HeardWeekdays = "heard-weekdays" [];
    HeardUntil = "heard-until" [];
    TooLong = "too-long" ["most"];
    Unreadable = "unreadable" [];
    LangHow = "lang-how" ["given"];
    LangSet = "lang-set" [];
    LangAuto = "lang-auto" [];
    Stopped = "stopped" [];
    NotAsked = "not-asked" [];
    Nothing = "nothing" [];
    Unsure = "unsure" [];
    Near = "near" [];
    Close = "close" ["count"];
    CloseDated = "close-dated" ["count"];
    Which = "which" [];
    Differs = "differs" [];
    Whether = "whether" ["holds"];
    Approximate = "approximate" ["kind"];
    InEnglish = "in-english" ["kind", "figure"];
    NotFact = "not-fact" ["status"];
    Agreeing = "agreeing" ["count"];
    Untitled = "untitled" [];
    SourceButton = "source-button" ["number"];
    NextButton = "next-button" [];
    NextTitle = "next-title" ["question"];
    NoNext = "no-next" [];
    NoPrevious = "no-previous" [];
    Forgotten = "forgotten" [];
    Gone = "article-gone" [];
    FiguresHow = "figures-how" [];
    FiguresNone = "figures-none" [];
    FiguresSome = "figures-some" ["count"];
    FigureKind = "figure-kind" ["kind"];
    FigureModifier = "figure-modifier" ["kind"];
    FiguresMore = "figures-more" ["count"];
    Sources = "sources" ["articles", "sources"];
    SourcesNone = "sources-none" [];
    SourceLine = "source-line" ["articles", "dates"];
    SourcesMore = "sources-more" ["count"];
    SourceUndated = "source-undated" [];
    SourceUnnamed = "source-unnamed" [];
    DigestTitle = "digest-title" ["day", "topic", "stories"];
    DigestWeek = "digest-week" ["from", "to", "topic", "stories"];
    DigestUndated = "digest-undated" ["topic", "stories"];
    DigestAlso = "digest-also" ["papers"];
    DigestMore = "digest-more" ["count"];
    DigestNothing = "digest-nothing" ["topic"];
    DigestNoDay = "digest-no-day" ["day"];
    DigestTooLong = "digest-too-long" ["days"];
    DigestAhead = "digest-ahead" ["day"];
    DigestLatest = "digest-latest" ["day", "topic"];
    DigestNoNews = "digest-no-news" ["topic"];
    Subscribed = "subscribed" ["time", "topic"];
    SubscribeHow = "subscribe-how" [];
    SubscribeTime = "subscribe-time" ["time"];
    SubscribeTopic = "subscribe-topic" ["given"];
    AdminsOnly = "admins-only" [];
    Unsubscribed = "unsubscribed" [];
    MenuAsk = "menu-ask" [];
    MenuDigest = "menu-digest" [];
    MenuSubscribe = "menu-subscribe" [];
    MenuUnsubscribe = "menu-unsubscribe" [];
    MenuFigures = "menu-figures" [];
    MenuSources = "menu-sources" [];
    MenuLang = "menu-lang" [];
    MenuStop = "menu-stop" [];
    MenuHelp = "menu-help" [];
}
