//! What is said to the clerk about refused commands, in Dutch and English.

use super::rejection::{Rejection, Rule};
use crate::explain::{Explain as _, Lang};
use unicode_normalization::char::is_combining_mark;

/// The sentence for a rule.
pub(super) fn rule(rule: &Rule, lang: Lang) -> String {
    let (nl, en): (String, String) = match rule {
        Rule::PassOtherBranch { branch } => (
            format!("Deze pas is van vestiging {branch}. Bevestig dat dit klopt."),
            format!("This pass is of branch {branch}. Confirm that this is right."),
        ),
        Rule::PassInUse { place } => (
            format!("Deze pas is al in gebruik ({place}). Neem een andere blanco pas."),
            format!("This pass is in use already ({place}). Take another blank pass."),
        ),
        Rule::UnknownSelection { known } => (
            format!("Onbekende selectiecode. Bekend zijn: {}.", known.join(", ")),
            format!("Unknown selection code. Known are: {}.", known.join(", ")),
        ),
        Rule::DuplicatesFound { count } => (
            format!("{count} mogelijk dezelfde klant(en) gevonden. Kies herinschrijven of nieuwe klant."),
            format!("{count} possible duplicate(s) found. Choose re-enrol or new person."),
        ),
        Rule::DiscountTooLarge { price } => (
            format!("De korting is hoger dan de prijs van {price}."),
            format!("The discount is larger than the price of {price}."),
        ),
        Rule::CardOverpaid { remaining } => (
            format!("Met de pin kan niet meer dan {remaining} worden betaald."),
            format!("No more than {remaining} can be paid by card."),
        ),
        Rule::NoGlyphs { characters } => {
            let shown = spaced(characters);
            (
                format!(
                    "Geen lettertype heeft {shown}: op papier of pas komen daar lege vakjes. Print het toch en schrijf \
                     het erbij, of laat de beheerder een lettertype installeren: fonts-noto-core, voor Chinees, Japans \
                     en Koreaans fonts-noto-cjk."
                ),
                format!(
                    "No font has {shown}: there will be empty boxes on paper or pass. Print it all the same and write \
                     it in, or have the administrator install a font: fonts-noto-core, for Chinese, Japanese and \
                     Korean fonts-noto-cjk."
                ),
            )
        }
        Rule::OtherMandate { expected } => (
            format!("Dit is een andere machtiging. Scan het formulier met kenmerk {expected}."),
            format!("This is another mandate. Scan the form with reference {expected}."),
        ),
        fixed => {
            let (nl, en) = fixed_texts(fixed);
            (nl.to_owned(), en.to_owned())
        }
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

/// Characters next to each other, marks on a circle that stands for their letter.
fn spaced(characters: &[char]) -> String {
    let shown =
        characters.iter().map(|c| if is_combining_mark(*c) { format!("\u{25CC}{c}") } else { c.to_string() });
    shown.collect::<Vec<_>>().join(" ")
}

fn fixed_texts(rule: &Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::PassSpent => (
            "Deze pas is eerder geprint, uitgegeven of verknoeid. Neem een nieuwe blanco pas.",
            "This pass was printed, handed out or spoiled before. Take a new blank pass.",
        ),
        Rule::BookNotPass => ("Dit is een boek, geen pas.", "This is a book, not a pass."),
        Rule::MandateNotPass => {
            ("Dit is een machtigingsformulier, geen pas.", "This is a mandate form, not a pass.")
        }
        Rule::NoSuchDuplicate => (
            "Deze eerdere inschrijving hoort niet bij de gevonden klanten. Kies er een uit de lijst.",
            "This earlier registration is not one of the patrons found. Choose one from the list.",
        ),
        Rule::ContradictoryChoice => (
            "Kies óf een nieuwe klant óf herinschrijven, niet allebei.",
            "Choose either a new person or re-enrol, not both.",
        ),
        Rule::NoInitials => (
            "Hier staan voorletters, terwijl is aangegeven dat die er niet zijn. Haal een van beide weg.",
            "There are initials here, though it was said that there are none. Remove one of the two.",
        ),
        Rule::InstitutionName => (
            "Een instelling heeft geen voorletters of voorvoegsel. Zet wat hier staat in de naam.",
            "An institution has neither initials nor a prefix. Put what is here in the name.",
        ),
        Rule::SalutationKind => (
            "Deze aanhef past niet: een instelling krijgt de neutrale aanhef voor instellingen, een persoon niet.",
            "This salutation does not fit: institutions have the neutral institutional one, persons do not.",
        ),
        Rule::UnknownSubscription => {
            ("Er is geen abonnement met deze code.", "There is no subscription with this code.")
        }
        Rule::SearchRunning => (
            "Het inlogaccount wordt nog gezocht. Wacht op de uitkomst.",
            "The login account is still being looked for. Wait for the outcome.",
        ),
        Rule::NothingTendered => ("Vul een bedrag in groter dan nul.", "Enter an amount larger than zero."),
        Rule::MustPayAtOnce => (
            "Dit abonnement moet altijd direct worden betaald.",
            "This subscription must always be paid at once.",
        ),
        Rule::NeedsDirectDebit => (
            "Dit abonnement gaat alleen met automatische incasso.",
            "This subscription is collected by direct debit only.",
        ),
        Rule::PrintRunning => (
            "De pas wordt al geprint. Wacht, of annuleer de printopdracht.",
            "The pass is being printed already. Wait, or cancel the print job.",
        ),
        Rule::PrintUnknown => (
            "Het is niet bekend of de pas is geprint. Kijk bij de printer en geef aan wat eruit kwam.",
            "It is not known whether the pass was printed. Look at the printer and say what came out.",
        ),
        Rule::PrintKnown => {
            ("De uitkomst van de print is al bekend.", "The outcome of the print is known already.")
        }
        Rule::PassSpoiled => (
            "De pas is verknoeid. Scan eerst een nieuwe blanco pas.",
            "The pass was spoiled. Scan a new blank pass first.",
        ),
        Rule::PassNotSpoiled => (
            "De pas is niet verknoeid; hij kan geprint worden.",
            "The pass is not spoiled; it can be printed.",
        ),
        Rule::OtherJob => (
            "Deze uitkomst hoort bij een andere opdracht. Kijk wat er nu openstaat.",
            "This outcome belongs to another job. Look at what is open now.",
        ),
        Rule::NotAMandate => (
            "Dit is geen barcode van een machtiging. Scan de barcode links bovenaan het formulier.",
            "This is not the barcode of a mandate. Scan the barcode at the top left of the form.",
        ),
        Rule::SignedOutside => (
            "De datum van ondertekening ligt vóór het formulier of in de toekomst.",
            "The date of signing is before the form was made or in the future.",
        ),
        Rule::RevokedOutside => (
            "De datum van intrekking ligt vóór de ondertekening of in de toekomst.",
            "The date of revocation is before the signing or in the future.",
        ),
        Rule::NoActiveMandate => ("Er is geen geldige machtiging.", "There is no mandate in force."),
        Rule::MandateActive => (
            "Er is al een geldige machtiging. Trek die eerst in.",
            "There is a mandate in force already. Revoke it first.",
        ),
        Rule::NoWayBack => (
            "Terug kan hier niet: wat is opgeslagen, blijft. Annuleer zo nodig de inschrijving.",
            "There is no way back here: what was saved stays. Cancel the registration if need be.",
        ),
        Rule::CancelNeedsAdmin => (
            "Een opgeslagen inschrijving kan alleen de vestigingsbeheerder annuleren.",
            "Only the branch administrator can cancel a registration that was saved.",
        ),
        Rule::AccountState => {
            ("Dit kan nu niet met dit inlogaccount.", "This is not possible with this login account now.")
        }
        Rule::AccountGone => (
            "Het gevonden inlogaccount bestaat niet meer. Ga terug naar het inlogaccount en zoek opnieuw, of kies een nieuw account.",
            "The login account that was found is gone. Go back to the login account and search again, or choose a new one.",
        ),
        Rule::NotLapsedYet => {
            ("De activatietermijn is nog niet verstreken.", "The activation deadline has not passed yet.")
        }
        // The others carry data and are worded above.
        _ => ("", ""),
    }
}

/// The sentence for a refused command.
pub(super) fn rejection(rejection: &Rejection, lang: Lang) -> String {
    match (rejection, lang) {
        (Rejection::NotInThisStep { step, .. }, Lang::Nl) => {
            format!("Dit kan niet in de stap '{}'.", step.label(lang))
        }
        (Rejection::NotInThisStep { step, .. }, Lang::En) => {
            format!("This is not possible in the step '{}'.", step.label(lang))
        }
        (Rejection::RoleMayNot { .. }, Lang::Nl) => "Uw rol mag dit niet.".to_owned(),
        (Rejection::RoleMayNot { .. }, Lang::En) => "Your role may not do this.".to_owned(),
        (Rejection::Invalid(violations), _) if violations.len() == 1 => violations[0].why.message(lang),
        (Rejection::Invalid(violations), Lang::Nl) => {
            format!("{} velden kloppen nog niet.", violations.len())
        }
        (Rejection::Invalid(violations), Lang::En) => {
            format!("{} fields do not hold yet.", violations.len())
        }
        (Rejection::Forbidden(rule), _) => rule.message(lang),
        (Rejection::MissingFact(fact), Lang::Nl) => format!("Interne fout: gegeven '{fact}' ontbreekt."),
        (Rejection::MissingFact(fact), Lang::En) => format!("Internal error: fact '{fact}' is missing."),
    }
}
