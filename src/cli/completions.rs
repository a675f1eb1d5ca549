//! `completions`: a script with which a shell completes subcommands and options.

use clap::{Args, Command};
use clap_complete::Shell;

use super::{CliError, Outcome, screen};

/// Arguments of `completions`.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  shuwen completions bash > ~/.local/share/bash-completion/completions/shuwen")]
pub(super) struct Completions {
    /// The shell.
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    pub(super) fn run(self, mut command: Command) -> Result<Outcome, CliError> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "shuwen", &mut script);
        screen::write(&String::from_utf8_lossy(&script))?;
        Ok(Outcome::Done)
    }
}
