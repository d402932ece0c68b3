//! Words for the names that the API gives as text: kinds of patrons, fields, and actions of the audit trail. A name of
//! a newer daemon, which is not known here, is shown as it is.

use super::{Lang, fields, inline, lists};

/// One of two texts.
fn pick<'t>(lang: Lang, nl: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::Dutch => nl,
        Lang::English => en,
    }
}

/// A kind of patron for whom fields are required.
pub(crate) fn patron_kind(lang: Lang, name: &str) -> &str {
    match name {
        "adult" => pick(lang, "volwassenen", "adults"),
        "youth" => pick(lang, "jeugd", "youth"),
        "institution" => pick(lang, "instellingen", "institutions"),
        other => other,
    }
}

/// Who pays a price.
pub(crate) fn audience(lang: Lang, name: &str) -> &str {
    match name {
        "person" => pick(lang, "Personen", "Persons"),
        "institution" => pick(lang, "Instellingen", "Institutions"),
        other => other,
    }
}

/// Term of a subscription; ages stay as they are.
pub(crate) fn term(lang: Lang, name: &str) -> &str {
    match name {
        "Vast" => pick(lang, "vast", "fixed"),
        "Tijd." => pick(lang, "tijdelijk", "temporary"),
        ages => ages,
    }
}

/// A field by its path, such as `person.main_address.postcode`; which address it is of, where that is not the main one.
pub(crate) fn field(lang: Lang, path: &str) -> String {
    let mut parts = path.rsplit('.');
    let Some(word) = parts.next().and_then(|name| own_field(lang, name)) else { return path.to_owned() };
    let address = match parts.next() {
        Some("postal_address") => fields::postal_address(lang),
        Some("invoice_address") => fields::invoice_address(lang),
        Some("alternative_address") => fields::alternative_address(lang),
        Some("address") => fields::holder_address(lang),
        _ => return word.to_owned(),
    };
    format!("{address}, {}", inline(word))
}

/// A field by its own name.
fn own_field(lang: Lang, name: &str) -> Option<&'static str> {
    Some(match name {
        "kind" => fields::kind(lang),
        "initials" => fields::initials(lang),
        "prefix" => fields::prefix(lang),
        "surname" => fields::surname(lang),
        "call_name" => fields::call_name(lang),
        "birth_date" => fields::birth_date(lang),
        "postcode" => fields::postcode(lang),
        "house_number" => fields::house_number(lang),
        "street" => fields::street(lang),
        "place" => fields::place(lang),
        "country" => pick(lang, "Land", "Country"),
        "main_address" | "address" => pick(lang, "Adres", "Address"),
        "postal_address" => fields::postal_address(lang),
        "invoice_address" => fields::invoice_address(lang),
        "alternative_address" => fields::alternative_address(lang),
        "phone" => fields::phone(lang),
        "sms_number" => fields::sms_number(lang),
        "email" => fields::email(lang),
        "contact_person" => fields::contact_person(lang),
        "contact_phone" => fields::contact_phone(lang),
        "iban" => fields::iban(lang),
        "bic" => fields::bic(lang),
        "holder" => fields::holder(lang),
        "holder_street" => fields::holder_street(lang),
        "holder_house_number" => fields::holder_house_number(lang),
        "holder_postcode" => fields::holder_postcode(lang),
        "holder_country" => fields::holder_country(lang),
        "despite_missing_characters" => pick(lang, "Tekens", "Characters"),
        "newsletter" => fields::newsletter(lang),
        "selection" => fields::selection(lang),
        "discount" => fields::discount(lang),
        "home_library" => fields::home_library(lang),
        "home_pass_number" => fields::home_pass_number(lang),
        "signed_date" => fields::signed_date(lang),
        "user_name" => fields::user_name(lang),
        "tendered" => pick(lang, "Bedrag", "Amount"),
        "reason" => pick(lang, "Reden", "Reason"),
        "name" => pick(lang, "Naam", "Name"),
        "date" | "from" | "through" => pick(lang, "Datum", "Date"),
        "code" => "Code",
        "salutation" => pick(lang, "Aanhef", "Salutation"),
        "new_person" => pick(lang, "Nieuwe klant", "New patron"),
        "re_enrol" => pick(lang, "Opnieuw inschrijven", "Re-enrol"),
        "wanted" => pick(lang, "Inlogaccount gewenst", "Login account wanted"),
        "method" => pick(lang, "Betaalwijze", "Way of paying"),
        "device" => lists::device(lang),
        "job" => pick(lang, "Opdracht", "Job"),
        "result" => pick(lang, "Uitkomst", "Outcome"),
        "source" => pick(lang, "Bron", "Source"),
        "switch_service" => pick(lang, "Overstapservice", "Switch service"),
        "pass_number" => fields::pass(lang),
        "patron_number" => lists::patron_number(lang),
        "enrolled_from" => pick(lang, "Ingeschreven vanaf", "Enrolled from"),
        "enrolled_through" => pick(lang, "Ingeschreven tot en met", "Enrolled through"),
        "steps" => lists::step(lang),
        "subscription" => lists::subscription(lang),
        "mandate_state" => pick(lang, "Toestand van de machtiging", "State of the mandate"),
        "account_state" => pick(lang, "Toestand van het inlogaccount", "State of the login account"),
        "account_deadline_before" => pick(lang, "Activeren voor", "To be activated before"),
        _ => return None,
    })
}

/// A part of a registration that an action changed.
pub(crate) fn part(lang: Lang, name: &str) -> &str {
    match name {
        "pass" => pick(lang, "pas", "pass"),
        "person" => pick(lang, "NAW", "name and address"),
        "identity" => pick(lang, "persoonskeuze", "choice of person"),
        "details" => pick(lang, "verdere gegevens", "further data"),
        "login" | "account" => pick(lang, "inlogaccount", "login account"),
        "subscription" => pick(lang, "abonnement", "subscription"),
        "patron_number" => pick(lang, "klantnummer", "patron number"),
        "enrolment_date" => pick(lang, "inschrijfdatum", "enrolment date"),
        "ledger" => pick(lang, "afrekening", "settlement"),
        "pass_print" => pick(lang, "pasprint", "pass print"),
        "mandate" => pick(lang, "machtiging", "mandate"),
        "mandate.source" => pick(lang, "bron machtiging", "mandate source"),
        "mandate.check" => pick(lang, "controle machtiging", "mandate check"),
        "mandate.switch_service" => pick(lang, "overstapservice", "switch service"),
        "step" => pick(lang, "stap", "step"),
        other => other,
    }
}

/// An action of the audit trail: a command, or something the daemon did.
pub(crate) fn action(lang: Lang, name: &str) -> &str {
    match name {
        "create" => pick(lang, "begonnen", "begun"),
        "viewed" => pick(lang, "bekeken", "seen"),
        "assign_pass" => pick(lang, "pas gekozen", "pass assigned"),
        "enter_person" => pick(lang, "NAW ingevoerd", "name and address entered"),
        "keep_person" => pick(lang, "NAW bewaard", "name and address kept"),
        "choose_person" => pick(lang, "persoon gekozen", "person chosen"),
        "enter_details" => pick(lang, "verdere gegevens ingevoerd", "further data entered"),
        "choose_login" => pick(lang, "inlogaccount ja of nee", "login account yes or no"),
        "choose_account" => pick(lang, "bestaand of nieuw account", "existing or new account"),
        "find_account" => pick(lang, "account gezocht", "account looked for"),
        "account_searched" => pick(lang, "zoeken klaar", "search ended"),
        "choose_subscription" => pick(lang, "abonnement gekozen", "subscription chosen"),
        "save" => pick(lang, "opgeslagen", "saved"),
        "pay" => pick(lang, "betaald", "paid"),
        "remit" => pick(lang, "kwijtgescholden", "remitted"),
        "register" => pick(lang, "bedrag open gelaten", "amount left open"),
        "collect_by_direct_debit" => pick(lang, "incasso gekozen", "direct debit chosen"),
        "print_pass" => pick(lang, "pasprint gevraagd", "pass print asked for"),
        "print_ended" => pick(lang, "pasprint afgelopen", "pass print ended"),
        "resolve_print" => pick(lang, "uitkomst print gemeld", "print outcome told"),
        "replace_pass" => pick(lang, "pas vervangen", "pass replaced"),
        "skip_print" => pick(lang, "print overgeslagen", "print skipped"),
        "enter_mandate" => pick(lang, "machtiging ingevuld", "mandate entered"),
        "mandate_signed" => pick(lang, "machtiging getekend", "mandate signed"),
        "scan_mandate_page" => pick(lang, "pagina gescand", "page scanned"),
        "store_mandate_page" => pick(lang, "pagina bewaard", "page stored"),
        "upload_mandate_page" => pick(lang, "pagina opgestuurd", "page uploaded"),
        "check_mandate" => pick(lang, "barcode gecontroleerd", "barcode checked"),
        "confirm_mandate" => pick(lang, "machtiging bevestigd", "mandate confirmed"),
        "start_mandate" => pick(lang, "machtiging begonnen", "mandate begun"),
        "revoke_mandate" => pick(lang, "machtiging ingetrokken", "mandate revoked"),
        "set_switch_service" => pick(lang, "overstapservice gezet", "switch service set"),
        "step_back" => pick(lang, "stap terug", "step back"),
        "cancel" => pick(lang, "geannuleerd", "cancelled"),
        "forget_account" => pick(lang, "account vergeten", "account forgotten"),
        "generate_account" => pick(lang, "account gevraagd", "account asked for"),
        "account_generated" => pick(lang, "account gegenereerd", "account generated"),
        "account_forgotten" => pick(lang, "account verwijderd", "account deleted"),
        "account_observed" => pick(lang, "account bijgewerkt", "account updated"),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_words_in_the_audit_trail() {
        let grammar = crate::help::grammar(Lang::English);
        let commands = grammar.find_subcommand("do").expect("there is one").get_subcommands();
        let names: Vec<_> = commands.map(|command| command.get_name().replace('-', "_")).collect();
        assert!(names.len() > 20);
        for name in &names {
            let (nl, en) = (action(Lang::Dutch, name), action(Lang::English, name));
            assert!(nl != name && en != nl, "{name}: {nl} {en}");
        }
    }

    #[test]
    fn what_is_not_known_is_shown_as_it_is() {
        for lang in Lang::ALL {
            assert_eq!(action(lang, "future_action"), "future_action");
            assert_eq!(field(lang, "person.shoe_size"), "person.shoe_size");
            assert_eq!(term(lang, "19-30"), "19-30");
        }
        assert_eq!(field(Lang::Dutch, "main_address.postcode"), "Postcode");
    }

    #[test]
    fn a_field_of_another_address_says_of_which() {
        for (path, nl, en) in [
            ("person.main_address.country", "Land", "Country"),
            ("person.postal_address.postcode", "Postadres, postcode", "Postal address, postal code"),
            ("person.invoice_address.country", "Factuuradres, land", "Invoice address, country"),
            ("alternative_address.place", "Alternatief adres, plaats", "Alternative address, place"),
            ("address.street", "Adres rekeninghouder, straat", "Address of account holder, street"),
            ("filter.enrolled_from", "Ingeschreven vanaf", "Enrolled from"),
            ("filter.patron_number", "Klantnummer", "Patron number"),
        ] {
            assert_eq!(
                (field(Lang::Dutch, path), field(Lang::English, path)),
                (nl.to_owned(), en.to_owned())
            );
        }
    }

    #[test]
    fn every_field_of_a_command_has_words() {
        let grammar = crate::help::grammar(Lang::English);
        let commands = grammar.find_subcommand("do").expect("there is one").get_subcommands();
        let arguments = commands.flat_map(clap::Command::get_arguments);
        let fields = arguments.filter(|argument| argument.get_action().takes_values());
        let names: Vec<_> = fields.map(|field| field.get_id().as_str().to_owned()).collect();
        assert!(names.len() > 40);
        for name in &names {
            for lang in Lang::ALL {
                assert_ne!(field(lang, name), *name, "{lang:?}");
            }
        }
    }
}
