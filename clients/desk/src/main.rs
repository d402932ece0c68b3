//! `balie-desk`: the screen of the counter clerk.

use balie_desk::program::{Options, run};
use clap::Parser as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    run(&Options::parse())
}
