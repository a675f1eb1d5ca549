# Everything the bot says in English. Names and values are listed in src/chat/keys.rs;
# `shuwen check` tells what is missing. Words of newspapers never come from here.

start =
    Hello, I am Shuwen. I read Chinese newspapers and answer with their own words: the figure, and the sentence it stands in.
    Just ask, for example: how many talents did Sucheng attract?
    In groups, use /ask@{ $bot }, mention @{ $bot }, or reply to one of my messages.
    /help shows all I can do.
help =
    Asking
    • In a private chat just write the question; in groups use /ask QUESTION, @{ $bot } QUESTION, or reply to me.
    • You can follow up, for example: and how many patents?
    • Below an answer, “Source” shows what stands around it and “Next” shows other figures that may fit.
    Commands
    /ask QUESTION
    /digest [today|yesterday|week|1 September|September] [PLACE OR TOPIC] the stories of a day
    /subscribe 08:00 [PLACE OR TOPIC] a digest every day
    /unsubscribe end it
    /figures TEXT the figures in a text (or reply to a message)
    /sources the papers I have read
    /lang zh|en|auto speak Chinese, English, or as you ask
    /stop end the digest and forget the last question
ask-how = Please add a question, for example: /ask how many talents did Sucheng attract?
trouble = Sorry, something went wrong and this was not done. Please try again later.
unknown-command = There is no command /{ $command }. /help shows all of them.

too-long = That is too long: a question may have { $most } characters. Please make it shorter.
unreadable = I could not read this line: it is not text in UTF-8. Please send it again in UTF-8; all else is answered as usual.
lang-how = { $given ->
    [blank] Please name a language: /lang zh for Chinese, /lang en for English, /lang auto for that of each question.
   *[other] I do not speak “{ $given }”. Use /lang zh for Chinese, /lang en for English, /lang auto for that of each question.
}
lang-set = Done: I will speak English here. /lang auto goes back to the language of each question.
lang-auto = Done: I will answer in the language you ask in.
stopped = Done: no more daily digests here, and the last question is closed. Ask again at any time; /subscribe 08:00 brings the digest back.

welcome = You are welcome. Ask on whenever you like.
# What is heard and not said: whole messages, or parts of them, that are no question.
heard-greetings =
    hello, hello there, hi, hi there, hey, hey there, hiya, good morning, good afternoon, good evening, good day, greetings, how are you, ni hao, nihao
heard-thanks =
    thanks, thanks a lot, thanks so much, many thanks, thank you, thank you so much, thank you very much, thx, ty, cheers, xiexie
    ok, okay, i see, got it, great, cool, nice, perfect, good, very good, well done, understood, alright, bye, goodbye, good night, see you
# The same about the answer before: what its buttons do, and another unit, which stands for _.
heard-source = source, original, the original, original text, full text, context, show source, show the source
heard-next = next, next one, more, others, show more, anything else
heard-previous = previous, prev, back, previous one
heard-convert = convert to _, convert it to _, convert that to _, convert into _, converted to _
# Only where a unit stands there.
heard-convert-unit = in _, and in _, what about in _, what is that in _, what's that in _, how much is that in _, how much is it in _, how many _ is that
# Words for days behind /digest: what they name, and how many of it from today. Of a day of the week the last one
# is meant; what may stand before it says another. `last` are so many days up to today, `before` up to yesterday. Where
# a number is said for `_`, it is so many times as far or as long.
heard-days =
    today = day 0
    yesterday = day -1
    day before yesterday, the day before yesterday = day -2
    tomorrow = day 1
    day after tomorrow, the day after tomorrow = day 2
    this week, past week, the past week, week = week 0
    last week = week -1
    week before last, the week before last = week -2
    next week = week 1
    this month = month 0
    last month = month -1
    next month = month 1
    this year = year 0
    last year = year -1
    next year = year 1
    last _ days, past _ days, the last _ days, the past _ days = last 1
    last two days, past two days, the last two days, the past two days, last couple of days, past couple of days = last 2
    last three days, past three days, the last three days, the past three days = last 3
    last few days, past few days, the last few days, the past few days = week 0
    last _ weeks, past _ weeks, the last _ weeks, the past _ weeks = last 7
    last two weeks, past two weeks, the last two weeks, the past two weeks = last 14
    past month, the past month = last 30
    _ days ago = day -1
    _ weeks ago = week -1
    two weeks ago = week -2
    monday = weekday 1
    tuesday = weekday 2
    wednesday = weekday 3
    thursday = weekday 4
    friday = weekday 5
    saturday = weekday 6
    sunday = weekday 7
heard-weekdays =
    last, past = past
    this = week 0
    next = week 1
# Between two days: 8/1 to 8/5.
heard-until = to, till, until
none-open = There is no answer to look at now; please ask a question first.
converted = { $figure } = { $kind ->
    [about] about { $value }
    [nearly] nearly { $value }
    [over] more than { $value }
    [at_least] at least { $value }
    [at_most] at most { $value }
    [less_than] less than { $value }
    [vague] roughly { $value }
   *[exact] { $value }
}
not-converted = I cannot convert “{ $figure }” into { $unit }.
heard-english =
    english please, in english please, in english, speak english, please speak english, speak english please, use english, answer in english, please answer in english, switch to english
heard-chinese =
    chinese please, in chinese please, in chinese, speak chinese, please speak chinese, speak chinese please, use chinese, answer in chinese, please answer in chinese, switch to chinese, mandarin please

not-asked =
    I could not tell what to look up. Ask for a figure, a date, a person, a place or a name that a newspaper would print, for example:
    How many talents did Sucheng attract?
nothing = The articles I have read do not say.
unsure = I found no certain answer, and I would rather not guess.
near = The nearest that they do say:
close = { $count } answers fit equally well; here they all are:
close-dated = The papers give { $count } different figures over time; the newest first:
which = Which one do you mean?
differs = There is also a different figure:
# Before the answer to a question that asks whether something is so.
whether = { $holds ->
    [yes] Yes. The paper says:
   *[open] The paper says:
}
approximate = { $kind ->
    [about] The paper says “about”: not an exact figure.
    [nearly] The paper says “nearly”: slightly less than this.
    [over] The paper says “more than”: not an exact figure.
    [at_least] The paper says “at least”.
    [at_most] The paper says “at most”.
    [less_than] The paper says “less than”.
   *[vague] The paper gives only a rough figure.
}
in-english = { $kind ->
    [about] about { $figure }
    [nearly] nearly { $figure }
    [over] more than { $figure }
    [at_least] at least { $figure }
    [at_most] at most { $figure }
    [less_than] less than { $figure }
    [vague] roughly { $figure }
   *[exact] { $figure }
}
not-fact = { $status ->
    [target] This is a target, not yet a fact.
    [plan] This is expected or planned, not yet a fact.
    [claim] Somebody claims this; the paper does not say that it is so.
   *[negated] The paper says that this is not so.
}
agreeing = { $count ->
    [one] One more article gives the same answer.
   *[other] { $count } more articles give the same answer.
}
untitled = (untitled)
source-button = Source{ $number ->
    [blank] {""}
   *[other] {" "}{ $number }
}
next-button = Next
next-title = “{ $question }” may also be:
no-next = There are no more.
no-previous = There is nothing before: this is the first answer.
forgotten = This button is too old. Please ask again.
article-gone = This article is no longer in the collection.

figures-how = Put a text behind /figures, or reply to a message with /figures.
figures-none = There are no figures in this text.
figures-some = { $count ->
    [one] One figure:
   *[other] { $count } figures:
}
figures-more = { $count } more are not shown.
figure-kind = { $kind ->
    [quantity] quantity
    [money] money
    [percent] per cent
    [rate_change] change
    [percentage_point] percentage points
    [multiple] multiple
    [duration] duration
    [age] age
    [date] date
    [ordinal] ordinal
   *[ratio] ratio
}
figure-modifier = { $kind ->
    [about] about
    [nearly] nearly
    [over] more than
    [at_least] at least
    [at_most] at most
    [less_than] less than
   *[vague] roughly
}

sources = { $articles ->
    [one] One article
   *[other] { $articles } articles
} from { $sources ->
    [one] one source
   *[other] { $sources } sources
}:
sources-none = There are no articles yet.
source-line = { $articles ->
    [one] one article
   *[other] { $articles } articles
}, { $dates }
source-undated = undated
source-unnamed = unknown source
sources-more = { $count } more sources are not shown.

digest-title = Digest of { $day }{ $topic ->
    [blank] {""}
   *[other] {" "}on { $topic }
}: { $stories ->
    [one] one story
   *[other] { $stories } stories
}
digest-week = Digest of { $from } to { $to }{ $topic ->
    [blank] {""}
   *[other] {" "}on { $topic }
}: { $stories ->
    [one] one story
   *[other] { $stories } stories
}
digest-undated = Digest{ $topic ->
    [blank] {""}
   *[other] {" "}on { $topic }
}, undated: { $stories ->
    [one] one story
   *[other] { $stories } stories
}
digest-also = also in { $papers ->
    [one] one more paper
   *[other] { $papers } more papers
}
digest-more = { $count ->
    [one] One more story is
   *[other] { $count } more stories are
} not shown.
digest-nothing = { $topic ->
    [blank] There are no stories for these days.
   *[other] There are no stories on { $topic } for these days.
}
digest-no-day = “{ $day }” is not a day. Please write it like 2021-09-01 or 1 September.
digest-too-long = “{ $days }” is too long for one digest. Please name a day, a week, a month or a quarter, for example /digest 1 September or /digest September 2021.
digest-ahead = { $day } has not come yet: there are no papers of it.
digest-latest = The latest day with stories: /digest { $day }{ $topic ->
    [blank] {""}
   *[other] {" "}{ $topic }
}
digest-no-news = { $topic ->
    [blank] Nothing new. You will hear from me when there is.
   *[other] Nothing new on { $topic }. You will hear from me when there is.
}
subscribed = Done: a digest{ $topic ->
    [blank] {""}
   *[other] {" "}on { $topic }
} comes here every day at { $time }. /unsubscribe ends it.
subscribe-how = Please add a time, for example: /subscribe 08:00, or /subscribe 08:00 Sucheng.
subscribe-time = “{ $time }” is not a time. Please write it like 08:00.
subscribe-topic = “{ $given }” is a time and not a topic; there is one digest a day here. Use /subscribe 08:00, or /subscribe 08:00 Sucheng.
admins-only = In a group only administrators may subscribe, unsubscribe or change the language.
unsubscribed = Done: no more daily digests here.

menu-ask = Ask a question
menu-digest = The stories of a day, a place or a topic
menu-subscribe = A digest every day, for example at 08:00
menu-unsubscribe = End the daily digest
menu-figures = The figures in a text
menu-sources = The papers I have read
menu-lang = The language I speak: zh, en or auto
menu-stop = End the digest and forget the last question
menu-help = How to use me
