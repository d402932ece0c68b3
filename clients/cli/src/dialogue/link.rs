//! Calls to the daemon that survive a lost connection, and a registration that others change too.

use super::Dialogue;
use super::account;
use super::turn::{Answer, Turn};
use balie_client::v1::{AssignPass, Registration};
use balie_client::{Client, ClientError, Command, Refusal, RequestId};
use std::time::Duration;
use tokio::time::sleep;

/// How long an answer may take before the clerk is told to wait.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How long to wait before asking again.
const AGAIN: Duration = Duration::from_secs(1);

impl Dialogue<'_, '_> {
    /// Asks the daemon until it answers or refuses. The same request is made each time, so a mutation in it
    /// must carry one request id: then nothing is done twice.
    pub(super) async fn call<T, F>(&mut self, work: impl Fn(Client) -> F) -> Answer<Result<T, Refusal>>
    where
        F: Future<Output = Result<T, ClientError>>,
    {
        loop {
            let answer = work(self.context.client.clone());
            tokio::pin!(answer);
            let mut told = !self.connected;
            let answer = loop {
                tokio::select! {
                    biased;
                    answer = &mut answer => break answer,
                    () = self.stop.asked() => return Err(Turn::Leave),
                    () = sleep(PATIENCE), if !told => {
                        told = true;
                        self.lost();
                    }
                }
            };
            match answer {
                Ok(value) => {
                    self.found();
                    return Ok(Ok(value));
                }
                Err(ClientError::Refused(refusal)) => {
                    self.found();
                    return Ok(Err(*refusal));
                }
                Err(ClientError::Unreachable { .. } | ClientError::TimedOut) => {
                    self.lost();
                    tokio::select! {
                        () = sleep(AGAIN) => {}
                        () = self.stop.asked() => return Err(Turn::Leave),
                    }
                }
                Err(other) => return Err(other.into()),
            }
        }
    }

    /// A call whose refusal is told, after which the step begins again.
    pub(super) async fn get<T, F>(&mut self, work: impl Fn(Client) -> F) -> Answer<T>
    where
        F: Future<Output = Result<T, ClientError>>,
    {
        match self.call(work).await? {
            Ok(value) => Ok(value),
            Err(refusal) => Err(self.refused(&refusal)),
        }
    }

    /// Starts a registration with a pass; a refused pass starts nothing.
    pub(super) async fn create(&mut self, pass: AssignPass) -> Answer<Result<(), Refusal>> {
        let id = RequestId::new();
        let created = self
            .call(|client| {
                let pass = pass.clone();
                async move { client.registrations.create_as(id, Some(pass)).await }
            })
            .await?;
        Ok(created.map(|registration| self.begin(registration)))
    }

    /// From here on the dialogue is about this registration.
    pub(super) fn begin(&mut self, registration: Registration) {
        self.watch = Some(self.context.client.registrations.watch(&registration.name));
        self.now = registration;
    }

    /// Carries out a command. The refusal when fields of it do not hold: that is the step's to tell.
    pub(super) async fn apply(&mut self, command: Command) -> Answer<Result<(), Refusal>> {
        let id = RequestId::new();
        loop {
            let (name, etag) = (self.now.name.clone(), self.now.etag.clone());
            let applied = self
                .call(|client| {
                    let (name, etag, command) = (name.clone(), etag.clone(), command.clone());
                    async move { client.registrations.apply_as(id, &name, &etag, command).await }
                })
                .await?;
            match applied {
                Ok(applied) => {
                    self.now = applied.registration;
                    return Ok(Ok(()));
                }
                Err(refusal) if !refusal.violations.is_empty() => return Ok(Err(refusal)),
                Err(refusal) if refusal.is_stale() || refusal.is_wrong_step() => {
                    let before = self.refresh().await?;
                    // An account that came about meanwhile is no reason to ask anything again.
                    if !(refusal.is_stale() && account::only_difference(&before, &self.now)) {
                        self.notice(&before);
                        return Err(Turn::Again);
                    }
                    self.tell_account(&before);
                }
                Err(refusal) => return Err(self.refused(&refusal)),
            }
        }
    }

    /// Carries out a command; whatever is refused is told, and the step begins again.
    pub(super) async fn done(&mut self, command: Command) -> Answer<()> {
        match self.apply(command).await? {
            Ok(()) => Ok(()),
            Err(refusal) => Err(self.refused(&refusal)),
        }
    }

    /// The fields of a command that would be refused; nothing is changed.
    pub(super) async fn check(&mut self, command: Command) -> Answer<Option<Refusal>> {
        Ok(self.would(command).await?.err())
    }

    /// The registration as a command would make it, or why it would be refused; nothing is changed.
    pub(super) async fn would(&mut self, command: Command) -> Answer<Result<Registration, Refusal>> {
        let name = self.now.name.clone();
        let checked = self
            .call(|client| {
                let (name, command) = (name.clone(), command.clone());
                async move { client.registrations.check(&name, "", command).await }
            })
            .await?;
        match checked {
            Ok(applied) => Ok(Ok(applied.registration)),
            Err(refusal) if !refusal.violations.is_empty() => Ok(Err(refusal)),
            Err(refusal) if refusal.is_wrong_step() => {
                let before = self.refresh().await?;
                self.notice(&before);
                Err(Turn::Again)
            }
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Reads the registration again; gives how it was known before.
    pub(super) async fn refresh(&mut self) -> Answer<Registration> {
        let name = self.now.name.clone();
        let now = self
            .call(|client| {
                let name = name.clone();
                async move { client.registrations.get(&name).await }
            })
            .await?
            .map_err(|refusal| Turn::from(ClientError::Refused(Box::new(refusal))))?;
        Ok(std::mem::replace(&mut self.now, now))
    }

    /// Tells what was refused.
    pub(super) fn refused(&mut self, refusal: &Refusal) -> Turn {
        if refusal.violations.is_empty() {
            self.problem(&refusal.message);
        }
        for violation in &refusal.violations {
            self.problem(&violation.message);
        }
        if refusal.code == balie_client::Code::PermissionDenied && self.now.name.is_empty() {
            // Nothing this caller can do here.
            return ClientError::Refused(Box::new(refusal.clone())).into();
        }
        Turn::Again
    }
}
