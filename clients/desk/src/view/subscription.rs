//! What a patron may have.

use crate::typed::{date_shown, euro_of};
use crate::ui::{Offer, Option as Choice};
use balie_client::v1::SubscriptionOption;

/// The subscriptions: first those that are allowed, in catalogue order, then the others with their reason.
pub fn offers(options: &[SubscriptionOption]) -> Vec<Offer> {
    let (allowed, others): (Vec<_>, Vec<_>) = options.iter().partition(|option| option.allowed);
    allowed.into_iter().chain(others).map(offer).collect()
}

fn offer(option: &SubscriptionOption) -> Offer {
    let choice = option.subscription.clone().unwrap_or_default();
    Offer {
        code: choice.code.into(),
        title: choice.display_name.into(),
        fee: euro_of(&choice.fee).into(),
        period: "".into(),
        through: date_shown(&choice.valid_through).into(),
        validity: option.validity_text.as_str().into(),
        refusal: option.refusals.join(" ").into(),
        allowed: option.allowed,
        automatic: option.automatic,
    }
}

/// The selection codes of the branch, after none.
pub fn selection_options(codes: &[String], none: &str) -> Vec<Choice> {
    let none = Choice { value: "".into(), text: none.into(), detail: "".into() };
    let code = |code: &String| Choice { value: code.into(), text: code.into(), detail: "".into() };
    std::iter::once(none).chain(codes.iter().map(code)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_client::v1::SubscriptionChoice;

    #[test]
    fn what_is_allowed_comes_first_and_the_rest_says_why_not() {
        let option = |code: &str, allowed: bool| SubscriptionOption {
            subscription: Some(SubscriptionChoice {
                code: code.into(),
                fee: "58.00".into(),
                ..Default::default()
            }),
            allowed,
            refusals: if allowed { vec![] } else { vec!["Alleen 19 tot en met 30 jaar.".into()] },
            ..Default::default()
        };
        let shown = offers(&[option("0021", false), option("0045", true), option("0053", true)]);
        let codes: Vec<_> = shown.iter().map(|offer| offer.code.as_str()).collect();
        assert_eq!(codes, ["0045", "0053", "0021"]);
        assert_eq!(shown[0].fee, "€ 58,00");
        assert_eq!(shown[2].refusal, "Alleen 19 tot en met 30 jaar.");
    }
}
