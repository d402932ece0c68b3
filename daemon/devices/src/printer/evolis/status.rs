//! What an idle printer tells about itself.

use super::answer::{Answer, Refusal};
use super::command::Command;
use super::config::EvolisConfig;
use super::link::Link;
use super::words::StatusWords;
use crate::printer::wire::WireError;
use crate::{DeviceCell, DeviceState, Reason};

/// The counters of the guide (`Rco`), with the names under which they are published.
const COUNTERS: [(&str, &str); 5] = [
    // Panels the printer has printed in its life.
    ("p", "printer_panels"),
    // Cards the printer has drawn in in its life.
    ("c", "printer_cards"),
    // Cleanings that were done.
    ("n", "printer_cleanings"),
    // Cards between two cleanings, on average.
    ("a", "printer_cleaning_interval"),
    // Cards between two cleanings, at most.
    ("m", "printer_cleaning_interval_longest"),
];
/// Counter: cards left on the ribbon by the printer's own estimate (`Rco;l`).
const RIBBON_LEFT: &str = "ribbon_cards_left";

/// Asks a newly connected printer who it is. What a model does not tell stays unknown.
pub(super) async fn identify(
    link: &mut Link,
    config: &EvolisConfig,
    cell: &DeviceCell,
) -> Result<(), WireError> {
    link.ask(&Command::host_manages_errors(), config.answer()).await?;
    let model = text(link, config, &Command::read_model()).await?;
    let serial = text(link, config, &Command::read_serial()).await?;
    let firmware = text(link, config, &Command::read_firmware()).await?;
    cell.update(|info| {
        info.model = model;
        info.serial = serial;
        info.firmware = firmware;
    });
    Ok(())
}

/// Questions that not every model answers. One that is met with silence is not asked again, because after
/// silence the conversation has to begin anew.
#[derive(Debug, Default)]
pub(super) struct Optional {
    unanswered: Vec<Command>,
}

impl Optional {
    async fn ask(
        &mut self,
        link: &mut Link,
        config: &EvolisConfig,
        command: Command,
    ) -> Result<Option<Answer>, WireError> {
        if self.unanswered.contains(&command) {
            return Ok(None);
        }
        let answered = link.ask(&command, config.answer()).await;
        if answered == Err(WireError(Reason::TimeOut)) {
            tracing::info!(
                command = command.name(),
                "the printer does not answer this and is not asked again"
            );
            self.unanswered.push(command);
        }
        answered.map(Some)
    }

    async fn text(
        &mut self,
        link: &mut Link,
        config: &EvolisConfig,
        command: Command,
    ) -> Result<Option<String>, WireError> {
        Ok(self.ask(link, config, command).await?.and_then(told))
    }
}

/// Asks an idle printer how it is.
pub(super) async fn look(
    link: &mut Link,
    config: &EvolisConfig,
    cell: &DeviceCell,
    optional: &mut Optional,
) -> Result<DeviceState, WireError> {
    let condition = trouble(&link.ask(&Command::read_condition(), config.answer()).await?);
    let ribbon = trouble(&link.ask(&Command::read_ribbon(), config.answer()).await?);
    let words = match &config.status_command {
        Some(command) => optional.text(link, config, Command::configured(command)).await?,
        None => None,
    };
    let words = words.and_then(|words| StatusWords::parse(&words)).and_then(|words| words.trouble());
    // Answered with the last answer, or with the wish to be cleaned when all else is well.
    let cleaning = optional.ask(link, config, Command::read_cleaning()).await?;
    let cleaning =
        cleaning.and_then(|answer| trouble(&answer)).filter(|reason| *reason == Reason::CleaningNeeded);
    for (which, name) in COUNTERS {
        if let Some(value) = number(optional.text(link, config, Command::read_counter(which)).await?) {
            cell.update(|info| info.set_counter(name, value));
        }
    }
    let left = number(optional.text(link, config, Command::read_counter("l")).await?);
    let media = optional.text(link, config, Command::read_ribbon_type()).await?;
    cell.update(|info| {
        info.media = media;
        if let Some(left) = left {
            info.set_counter(RIBBON_LEFT, left);
        }
    });
    let low = left.is_some_and(|left| left <= u64::from(config.ribbon_low)) && config.ribbon_low > 0;
    let reason = condition.or(ribbon).or(words).or(cleaning).or(low.then_some(Reason::RibbonLow));
    Ok(reason.map_or(DeviceState::Ready, DeviceState::of))
}

/// The trouble in an answer. A question this model does not know, and a missing card while nobody prints,
/// are no trouble.
fn trouble(answer: &Answer) -> Option<Reason> {
    match answer {
        Answer::Refused(Refusal::Command | Refusal::Parameter | Refusal::NoCard) => None,
        Answer::Refused(refusal) => Some(refusal.reason()),
        Answer::Done | Answer::Text(_) => None,
    }
}

async fn text(
    link: &mut Link,
    config: &EvolisConfig,
    command: &Command,
) -> Result<Option<String>, WireError> {
    Ok(told(link.ask(command, config.answer()).await?))
}

fn told(answer: Answer) -> Option<String> {
    match answer {
        Answer::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Answer::Done | Answer::Refused(_) => None,
    }
}

fn number(text: Option<String>) -> Option<u64> {
    text?.parse().ok()
}
