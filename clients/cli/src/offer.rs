//! What is offered and checked on the screen: subscriptions, and the data of a mandate.

use crate::show;
use crate::terminal::{columns, row_lines, wrap};
use crate::text::{Lang, fields, mandate as words, subscription};
use balie_client::v1::{Mandate, SubscriptionOption};

/// Where the reasons of a refusal begin, below the name.
const REASON_MARGIN: &str = "            ";

/// Where names begin, behind their number.
const NAME_MARGIN: &str = "    ";

/// Every subscription with a sign in front: `+` possible, `-` not, with the reasons below.
pub(crate) fn lines(lang: Lang, options: &[SubscriptionOption]) -> Vec<String> {
    let rows: Vec<_> = options
        .iter()
        .map(|option| row(lang, if option.allowed { "+".into() } else { "-".into() }, option))
        .collect();
    with_reasons(row_lines(&rows), options.iter())
}

/// Subscriptions with their numbers, in groups that share their columns; what still must be asked below.
pub(crate) fn numbered(lang: Lang, groups: [&[&SubscriptionOption]; 2]) -> [Vec<String>; 2] {
    let all = groups.concat();
    let numbers = (1..).map(|number| format!("{number:>2}"));
    let rows: Vec<_> = numbers.zip(&all).map(|(number, option)| row(lang, number, option)).collect();
    let mut lines = row_lines(&rows);
    let second = lines.split_off(groups[0].len());
    [with_reasons(lines, groups[0].iter().copied()), with_reasons(second, groups[1].iter().copied())]
}

/// Subscriptions that cannot be had, those with the same reasons together.
pub(crate) fn refused(options: &[&SubscriptionOption]) -> Vec<String> {
    let mut groups: Vec<(&[String], Vec<String>)> = Vec::new();
    for option in options {
        let choice = option.subscription.clone().unwrap_or_default();
        let name = format!("{} {}", choice.code, choice.display_name);
        match groups.iter_mut().find(|(reasons, _)| *reasons == option.refusals) {
            Some((_, names)) => names.push(name),
            None => groups.push((&option.refusals, vec![name])),
        }
    }
    let mut lines = Vec::new();
    for (reasons, names) in groups {
        let mut first = wrap(&names.join(", "), NAME_MARGIN);
        if let Some(line) = first.first_mut() {
            line.replace_range(..NAME_MARGIN.len(), " -  ");
        }
        lines.append(&mut first);
        lines.extend(reasons.iter().flat_map(|reason| wrap(reason, REASON_MARGIN)));
    }
    lines
}

fn row(lang: Lang, mark: String, option: &SubscriptionOption) -> Vec<String> {
    let choice = option.subscription.clone().unwrap_or_default();
    let until = match (choice.valid_through.as_str(), choice.price.as_str()) {
        (_, "") => String::new(),
        ("", _) => subscription::no_end(lang).to_owned(),
        (date, _) => subscription::through(lang, show::date(date), choice.expiry_month),
    };
    let fee = if choice.price.is_empty() { String::new() } else { show::euro(&choice.fee) };
    let automatic = if option.automatic { subscription::automatic(lang) } else { "" };
    let last = [until.as_str(), automatic].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    vec![mark, choice.code, choice.display_name, format!("{fee:>8}"), last.join(", ")]
}

fn with_reasons<'o>(
    lines: Vec<Vec<String>>,
    options: impl Iterator<Item = &'o SubscriptionOption>,
) -> Vec<String> {
    let mut all = Vec::new();
    for (lines, option) in lines.into_iter().zip(options) {
        all.extend(lines);
        all.extend(option.refusals.iter().flat_map(|reason| wrap(reason, REASON_MARGIN)));
    }
    all
}

/// The data a person compares with the signed form; the IBAN in full.
pub(crate) fn verification(lang: Lang, mandate: &Mandate) -> Vec<String> {
    let address = mandate.address.as_ref();
    let rows = [
        (words::row_reference(lang), mandate.reference.clone()),
        (fields::holder(lang), mandate.holder.clone()),
        (fields::holder_address(lang), address.map(show::one_line).unwrap_or_default()),
        (fields::holder_place(lang), if address.is_some() { String::new() } else { mandate.place.clone() }),
        (fields::iban(lang), mandate.iban.clone()),
        (fields::bic(lang), mandate.bic.clone()),
    ];
    let rows = rows.into_iter().filter(|(_, value)| !value.is_empty());
    columns(&rows.map(|(label, value)| vec![label.to_owned(), value]).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::SubscriptionChoice;

    fn option(code: &str, price: &str, refusals: &[&str]) -> SubscriptionOption {
        SubscriptionOption {
            subscription: Some(SubscriptionChoice {
                code: code.into(),
                display_name: "Basis".into(),
                price: price.into(),
                fee: price.into(),
                valid_through: if price == "58.00" { "2027-02-28".into() } else { String::new() },
                expiry_month: 2,
                ..Default::default()
            }),
            allowed: refusals.is_empty(),
            refusals: refusals.iter().map(|reason| (*reason).to_owned()).collect(),
            ..Default::default()
        }
    }

    #[test]
    fn a_list_tells_fee_validity_and_reasons() {
        let options = [option("0045", "58.00", &[]), option("0021", "0.00", &["Kan vanaf 19 jaar."])];
        let lines = lines(Lang::Dutch, &options);
        assert_eq!(lines[0], "+  0045  Basis   € 58,00  t/m 28-02-2027 (vervalmaand 02)");
        assert_eq!(lines[1], "-  0021  Basis    € 0,00  geen einddatum");
        assert_eq!(lines[2].trim(), "Kan vanaf 19 jaar.");
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn groups_share_numbers_and_columns() {
        let (one, other) = (option("0045", "58.00", &[]), option("0345", "5.00", &["Alleen voor gasten."]));
        let [first, second] = numbered(Lang::Dutch, [&[&one], &[&other]]);
        assert!(
            first[0].starts_with(" 1  0045") && second[0].starts_with(" 2  0345"),
            "{first:?} {second:?}"
        );
        assert_eq!(first[0].find('€'), second[0].find('€').map(|at| at - 1));
        assert_eq!((first.len(), second.len()), (1, 2));
    }

    #[test]
    fn the_same_reason_is_told_once() {
        let (one, other) = (option("0006", "0.00", &["Te jong."]), option("0021", "0.00", &["Te oud."]));
        let (first, last) = (option("0045", "58.00", &["Te jong."]), option("0053", "67.00", &["Te jong."]));
        let lines = refused(&[&one, &other, &first, &last]);
        assert_eq!(lines[0], " -  0006 Basis, 0045 Basis, 0053 Basis");
        assert_eq!(lines[1].trim(), "Te jong.");
        assert_eq!(
            lines[2..].iter().map(|line| line.trim()).collect::<Vec<_>>(),
            ["-  0021 Basis", "Te oud."]
        );
    }

    #[test]
    fn a_mandate_is_checked_in_full() {
        let mandate = Mandate {
            reference: "M1".into(),
            iban: "NL91 ABNA 0417 1643 00".into(),
            holder: "A. Test".into(),
            ..Default::default()
        };
        let lines = verification(Lang::English, &mandate);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with("NL91 ABNA 0417 1643 00"), "{lines:?}");
    }
}
