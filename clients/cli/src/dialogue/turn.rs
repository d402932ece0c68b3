//! Why a question was left without its answer.

use crate::failure::Failure;
use balie_client::ClientError;

/// Why a question was left without its answer.
#[derive(Debug)]
pub(super) enum Turn {
    /// To the question before this one, or the step before when it was the first.
    Back,
    /// To the step before this one.
    StepBack,
    /// The step begins again, from how the registration stands now. What there was to tell was told.
    Again,
    /// The clerk wants the registration cancelled.
    Cancel,
    /// The clerk leaves; the registration stays open.
    Leave,
    /// There is nobody to answer: the input ended.
    Ended,
    /// It makes no sense to go on.
    Failed(Failure),
}

/// An answer, or why there is none.
pub(super) type Answer<T> = Result<T, Turn>;

impl From<Failure> for Turn {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<ClientError> for Turn {
    fn from(error: ClientError) -> Self {
        Self::Failed(error.into())
    }
}
