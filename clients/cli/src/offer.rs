//! What is offered and checked on the screen: subscriptions, and the data of a mandate.

use crate::text::{Lang, mandate as words};
use balie_client::v1;

/// The subscriptions, a line each; refused ones with every reason below.
pub(crate) fn lines(_lang: Lang, options: &[v1::SubscriptionOption]) -> Vec<String> {
    let mut lines = Vec::new();
    for option in options {
        let Some(choice) = &option.subscription else { continue };
        let sign = if option.allowed { '+' } else { '-' };
        let money = crate::show::euro(&choice.fee);
        let (code, name, until) = (&choice.code, &choice.display_name, &option.validity_text);
        lines.push(format!("{sign} {code}  {name:<28} {money:>10}  {until}").trim_end().to_owned());
        lines.extend(option.refusals.iter().map(|reason| format!("        {reason}")));
    }
    lines
}

/// The data a person compares with the signed form; the IBAN in full.
pub(crate) fn verification(lang: Lang, mandate: &v1::Mandate) -> Vec<String> {
    let mut lines = vec![words::verify_title(lang).to_owned()];
    for value in [&mandate.reference, &mandate.holder, &mandate.place, &mandate.iban, &mandate.bic] {
        if !value.is_empty() {
            lines.push(format!("  {value}"));
        }
    }
    lines
}
