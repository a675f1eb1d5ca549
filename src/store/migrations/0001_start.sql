-- What the bot remembers. A topic of 0 stands for "no topic": SQLite's keys treat nulls as different.

create table chat_state (
    chat  integer primary key,
    state text not null            -- JSON, read by the chat alone
) strict;

create table subscription (
    chat     integer not null,
    thread   integer not null,
    time     text not null,        -- HH:MM:SS on the wall
    topic    text not null,
    language text not null,
    since    text not null,        -- YYYY-MM-DDTHH:MM:SS on the wall
    primary key (chat, thread)
) strict, without rowid;

-- One digest of one chat, topic and day. The key is what keeps it from being sent twice.
create table run (
    chat    integer not null,
    thread  integer not null,
    day     text not null,         -- YYYY-MM-DD
    state   text not null check (state in ('pending', 'sending', 'done', 'failed')),
    next    integer not null,      -- number of the next message to send
    stories integer not null,      -- how many stories it holds
    reason  text,                  -- why it failed
    primary key (chat, thread, day)
) strict, without rowid;

create index run_open on run (day) where state in ('pending', 'sending');

-- The messages of a run, kept until it is done, so that a retry sends the same words.
create table part (
    chat   integer not null,
    thread integer not null,
    day    text not null,
    number integer not null,
    body   text not null,
    primary key (chat, thread, day, number),
    foreign key (chat, thread, day) references run on update cascade on delete cascade
) strict, without rowid;

-- Stories a chat has been sent: the next digest leaves them out.
create table sent (
    chat   integer not null,
    thread integer not null,
    story  integer not null,       -- 64-bit key, its sign bit used
    day    text not null,
    primary key (chat, thread, story)
) strict, without rowid;
