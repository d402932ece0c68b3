//! The fee of an old registration never changes.

use super::*;
use chrono::Days;
use proptest::prelude::*;

const YOUTH: &str = r#"
format = 1
[[subscription]]
code = "0010"
name = "Jeugd"
audience = ["person"]
term = "age"
age = { from = 0, through = 18 }
automatic = true
price = [{ valid_from = 1900-01-01, amount = "0.00" }]
"#;

/// A catalogue whose subscription 0100 has these prices: days after 2000-01-01, audience, cents.
fn catalogue(prices: &[(u64, Option<Audience>, u64)]) -> Catalogue {
    let mut text = String::from(YOUTH);
    text.push_str("[[subscription]]\ncode = \"0100\"\nname = \"Proef\"\nterm = \"fixed\"\n");
    text.push_str("audience = [\"person\", \"institution\"]\nperiod = { months = 12 }\nprice = [\n");
    for (days, audience, cents) in prices {
        let from = date("2000-01-01") + Days::new(*days);
        let audience = audience.map_or(String::new(), |a| format!("audience = \"{}\", ", a.key()));
        text.push_str(&format!(
            "{{ valid_from = {from}, {audience}amount = \"{}.{:02}\" }},\n",
            cents / 100,
            cents % 100
        ));
    }
    text.push(']');
    Catalogue::load(&text, "proef.toml").unwrap()
}

fn quote(catalogue: &Catalogue, applicant: &Applicant<'_>, on: NaiveDate) -> Option<Quote> {
    catalogue.option(code("0100"), applicant, on).unwrap().quote
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn adding_a_later_price_never_changes_an_earlier_quote(
        steps in prop::collection::vec((1u64..2_000, 0u64..100_000), 1..6),
        only in prop::option::of(prop::sample::select(Audience::ALL.to_vec())),
        on in 0u64..12_000,
    ) {
        let mut day = 0;
        let dated = steps.iter().map(|(gap, cents)| {
            day += gap;
            (day, None, *cents)
        });
        let mut prices: Vec<_> = dated.collect();
        let later = catalogue(&{
            let (last, _, cents) = prices.pop().unwrap();
            let mut all = prices.clone();
            if all.is_empty() {
                all.push((0, None, 4_200));
                prices.push((0, None, 4_200));
            }
            all.push((last, only, cents + 1));
            all
        });
        let earlier = catalogue(&prices);
        let changed_from = date("2000-01-01") + Days::new(day);
        let on = date("2000-01-01") + Days::new(on);
        let person = Applicant::person(date("1970-01-01"), Role::Counter);
        for applicant in [person, Applicant::institution(Role::Counter)] {
            let before = quote(&earlier, &applicant, on);
            let after = quote(&later, &applicant, on);
            let touched = on >= changed_from && only.is_none_or(|only| only == applicant.audience);
            if touched {
                let expected = steps.last().unwrap().1 + 1;
                prop_assert_eq!(after.unwrap().fee().cents(), expected);
            } else {
                prop_assert_eq!(after, before);
            }
        }
    }
}
