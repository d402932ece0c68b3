//! `balie enrol`: makes this PC a station of a branch, with a one-time code.

use crate::args::{EnrolArgs, Global};
use crate::context::Outcome;
use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::text::{Lang, enrol as text};
use balie_client::Caller;
use balie_client::station::{Credentials, EnrolStep, enrol, role_name};
use serde_json::json;

pub(super) async fn run(args: EnrolArgs, global: &Global, terminal: &mut Terminal, lang: Lang) -> Outcome {
    let code = match args.code {
        Some(code) => code,
        None => {
            if !global.json {
                terminal.error_line(text::code(lang));
            }
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).map_err(|error| Failure::io("stdin", error))?;
            line
        }
    };
    let directory = args.directory.unwrap_or_else(Credentials::place);
    let caller = Caller::new(lang, global.station.clone())?;
    let quiet = global.json;
    let progress = |step| {
        if !quiet {
            terminal.error_line(match step {
                EnrolStep::Connecting => text::connecting(lang),
                EnrolStep::Asking => text::asking(lang),
                EnrolStep::Storing => text::storing(lang),
            });
        }
    };
    let enrolled = enrol(&args.address, &code, &caller, &directory, progress).await?;
    let server = enrolled.server.to_string();
    if global.json {
        let view = json!({
            "station": enrolled.station,
            "role": enrolled.role,
            "server": server,
            "directory": directory,
        });
        terminal.line(&format!("{view:#}"));
    } else {
        let role = role_name(&enrolled.role, lang);
        terminal.line(&text::done(lang, &enrolled.station, role, server));
    }
    Ok(())
}
