//! Who uses a login account. Asked while nobody works on login accounts, so that the answer holds until it is acted on.

use super::query::Name;
use super::records::registration;
use super::{Hub, HubError};
use balie_accounts::{Account, NewAccount};
use balie_registration::machine::{Command, Login, Registration, State};
use tokio::sync::MutexGuard;
use uuid::Uuid;

/// What is known of the account that is to be linked on saving. While it is held, nobody works on login accounts.
pub struct ToBeLinked<'a> {
    /// Subject of the account when the provider has it no more.
    pub gone: Option<String>,
    _turn: MutexGuard<'a, ()>,
}

impl Hub {
    /// Looks whether the account that a command is going to link is still there; `None` when it links none.
    ///
    /// # Errors
    /// `NotFound`; what the account provider or the store could not do.
    pub(super) async fn to_be_linked(
        &self,
        id: Uuid,
        command: &Command,
    ) -> Result<Option<ToBeLinked<'_>>, HubError> {
        if !matches!(command, Command::Save) {
            return Ok(None);
        }
        let turn = self.account_turn().await;
        let state = self.look(&Name::Id(id)).await?.registration.state;
        let State::Confirming { login: Login::Existing { user_name, subject, .. }, .. } = state else {
            return Ok(None);
        };
        let found = self.accounts().find(&user_name, self.clock().now()).await?;
        // Another may have got its user name.
        let is_there = found.is_some_and(|account| account.subject == subject);
        Ok(Some(ToBeLinked { gone: (!is_there).then_some(subject), _turn: turn }))
    }

    /// A registration that uses an account, and what the account is to be for it.
    pub(super) async fn user_of(
        &self,
        account: &Account,
    ) -> Result<Option<(Registration, NewAccount)>, HubError> {
        let mut snapshot = self.store().read().await?;
        for record in snapshot.read().registrations_holding(&account.user_name).await? {
            let found = registration(&record)?;
            let used = found.state.used_account().filter(|(user_name, _)| *user_name == account.user_name);
            if let (Some((_, email)), Some(person)) = (used, found.state.person()) {
                let wanted = NewAccount {
                    external_id: format!("{}/{}", found.id, account.subject),
                    email: email.to_string(),
                    display_name: person.name.full(),
                };
                return Ok(Some((found, wanted)));
            }
        }
        Ok(None)
    }
}
