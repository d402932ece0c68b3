//! Why an account could not be found or made.

use chrono::{DateTime, Utc};
use thiserror::Error;

/// A rule that a request broke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// The external id is empty or longer than 128 characters.
    ExternalIdLength,
    /// The display name is empty or longer than 128 characters.
    DisplayNameLength,
    /// The e-mail address is malformed (RFC 5321) or longer than 254 characters.
    EmailForm,
    /// The user name is empty, longer than 64 characters or holds other characters than letters, digits,
    /// `.`, `-`, `_` and `@`.
    UserNameForm,
    /// No free user name was found.
    UserNamesExhausted,
    /// The activation token is not one, was used, or belongs to an account that is gone.
    TokenUnknown,
}

/// Everything that keeps an account from being found, made or activated. The text is English and holds
/// nothing personal; [`message`](Self::message) gives it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum AccountError {
    /// The provider cannot be reached, or could not send its message. The same call may succeed later.
    #[error("login accounts cannot be reached now ({detail}): try again later")]
    Unavailable {
        /// What failed; never personal.
        detail: String,
    },
    /// The request breaks a rule; repeating it does not help.
    #[error("{}", english(*.rule))]
    Refused {
        /// The rule.
        rule: Rule,
    },
    /// The address has as many accounts as it may have.
    #[error("this e-mail address already has {limit} login accounts: use an existing one or another address")]
    EmailTaken {
        /// How many accounts one address may have.
        limit: u32,
    },
    /// Too many accounts were made for this address within a day.
    #[error("too many login accounts were made for this e-mail address today: try again tomorrow")]
    RateLimited {
        /// From when on it may be tried again.
        retry_at: DateTime<Utc>,
    },
    /// The account was not activated within 24 hours.
    #[error("the login account was not activated within 24 hours: forget it and generate a new one")]
    Lapsed,
}

fn english(rule: Rule) -> &'static str {
    match rule {
        Rule::ExternalIdLength => "the external id must have 1 to 128 characters",
        Rule::DisplayNameLength => "the display name must have 1 to 128 characters",
        Rule::EmailForm => "this is no valid e-mail address: correct it",
        Rule::UserNameForm => "this cannot be a user name: correct it",
        Rule::UserNamesExhausted => "no user name is free: enlarge the range of user names",
        Rule::TokenUnknown => "this activation link is not valid: forget the account and generate a new one",
    }
}

fn dutch(rule: Rule) -> &'static str {
    match rule {
        Rule::ExternalIdLength => "Het externe kenmerk moet 1 tot en met 128 tekens hebben.",
        Rule::DisplayNameLength => "De weergavenaam moet 1 tot en met 128 tekens hebben.",
        Rule::EmailForm => "Dit is geen geldig e-mailadres. Verbeter het.",
        Rule::UserNameForm => "Dit kan geen gebruikersnaam zijn. Verbeter die.",
        Rule::UserNamesExhausted => "Er is geen gebruikersnaam meer vrij. Vergroot de reeks gebruikersnamen.",
        Rule::TokenUnknown => {
            "Deze activatielink is niet geldig. Vergeet het inlogaccount en genereer een nieuw."
        }
    }
}

impl AccountError {
    /// A stable name for programs (`ErrorInfo.reason`), upper snake case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unavailable { .. } => "ACCOUNTS_UNAVAILABLE",
            Self::Refused { rule } => match rule {
                Rule::ExternalIdLength => "ACCOUNT_EXTERNAL_ID_LENGTH",
                Rule::DisplayNameLength => "ACCOUNT_DISPLAY_NAME_LENGTH",
                Rule::EmailForm => "ACCOUNT_EMAIL_FORM",
                Rule::UserNameForm => "ACCOUNT_USER_NAME_FORM",
                Rule::UserNamesExhausted => "ACCOUNT_USER_NAMES_EXHAUSTED",
                Rule::TokenUnknown => "ACCOUNT_TOKEN_UNKNOWN",
            },
            Self::EmailTaken { .. } => "ACCOUNT_EMAIL_TAKEN",
            Self::RateLimited { .. } => "ACCOUNT_RATE_LIMITED",
            Self::Lapsed => "ACCOUNT_LAPSED",
        }
    }

    /// The message for people, with the remedy, in the language of a BCP 47 tag: English for `en` and its
    /// regions, Dutch for everything else.
    #[must_use]
    pub fn message(&self, language: &str) -> String {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("en") {
            return self.to_string();
        }
        match self {
            Self::Unavailable { detail } => {
                format!("De inlogaccounts zijn nu niet bereikbaar ({detail}). Probeer het later opnieuw.")
            }
            Self::Refused { rule } => dutch(*rule).to_owned(),
            Self::EmailTaken { limit } => format!(
                "Dit e-mailadres heeft al {limit} inlogaccounts. Gebruik een bestaand account of een ander adres."
            ),
            Self::RateLimited { .. } => {
                "Voor dit e-mailadres zijn vandaag te veel inlogaccounts gemaakt. Probeer het morgen opnieuw."
                    .to_owned()
            }
            Self::Lapsed => "Het inlogaccount is niet binnen 24 uur geactiveerd. \
                 Vergeet het inlogaccount en genereer een nieuw."
                .to_owned(),
        }
    }

    /// Whether the same call may succeed later without anybody changing the request.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable { .. } | Self::RateLimited { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_follow_the_language() {
        let error = AccountError::Refused { rule: Rule::EmailForm };
        assert_eq!(error.message("en-US"), "this is no valid e-mail address: correct it");
        assert_eq!(error.message("nl-NL"), "Dit is geen geldig e-mailadres. Verbeter het.");
        assert_eq!(error.message(""), error.message("nl"));
    }
}
