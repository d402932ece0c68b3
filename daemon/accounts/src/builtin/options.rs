//! How the built-in provider behaves.

/// Settings of the built-in provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What every user name begins with; digits or letters. The manual shows names that begin with 25.
    pub user_name_prefix: String,
    /// How many random digits follow, 1 to 18.
    pub user_name_digits: u8,
    /// How many accounts one address may have: families share one.
    pub accounts_per_email: u32,
    /// How many accounts may be made per address within 24 hours, so that nobody's mailbox is flooded.
    pub creations_per_day: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            user_name_prefix: "25".to_owned(),
            user_name_digits: 8,
            accounts_per_email: 8,
            creations_per_day: 10,
        }
    }
}
