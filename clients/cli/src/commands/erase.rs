//! `balie registrations erase`: everything personal of a registration is erased, for good.

use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::input::yes_no;
use crate::show;
use crate::terminal::wrap;
use crate::text::{erase as words, failures};
use serde_json::json;

pub(super) async fn run(context: &mut Context<'_>, name: &str, unconfirmed: bool, yes: bool) -> Outcome {
    let lang = context.lang;
    let asks = !yes;
    if asks && (context.json || !context.terminal.is_interactive()) {
        return Err(Failure::usage(words::needs_yes(lang)));
    }
    let registration = context.registration(name).await?;
    if asks {
        for line in show::entry(lang, &registration) {
            context.terminal.line(&line);
        }
        for text in [words::erased(lang), words::stays(lang), words::forever(lang)] {
            for line in wrap(text, "") {
                context.terminal.line(&line);
            }
        }
        context.terminal.prompt(&format!("{} ", words::sure(lang)));
        let answer = context.terminal.lines.next().await.unwrap_or_default();
        if yes_no(&answer) != Ok(true) {
            return Err(Failure::Declined { message: failures::not_confirmed(lang).to_owned() });
        }
    }
    // What is erased is what was shown: with its etag, so that a change meanwhile is noticed.
    let erased =
        context.client.registrations.erase(&registration.name, &registration.etag, unconfirmed).await;
    let erased = match erased {
        Ok(erased) => erased,
        Err(error) => {
            let refused = error.refusal().filter(|refusal| refusal.has_reason("NOT_CONFIRMED"));
            return Err(match refused {
                Some(refusal) if !context.json => {
                    Failure::Declined { message: words::not_confirmed(lang, &refusal.message) }
                }
                _ => error.into(),
            });
        }
    };
    context.result(
        || {
            json!({
                "name": registration.name,
                "change_number": erased.change_number,
                "accounts": erased.accounts,
                "messages": erased.messages,
                "accounts_kept": erased.accounts_kept,
            })
        },
        |lang| {
            let mut lines = vec![words::done(lang, show::short_name(&registration), erased.change_number)];
            if erased.accounts > 0 {
                lines.push(words::account(lang).to_owned());
            }
            if erased.messages > 0 {
                lines.push(words::message(lang).to_owned());
            }
            if erased.accounts_kept > 0 {
                lines.push(words::account_kept(lang).to_owned());
            }
            lines
        },
    );
    Ok(())
}
