//! balie: the command line of the counter and of branch IT.

fn main() -> std::process::ExitCode {
    balie_cli::main()
}
