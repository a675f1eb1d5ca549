-- A chat that is closed to the bot keeps its subscription, which rests until the chat speaks again.
alter table subscription add column paused integer not null default 0;

-- Stories are forgotten by their day.
create index sent_day on sent (day);
