//! `balie-desk`: the screen of the counter clerk.

use balie_desk::program::{Asked, Options, run};
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let arguments = std::env::args_os().skip(1).collect();
    match Options::read(arguments, |name| std::env::var(name).ok()) {
        Ok(Asked::Screen(options)) => run(&options)?,
        Ok(Asked::Text(text)) => std::io::stdout().write_all(text.as_bytes())?,
        Err(wrong) => {
            writeln!(std::io::stderr(), "balie-desk: {wrong}")?;
            return Ok(ExitCode::from(2));
        }
    }
    Ok(ExitCode::SUCCESS)
}
