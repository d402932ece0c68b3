//! Why a command was refused: field, rule and remedy.

use super::step::{CommandKind, Step};
use crate::catalogue::Ineligible;
use crate::explain::{Explain, Lang};
use crate::role::Role;
use crate::values::{Money, ValueError};
use serde::{Deserialize, Serialize};

/// Why a command was refused. A refused command changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The command does not belong to this step.
    #[error("{} is not possible in step {}", command.name(), step.name())]
    NotInThisStep {
        /// Where the registration stands.
        step: Step,
        /// What was asked.
        command: CommandKind,
        /// What a clerk can do instead.
        possible: Vec<CommandKind>,
    },
    /// The role may not do this.
    #[error("role {role:?} may not {}", command.name())]
    RoleMayNot {
        /// Role of the caller.
        role: Role,
        /// What was asked.
        command: CommandKind,
    },
    /// Fields that do not hold.
    #[error("{} field(s) refused", .0.len())]
    Invalid(Vec<Violation>),
    /// The fields hold, but the rule forbids it now.
    #[error("refused: {0:?}")]
    Forbidden(Rule),
    /// The hub did not bring a fact that the decision needs: a defect of the caller.
    #[error("missing fact: {0}")]
    MissingFact(&'static str),
}

impl Rejection {
    /// A single field that does not hold.
    pub fn field(field: &str, why: impl Into<Why>) -> Self {
        Self::Invalid(vec![Violation { field: field.to_owned(), why: why.into() }])
    }
}

impl From<Rule> for Rejection {
    fn from(rule: Rule) -> Self {
        Self::Forbidden(rule)
    }
}

/// One field that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Path of the field within the command, such as `person.birth_date`.
    pub field: String,
    /// The rule.
    pub why: Why,
}

/// The rule a field breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It is not a valid value.
    Value(ValueError),
    /// The subscription may not be had.
    Ineligible(Ineligible),
    /// A rule of the registration.
    Rule(Rule),
}

impl From<ValueError> for Why {
    fn from(error: ValueError) -> Self {
        Self::Value(error)
    }
}

impl From<Ineligible> for Why {
    fn from(error: Ineligible) -> Self {
        Self::Ineligible(error)
    }
}

impl From<Rule> for Why {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule)
    }
}

/// A rule of the registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule")]
pub enum Rule {
    /// The pass is of another branch; to be confirmed.
    PassOtherBranch {
        /// Branch of the pass.
        branch: String,
    },
    /// The pass is in use. `place` names where, never whose.
    PassInUse {
        /// Branch, or registration for a clerk of this branch.
        place: String,
    },
    /// The pass was printed or spoiled before.
    PassSpent,
    /// A book was scanned.
    BookNotPass,
    /// A mandate form was scanned where a pass is asked.
    MandateNotPass,
    /// Possible duplicates to be judged.
    DuplicatesFound {
        /// How many.
        count: usize,
    },
    /// The earlier registration is not among the duplicates or was never saved.
    NoSuchDuplicate,
    /// New person and re-enrol together.
    ContradictoryChoice,
    /// Initials, and the word that there are none.
    NoInitials,
    /// Initials or a prefix, which an institution has not.
    InstitutionName,
    /// Salutation of an institution for a person, or the other way round.
    SalutationKind,
    /// Not a selection code of this branch.
    UnknownSelection {
        /// Known codes.
        known: Vec<String>,
    },
    /// No subscription with this code.
    UnknownSubscription,
    /// A discount larger than the price.
    DiscountTooLarge {
        /// Price.
        price: Money,
    },
    /// The search for the account still runs.
    SearchRunning,
    /// A card cannot give change.
    CardOverpaid {
        /// To receive.
        remaining: Money,
    },
    /// Nothing was given.
    NothingTendered,
    /// 0091 is paid at once (manual, "Maandabonnement").
    MustPayAtOnce,
    /// This subscription is collected by direct debit only (0049).
    NeedsDirectDebit,
    /// No font has these characters, which come out as empty boxes; to be confirmed.
    NoGlyphs {
        /// Each once.
        characters: Vec<char>,
    },
    /// The pass is being printed.
    PrintRunning,
    /// A person must first say what came out.
    PrintUnknown,
    /// A person does not need to say what came out.
    PrintKnown,
    /// A new blank pass is needed first.
    PassSpoiled,
    /// The pass is not spoiled.
    PassNotSpoiled,
    /// The result is of another job than the one that runs.
    OtherJob,
    /// The barcode is of another mandate.
    OtherMandate {
        /// The one expected.
        expected: String,
    },
    /// Not the barcode of a mandate.
    NotAMandate,
    /// Signed before the form was made, or in the future.
    SignedOutside,
    /// Revoked before it was signed, or in the future.
    RevokedOutside,
    /// There is no mandate in force.
    NoActiveMandate,
    /// There is a mandate in force already.
    MandateActive,
    /// No step to go back to.
    NoWayBack,
    /// Cancelling what was saved is for the branch administrator.
    CancelNeedsAdmin,
    /// The login account does not allow this now.
    AccountState,
    /// The login account that was found is gone.
    AccountGone,
    /// The deadline of the account has not passed.
    NotLapsedYet,
}

impl Explain for Rule {
    fn code(&self) -> &'static str {
        match self {
            Self::PassOtherBranch { .. } => "PASS_OTHER_BRANCH",
            Self::PassInUse { .. } => "PASS_IN_USE",
            Self::PassSpent => "PASS_SPENT",
            Self::BookNotPass => "BOOK_NOT_PASS",
            Self::MandateNotPass => "MANDATE_NOT_PASS",
            Self::DuplicatesFound { .. } => "DUPLICATES_FOUND",
            Self::NoSuchDuplicate => "NO_SUCH_DUPLICATE",
            Self::ContradictoryChoice => "CONTRADICTORY_CHOICE",
            Self::NoInitials => "NO_INITIALS",
            Self::InstitutionName => "INSTITUTION_NAME",
            Self::SalutationKind => "SALUTATION_KIND",
            Self::UnknownSelection { .. } => "UNKNOWN_SELECTION",
            Self::UnknownSubscription => "UNKNOWN_SUBSCRIPTION",
            Self::DiscountTooLarge { .. } => "DISCOUNT_TOO_LARGE",
            Self::SearchRunning => "SEARCH_RUNNING",
            Self::CardOverpaid { .. } => "CARD_OVERPAID",
            Self::NothingTendered => "NOTHING_TENDERED",
            Self::MustPayAtOnce => "MUST_PAY_AT_ONCE",
            Self::NeedsDirectDebit => "NEEDS_DIRECT_DEBIT",
            Self::NoGlyphs { .. } => "NO_GLYPHS",
            Self::PrintRunning => "PRINT_RUNNING",
            Self::PrintUnknown => "PRINT_UNKNOWN",
            Self::PrintKnown => "PRINT_KNOWN",
            Self::PassSpoiled => "PASS_SPOILED",
            Self::PassNotSpoiled => "PASS_NOT_SPOILED",
            Self::OtherJob => "OTHER_JOB",
            Self::OtherMandate { .. } => "OTHER_MANDATE",
            Self::NotAMandate => "NOT_A_MANDATE",
            Self::SignedOutside => "SIGNED_OUTSIDE",
            Self::RevokedOutside => "REVOKED_OUTSIDE",
            Self::NoActiveMandate => "NO_ACTIVE_MANDATE",
            Self::MandateActive => "MANDATE_ACTIVE",
            Self::NoWayBack => "NO_WAY_BACK",
            Self::CancelNeedsAdmin => "CANCEL_NEEDS_ADMIN",
            Self::AccountState => "ACCOUNT_STATE",
            Self::AccountGone => "ACCOUNT_GONE",
            Self::NotLapsedYet => "NOT_LAPSED_YET",
        }
    }

    fn message(&self, lang: Lang) -> String {
        super::texts::rule(self, lang)
    }
}

impl Explain for Why {
    fn code(&self) -> &'static str {
        match self {
            Self::Value(error) => error.code(),
            Self::Ineligible(error) => error.code(),
            Self::Rule(rule) => rule.code(),
        }
    }

    fn message(&self, lang: Lang) -> String {
        match self {
            Self::Value(error) => error.message(lang),
            Self::Ineligible(error) => error.message(lang),
            Self::Rule(rule) => rule.message(lang),
        }
    }
}

impl Explain for Rejection {
    fn code(&self) -> &'static str {
        match self {
            Self::NotInThisStep { .. } => "NOT_IN_THIS_STEP",
            Self::RoleMayNot { .. } => "ROLE_MAY_NOT",
            Self::Invalid(violations) => match violations.as_slice() {
                [only] => only.why.code(),
                _ => "FIELDS_INVALID",
            },
            Self::Forbidden(rule) => rule.code(),
            Self::MissingFact(_) => "MISSING_FACT",
        }
    }

    fn message(&self, lang: Lang) -> String {
        super::texts::rejection(self, lang)
    }
}
