//! A bar on a terminal while something takes long; nothing into a file or a pipe.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far some work is.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for `whole` steps of `what`; `bytes` where the steps are bytes.
    pub(super) fn new(quiet: bool, what: &'static str, whole: u64, bytes: bool) -> Self {
        // Standard error hides the bar by itself where it is no terminal.
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(whole), target);
        let counts = if bytes { "{bytes}/{total_bytes}" } else { "{pos}/{len}" };
        if let Ok(style) = ProgressStyle::with_template(&format!("{{prefix}} [{{bar:30}}] {counts} {{eta}}")) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_prefix(what);
        bar.enable_steady_tick(Duration::from_millis(250));
        Self { bar }
    }

    /// So many steps more are done.
    pub(super) fn add(&self, steps: u64) {
        self.bar.inc(steps);
    }

    /// Prints a line above the bar.
    pub(super) fn line(&self, text: &str) {
        self.bar.suspend(|| super::screen::complain(text));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
