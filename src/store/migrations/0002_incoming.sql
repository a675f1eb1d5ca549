-- Updates of Telegram, written down before they are confirmed. The body is dropped as soon as
-- the update is dealt with; its number stays a while, so that it is not dealt with twice.

create table incoming (
    bot    integer not null,       -- the bot's user id: another token counts anew
    number integer not null,
    body   text,                   -- JSON; null once it is dealt with
    tries  integer not null,       -- how many times it was begun
    at     integer not null,       -- seconds since 1970
    primary key (bot, number)
) strict, without rowid;
