//! One `[[subscription]]` table.

use super::CatalogueRule as Rule;
use super::reader::{At, Reader};
use crate::catalogue::{
    AgeRange, Audience, Fine, Needs, Once, Only, Period, Price, Prices, Subscription, SubscriptionCode, Term,
};
use crate::values::Money;

/// A subscription as read, with the places that rules across subscriptions point to.
///
/// Where a value was wrong a harmless one stands in for it: the problem is already noted, so the
/// draft is never used, but the remaining rules can still be checked.
pub(super) struct Draft {
    pub(super) at: usize,
    pub(super) code: Option<At<SubscriptionCode>>,
    pub(super) becomes: Option<At<SubscriptionCode>>,
    pub(super) further: Option<At<SubscriptionCode>>,
    pub(super) subscription: Subscription,
}

pub(super) fn read(reader: &mut Reader<'_, '_, '_>) -> Draft {
    for key in ["code", "name", "audience", "term", "price"] {
        reader.need(key);
    }
    let at = reader.at();
    let code = reader.code("code");
    let audience = reader.words("audience", "person, institution", Audience::from_key);
    let term = reader.word("term", "fixed, temporary, age", |word| match word {
        "fixed" => Some(Term::Fixed),
        "temporary" => Some(Term::Temporary),
        "age" => Some(Term::Age),
        _ => None,
    });
    let age = reader.section("age", age_range);
    let becomes = reader.code("becomes");
    let automatic = reader.flag("automatic").unwrap_or(false);
    age_rules(reader, age.is_some(), term, automatic, becomes);
    if let Some(age) = &age
        && !audience.is_empty()
        && !audience.contains(&Audience::Person)
    {
        reader.refuse(age.at, Rule::AgeWithoutPersons);
    }
    let prices = prices(reader, &audience);
    let only = reader.section("only", |reader| only(reader, &audience));
    let needs = reader.section("needs", needs);
    if automatic && (only.is_some() || needs.is_some()) {
        reader.refuse(at, Rule::AutomaticConditional);
    }
    let (only, further) = only.map(|found| found.value).unwrap_or_default();
    let subscription = Subscription {
        code: code.map_or(PLACEHOLDER, |found| found.value),
        name: reader.text("name").map(|found| found.value).unwrap_or_default(),
        audience,
        term: term.map_or(Term::Fixed, |found| found.value),
        age: age.and_then(|found| found.value),
        period: reader.section("period", period).and_then(|found| found.value).unwrap_or(Period::None),
        prices,
        loans: reader.limit("loans"),
        card_max: reader.limit("card_max"),
        loan_weeks: reader.number("loan_weeks", 1..=520).map(|found| found.value),
        fine: reader.section("fine", fine).and_then(|found| found.value),
        reservations: reader.limit("reservations"),
        online_library: reader.flag("online_library"),
        physical_loans: reader.flag("physical_loans").unwrap_or(true),
        in_use: reader.flag("in_use").unwrap_or(true),
        automatic,
        beside_automatic: reader.flag("beside_automatic").unwrap_or(false),
        becomes: becomes.map(|found| found.value),
        code_to_confirm: reader.flag("code_to_confirm").unwrap_or(false),
        period_to_confirm: reader.flag("period_to_confirm").unwrap_or(false),
        only,
        needs: needs.map(|found| found.value).unwrap_or_default(),
    };
    Draft { at, code, becomes, further, subscription }
}

/// Stands in for a code that could not be read; a draft that has it is never loaded.
const PLACEHOLDER: SubscriptionCode = SubscriptionCode::ZERO;

fn age_range(reader: &mut Reader<'_, '_, '_>) -> Option<AgeRange> {
    reader.need("from");
    reader.need("through");
    let from = reader.number("from", 0..=AgeRange::HIGHEST);
    let through = reader.number("through", 0..=AgeRange::HIGHEST);
    let (from, through) = (from?, through?);
    let range = AgeRange::new(from.value, through.value);
    if range.is_none() {
        reader.refuse(from.at, Rule::AgeReversed { from: from.value, through: through.value });
    }
    range
}

fn age_rules(
    reader: &mut Reader<'_, '_, '_>,
    has_age: bool,
    term: Option<At<Term>>,
    automatic: bool,
    becomes: Option<At<SubscriptionCode>>,
) {
    if has_age {
        return;
    }
    if let Some(term) = term
        && term.value == Term::Age
    {
        reader.refuse(term.at, Rule::AgeMissing { key: "term" });
    }
    if automatic {
        reader.refuse(reader.at(), Rule::AgeMissing { key: "automatic" });
    }
    if let Some(becomes) = becomes {
        reader.refuse(becomes.at, Rule::AgeMissing { key: "becomes" });
    }
}

fn period(reader: &mut Reader<'_, '_, '_>) -> Option<Period> {
    let months = reader.number("months", 1..=Period::MOST_MONTHS);
    let weeks = reader.number("weeks", 1..=Period::MOST_WEEKS);
    let end = reader.word("end", "month, exact", |word| match word {
        "month" => Some(false),
        "exact" => Some(true),
        _ => None,
    });
    if reader.has("months") == reader.has("weeks") {
        reader.refuse(reader.at(), Rule::PeriodUnit);
        return None;
    }
    if let Some(end) = &end
        && reader.has("weeks")
    {
        reader.refuse(end.at, Rule::PeriodEndOfWeeks);
    }
    let of_months = if end.is_some_and(|end| end.value) { Period::exact_months } else { Period::months };
    let months = months.and_then(|months| of_months(months.value));
    months.or_else(|| weeks.and_then(|weeks| Period::weeks(weeks.value)))
}

fn fine(reader: &mut Reader<'_, '_, '_>) -> Option<Fine> {
    reader.need("per_day");
    reader.need("max");
    let per_day = reader.amount("per_day");
    let max = reader.amount("max");
    let (per_day, max) = (per_day?, max?);
    if per_day.value > max.value {
        reader.refuse(per_day.at, Rule::FineAboveMax);
    }
    Some(Fine { per_day: per_day.value, max: max.value })
}

fn only(reader: &mut Reader<'_, '_, '_>, audiences: &[Audience]) -> (Only, Option<At<SubscriptionCode>>) {
    let admin_with_reason = reader.words("admin_with_reason", "person, institution", Audience::from_key);
    let stranger = |audience: &&Audience| !audiences.is_empty() && !audiences.contains(audience);
    if let Some(&audience) = admin_with_reason.iter().find(stranger) {
        reader.refuse(reader.at(), Rule::ConditionAudience { audience });
    }
    let once = reader.word("once", "person, school", |word| match word {
        "person" => Some(Once::Person),
        "school" => Some(Once::School),
        _ => None,
    });
    let further = reader.code("further");
    if let Some(further) = further
        && !reader.has("once")
    {
        reader.refuse(further.at, Rule::FurtherWithoutOnce);
    }
    let only = Only {
        education: reader.flag("education").unwrap_or(false),
        dbos_school: reader.flag("dbos_school").unwrap_or(false),
        on_request: reader.flag("on_request").unwrap_or(false),
        staff_or_selection: reader.text("staff_or_selection").map(|found| found.value),
        admin_with_reason,
        once: once.map(|found| found.value),
        further: further.map(|found| found.value),
    };
    (only, further)
}

fn needs(reader: &mut Reader<'_, '_, '_>) -> Needs {
    let needs = Needs {
        mandate: reader.flag("mandate").unwrap_or(false),
        pay_at_once: reader.flag("pay_at_once").unwrap_or(false),
        home_library: reader.flag("home_library").unwrap_or(false),
    };
    if needs.mandate && needs.pay_at_once {
        reader.refuse(reader.at(), Rule::PayAtOnceWithMandate);
    }
    needs
}

/// The prices, checked per audience: in strictly ascending order, at least one, none for others.
fn prices(reader: &mut Reader<'_, '_, '_>, audiences: &[Audience]) -> Prices {
    let found = reader.each("price", |price| {
        price.need("valid_from");
        price.need("amount");
        let valid_from = price.date("valid_from");
        let audience = price.word("audience", "person, institution", Audience::from_key);
        let amount = price.amount("amount");
        if let Some(only) = audience
            && !audiences.is_empty()
            && !audiences.contains(&only.value)
        {
            price.refuse(only.at, Rule::PriceAudience { audience: only.value });
        }
        let date = valid_from?;
        let amount = amount.map_or(Money::ZERO, |amount| amount.value);
        let audience = audience.map(|audience| audience.value);
        Some(At { value: Price { valid_from: date.value, audience, amount }, at: date.at })
    });
    // A price that could not be read is already refused: whose it would have been is not known, so
    // nobody's may be called missing.
    let found: Vec<_> = found.into_iter().map(Option::flatten).collect();
    let unreadable = found.iter().any(Option::is_none);
    let found: Vec<_> = found.into_iter().flatten().collect();
    for &audience in audiences {
        let mut latest = None;
        for price in found.iter().filter(|price| price.value.applies_to(audience)) {
            let date = price.value.valid_from;
            match latest {
                Some(before) if before == date => {
                    reader.refuse(price.at, Rule::PricesOverlap { audience, date })
                }
                Some(before) if before > date => {
                    reader.refuse(price.at, Rule::PricesUnsorted { audience, date })
                }
                _ => latest = Some(date),
            }
        }
        if latest.is_none() && !unreadable && reader.has("price") {
            reader.refuse(reader.at(), Rule::NoPrice { audience });
        }
    }
    Prices(found.into_iter().map(|price| price.value).collect())
}
