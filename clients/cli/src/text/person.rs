//! Name, address, birth date, salutation, duplicates, further data.

use super::texts;

texts! {
    key_man: "m", "m";
    key_woman: "v", "f";
    key_yes: "j", "y";
    key_invoice: "f", "i";
    kind_help: "Kies instelling voor een school, instelling of tehuis; die heeft geen geboortedatum.",
        "Choose institution for a school, institution or home; it has no date of birth.";
    no_initials: "geen", "none";
    look_over: "Lees de gegevens na:", "Look the data over:";
    nothing: "-", "-";
    right: "Klopt alles?", "Is everything right?";
    right_options: "Enter = ja, verder; nummer of letter = wijzigen", "Enter = yes, go on; number or letter = change";
    right_help: "Typ het nummer of de letter die voor een regel staat om die te wijzigen.",
        "Type the number or the letter in front of a line to change it.";
    right_how: "Typ Enter als alles klopt, of het nummer of de letter van een regel.",
        "Press Enter when everything is right, or type the number or letter of a line.";
    other_address_help: "Typ - bij de postcode om dit adres weg te halen.",
        "Type - for the postal code to take this address away.";
    not_kept: "Wat u typte kon niet worden bewaard: Balie antwoordt niet.",
        "What you typed could not be kept: Balie does not answer.";
    salutation: "Aanhef", "Salutation";
    key_mr: "d", "r";
    key_mrs: "m", "s";
    salutation_help: "Neutraal kan ook: zonder aanhef.", "Neutral will do as well: no title.";
    chosen(name, age): "{name}, {age} jaar.", "{name}, {age} years old.";
    duplicates: "Deze klant is misschien al bekend. Vergelijk:", "This patron may be known already. Compare:";
    entered_now: "Nu ingevoerd", "Entered now";
    candidate(number): "{number}", "No. {number}";
    row_name: "Naam", "Name";
    row_birth: "Geboren", "Born";
    row_pass: "Pas", "Pass";
    row_patron: "Klantnummer", "Patron no.";
    row_stands: "Stand", "Stands at";
    row_reasons: "Zelfde", "Same";
    same_birth_and_name: "datum en naam", "date and name";
    same_email: "e-mail", "e-mail address";
    same_iban: "IBAN", "IBAN account";
    judge: "Is het dezelfde klant?", "Is it the same patron?";
    judge_options: "nummer = ja, die opnieuw inschrijven; n = nee, een nieuwe klant",
        "number = yes, re-enrol that one; n = no, a new patron";
    judge_help: "Vergelijk naam en geboortedatum met een legitimatie. Opnieuw inschrijven behoudt het klantnummer.",
        "Compare name and date of birth with an identity document. Re-enrolling keeps the patron number.";
    judge_how: "Typ het nummer boven de kolom, of n.", "Type the number above the column, or n.";
    keeps_number(number): "Klantnummer {number} blijft.", "Patron number {number} is kept.";
    unfinished: "Die inschrijving is nog niet opgeslagen, dus opnieuw inschrijven kan niet. Maak die liever af.",
        "That registration was not saved yet, so it cannot be re-enrolled. Better finish that one.";
    iban_known: "Een andere klant heeft deze IBAN ook.", "Another patron has this IBAN too.";
    somebody_else: "Is dat iemand anders, bijvoorbeeld uit het gezin?", "Is that somebody else, for example of the family?";
    somebody_else_help: "Bij nee gaat u terug naar 'Persoon kiezen' en ziet u wie het is.",
        "With no you go back to 'Choose the person' and see who it is.";
    newsletter_help: "Alleen als de klant erom vraagt.", "Only when the patron asks for it.";
    selections(list): "Selecties: {list}. Zonder actie leeg laten.", "Selections: {list}. Leave empty without a campaign.";
}
