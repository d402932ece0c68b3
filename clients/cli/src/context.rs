//! What every subcommand needs.

use crate::failure::Failure;
use crate::terminal::Terminal;
use crate::text::{Lang, failures as text};
use balie_client::resource::{self, NameFault};
use balie_client::{Client, v1::Registration};
use balie_reading::escape_in_json;
use serde_json::Value;

/// What every subcommand needs: the daemon, the terminal, the language.
pub(crate) struct Context<'t> {
    /// The daemon.
    pub client: Client,
    /// Where to talk.
    pub terminal: &'t mut Terminal,
    /// Language of people.
    pub lang: Lang,
    /// Write JSON instead of lines for people.
    pub json: bool,
}

/// How a subcommand ends.
pub(crate) type Outcome = Result<(), Failure>;

impl Context<'_> {
    /// A result: JSON, indented, when asked for; else lines for people.
    pub fn result(&mut self, json: impl FnOnce() -> Value, lines: impl FnOnce(Lang) -> Vec<String>) {
        if self.json {
            self.terminal.line(&escape_in_json(&format!("{:#}", json())));
        } else {
            for line in lines(self.lang) {
                self.terminal.line(&line);
            }
        }
    }

    /// One event of a stream: a line of JSON (NDJSON), or lines for people.
    pub fn event(&mut self, json: impl FnOnce() -> Value, lines: impl FnOnce(Lang) -> Vec<String>) {
        if self.json {
            self.terminal.line(&escape_in_json(&json().to_string()));
        } else {
            for line in lines(self.lang) {
                self.terminal.line(&line);
            }
        }
    }

    /// The registration that a person named in any way.
    pub async fn registration(&self, name: &str) -> Result<Registration, Failure> {
        Ok(self.client.registrations.get(&self.named(name)?).await?)
    }

    /// The resource name that a mutation wants, from any name a person gave.
    pub async fn registration_name(&self, name: &str) -> Result<String, Failure> {
        let name = self.named(name)?;
        if resource::is_registration_id(&name) {
            return Ok(name);
        }
        Ok(self.client.registrations.get(&name).await?.name)
    }

    /// What a person calls a registration, as the API does.
    fn named(&self, typed: &str) -> Result<String, Failure> {
        resource::named_registration(typed).map_err(|fault| {
            let message = match fault {
                NameFault::Digits { found } => {
                    let (pass, patron) = (resource::PASS_DIGITS, resource::MOST_PATRON_DIGITS);
                    text::name_digits(self.lang, typed, found, pass, patron)
                }
                NameFault::Unknown => text::name_unknown(self.lang, typed),
            };
            Failure::Invalid { field: "name", message }
        })
    }

    /// Nobody reads any more: a stream may stop.
    pub fn is_over(&self) -> bool {
        self.terminal.is_closed()
    }
}
