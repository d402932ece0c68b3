//! What the central administration and branch IT ask of a branch.

use super::{call, wrapper};
use crate::connection::Transport;
use crate::error::ClientError;
use crate::watch::{Source, Watch};
use balie_proto::v1::branch_service_client::BranchServiceClient;
use balie_proto::v1::{
    AcknowledgeChangesRequest, Change, ForgetReaderRequest, GetBranchRequest, GetBranchResponse,
    GetCallerRequest, GetCallerResponse, ListChangesRequest, ListChangesResponse, LookUpAddressRequest,
    LookUpAddressResponse, SummarizeRegistrationsRequest, SummaryRow, WatchChangesRequest,
    WatchChangesResponse,
};
use tonic::{Status, Streaming};

/// Changes that were committed together, and where to continue from.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// Number to continue from.
    pub last_number: u64,
    /// Epoch of the feed.
    pub epoch: String,
}

wrapper! {
    /// Branch queries (`BranchService`).
    Branch over BranchServiceClient
}

impl Branch {
    /// The branch: its names, the fields it requires, its selections.
    ///
    /// # Errors
    /// Only the usual ones of a call.
    pub async fn get(&self) -> Result<GetBranchResponse, ClientError> {
        call!(self.get_branch(GetBranchRequest {}))
    }

    /// Who the caller is to the daemon.
    ///
    /// # Errors
    /// Only the usual ones of a call.
    pub async fn caller(&self) -> Result<GetCallerResponse, ClientError> {
        call!(self.get_caller(GetCallerRequest {}))
    }

    /// Street and place of a Dutch postcode; empty where they are not known.
    ///
    /// # Errors
    /// Only the usual ones of a call.
    pub async fn look_up_address(&self, postcode: &str) -> Result<LookUpAddressResponse, ClientError> {
        let request = LookUpAddressRequest { postcode: postcode.to_owned() };
        call!(self.look_up_address(request))
    }

    /// Registrations that changed after `since`: at most `page_size` (100 when 0).
    ///
    /// # Errors
    /// `EPOCH_CHANGED` when `epoch` is given and the branch was restored since.
    pub async fn changes(
        &self,
        since: u64,
        page_size: i32,
        epoch: &str,
    ) -> Result<ListChangesResponse, ClientError> {
        let request = ListChangesRequest { since, page_size, epoch: epoch.to_owned() };
        call!(self.list_changes(request))
    }

    /// The changes after `since`, then each as it is committed. After an interruption it goes on from the
    /// last change that was read: none is missed, none told twice.
    ///
    /// The epoch is that of the first answer when none is given; a restore then ends the watch with
    /// `EPOCH_CHANGED`.
    pub fn watch_changes(&self, since: u64, epoch: &str) -> Watch<Changes> {
        let request = WatchChangesRequest { since, epoch: epoch.to_owned() };
        Watch::start(Tail { transport: self.transport.clone(), request }, self.policy.clone())
    }

    /// Tells the branch that the central administration has everything up to `number`. Returns the number
    /// acknowledged now.
    ///
    /// # Errors
    /// `EPOCH_CHANGED`; PERMISSION_DENIED for any other than the central administration.
    pub async fn acknowledge(&self, number: u64, epoch: &str) -> Result<u64, ClientError> {
        let request = AcknowledgeChangesRequest { number, epoch: epoch.to_owned() };
        Ok(call!(self.acknowledge_changes(request))?.number)
    }

    /// Forgets a reader of the change feed that is gone for good, so that erasure no longer waits for it.
    ///
    /// # Errors
    /// NOT_FOUND; PERMISSION_DENIED for everybody but the branch administrator.
    pub async fn forget_reader(&self, reader: &str) -> Result<(), ClientError> {
        call!(self.forget_reader(ForgetReaderRequest { reader: reader.to_owned() })).map(drop)
    }

    /// Counts and sums by day and subscription, from and through these enrolment dates.
    ///
    /// # Errors
    /// A violation of `from` or `through`.
    pub async fn summary(&self, from: &str, through: &str) -> Result<Vec<SummaryRow>, ClientError> {
        let (mut rows, mut from) = (Vec::new(), from.to_owned());
        loop {
            let request = SummarizeRegistrationsRequest { from, through: through.to_owned() };
            let answer = call!(self.summarize_registrations(request))?;
            rows.extend(answer.rows);
            if answer.next_from.is_empty() {
                return Ok(rows);
            }
            from = answer.next_from;
        }
    }
}

/// The change feed, from where the reader is.
struct Tail {
    transport: Transport,
    request: WatchChangesRequest,
}

impl Source for Tail {
    type Message = WatchChangesResponse;
    type Item = Changes;

    async fn open(&mut self) -> Result<Streaming<WatchChangesResponse>, Status> {
        let request = self.request.clone();
        Ok(stub(self.transport.clone()).watch_changes(request).await?.into_inner())
    }

    fn take(&mut self, message: WatchChangesResponse) -> Result<Changes, ClientError> {
        let WatchChangesResponse { changes, last_number, epoch } = message;
        self.request.since = last_number;
        self.request.epoch.clone_from(&epoch);
        Ok(Changes { changes, last_number, epoch })
    }
}
