//! The steps of the counter, and the names of commands.

use crate::explain::Lang;
use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Stable name in `snake_case`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The one with this name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|item| item.name() == name)
            }
        }
    };
}

named! {
    /// Where a registration stands; the order is the order of the counter (domain section 1).
    Step {
        /// The blank pass is to be scanned (manual step 2).
        AwaitingPass = "awaiting_pass",
        /// NAW data are to be entered (manual step 3).
        EnteringPerson = "entering_person",
        /// Salutation and duplicates (manual step 5, "Kies de persoon").
        ChoosingPerson = "choosing_person",
        /// IBAN, newsletter, selection (manual step 6).
        EnteringDetails = "entering_details",
        /// Login account yes or no (manual step 8).
        ChoosingLogin = "choosing_login",
        /// Existing or new account (manual, options 1 and 2).
        ChoosingAccount = "choosing_account",
        /// Existing account by user name (manual, option 1b).
        FindingAccount = "finding_account",
        /// Subscription (manual, "Abonnement kiezen").
        ChoosingSubscription = "choosing_subscription",
        /// Everything known, to be saved (manual, "Opslaan").
        Confirming = "confirming",
        /// Settle (manual, "AFREKENEN NIEUWE LENER").
        Settling = "settling",
        /// Print the pass (manual, "Klantpas printen").
        IssuingPass = "issuing_pass",
        /// Account data of the mandate (manual, "Automatische incasso" step 3).
        EnteringMandate = "entering_mandate",
        /// Form with the patron (manual, steps 5 and 6).
        SigningMandate = "signing_mandate",
        /// Source chosen, barcode to be read (manual, steps 7 to 9).
        ProcessingMandate = "processing_mandate",
        /// Data to be verified (manual, step 11).
        VerifyingMandate = "verifying_mandate",
        /// Enrolled (manual, step 14).
        Enrolled = "enrolled",
        /// Cancelled with a reason.
        Cancelled = "cancelled",
    }
}

impl Step {
    /// Nothing is left for the clerk.
    pub fn is_terminal(self) -> bool {
        matches!(self, Self::Enrolled | Self::Cancelled)
    }

    /// The registration is real: saved (Opslaan) and not cancelled.
    pub fn is_saved(self) -> bool {
        self >= Self::Settling && self != Self::Cancelled
    }

    /// Name for people.
    pub fn label(self, lang: Lang) -> &'static str {
        let (nl, en) = match self {
            Self::AwaitingPass => ("Blanco pas scannen", "Scan the blank pass"),
            Self::EnteringPerson => ("NAW-gegevens", "Name and address"),
            Self::ChoosingPerson => ("Persoon kiezen", "Choose person"),
            Self::EnteringDetails => ("Verdere gegevens", "Further data"),
            Self::ChoosingLogin => ("Inlogaccount", "Login account"),
            Self::ChoosingAccount => ("Bestaand of nieuw account", "Existing or new account"),
            Self::FindingAccount => ("Account zoeken", "Find account"),
            Self::ChoosingSubscription => ("Abonnement kiezen", "Choose subscription"),
            Self::Confirming => ("Opslaan", "Save"),
            Self::Settling => ("Afrekenen", "Settle"),
            Self::IssuingPass => ("Pas printen", "Print the pass"),
            Self::EnteringMandate => ("Machtiging invullen", "Enter mandate"),
            Self::SigningMandate => ("Machtiging tekenen", "Sign mandate"),
            Self::ProcessingMandate => ("Machtiging verwerken", "Process mandate"),
            Self::VerifyingMandate => ("Machtiging controleren", "Verify mandate"),
            Self::Enrolled => ("Ingeschreven", "Enrolled"),
            Self::Cancelled => ("Geannuleerd", "Cancelled"),
        };
        match lang {
            Lang::Nl => nl,
            Lang::En => en,
        }
    }
}

named! {
    /// The kind of a command, without its content. The first ones are a clerk's; the last ones are
    /// results of slow work that the hub brings in.
    CommandKind {
        /// Scan the blank pass.
        AssignPass = "assign_pass",
        /// Enter NAW data.
        EnterPerson = "enter_person",
        /// Keep what was typed of the NAW data so far.
        KeepPerson = "keep_person",
        /// Choose salutation, judge duplicates.
        ChoosePerson = "choose_person",
        /// Enter IBAN, newsletter, selection.
        EnterDetails = "enter_details",
        /// Login account yes or no.
        ChooseLogin = "choose_login",
        /// Existing or new account.
        ChooseAccount = "choose_account",
        /// Look for an existing account.
        FindAccount = "find_account",
        /// Choose the subscription.
        ChooseSubscription = "choose_subscription",
        /// Save.
        Save = "save",
        /// Receive money.
        Pay = "pay",
        /// Remit what remains.
        Remit = "remit",
        /// Leave what remains open.
        Register = "register",
        /// Collect by direct debit.
        CollectByDirectDebit = "collect_by_direct_debit",
        /// Print the pass.
        PrintPass = "print_pass",
        /// Say what came out.
        ResolvePrint = "resolve_print",
        /// Another blank pass for a spoiled one.
        ReplacePass = "replace_pass",
        /// Hand out unprinted.
        SkipPrint = "skip_print",
        /// Enter account data of the mandate.
        EnterMandate = "enter_mandate",
        /// The patron signed.
        MandateSigned = "mandate_signed",
        /// Read the barcode of the form.
        CheckMandate = "check_mandate",
        /// The data are right.
        ConfirmMandate = "confirm_mandate",
        /// Mandate for an enrolled patron.
        StartMandate = "start_mandate",
        /// Revoke.
        RevokeMandate = "revoke_mandate",
        /// Switch service flag.
        SetSwitchService = "set_switch_service",
        /// One step back.
        StepBack = "step_back",
        /// Cancel with a reason.
        Cancel = "cancel",
        /// Forget the login account.
        ForgetAccount = "forget_account",
        /// Generate the login account anew.
        GenerateAccount = "generate_account",
        /// Result: the print ended.
        PrintEnded = "print_ended",
        /// Result: the search for an account ended.
        AccountSearched = "account_searched",
        /// Result: generating an account ended.
        AccountGenerated = "account_generated",
        /// Result: forgetting an account ended.
        AccountForgotten = "account_forgotten",
        /// Result: the patron activated the account, or the deadline passed.
        AccountObserved = "account_observed",
    }
}

impl CommandKind {
    /// A clerk may give it; the others come from the hub.
    pub fn is_clerks(self) -> bool {
        self < Self::PrintEnded
    }
}
