//! Everything that can be refused says so in Dutch and English, under a code of its own.

use crate::common::*;
use balie_registration::machine::{CommandKind, Rejection, Rule, Step, Violation, Why};
use balie_registration::values::{Money, ValueError};
use balie_registration::{Explain, Lang, Role};
use std::collections::{BTreeMap, BTreeSet};

/// One of every rule.
fn rules() -> Vec<Rule> {
    let price = Money::from_cents(58_00).unwrap();
    vec![
        Rule::PassOtherBranch { branch: "5280".into() },
        Rule::PassInUse { place: "9401 Annen".into() },
        Rule::PassSpent,
        Rule::BookNotPass,
        Rule::MandateNotPass,
        Rule::DuplicatesFound { count: 2 },
        Rule::NoSuchDuplicate,
        Rule::ContradictoryChoice,
        Rule::NoInitials,
        Rule::InstitutionName,
        Rule::SalutationKind,
        Rule::UnknownSelection { known: vec!["Boekstart".into(), "vrijwilliger".into()] },
        Rule::UnknownSubscription,
        Rule::DiscountTooLarge { price },
        Rule::SearchRunning,
        Rule::CardOverpaid { remaining: price },
        Rule::NothingTendered,
        Rule::MustPayAtOnce,
        Rule::NeedsDirectDebit,
        Rule::NoGlyphs { characters: vec!['क', '\u{94D}'] },
        Rule::PrintRunning,
        Rule::PrintUnknown,
        Rule::PrintKnown,
        Rule::PassSpoiled,
        Rule::PassNotSpoiled,
        Rule::OtherJob,
        Rule::OtherMandate { expected: "M9401-261123-00007-19".into() },
        Rule::NotAMandate,
        Rule::SignedOutside,
        Rule::RevokedOutside,
        Rule::NoActiveMandate,
        Rule::MandateActive,
        Rule::NoWayBack,
        Rule::CancelNeedsAdmin,
        Rule::AccountState,
        Rule::AccountGone,
        Rule::NotLapsedYet,
    ]
}

fn rejections() -> Vec<Rejection> {
    let violation = |field: &str| Violation { field: field.into(), why: Why::Value(ValueError::Required) };
    let mut all = vec![
        Rejection::Invalid(vec![violation("person.surname")]),
        Rejection::Invalid(vec![violation("person.surname"), violation("person.initials")]),
        Rejection::Forbidden(Rule::NoWayBack),
        Rejection::MissingFact("pass_usage"),
    ];
    let command = CommandKind::Save;
    all.extend(Step::ALL.iter().map(|step| Rejection::NotInThisStep {
        step: *step,
        command,
        possible: vec![],
    }));
    let roles = [Role::Counter, Role::Education, Role::BranchAdmin, Role::Central, Role::Monitoring];
    all.extend(roles.map(|role| Rejection::RoleMayNot { role, command }));
    all
}

/// The names of all rules, as serde tells them when it is given one that does not exist.
fn names_of_all_rules() -> BTreeSet<String> {
    let error = serde_json::from_str::<Rule>(r#"{"rule":"?"}"#).unwrap_err().to_string();
    let (_, list) = error.split_once("expected one of ").expect("serde lists the variants");
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn no_rule_is_left_out_here() {
    let tag = |rule: &Rule| serde_json::to_value(rule).unwrap()["rule"].as_str().unwrap().to_owned();
    let sampled: BTreeSet<_> = rules().iter().map(tag).collect();
    assert_eq!(sampled, names_of_all_rules());
}

#[test]
fn every_rule_explains_itself_and_reads_back() {
    for rule in rules() {
        assert_explained(&rule);
        assert_explained(&Rejection::from(rule.clone()));
        assert_explained(&Why::from(rule.clone()));
        let stored = serde_json::to_string(&rule).unwrap();
        assert_eq!(serde_json::from_str::<Rule>(&stored).unwrap(), rule, "{stored}");
    }
}

#[test]
fn every_rejection_explains_itself() {
    for rejection in rejections() {
        assert_explained(&rejection);
    }
}

#[test]
fn no_two_rules_share_a_code_or_a_text() {
    let mut codes = BTreeSet::new();
    for rule in rules() {
        assert!(codes.insert(rule.code()), "{} twice", rule.code());
    }
    for code in ["NOT_IN_THIS_STEP", "ROLE_MAY_NOT", "FIELDS_INVALID", "MISSING_FACT", "REQUIRED"] {
        assert!(codes.insert(code), "{code} is also a rule");
    }
    for lang in [Lang::Nl, Lang::En] {
        let mut texts = BTreeMap::new();
        for rule in rules() {
            if let Some(other) = texts.insert(rule.message(lang), rule.code()) {
                panic!("{} and {other} say the same", rule.code());
            }
        }
    }
}

/// What a rule knows it says: a clerk who reads it need not look it up.
#[test]
fn rules_say_what_they_know() {
    for (rule, known) in [
        (Rule::PassOtherBranch { branch: "5280".into() }, "5280"),
        (Rule::PassInUse { place: "9401 Annen".into() }, "9401 Annen"),
        (Rule::DuplicatesFound { count: 17 }, "17"),
        (Rule::UnknownSelection { known: vec!["Boekstart".into()] }, "Boekstart"),
        (Rule::DiscountTooLarge { price: Money::from_cents(58_00).unwrap() }, "€ 58,00"),
        (Rule::CardOverpaid { remaining: Money::from_cents(1_50).unwrap() }, "€ 1,50"),
        (Rule::OtherMandate { expected: "M9401-261123-00007-19".into() }, "M9401-261123-00007-19"),
    ] {
        for lang in [Lang::Nl, Lang::En] {
            assert!(rule.message(lang).contains(known), "{}", rule.message(lang));
        }
    }
}

#[test]
fn steps_have_a_name_for_people() {
    for lang in [Lang::Nl, Lang::En] {
        let labels: BTreeSet<_> = Step::ALL.iter().map(|step| step.label(lang)).collect();
        assert_eq!(labels.len(), Step::ALL.len());
    }
}
