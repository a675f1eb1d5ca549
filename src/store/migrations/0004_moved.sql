-- Under which id a group lives on. Whoever was sending to it when it moved still names the old one.
create table moved (
    old integer primary key,
    new integer not null
) strict;
