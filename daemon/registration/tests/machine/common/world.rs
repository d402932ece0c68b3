//! The world a decision is made in: a fixed clock, the branch of the manual, fresh numbers.

use balie_registration::Role;
use balie_registration::catalogue::Catalogue;
use balie_registration::machine::{Candidate, Facts, JobId, PassUsage, Policy};
use balie_registration::values::{BranchNumber, MandateReference, PatronNumber};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use std::cell::Cell;
use std::sync::LazyLock;
use uuid::Uuid;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::built_in);

/// Branch 9401 Annen on 10 February 2026 at ten in the morning, a clerk at the counter, nobody known yet.
#[derive(Debug, Clone)]
pub struct World {
    /// Now.
    pub now: DateTime<Utc>,
    /// Rules of the branch.
    pub policy: Policy,
    /// Who is asking.
    pub role: Role,
    /// Who has the pass that is scanned.
    pub pass_usage: Option<PassUsage>,
    /// Who may be the same patron.
    pub candidates: Vec<Candidate>,
    /// Subject of the account to be linked, when it is gone.
    pub gone_account: Option<String>,
    /// Characters of the pass that no font has.
    pub no_glyphs: Vec<char>,
    fresh: Cell<u32>,
}

impl World {
    /// The world as described.
    pub fn new() -> Self {
        Self {
            now: instant("2026-02-10 10:00"),
            policy: Policy::new(BranchNumber::parse("9401").unwrap(), "Annen"),
            role: Role::Counter,
            pass_usage: Some(PassUsage::Free),
            candidates: Vec::new(),
            gone_account: None,
            no_glyphs: Vec::new(),
            fresh: Cell::new(0),
        }
    }

    /// The same on another moment, `jjjj-mm-dd hh:mm` in UTC.
    pub fn at(now: &str) -> Self {
        Self { now: instant(now), ..Self::new() }
    }

    /// The same asked by another role.
    pub fn by(role: Role) -> Self {
        Self { role, ..Self::new() }
    }

    /// The same with these earlier registrations.
    pub fn knowing(self, candidates: Vec<Candidate>) -> Self {
        Self { candidates, ..self }
    }

    /// The facts of a decision; job, patron number and mandate reference are fresh each time.
    pub fn facts(&self) -> Facts<'_> {
        let fresh = self.fresh.get() + 1;
        self.fresh.set(fresh);
        let facts = Facts {
            now: self.now,
            policy: &self.policy,
            catalogue: &CATALOGUE,
            role: self.role,
            pass_usage: self.pass_usage.clone(),
            candidates: self.candidates.clone(),
            gone_account: self.gone_account.clone(),
            no_glyphs: self.no_glyphs.clone(),
            job: JobId(Uuid::from_u128(u128::from(fresh))),
            patron_number: PatronNumber::new(381_846 + fresh).ok(),
            mandate_reference: None,
        };
        let reference = MandateReference::issue(self.policy.branch, facts.today(), fresh).ok();
        Facts { mandate_reference: reference, ..facts }
    }

    /// The date at the counter.
    pub fn today(&self) -> NaiveDate {
        self.facts().today()
    }
}

/// An instant written `jjjj-mm-dd hh:mm`, in UTC.
pub fn instant(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc()
}
