//! The login account (Single Identity).

use super::texts;

texts! {
    wanted: "Wil de klant een inlogaccount?", "Does the patron want a login account?";
    wanted_help: "Standaard ja. Nee: niet inloggen op de website, de online Bibliotheek en andere onlinediensten.",
        "Yes by default. No: no logging in to the website, the online library and other online services.";
    email_help: "Typ - (Leeg) als er geen e-mailadres is; dan wordt het antwoord nee.",
        "Type - (empty) when there is no e-mail address; the answer then becomes no.";
    no_online: "Zonder inlogaccount kan de klant niet inloggen op de website, de online Bibliotheek en andere onlinediensten. Zeg dit tegen de klant.",
        "Without a login account the patron cannot log in to the website, the online library and other online services. Tell the patron.";
    options: "n = nieuw inlogaccount genereren · b = bestaand inlogaccount gebruiken",
        "n = generate a new login account · e = use an existing login account";
    options_help: "Bestaand: de klant had al een account, bijvoorbeeld bij een andere bibliotheek.",
        "Existing: the patron already had an account, for example at another library.";
    searching(user_name): "{user_name} wordt gezocht …", "Looking for {user_name} …";
    found(user_name): "Gevonden: {user_name} is gekoppeld.", "Found: {user_name} is linked.";
    not_found(user_name): "{user_name} is niet gevonden.", "{user_name} was not found.";
    unavailable: "Het zoeken van accounts is nu niet mogelijk.", "Accounts cannot be searched now.";
    after_search: "o = opnieuw zoeken · n = nieuw inlogaccount · g = geen inlogaccount",
        "a = search again · n = new login account · x = no login account";
    still_searching: "Er is nog geen antwoord.", "There is no answer yet.";
    generating: "Het inlogaccount wordt gegenereerd …", "The login account is being generated …";
    generated: "Genereren van inlogaccount gelukt", "The login account was generated";
    user_name(user_name): "Gebruikersnaam: {user_name}", "User name: {user_name}";
    email(email): "E-mail: {email}", "E-mail address: {email}";
    read_out: "Lees dit voor: de klant krijgt een e-mail met een link en moet die binnen 24 uur gebruiken om het account te activeren. Daarna wordt het account verwijderd.",
        "Read this out: the patron gets an e-mail with a link and must use it within 24 hours to activate the account. After that the account is deleted.";
    until(instant): "De link werkt tot {instant}.", "The link works until {instant}.";
    failed(reason): "Genereren van inlogaccount niet gelukt: {reason}", "The login account was not generated: {reason}";
    anew(name): "Later opnieuw: balie do {name} generate-account", "Again later: balie do {name} generate-account";
    not_yet: "Het inlogaccount is nog niet klaar; de inschrijving gaat gewoon verder.",
        "The login account is not ready yet; the registration simply goes on.";
    lapsed: "Niet op tijd geactiveerd: vergeet het account en genereer een nieuw.",
        "Not activated in time: forget the account and generate a new one.";
}
