//! Names of fields, and what may be typed there.

use super::texts;

texts! {
    kind: "Persoon", "Person";
    birth_date: "Geboortedatum", "Date of birth";
    initials: "Voorletters", "Initials";
    prefix: "Voorvoegsel", "Prefix";
    surname: "Achternaam", "Surname";
    institution_name: "Naam instelling", "Name of institution";
    call_name: "Roepnaam", "Call name";
    postcode: "Postcode", "Postal code";
    house_number: "Huisnummer", "House number";
    house: "Huisnummer of naam van het huis", "House number or name";
    street: "Straat", "Street";
    place: "Plaats", "Place";
    phone: "Telefoon", "Telephone";
    sms_number: "SMS-nummer", "SMS number";
    email: "E-mailadres", "E-mail";
    contact_person: "Contactpersoon", "Contact person";
    contact_phone: "Telefoon contactpersoon", "Telephone of contact person";
    postal_address: "Postadres", "Postal address";
    invoice_address: "Factuuradres", "Invoice address";
    alternative_address: "Alternatief adres", "Alternative address";
    iban: "IBAN", "IBAN (account number)";
    bic: "BIC", "BIC (bank code)";
    holder: "Naam rekeninghouder", "Account holder";
    holder_place: "Plaats rekeninghouder", "Place of account holder";
    holder_address: "Adres rekeninghouder", "Address of account holder";
    holder_street: "Straat rekeninghouder", "Street of account holder";
    holder_house_number: "Huisnummer of naam huis rekeninghouder", "House number or name of account holder";
    holder_postcode: "Postcode rekeninghouder", "Postal code of account holder";
    holder_country: "Land rekeninghouder", "Country of account holder";
    signed_date: "Datum machtiging", "Date of mandate";
    newsletter: "Nieuwsbrief", "Newsletter";
    selection: "Selectie", "Selection";
    user_name: "Gebruikersnaam", "User name";
    pass: "Pasnummer", "Pass number";
    discount: "Korting", "Discount";
    home_library: "Thuisbibliotheek", "Home library";
    home_pass_number: "Pasnummer thuisbibliotheek", "Pass number at home library";
    handed_out_reason: "Reden van dit abonnement", "Reason for this subscription";

    birth_date_help: "Bijvoorbeeld 01-01-1991, 01011991 of 1-1-91; 00 voor een onbekende dag of maand: 00-05-1975.",
        "For example 01-01-1991, 01011991 or 1-1-91; 00 for an unknown day or month: 00-05-1975.";
    initials_help: "Zoals in het paspoort, met of zonder punten: A.B. of ab. Typ geen bij iemand met maar één naam.",
        "As in the passport, with or without dots: A.B. or ab. Type none for somebody with one name only.";
    prefix_help: "Het voorvoegsel van de achternaam, zoals van de; leeg als er geen is.",
        "The prefix of the surname, such as van de; empty when there is none.";
    surname_help: "De achternaam zonder voorvoegsel; bij een school, instelling of tehuis de volledige naam.",
        "The surname without its prefix; of a school, institution or home its full name.";
    call_name_help: "Alleen bij jeugdleden: de naam waarmee het kind wordt aangesproken.",
        "Only for youth: the name the child goes by.";
    postcode_help: "Vier cijfers en twee letters: 9468 BG. Buiten Nederland met het land ervoor: DE 26871 of \
        Duitsland 26871, of alleen het land waar geen postcode is: SR of Suriname.",
        "Four digits and two letters: 9468 BG. Outside the Netherlands with the country in front: DE 26871 or \
        Germany 26871, or the country alone where there is no postcode: SR or Suriname.";
    postcode_abroad: "Buiten Nederland komt het land ervoor: DE 26871.",
        "Outside the Netherlands the country goes in front: DE 26871.";
    postcode_too(example): "Typ het land met de postcode erachter, zoals {example}.",
        "Type the country with the postcode behind it, such as {example}.";
    house_number_help: "Nummer met toevoeging: 41 of 41 a. Buiten Nederland ook een naam; leeg als er geen is.",
        "Number with addition: 41 or 41 a. Outside the Netherlands also a name; empty when there is none.";
    street_help: "De straatnaam zonder huisnummer; buiten Nederland leeg als het huis daar geen straat heeft.",
        "The street without the number; outside the Netherlands empty when the house has no street there.";
    place_help: "De woonplaats.", "The place of residence.";
    phone_help: "Elke schrijfwijze mag; buiten Nederland met landnummer: +49 ...",
        "Any form will do; outside the Netherlands with country code: +49 ...";
    sms_number_help: "Het mobiele nummer voor berichten.", "The mobile number for messages.";
    email_help: "Voor het inlogaccount en berichten; zonder e-mail geen inlogaccount.",
        "For the login account and messages; without e-mail no login account.";
    contact_person_help: "Bij een instelling: wie te bereiken. Bij een kind: ouder of verzorger.",
        "Of an institution: whom to reach. Of a child: parent or guardian.";
    contact_phone_help: "Het nummer van de contactpersoon.", "The number of the contact person.";
    iban_help: "Alleen bij automatische incasso; met of zonder spaties.",
        "Only for direct debit; with or without spaces.";
    bic_help: "Alleen bij buitenlandse rekeningnummers; anders leeg.", "Only for foreign accounts; else empty.";
    holder_help: "De naam zoals die bij de bank bekend is; mag een ander dan de klant zijn.",
        "The name as the bank knows it; may be somebody else than the patron.";
    holder_place_help: "De woonplaats van de rekeninghouder.", "The place of the account holder.";
    holder_address_help: "Het adres waar de rekeninghouder woont; nodig voor een rekening buiten de EER.",
        "The address where the account holder lives; needed for an account outside the EEA.";
    holder_country_help: "Twee letters of de naam, zoals GB; leeg is Nederland. Typ - om het hele adres te wissen.",
        "Two letters or the name, such as GB; empty is the Netherlands. Type - to clear the whole address.";
    signed_date_help: "De datum op het formulier; Enter is vandaag.", "The date on the form; Enter is today.";
    selection_help: "Alleen bij een actie, Boekstart of vrijwilligers; anders leeg.",
        "Only for a campaign, Boekstart or volunteers; else empty.";
    reason_help: "Een korte reden van 3 tot 200 tekens; die wordt bewaard.",
        "A short reason of 3 to 200 characters; it is kept.";
    user_name_help: "De gebruikersnaam waarmee de klant inlogt.", "The user name the patron logs in with.";
    discount_help: "Een bedrag, zoals 10,00; Enter is geen korting.",
        "An amount, such as 10.00; Enter is no discount.";
    home_library_help: "De bibliotheek waar de gast lid is.", "The library of which the guest is a member.";
    home_pass_help: "Scan de pas van de thuisbibliotheek, of typ het nummer.",
        "Scan the pass of the home library, or type its number.";
}
