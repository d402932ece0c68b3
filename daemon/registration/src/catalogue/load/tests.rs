//! Every rule of the format is broken once, and no text makes the reader panic.

use super::*;
use crate::explain::{Explain, Lang};
use proptest::prelude::*;

/// A file that holds, so that each test can break one line of it.
const GOOD: &str = r#"format = 1
[[subscription]]
code = "0010"
name = "Jeugd"
audience = ["person"]
term = "age"
age = { from = 0, through = 18 }
automatic = true
becomes = "0021"
price = [{ valid_from = 2021-01-01, amount = "0.00" }]
[[subscription]]
code = "0021"
name = "Start"
audience = ["person", "institution"]
term = "fixed"
period = { months = 12 }
loans = 12
fine = { per_day = "0.05", max = "0.25" }
only = { once = "school", further = "0010" }
needs = { mandate = true }
price = [
  { valid_from = 2021-01-01, amount = "1.00" },
  { valid_from = 2022-01-01, audience = "person", amount = "2.00" },
]
"#;

fn problems(text: &str) -> Vec<(usize, &'static str)> {
    match Catalogue::load(text, "proef.toml") {
        Ok(_) => Vec::new(),
        Err(errors) => errors.problems.iter().map(|problem| (problem.line, problem.rule.code())).collect(),
    }
}

#[test]
fn the_good_file_and_the_built_in_one_hold() {
    assert_eq!(problems(GOOD), []);
    assert_eq!(problems(Catalogue::BUILT_IN), []);
    assert_eq!(Catalogue::built_in(), Catalogue::load(Catalogue::BUILT_IN, "other name").unwrap());
}

#[test]
fn every_rule_is_told_with_its_line() {
    for (from, to, expected) in [
        ("format = 1", "format = 2", &[(1, "CATALOGUE_FORMAT")][..]),
        ("format = 1", "", &[(1, "CATALOGUE_MISSING_KEY")]),
        ("format = 1", "format = ", &[(1, "CATALOGUE_SYNTAX")]),
        ("format = 1", "format = 1\nversion = 3", &[(2, "CATALOGUE_UNKNOWN_KEY")]),
        ("format = 1", "format = 1\nissued = 2026-05-01T10:00:00", &[(2, "CATALOGUE_WRONG_TYPE")]),
        ("loans = 12", "lones = 12", &[(17, "CATALOGUE_UNKNOWN_KEY")]),
        ("loans = 12", "loans = \"many\"", &[(17, "CATALOGUE_WRONG_TYPE")]),
        ("loans = 12", "loans = 0", &[(17, "CATALOGUE_NUMBER")]),
        ("loans = 12", "loans = -3", &[(17, "CATALOGUE_NUMBER")]),
        ("loans = 12", "loans = 99999999999999999999", &[(17, "CATALOGUE_NUMBER")]),
        ("name = \"Start\"", "", &[(11, "CATALOGUE_MISSING_KEY")]),
        ("name = \"Start\"", "name = \" \"", &[(13, "CATALOGUE_TEXT")]),
        ("name = \"Start\"", "name = \"a\\u0007\"", &[(13, "CATALOGUE_TEXT")]),
        ("name = \"Start\"", "name = 21", &[(13, "CATALOGUE_WRONG_TYPE")]),
        ("term = \"fixed\"", "term = \"vast\"", &[(15, "CATALOGUE_WORD")]),
        ("term = \"fixed\"", "term = \"age\"", &[(15, "CATALOGUE_AGE_MISSING")]),
        ("\"institution\"]", "\"school\"]", &[(14, "CATALOGUE_WORD")]),
        ("\"institution\"]", "\"person\"]", &[(14, "CATALOGUE_WORD_TWICE")]),
        ("\"institution\"]", "3]", &[(14, "CATALOGUE_WRONG_TYPE")]),
        ("[\"person\"]", "[]", &[(5, "CATALOGUE_EMPTY_LIST")]),
        ("code = \"0021\"", "code = \"21\"", &[(9, "CATALOGUE_CODE_NOWHERE"), (12, "CATALOGUE_CODE")]),
        ("code = \"0021\"", "code = \" 0021\"", &[(9, "CATALOGUE_CODE_NOWHERE"), (12, "CATALOGUE_CODE")]),
        (
            "code = \"0021\"",
            "code = \"0010\"",
            &[(9, "CATALOGUE_CODE_NOWHERE"), (12, "CATALOGUE_DUPLICATE_CODE")],
        ),
        ("becomes = \"0021\"", "becomes = \"0022\"", &[(9, "CATALOGUE_CODE_NOWHERE")]),
        ("becomes = \"0021\"", "becomes = \"0010\"", &[(9, "CATALOGUE_BECOMES_AGE")]),
        ("loans = 12", "becomes = \"0010\"", &[(17, "CATALOGUE_AGE_MISSING")]),
        ("loans = 12", "in_use = false", &[(9, "CATALOGUE_CODE_NOT_IN_USE")]),
        ("further = \"0010\"", "further = \"0011\"", &[(19, "CATALOGUE_CODE_NOWHERE")]),
        ("once = \"school\", ", "", &[(19, "CATALOGUE_FURTHER_WITHOUT_ONCE")]),
        ("once = \"school\"", "once = \"street\"", &[(19, "CATALOGUE_WORD")]),
        ("once = \"school\"", "once = \"school\", onse = 1", &[(19, "CATALOGUE_UNKNOWN_KEY")]),
        ("from = 0, through = 18", "from = 18, through = 0", &[(7, "CATALOGUE_AGE_REVERSED")]),
        ("from = 0, through = 18", "from = 0, through = 151", &[(7, "CATALOGUE_NUMBER")]),
        ("from = 0, through = 18", "from = 0", &[(7, "CATALOGUE_MISSING_KEY")]),
        ("automatic = true", "", &[(1, "CATALOGUE_NO_AUTOMATIC")]),
        (
            "automatic = true",
            "automatic = true\nin_use = false",
            &[(1, "CATALOGUE_NO_AUTOMATIC"), (20, "CATALOGUE_CODE_NOT_IN_USE")],
        ),
        ("automatic = true", "automatic = true\nneeds = {}", &[(2, "CATALOGUE_AUTOMATIC_CONDITIONAL")]),
        ("months = 12", "months = 0", &[(16, "CATALOGUE_NUMBER")]),
        ("months = 12", "months = 12, weeks = 3", &[(16, "CATALOGUE_PERIOD_UNIT")]),
        ("months = 12", "", &[(16, "CATALOGUE_PERIOD_UNIT")]),
        ("months = 12", "months = 12, end = \"day\"", &[(16, "CATALOGUE_WORD")]),
        ("months = 12", "weeks = 3, end = \"exact\"", &[(16, "CATALOGUE_PERIOD_END_OF_WEEKS")]),
        (
            "once = \"school\", further",
            "admin_with_reason = [\"school\"], once = \"school\", further",
            &[(19, "CATALOGUE_WORD")],
        ),
        (
            "automatic = true\n",
            "automatic = true\nonly = { admin_with_reason = [\"institution\"] }\n",
            &[(2, "CATALOGUE_AUTOMATIC_CONDITIONAL"), (9, "CATALOGUE_CONDITION_AUDIENCE")],
        ),
        ("per_day = \"0.05\"", "per_day = \"0.50\"", &[(18, "CATALOGUE_FINE_ABOVE_MAX")]),
        (
            "mandate = true",
            "mandate = true, pay_at_once = true",
            &[(20, "CATALOGUE_PAY_AT_ONCE_WITH_MANDATE")],
        ),
        ("\"2.00\"", "\"2.005\"", &[(23, "CATALOGUE_AMOUNT")]),
        ("\"2.00\"", "\"-2.00\"", &[(23, "CATALOGUE_AMOUNT")]),
        ("\"2.00\"", "2.00", &[(23, "CATALOGUE_WRONG_TYPE")]),
        ("2022-01-01", "2020-01-01", &[(23, "CATALOGUE_PRICES_UNSORTED")]),
        ("2022-01-01", "2021-01-01", &[(23, "CATALOGUE_PRICES_OVERLAP")]),
        ("2022-01-01", "\"2022-01-01\"", &[(23, "CATALOGUE_WRONG_TYPE")]),
        ("amount = \"1.00\"", "audience = \"person\", amount = \"1.00\"", &[(11, "CATALOGUE_NO_PRICE")]),
        (
            "amount = \"0.00\"",
            "audience = \"institution\", amount = \"0.00\"",
            &[(2, "CATALOGUE_NO_PRICE"), (10, "CATALOGUE_PRICE_AUDIENCE")],
        ),
        (
            "price = [{ valid_from = 2021-01-01, amount = \"0.00\" }]",
            "price = []",
            &[(2, "CATALOGUE_NO_PRICE")],
        ),
        (
            "price = [{ valid_from = 2021-01-01, amount = \"0.00\" }]",
            "price = [1]",
            &[(10, "CATALOGUE_WRONG_TYPE")],
        ),
        (
            "price = [{ valid_from = 2021-01-01, amount = \"0.00\" }]",
            "price = 1",
            &[(10, "CATALOGUE_WRONG_TYPE")],
        ),
        ("price = [{ valid_from = 2021-01-01, amount = \"0.00\" }]", "", &[(2, "CATALOGUE_MISSING_KEY")]),
    ] {
        assert!(GOOD.contains(from), "{from}");
        assert_eq!(problems(&GOOD.replacen(from, to, 1)), expected, "{from} -> {to}");
    }
}

#[test]
fn an_age_needs_persons_and_automatic_ones_do_not_overlap() {
    let institution = GOOD
        .replace("[\"person\", \"institution\"]", "[\"institution\"]")
        .replace("term = \"fixed\"", "term = \"age\"\nage = { from = 19, through = 30 }");
    let institution = institution.replace("audience = \"person\", ", "");
    assert_eq!(problems(&institution), [(9, "CATALOGUE_BECOMES_AGE"), (16, "CATALOGUE_AGE_WITHOUT_PERSONS")]);

    let second = GOOD.find("[[subscription]]\ncode = \"0021\"").unwrap();
    let youth =
        GOOD[..second].replace("format = 1\n", "").replace("0010", "0011").replace("from = 0", "from = 18");
    let overlap = format!("{GOOD}{}", youth.replace("through = 18", "through = 20"));
    assert_eq!(problems(&overlap), [(25, "CATALOGUE_AUTOMATIC_OVERLAP")]);
    let beside = GOOD.replace("through = 18", "through = 17") + &youth;
    assert_eq!(problems(&beside), []);
}

#[test]
fn all_problems_are_told_at_once_in_both_languages() {
    let text = GOOD
        .replace("loans = 12", "lones = 12")
        .replace("\"0.00\"", "\"0,00\"")
        .replace("\"0021\"", "\"21\"");
    let errors = Catalogue::load(&text, "annen.toml").unwrap_err();
    let dutch = errors.report(Lang::Nl);
    assert_eq!(dutch.lines().count(), 4, "{dutch}");
    assert!(dutch.starts_with("annen.toml:9: Code '21' heeft niet precies vier cijfers."), "{dutch}");
    assert!(dutch.contains("annen.toml:10: Bedrag '0,00' is geen bedrag"), "{dutch}");
    assert!(dutch.contains("annen.toml:17: Onbekende sleutel 'lones'"), "{dutch}");
    assert_eq!(errors.to_string(), dutch);
    let english = errors.report(Lang::En);
    assert!(english.contains("annen.toml:17: Unknown key 'lones'"), "{english}");
    assert_eq!(errors.code(), "CATALOGUE_INVALID");
}

#[test]
fn syntax_errors_are_told_all_and_alone() {
    let text = "format = 1\nissuer = \nfoo\n[[subscription]]\n";
    let found = problems(text);
    assert!(found.len() >= 2, "{found:?}");
    assert!(found.iter().all(|(_, code)| *code == "CATALOGUE_SYNTAX"), "{found:?}");
    assert_eq!(found[0].0, 2);
}

#[test]
fn what_is_no_list_of_subscriptions_is_refused() {
    assert_eq!(
        problems(""),
        [(1, "CATALOGUE_MISSING_KEY"), (1, "CATALOGUE_MISSING_KEY"), (1, "CATALOGUE_NO_AUTOMATIC")]
    );
    assert_eq!(problems("format = 1\nsubscription = []"), [(1, "CATALOGUE_NO_AUTOMATIC")]);
    let number = [(1, "CATALOGUE_NO_AUTOMATIC"), (2, "CATALOGUE_WRONG_TYPE")];
    assert_eq!(problems("format = 1\nsubscription = 3"), number);
    assert_eq!(problems(&format!("format = {}", "[".repeat(20_000)))[0], (1, "CATALOGUE_SYNTAX"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,80}(\n\\PC{0,40}){0,4}") {
        let _ = Catalogue::load(&text, "x").map_err(|errors| errors.report(Lang::En));
    }

    /// Nearly right files get past the parser and into the rules.
    #[test]
    fn damaged_catalogues_never_panic(
        cuts in prop::collection::vec((0usize..10_000, 0usize..12, "[-\\]\\[{}\"=.,\n0-9a-z ]{0,6}"), 1..4)
    ) {
        let mut text: Vec<char> = GOOD.chars().collect();
        for (at, length, put) in cuts {
            let at = at % (text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, put.chars());
        }
        let text: String = text.into_iter().collect();
        if let Err(errors) = Catalogue::load(&text, "x") {
            let lines = text.bytes().filter(|&byte| byte == b'\n').count() + 1;
            prop_assert!(!errors.problems.is_empty());
            prop_assert!(errors.problems.iter().all(|problem| (1..=lines).contains(&problem.line)));
            prop_assert!(errors.problems.is_sorted_by_key(|problem| problem.line));
        }
    }
}
