//! The conversation with one scanner behind SANE.

use std::ffi::OsString;

use async_trait::async_trait;

use super::config::SaneConfig;
use super::listing::Listing;
use super::plan::{Paper, Plan};
use super::program::{Limits, Run};
use super::words::Place;
use crate::document_scanner::control::Ended;
use crate::document_scanner::owner::Protocol;
use crate::document_scanner::{PaperSource, ScanControl, ScanProgress, ScanRequest, ScannedPage, page};
use crate::{Activity, DeviceCell, DeviceState, Reason};

/// Lists of options and of scanners stay far below this many bytes.
const LIST_MAX: usize = 1024 * 1024;
/// How a scanner is listed: name, maker and model.
const LISTED: &str = "--formatted-device-list=%d|%v %m%n";
/// How often the options are listed anew before a page, each time with what was planned: those that depend on others
/// are listed as they are then. By far most scanners are done after the first.
const ROUNDS: usize = 3;

/// One scanner.
pub(super) struct Sane {
    config: SaneConfig,
    /// Its name of today and what it can do, since it was last lost from sight.
    found: Option<Found>,
}

#[derive(Debug, Clone)]
struct Found {
    name: String,
    model: Option<String>,
    /// Its options as they are when nothing is set.
    options: Listing,
    /// What was planned for a place before, as long as the options stay as they are.
    plans: Vec<(Place, Plan)>,
}

impl Found {
    fn new(name: &str, model: Option<String>, options: Listing) -> Self {
        Self { name: name.to_owned(), model, options, plans: Vec::new() }
    }

    /// Whether paper can be taken from a place.
    fn has(&self, place: Place) -> bool {
        Paper::of(&self.options, place) != Paper::Nowhere
    }
}

impl Sane {
    pub fn new(config: SaneConfig) -> Self {
        Self { config, found: None }
    }

    /// Asks something that needs no page.
    async fn ask(&self, arguments: &[&str]) -> Result<String, Reason> {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let patience = self.config.answer();
        let limits = Limits { bytes: LIST_MAX, first: patience, between: patience };
        let mut run = Run::start(&self.config, &arguments)?;
        match run.output(limits, |_| {}, std::future::pending()).await {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(Ended::Failed(reason)) => Err(reason),
            // Nobody cancels it.
            Err(Ended::Cancelled) => Err(Reason::Stopping),
        }
    }

    /// Opens the scanner and reads what it can do.
    async fn find(&mut self) -> Result<Found, Reason> {
        if let Some(configured) = &self.config.device {
            match self.options(configured).await {
                Err(Reason::PortMissing) => {}
                Err(reason) => return Err(reason),
                Ok(options) => return Ok(Found::new(configured, None, options)),
            }
        }
        let wanted = self.config.device.as_deref().unwrap_or_default();
        let listed = self.ask(&[LISTED]).await?;
        let (name, model) = listed
            .lines()
            .filter_map(|line| line.split_once('|'))
            // Cameras are listed among the scanners.
            .find(|(name, _)| name.starts_with(wanted) && (!wanted.is_empty() || !name.starts_with("v4l:")))
            .ok_or(Reason::PortMissing)?;
        let options = self.options(name).await?;
        let model = Some(model.trim().to_owned()).filter(|model| !model.is_empty());
        Ok(Found::new(name, model, options))
    }

    async fn options(&self, name: &str) -> Result<Listing, Reason> {
        self.options_with(name, &[]).await
    }

    /// The options as they are when these are set.
    async fn options_with(&self, name: &str, set: &[String]) -> Result<Listing, Reason> {
        let mut arguments = vec!["--device-name", name, "--all-options"];
        arguments.extend(set.iter().map(String::as_str));
        Ok(Listing::parse(&self.ask(&arguments).await?))
    }

    /// What to set for a page from a place.
    async fn plan(&mut self, found: &Found, place: Place) -> Result<Plan, Reason> {
        let known = found.plans.iter().find(|(planned, _)| *planned == place);
        if let Some((_, plan)) = known {
            return Ok(plan.clone());
        }
        let mut plan = Plan::of(&found.options, place);
        for _ in 0..ROUNDS {
            let listed = match self.options_with(&found.name, &plan.settings()).await {
                // A value of the first listing may not be one of this source's.
                Err(Reason::ScannerUnsuitable) => self.options_with(&found.name, &plan.source()).await?,
                listed => listed?,
            };
            let next = Plan::after(&listed, place, &plan);
            if next == plan {
                break;
            }
            plan = next;
        }
        if let Some(found) = &mut self.found {
            found.plans.push((place, plan.clone()));
        }
        Ok(plan)
    }

    async fn found(&mut self) -> Result<Found, Reason> {
        if let Some(found) = &self.found {
            return Ok(found.clone());
        }
        let found = self.find().await?;
        self.found = Some(found.clone());
        Ok(found)
    }

    async fn page(
        &mut self,
        found: &Found,
        place: Place,
        request: ScanRequest,
        control: &ScanControl,
    ) -> Result<Vec<u8>, Ended> {
        let plan = control.unless_cancelled(self.plan(found, place)).await?;
        let mut arguments: Vec<OsString> =
            ["--device-name", &found.name, "--format=png", "--progress"].map(OsString::from).to_vec();
        arguments.extend(plan.arguments().into_iter().map(OsString::from));
        arguments.extend(self.config.options.iter().map(OsString::from));
        let limits =
            Limits { bytes: request.max_bytes, first: self.config.page(), between: self.config.stall() };
        control.tell(ScanProgress::Scanning);
        let mut run = Run::start(&self.config, &arguments)?;
        let told = |said: &str| {
            if let Some(percent) = percent(said) {
                control.tell(ScanProgress::Receiving { percent: Some(percent) });
            }
        };
        let bytes = run.output(limits, told, control.cancel.cancelled()).await?;
        page::check(&bytes)?;
        Ok(bytes)
    }
}

/// The last percentage in what was said: `Progress: 12.3%`.
fn percent(said: &str) -> Option<u8> {
    let number = said.rsplit("Progress: ").next()?.split(['.', '%']).next()?;
    number.trim().parse().ok().filter(|percent| *percent <= 100)
}

#[async_trait]
impl Protocol for Sane {
    async fn look(&mut self, cell: &DeviceCell) -> Result<DeviceState, Reason> {
        // Opening it is the only way to learn that it is there.
        let looked = match self.found.clone() {
            Some(found) => {
                self.options(&found.name).await.map(|options| match options.is_as(&found.options) {
                    true => found,
                    false => Found::new(&found.name, found.model, options),
                })
            }
            None => self.find().await,
        };
        match looked {
            Ok(found) => {
                if found.model.is_some() {
                    cell.update(|info| info.model.clone_from(&found.model));
                }
                self.found = Some(found);
                Ok(DeviceState::Ready)
            }
            Err(Reason::ScannerBusy) => Ok(DeviceState::Busy { what: Activity::Scanning }),
            Err(reason) => {
                self.found = None;
                Err(reason)
            }
        }
    }

    async fn scan(&mut self, request: ScanRequest, control: &ScanControl) -> Result<ScannedPage, Ended> {
        let found = control.unless_cancelled(self.found()).await?;
        let (glass, feeder) = (found.has(Place::Glass), found.has(Place::Feeder));
        let scanned = match request.source.unwrap_or(self.config.source) {
            PaperSource::Platen if glass => self.page(&found, Place::Glass, request, control).await,
            PaperSource::Feeder | PaperSource::Auto if feeder => {
                let fed = self.page(&found, Place::Feeder, request, control).await;
                let auto = request.source.unwrap_or(self.config.source) == PaperSource::Auto;
                match fed {
                    Err(Ended::Failed(Reason::DocumentFeederEmpty)) if glass && auto => {
                        self.page(&found, Place::Glass, request, control).await
                    }
                    fed => fed,
                }
            }
            PaperSource::Auto => self.page(&found, Place::Glass, request, control).await,
            PaperSource::Platen | PaperSource::Feeder => Err(Reason::ScannerUnsuitable.into()),
        };
        if let Err(Ended::Failed(Reason::PortMissing | Reason::ConnectionLost)) = scanned {
            // Plugged in again, it has another name.
            self.found = None;
        }
        scanned.map(|bytes| ScannedPage { bytes, more_sheets: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_percentage_counts() {
        assert_eq!(percent("Progress: 1.0%\rProgress: 99.8%\r"), Some(99));
        assert_eq!(percent("scanimage: something"), None);
        assert_eq!(percent("Progress: "), None);
    }
}
