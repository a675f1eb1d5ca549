//! Measuring answers against question sets, and learning the ranking from them.
//!
//! Reads the evaluation data's rows, asks every question through the same `Engine::ask` as a
//! user, judges by the public judge's rules and says where answers are lost. Knows no files:
//! rows come as readers.

mod boost;
mod judge;
mod lbfgs;
mod learn;
mod report;
mod row;
mod sample;

pub use judge::right;
pub use learn::{Learnt, Validated, learn};
pub use report::{Loss, Report};
pub use row::{MeasureError, Prediction, QuestionRow, predict, questions};
pub use sample::{Sample, sample};
