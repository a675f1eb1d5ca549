//! shuwen (数闻): answers questions about Chinese newspaper articles with the exact figure and the
//! sentence that proves it.
//!
//! ```text
//! bytes → Article → Passage ─┐
//!                            ├→ Hit → Candidate → Answer → Reply
//! words → Question → Query ──┘
//! ```
//!
//! The modules below stand in reading order, and each depends only on those before it (a test
//! enforces it). Down to `digest` nothing knows the clock, the environment, the network or, but
//! for `index`, the file system: today's date is an argument.

pub mod text;

pub mod figures;

pub mod lexicon;

pub mod corpus;

pub mod index;

pub mod question;

pub mod extract;

pub mod answer;

pub mod resources;

pub mod engine;

pub mod measure;

pub mod digest;

pub mod store;

pub mod chat;

pub mod telegram;

pub mod settings;

pub mod cli;
