//! Reading what a state knows, whatever its step.

use super::input::Kept;
use super::person::Person;
use super::state::{
    AccountState, Choice, Enrolment, Identity, MandateForm, Member, Pass, Patron, Settled, State,
};

impl State {
    /// The pass, once scanned. Of a cancelled registration: the pass it had.
    pub fn pass(&self) -> Option<&Pass> {
        match self {
            Self::AwaitingPass { .. } => None,
            Self::EnteringPerson { pass, .. }
            | Self::ChoosingPerson { pass, .. }
            | Self::EnteringDetails { pass, .. } => Some(pass),
            Self::Cancelled { was, .. } => was.pass(),
            _ => self.patron().map(|patron| &patron.pass),
        }
    }

    /// The pass number is taken by this registration: nobody else may use it.
    pub fn holds_pass(&self) -> bool {
        match self {
            Self::Cancelled { pass_is_free, was, .. } => !pass_is_free && was.pass().is_some(),
            _ => self.pass().is_some(),
        }
    }

    /// The person, once entered.
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::ChoosingPerson { person, .. } | Self::EnteringDetails { person, .. } => Some(person),
            Self::Cancelled { was, .. } => was.person(),
            _ => self.patron().map(|patron| &patron.person),
        }
    }

    /// The chosen identity, once chosen.
    pub fn identity(&self) -> Option<&Identity> {
        match self {
            Self::EnteringDetails { identity, .. } => Some(identity),
            Self::Cancelled { was, .. } => was.identity(),
            _ => self.patron().map(|patron| &patron.identity),
        }
    }

    /// Everything about the person, once complete.
    pub fn patron(&self) -> Option<&Patron> {
        match self {
            Self::ChoosingLogin { patron, .. }
            | Self::ChoosingAccount { patron, .. }
            | Self::FindingAccount { patron, .. }
            | Self::ChoosingSubscription { patron, .. }
            | Self::Confirming { patron, .. } => Some(patron),
            Self::Cancelled { was, .. } => was.patron(),
            _ => self.enrolment().map(|enrolment| &enrolment.patron),
        }
    }

    /// The chosen subscription.
    pub fn choice(&self) -> Option<&Choice> {
        match self {
            Self::Confirming { choice, .. } => Some(choice),
            Self::Cancelled { was, .. } => was.choice(),
            _ => self.enrolment().map(|enrolment| &enrolment.choice),
        }
    }

    /// What was saved.
    pub fn enrolment(&self) -> Option<&Enrolment> {
        match self {
            Self::Settling { enrolment, .. } | Self::IssuingPass { enrolment, .. } => Some(enrolment),
            Self::Cancelled { was, .. } => was.enrolment(),
            _ => self.member().map(|member| &member.enrolment),
        }
    }

    /// What was saved, to change it.
    pub(super) fn enrolment_mut(&mut self) -> Option<&mut Enrolment> {
        match self {
            Self::Settling { enrolment, .. } | Self::IssuingPass { enrolment, .. } => Some(enrolment),
            Self::EnteringMandate { member, .. }
            | Self::SigningMandate { member, .. }
            | Self::ProcessingMandate { member, .. }
            | Self::VerifyingMandate { member, .. }
            | Self::Enrolled { member, .. } => Some(&mut member.enrolment),
            Self::Cancelled { was, .. } => was.enrolment_mut(),
            _ => None,
        }
    }

    /// The member, once the pass is issued.
    pub fn member(&self) -> Option<&Member> {
        match self {
            Self::EnteringMandate { member, .. }
            | Self::SigningMandate { member, .. }
            | Self::ProcessingMandate { member, .. }
            | Self::VerifyingMandate { member, .. }
            | Self::Enrolled { member, .. } => Some(member),
            Self::Cancelled { was, .. } => was.member(),
            _ => None,
        }
    }

    /// The settled fee.
    pub fn settled(&self) -> Option<&Settled> {
        match self {
            Self::IssuingPass { settled, .. } => Some(settled),
            Self::Cancelled { was, .. } => was.settled(),
            _ => self.member().map(|member| &member.settled),
        }
    }

    /// The mandate form, once made.
    pub fn mandate_form(&self) -> Option<&MandateForm> {
        use super::state::Standing;
        match self {
            Self::SigningMandate { form, .. }
            | Self::ProcessingMandate { form, .. }
            | Self::VerifyingMandate { form, .. } => Some(form),
            Self::Enrolled {
                mandate: Standing::Active { form, .. } | Standing::Revoked { form, .. },
                ..
            } => Some(form),
            Self::Cancelled { was, .. } => was.mandate_form(),
            _ => None,
        }
    }

    /// The login account of a saved registration.
    pub fn account(&self) -> Option<&AccountState> {
        self.enrolment().map(|enrolment| &enrolment.account)
    }

    /// The latest answers, before saving.
    pub fn kept(&self) -> Option<&Kept> {
        match self {
            Self::AwaitingPass { kept }
            | Self::EnteringPerson { kept, .. }
            | Self::ChoosingPerson { kept, .. }
            | Self::EnteringDetails { kept, .. }
            | Self::ChoosingLogin { kept, .. }
            | Self::ChoosingAccount { kept, .. }
            | Self::FindingAccount { kept, .. }
            | Self::ChoosingSubscription { kept, .. }
            | Self::Confirming { kept, .. } => Some(kept),
            Self::Cancelled { was, .. } => was.kept(),
            _ => None,
        }
    }
}
