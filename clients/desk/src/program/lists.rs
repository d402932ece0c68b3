//! What the overview reads.

use crate::session::Lists;
use balie_client::v1::{Registration, RegistrationFilter, login_account::State};
use balie_client::{Client, ClientError, Timestamp};
use std::time::{Duration, SystemTime};

/// Most rows of a list.
const MOST: usize = 200;

/// The lists of the overview.
pub(super) async fn read(client: &Client) -> Result<Lists, ClientError> {
    let list = |filter| client.registrations.list_up_to(filter, MOST);
    let tomorrow = SystemTime::now() + Duration::from_secs(24 * 3600);
    let account = |state: State| RegistrationFilter { account_state: state.into(), ..Default::default() };
    let lapsing = RegistrationFilter {
        account_deadline_before: Some(Timestamp::from(tomorrow)),
        ..account(State::Pending)
    };
    let (open, lapsed, failed, pending, debts) = tokio::try_join!(
        list(RegistrationFilter { open_only: true, ..Default::default() }),
        list(account(State::Lapsed)),
        list(account(State::Failed)),
        list(lapsing),
        list(RegistrationFilter { open_balance: true, ..Default::default() }),
    )?;
    let accounts = [lapsed, failed, pending].concat();
    Ok(Lists { open, accounts, debts })
}

/// Registrations by the beginning of a surname, a pass number or a patron number.
pub(super) async fn search(client: &Client, text: &str) -> Result<Vec<Registration>, ClientError> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let filter = match (digits, text.len()) {
        (true, 14) => RegistrationFilter { pass_number: text.to_owned(), ..Default::default() },
        (true, _) => RegistrationFilter { patron_number: text.to_owned(), ..Default::default() },
        _ => RegistrationFilter { surname: text.to_owned(), ..Default::default() },
    };
    client.registrations.list_up_to(filter, MOST).await
}
