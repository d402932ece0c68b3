//! One subscription of the catalogue.

use super::{AgeRange, Audience, Fine, Limit, Period, Prices, SubscriptionCode, Validity, birthday};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The last column of the manual's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Term {
    /// "Vast": until it is ended.
    Fixed,
    /// "Tijd.": temporary.
    Temporary,
    /// An age range such as "19-30": as long as the patron is of that age.
    Age,
}

/// Of which whole a subscription can be had once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Once {
    /// At most one per person (0001: "max 1 per persoon").
    Person,
    /// At most one per school (0086: "maximaal 1 abonnement per school").
    School,
}

/// Who alone may have a subscription. Every condition set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Only {
    /// Handed out by an education officer only (role education; a branch administrator may as well).
    pub education: bool,
    /// For a d-Bos school only.
    pub dbos_school: bool,
    /// Only when the patron asks for it (0049: "alleen op verzoek van de klant").
    pub on_request: bool,
    /// For staff, and for volunteers who carry this selection code. Concerns persons only.
    pub staff_or_selection: Option<String>,
    /// For these audiences handed out by a branch administrator only, who gives a reason (0001 for an institution,
    /// domain section 5).
    pub admin_with_reason: Vec<Audience>,
    /// At most one for each person or school.
    pub once: Option<Once>,
    /// What a further one becomes, where `once` refuses a second (0086: "alle volgende" are 0082).
    pub further: Option<SubscriptionCode>,
}

/// What the registration must still bring when the subscription is chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Needs {
    /// A signed direct-debit mandate (0049).
    pub mandate: bool,
    /// Payment in full before the registration is finished: no leaving open, no remission by letter
    /// (0091: "abonnementsgeld altijd direct betalen").
    pub pay_at_once: bool,
    /// The name and pass of the library the guest belongs to (0345).
    pub home_library: bool,
}

/// A subscription: who it is for, what it gives, what it asks, what it costs.
///
/// `None` in a field on lending means that the catalogue does not say; it does not mean zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The tariff code.
    pub code: SubscriptionCode,
    /// The name shown to people, at most 60 characters, not translated.
    pub name: String,
    /// Whom it is for; at least one, none twice.
    pub audience: Vec<Audience>,
    /// Fixed, temporary or by age.
    pub term: Term,
    /// The ages of persons who may have it, both ends included.
    pub age: Option<AgeRange>,
    /// What one payment covers.
    pub period: Period,
    /// What it costs, by date and audience.
    pub prices: Prices,
    /// How many items may be borrowed ("strippen", "materialen").
    pub loans: Option<Limit>,
    /// How many items may be on the card at a time.
    pub card_max: Option<Limit>,
    /// Lending period of one item in weeks.
    pub loan_weeks: Option<u32>,
    /// What being late costs.
    pub fine: Option<Fine>,
    /// How many reservations may be open.
    pub reservations: Option<Limit>,
    /// Whether the Online Library is included.
    pub online_library: Option<bool>,
    /// Whether physical items may be borrowed at all (0141: e-books only).
    pub physical_loans: bool,
    /// False for a subscription that exists but is never offered (0002).
    pub in_use: bool,
    /// Filled in by itself for persons within the age range (youth).
    pub automatic: bool,
    /// May be chosen although an automatic subscription applies to the person (a guest of 12 is still
    /// a guest).
    pub beside_automatic: bool,
    /// What it turns into on the birthday after the last age.
    pub becomes: Option<SubscriptionCode>,
    /// The code still has to be confirmed by the library's administration.
    pub code_to_confirm: bool,
    /// The period still has to be confirmed by the library's administration.
    pub period_to_confirm: bool,
    /// Who alone may have it.
    pub only: Only,
    /// What choosing it asks.
    pub needs: Needs,
}

impl Subscription {
    /// Whether whoever hands it out to this audience gives a reason.
    pub fn needs_reason(&self, audience: Audience) -> bool {
        self.only.admin_with_reason.contains(&audience)
    }

    /// Whether it is for this audience.
    pub fn is_for(&self, audience: Audience) -> bool {
        self.audience.contains(&audience)
    }

    /// From when through when it gives rights to somebody born on `birth` and enrolled on
    /// `enrolment`: its period where it has one, else its age range for an age subscription, else
    /// `None` (no end). Ages concern persons only.
    ///
    /// What turns into another subscription does not end by age: youth has no end (domain section 5), see
    /// [`Self::becomes_on`].
    pub fn validity(&self, audience: Audience, birth: NaiveDate, enrolment: NaiveDate) -> Option<Validity> {
        match (self.period, self.term, self.age) {
            (Period::None, Term::Age, Some(age))
                if audience == Audience::Person && self.becomes.is_none() =>
            {
                Validity::through_age(enrolment, birth, age.through())
            }
            (period, _, _) => Validity::period(enrolment, period),
        }
    }

    /// What it turns into for somebody born on `birth`, and when: on the birthday after its last age. None for what
    /// stays what it is, and for an institution.
    pub fn becomes_on(&self, audience: Audience, birth: NaiveDate) -> Option<Becomes> {
        let (code, age) = self.becomes.zip(self.age).filter(|_| audience == Audience::Person)?;
        let on = birthday(birth, age.through().checked_add(1)?)?;
        Some(Becomes { code, on })
    }
}

/// What a subscription turns into by itself (manual: youth "gaat automatisch over in een Start abonnement als de klant
/// 19 jaar wordt").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Becomes {
    /// The tariff code of the other subscription.
    pub code: SubscriptionCode,
    /// The first day of the other subscription.
    pub on: NaiveDate,
}
