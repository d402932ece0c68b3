//! Making accounts.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use sqlx::sqlite::SqliteConnection;
use sqlx::{Acquire, Row};
use uuid::Uuid;

use super::open::unavailable;
use super::row::instant;
use super::{BuiltIn, Notice, rules, secret};
use crate::account::{Account, AccountKey, AccountStatus, NewAccount};
use crate::error::{AccountError, Rule};

/// How many names are tried before the range counts as used up.
const ATTEMPTS: u32 = 100;

impl BuiltIn {
    pub(super) async fn create_account(
        &self,
        wanted: &NewAccount,
        now: DateTime<Utc>,
    ) -> Result<Account, AccountError> {
        rules::new_account(wanted)?;
        let account = self.find_or_insert(wanted, now).await?;
        match account.status(now) {
            AccountStatus::Lapsed => Err(AccountError::Lapsed),
            AccountStatus::Active => Ok(account),
            AccountStatus::Pending { .. } => {
                self.notify(&account).await?;
                Ok(account)
            }
        }
    }

    /// The account under this external id, made when there is none. One transaction on the only connection:
    /// two equal requests at once make one account.
    async fn find_or_insert(&self, wanted: &NewAccount, now: DateTime<Utc>) -> Result<Account, AccountError> {
        if let Some(account) = self.select(&AccountKey::ExternalId(wanted.external_id.clone())).await? {
            return Ok(account);
        }
        let mut connection = self.pool.acquire().await.map_err(|error| unavailable(&error))?;
        let mut transaction = connection.begin().await.map_err(|error| unavailable(&error))?;
        let email_key = rules::email_key(&wanted.email);
        self.check_limits(&mut transaction, &email_key, now).await?;
        let user_name = self.free_user_name(&mut transaction).await?;
        // As precise as the file, so that the answer does not change when it is read back.
        let created_at = now.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(now);
        let account = Account {
            subject: Uuid::new_v4().to_string(),
            external_id: wanted.external_id.clone(),
            user_name,
            email: wanted.email.trim().to_owned(),
            created_at,
            activation_deadline: Account::deadline_of(created_at),
            activated_at: None,
        };
        // Another call may have made it since it was looked for.
        let sql = "INSERT INTO accounts (subject, external_id, user_name, email, email_key, display_name,
                created_at, deadline, delivered)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0) ON CONFLICT (external_id) DO NOTHING";
        let inserted = sqlx::query(sql)
            .bind(&account.subject)
            .bind(&account.external_id)
            .bind(&account.user_name)
            .bind(&account.email)
            .bind(&email_key)
            .bind(wanted.display_name.trim())
            .bind(account.created_at.timestamp_micros())
            .bind(account.activation_deadline.timestamp_micros())
            .execute(&mut *transaction)
            .await
            .map_err(|error| unavailable(&error))?;
        if inserted.rows_affected() == 0 {
            drop(transaction);
            drop(connection);
            let key = AccountKey::ExternalId(wanted.external_id.clone());
            let gone =
                || AccountError::Unavailable { detail: "the account was removed meanwhile".to_owned() };
            return self.select(&key).await?.ok_or_else(gone);
        }
        let noted = sqlx::query("INSERT INTO creations (email_hash, at, external_id) VALUES (?1, ?2, ?3)")
            .bind(secret::hash(&email_key))
            .bind(account.created_at.timestamp_micros())
            .bind(&account.external_id);
        noted.execute(&mut *transaction).await.map_err(|error| unavailable(&error))?;
        transaction.commit().await.map_err(|error| unavailable(&error))?;
        tracing::info!(subject = account.subject, "login account made");
        Ok(account)
    }

    async fn check_limits(
        &self,
        connection: &mut SqliteConnection,
        email_key: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AccountError> {
        let day_ago = (now - TimeDelta::hours(24)).timestamp_micros();
        let recent = sqlx::query("SELECT count(*), min(at) FROM creations WHERE email_hash = ?1 AND at > ?2")
            .bind(secret::hash(email_key))
            .bind(day_ago)
            .fetch_one(&mut *connection)
            .await
            .map_err(|error| unavailable(&error))?;
        let count: i64 = recent.try_get(0).map_err(|error| unavailable(&error))?;
        let oldest: Option<i64> = recent.try_get(1).map_err(|error| unavailable(&error))?;
        if let Some(oldest) = oldest.filter(|_| count >= i64::from(self.options.creations_per_day)) {
            let oldest = instant(oldest).map_err(|error| unavailable(&error))?;
            return Err(AccountError::RateLimited { retry_at: oldest + TimeDelta::hours(24) });
        }
        // Lapsed accounts that were not removed yet do not count.
        let sql = "SELECT count(*) FROM accounts WHERE email_key = ?1 AND (activated_at IS NOT NULL OR deadline >= ?2)";
        let held: i64 = sqlx::query_scalar(sql)
            .bind(email_key)
            .bind(now.timestamp_micros())
            .fetch_one(connection)
            .await
            .map_err(|error| unavailable(&error))?;
        let limit = self.options.accounts_per_email;
        if held >= i64::from(limit) { Err(AccountError::EmailTaken { limit }) } else { Ok(()) }
    }

    async fn free_user_name(&self, connection: &mut SqliteConnection) -> Result<String, AccountError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM accounts WHERE user_name = ?1)
            OR EXISTS (SELECT 1 FROM retired_names WHERE hash = ?2)
            OR EXISTS (SELECT 1 FROM retired_user_names WHERE user_name = ?1)";
        for _ in 0..ATTEMPTS {
            let name = secret::user_name(&self.options.user_name_prefix, self.options.user_name_digits);
            let used: bool = sqlx::query_scalar(sql)
                .bind(&name)
                .bind(secret::hash(&name))
                .fetch_one(&mut *connection)
                .await
                .map_err(|error| unavailable(&error))?;
            if !used {
                return Ok(name);
            }
        }
        Err(AccountError::Refused { rule: Rule::UserNamesExhausted })
    }

    /// Sends the activation link unless that was done. The token is made anew for every attempt, because only
    /// its hash is kept.
    async fn notify(&self, account: &Account) -> Result<(), AccountError> {
        let _turn = self.notifying.lock().await;
        let token = secret::token();
        let sql =
            "UPDATE accounts SET token_hash = ?2 WHERE subject = ?1 AND delivered = 0 RETURNING display_name";
        let row = sqlx::query(sql)
            .bind(&account.subject)
            .bind(secret::hash(&token))
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| unavailable(&error))?;
        let Some(row) = row else { return Ok(()) };
        let notice = Notice {
            email: account.email.clone(),
            display_name: row.try_get(0).map_err(|error| unavailable(&error))?,
            user_name: account.user_name.clone(),
            token,
            until: account.activation_deadline,
        };
        self.courier.deliver(&notice).await?;
        self.log_holds_removed();
        // The name was for the greeting alone.
        let done = sqlx::query("UPDATE accounts SET delivered = 1, display_name = '' WHERE subject = ?1")
            .bind(&account.subject);
        done.execute(&self.pool).await.map(|_| ()).map_err(|error| unavailable(&error))
    }
}
