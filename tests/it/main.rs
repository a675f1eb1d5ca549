//! The one integration test crate: each module says what it proves.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod fake_bot_api;
mod telegram;
