//! What an idle printer tells about itself.

use super::answer::{Answer, Refusal};
use super::command::Command;
use super::config::EvolisConfig;
use super::link::{Link, LinkError};
use crate::{DeviceCell, DeviceState, Reason};

/// Counter: panels the printer has printed in its life (`Rco;p`).
const PANELS: &str = "printer_panels";
/// Counter: cards the printer has drawn in in its life (`Rco;c`).
const CARDS: &str = "printer_cards";
/// Counter: cards left on the ribbon by the printer's own estimate (`Rco;l`).
const RIBBON_LEFT: &str = "ribbon_cards_left";

/// Asks a newly connected printer who it is. What a model does not tell stays unknown.
pub(super) async fn identify(
    link: &mut Link,
    config: &EvolisConfig,
    cell: &DeviceCell,
) -> Result<(), LinkError> {
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

/// Asks an idle printer how it is.
pub(super) async fn look(
    link: &mut Link,
    config: &EvolisConfig,
    cell: &DeviceCell,
) -> Result<DeviceState, LinkError> {
    let condition = trouble(link.ask(&Command::read_condition(), config.answer()).await?);
    let ribbon = trouble(link.ask(&Command::read_ribbon(), config.answer()).await?);
    for (name, command) in [(PANELS, Command::read_panels()), (CARDS, Command::read_cards())] {
        if let Some(value) = number(link, config, &command).await? {
            cell.update(|info| info.set_counter(name, value));
        }
    }
    let left = number(link, config, &Command::read_ribbon_left()).await?;
    if let Some(left) = left {
        cell.update(|info| info.set_counter(RIBBON_LEFT, left));
    }
    let low = left.is_some_and(|left| left <= u64::from(config.ribbon_low)) && config.ribbon_low > 0;
    let reason = condition.or(ribbon).or(low.then_some(Reason::RibbonLow));
    Ok(reason.map_or(DeviceState::Ready, DeviceState::of))
}

/// The trouble in an answer. A question this model does not know, and a missing card while nobody prints,
/// are no trouble.
fn trouble(answer: Answer) -> Option<Reason> {
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
) -> Result<Option<String>, LinkError> {
    Ok(match link.ask(command, config.answer()).await? {
        Answer::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Answer::Done | Answer::Refused(_) => None,
    })
}

async fn number(link: &mut Link, config: &EvolisConfig, command: &Command) -> Result<Option<u64>, LinkError> {
    Ok(text(link, config, command).await?.and_then(|text| text.parse().ok()))
}
