//! The one integration test crate: each module says what it proves.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod chat;
mod digest;
mod fake_bot_api;
mod store;
mod telegram;
