//! The login account (Single Identity).

use super::texts;

texts! {
    wanted: "Wil de klant een inlogaccount?", "Does the patron want a login account?";
    wanted_help: "Standaard ja. Nee: niet inloggen op de website, de online Bibliotheek en andere onlinediensten.",
        "Yes by default. No: no logging in to the website, the online library and other online services.";
    email_help: "Typ - (Leeg) als er geen e-mailadres is; dan wordt het antwoord nee.",
        "Type - (empty) when there is no e-mail address; the answer then becomes no.";
    no_online: "Geen inlogaccount. Zeg tegen de klant: inloggen op de website, de online Bibliotheek en andere onlinediensten kan dan niet.",
        "No login account. Tell the patron: logging in to the website, the online library and other online services is not possible then.";
    which: "Inlogaccount", "Login account";
    new: "nieuw genereren", "generate a new one";
    existing: "bestaand gebruiken", "use an existing one";
    key_existing: "b", "e";
    which_help: "Bestaand: de klant had al een account, bijvoorbeeld bij een andere bibliotheek. De meeste nieuwe klanten hebben er nog geen.",
        "Existing: the patron already had an account, for example at another library. Most new patrons have none yet.";
    on_saving: "Het account wordt bij het opslaan gegenereerd.", "The account is generated on saving.";
    searching(user_name): "{user_name} wordt gezocht …", "Looking for {user_name} …";
    found(user_name): "Gevonden: {user_name} is gekoppeld.", "Found: {user_name} is linked.";
    not_found(user_name): "{user_name} is niet gevonden: de naam is fout, of de klant heeft toch nog geen account.",
        "{user_name} was not found: the name is wrong, or the patron has no account after all.";
    unavailable: "Het zoeken van accounts lukt nu niet.", "Accounts cannot be searched now.";
    otherwise: "Hoe verder?", "What next?";
    again: "opnieuw zoeken", "search again";
    key_again: "o", "a";
    none: "geen inlogaccount", "no login account";
    key_none: "g", "x";
    still_searching: "Het zoeken duurt te lang; kies opnieuw.", "The search takes too long; choose again.";
    generating: "Het inlogaccount wordt gegenereerd …", "The login account is being generated …";
    generated: "Genereren van inlogaccount gelukt", "The login account was generated";
    user_name: "Gebruikersnaam", "User name";
    email: "E-mail", "E-mail address";
    tell_the_patron(until): "Zeg tegen de klant: er komt een e-mail met een link. Die werkt 24 uur, tot {until}. Daarna wordt het account verwijderd.",
        "Tell the patron: an e-mail with a link is on its way. It works for 24 hours, until {until}. After that the account is deleted.";
    remember(until): "Denk eraan: het inlogaccount moet voor {until} worden geactiveerd.",
        "Remember: the login account must be activated before {until}.";
    until(instant): "activeren voor {instant}", "to be activated before {instant}";
    activated: "De klant heeft het inlogaccount geactiveerd.", "The patron activated the login account.";
    failed(reason): "Genereren van inlogaccount niet gelukt: {reason}", "The login account was not generated: {reason}";
    anew: "Later opnieuw:", "Again later:";
    not_yet: "Het inlogaccount is nog niet klaar; de inschrijving gaat verder.",
        "The login account is not ready yet; the registration goes on.";
    lapsed: "Het inlogaccount is niet op tijd geactiveerd: vergeet het en genereer een nieuw.",
        "The login account was not activated in time: forget it and generate a new one.";
}
