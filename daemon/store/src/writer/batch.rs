//! Group commit: many units, one transaction, one wait for the disk.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tokio::time::timeout;

use super::{Request, Unit, Writer};
use crate::error::{StoreError, classify};

/// A unit that ran, and what to answer in place of its result.
type Ran = (Box<dyn Unit>, Option<StoreError>);

/// Where the savepoint of the transaction is. The commit releases it.
enum Savepoint {
    /// Not set yet.
    None,
    /// Before what the last unit wrote.
    Behind,
    /// Where the transaction is now, because the last unit was rolled back to it.
    Here,
}

impl Writer {
    /// Runs `first` and whatever is waiting behind it in one transaction. Returns a request met on the way
    /// that is no unit of work.
    ///
    /// Answers, refusals included, are given after the commit: a refusal may rest on what an earlier unit
    /// of the same batch wrote.
    pub(super) async fn batch(&mut self, first: Box<dyn Unit>) -> Option<Request> {
        let start = self.tx.mark();
        // A read may have left a fault behind that no statement was refused for.
        self.tx.take_fault();
        if let Err(fault) = self.command("BEGIN IMMEDIATE").await {
            first.answer(Some(fault));
            return None;
        }
        // The first unit needs no savepoint of its own: undoing all is undoing it.
        let (kept, ran) = self.attempt(first).await;
        if !kept {
            self.tx.reset(start);
            self.roll_back().await;
            answer(vec![ran], None);
            return None;
        }

        let mut batch = vec![ran];
        let mut other = None;
        let mut lost = None;
        let mut savepoint = Savepoint::None;
        while batch.len() < self.options.batch {
            match self.queue.try_recv() {
                Ok(Request::Work(unit)) => match self.nested(unit, &mut batch, &mut savepoint).await {
                    Ok(()) => {}
                    Err(fault) => {
                        lost = Some(fault);
                        break;
                    }
                },
                Ok(request) => {
                    other = Some(request);
                    break;
                }
                Err(_) => break,
            }
        }

        let outcome = match lost {
            Some(fault) => Err(fault),
            None => self.commit().await,
        };
        match outcome {
            Ok(()) => {
                self.tx.announce();
                answer(batch, None);
            }
            Err(fault) => {
                tracing::error!(code = fault.code(), units = batch.len(), "transaction lost");
                self.tx.reset(start);
                self.roll_back().await;
                answer(batch, Some(&fault));
            }
        }
        other
    }

    /// Runs one more unit, so that undoing it leaves the others alone. Fails when the whole transaction is
    /// lost.
    async fn nested(
        &mut self,
        unit: Box<dyn Unit>,
        batch: &mut Vec<Ran>,
        savepoint: &mut Savepoint,
    ) -> Result<(), StoreError> {
        let mark = self.tx.mark();
        // Every statement is a trip to the thread of the connection, so none is made needlessly.
        let saved = match savepoint {
            Savepoint::None => self.command("SAVEPOINT unit").await,
            Savepoint::Behind => self.command("RELEASE unit; SAVEPOINT unit").await,
            Savepoint::Here => Ok(()),
        };
        if let Err(fault) = saved {
            batch.push((unit, None));
            return Err(fault);
        }
        *savepoint = Savepoint::Behind;
        let (kept, ran) = self.attempt(unit).await;
        let cause = ran.1.clone();
        batch.push(ran);
        if !kept {
            self.tx.reset(mark);
            // After some faults SQLite has given up the whole transaction, and the savepoint with it.
            self.command("ROLLBACK TO unit").await.map_err(|fault| cause.unwrap_or(fault))?;
            *savepoint = Savepoint::Here;
        }
        Ok(())
    }

    /// Runs a unit; `true` when its writes are to be kept.
    async fn attempt(&mut self, mut unit: Box<dyn Unit>) -> (bool, Ran) {
        let work = AssertUnwindSafe(unit.run(&mut self.tx)).catch_unwind();
        let outcome = timeout(self.options.unit_timeout, work).await;
        // A fault of the machine counts even when the unit made light of it.
        let fault = match (outcome, self.tx.take_fault()) {
            (_, Some(fault)) => Some(fault),
            (Ok(Ok(true)), None) => return (true, (unit, None)),
            (Ok(Ok(false)), None) => None,
            (Ok(Err(_panic)), None) => {
                tracing::error!("a unit of work panicked");
                Some(StoreError::UnitPanicked)
            }
            (Err(_elapsed), None) => {
                tracing::error!("a unit of work timed out");
                Some(StoreError::UnitTimedOut)
            }
        };
        (false, (unit, fault))
    }

    async fn commit(&mut self) -> Result<(), StoreError> {
        self.tx.store_change().await?;
        self.command("COMMIT").await
    }

    async fn roll_back(&mut self) {
        self.tx.take_fault();
        if let Err(fault) = self.command("ROLLBACK").await {
            // Expected when SQLite rolled back by itself: then there is no transaction any more.
            tracing::debug!(code = fault.code(), "nothing to roll back");
        }
    }

    async fn command(&mut self, sql: &'static str) -> Result<(), StoreError> {
        let path = self.tx.path();
        let done = sqlx::query(sql).execute(self.tx.connection()).await;
        done.map(|_| ()).map_err(|error| classify(&error, &path))
    }
}

fn answer(batch: Vec<Ran>, lost: Option<&StoreError>) {
    for (unit, fault) in batch {
        unit.answer(lost.cloned().or(fault));
    }
}
