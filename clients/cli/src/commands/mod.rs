//! The subcommands: one file for each.

mod audit;
mod branch;
mod catalogue;
mod changes;
mod completions;
mod devices;
mod do_command;
mod enrol;
mod erase;
mod jobs;
mod man;
mod mandate;
mod mandate_scan;
mod options;
mod pass;
mod register;
mod registrations;
mod scan;
mod status;
mod summary;
mod watch;
mod whoami;

use crate::args::{Cli, Global, Sub};
use crate::context::{Context, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::text::Lang;
use balie_client::{Caller, Client};

/// Runs a parsed command line.
pub(crate) async fn run(cli: Cli, lang: Lang, terminal: &mut Terminal) -> Exit {
    match dispatch(cli.command, &cli.global, terminal, lang).await {
        Ok(()) => Exit::Ok,
        Err(failure) => {
            failure.tell(terminal, lang, cli.global.json);
            Exit::from(&failure)
        }
    }
}

async fn dispatch(command: Sub, global: &Global, terminal: &mut Terminal, lang: Lang) -> Outcome {
    // These need no daemon.
    let command = match command {
        Sub::Completions(args) => return completions::run(&args, terminal, lang),
        Sub::Man(args) => return man::run(&args, terminal, lang),
        Sub::Enrol(args) => return enrol::run(args, global, terminal, lang).await,
        other => other,
    };
    let client = connect(global, lang).await?;
    let mut context = Context { client, terminal, lang, json: global.json };
    match command {
        Sub::Register(args) => register::run(&mut context, &args).await,
        Sub::Registrations(args) => registrations::run(&mut context, args.command).await,
        Sub::Do(args) => do_command::run(&mut context, args).await,
        Sub::Watch(args) => watch::run(&mut context, &args).await,
        Sub::Devices(args) => devices::run(&mut context, args).await,
        Sub::Scan(args) => scan::run(&mut context, &args).await,
        Sub::Jobs(args) => jobs::run(&mut context, args.command).await,
        Sub::Catalogue(args) => catalogue::run(&mut context, &args).await,
        Sub::Options(args) => options::run(&mut context, args).await,
        Sub::Pass(args) => pass::run(&mut context, &args).await,
        Sub::Mandate(args) => mandate::run(&mut context, args.command).await,
        Sub::Branch => branch::run(&mut context).await,
        Sub::Changes(args) => changes::run(&mut context, &args).await,
        Sub::Summary(args) => summary::run(&mut context, &args).await,
        Sub::Status => status::run(&mut context).await,
        Sub::Whoami => whoami::run(&mut context).await,
        Sub::Completions(_) | Sub::Man(_) | Sub::Enrol(_) => Ok(()),
    }
}

async fn connect(global: &Global, lang: Lang) -> Result<Client, Failure> {
    let caller = Caller::new(lang, global.station.clone())?;
    Ok(Client::connect(global.endpoint(), caller).await?)
}
