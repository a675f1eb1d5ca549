//! The one integration test crate: each module says what it proves; data stand in `tests/cases`.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking, and may say why")]

mod chat;
mod cli;
mod corpus;
mod digest;
mod english;
mod extract;
mod fake_bot_api;
mod figures;
mod layers;
mod lexicon;
mod readme;
mod search;
mod seeds;
mod settings;
mod status;
mod store;
mod telegram;
