//! Standard output and standard error: results on the one, everything said about them on the
//! other. The only file that prints.

use std::io::{self, ErrorKind, IsTerminal, Write};

use serde::Serialize;

use super::CliError;

/// Prints a result and a line end.
pub(super) fn say(text: &str) -> Result<(), CliError> {
    write(&format!("{}\n", text.trim_end_matches('\n')))
}

/// Prints a result as it is.
pub(super) fn write(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => CliError::Closed,
        _ => CliError::Wrong(format!("cannot write to standard output: {error}")),
    })
}

/// Prints a value as JSON, one line where `lines`, else to be read.
pub(super) fn json(value: &impl Serialize, line: bool) -> Result<(), CliError> {
    let text = if line { serde_json::to_string(value) } else { serde_json::to_string_pretty(value) };
    say(&text?)
}

/// Says something about the work on standard error, where it is not mistaken for a result.
pub(super) fn complain(text: &str) {
    // Nowhere is left to say that this failed.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Whether somebody watches standard output.
pub(super) fn watched() -> bool {
    io::stdout().is_terminal()
}
