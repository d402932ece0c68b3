//! What commands do.

/// The program and its commands, and the commands to a registration.
pub(super) const COMMANDS: &[(&str, &str)] = &[
    // The program and its commands.
    ("The counter of a public library branch", "De balie van een bibliotheekvestiging"),
    (
        "Register a patron: asks step by step, or works from a file",
        "Een klant inschrijven: stap voor stap met vragen, of uit een bestand",
    ),
    ("List, show, follow and change registrations", "Inschrijvingen: lijst, tonen, volgen en wijzigen"),
    ("Carry out one command on a registration", "Een enkele opdracht voor een inschrijving uitvoeren"),
    (
        "Follow registrations, devices and jobs as they change",
        "Inschrijvingen, apparaten en taken volgen terwijl ze veranderen",
    ),
    ("List or follow devices", "Apparaten: lijst of volgen"),
    ("Claim a scanner and print what it reads", "Een scanner gebruiken en tonen wat hij leest"),
    ("List, show, follow and cancel jobs", "Taken: lijst, tonen, volgen en annuleren"),
    ("The subscriptions in force", "De abonnementen die nu gelden"),
    (
        "The subscriptions for the person of a registration",
        "De abonnementen voor de klant van een inschrijving",
    ),
    ("Write the artwork of the pass to a file", "Het ontwerp van de pas in een bestand zetten"),
    ("Mandate forms: write, upload, process", "Machtigingen: formulier maken, pagina opsturen, verwerken"),
    ("The branch and what it requires", "De vestiging en wat zij verplicht stelt"),
    ("The change feed", "De stroom van wijzigingen"),
    ("Counts and sums by day and subscription", "Aantallen en bedragen per dag en abonnement"),
    (
        "Whether the branch is well: devices, open registrations, prints that nobody judged; exit code 8 when something needs a person",
        "Hoe de vestiging ervoor staat: apparaten, open inschrijvingen, prints met onbekende uitkomst; eindcode 8 als er iemand naar iets moet kijken",
    ),
    (
        "Make this PC a station of a branch, with a one-time code",
        "Deze pc aanmelden als balieplek van een vestiging, met een eenmalige code",
    ),
    ("Who you are to the daemon", "Wie u bent voor Balie"),
    ("Print a completion script", "Een script voor het aanvullen van opdrachten tonen"),
    ("Write man pages to a directory", "Handleidingpagina's (man) in een map zetten"),
    // Below them.
    (
        "List registrations, the one changed last first; without a subcommand those that are open",
        "Lijst van inschrijvingen, de laatst gewijzigde eerst; zonder opdracht alleen de open inschrijvingen",
    ),
    ("Show a registration", "Een inschrijving tonen"),
    (
        "Cancel a registration; a pass that is still blank becomes free",
        "Een inschrijving annuleren; een pas die nog blanco is komt vrij",
    ),
    ("Follow a registration", "Een inschrijving volgen"),
    ("Who saw or changed what, without values", "Wie wat bekeek of wijzigde, zonder de waarden"),
    (
        "Erase a registration and everything personal in it, for good; asks first",
        "Een inschrijving wissen met alle persoonsgegevens erin, voorgoed; vraagt het eerst",
    ),
    (
        "Carry out one command (the same as `balie do`)",
        "Een enkele opdracht uitvoeren (hetzelfde als `balie do`)",
    ),
    ("List devices and their state (the default)", "Lijst van apparaten en hun toestand (de standaard)"),
    ("Follow devices as they change", "Apparaten volgen terwijl ze veranderen"),
    ("List jobs, the newest first (the default)", "Lijst van taken, de nieuwste eerst (de standaard)"),
    ("Show a job", "Een taak tonen"),
    ("Cancel a job that has not passed the point of no return", "Een taak annuleren, zolang dat nog kan"),
    (
        "Follow a job to its end; exit code 8 when it failed or its outcome is unknown",
        "Een taak volgen tot het einde; eindcode 8 als hij mislukt of de uitkomst onbekend is",
    ),
    (
        "Write the form, ready to be printed and signed",
        "Het formulier maken, klaar om te printen en te tekenen",
    ),
    (
        "Store the page of a signed form and read its barcode",
        "De pagina van een getekend formulier bewaren en de barcode lezen",
    ),
    (
        "Scan the page of a signed form with a document scanner and read its barcode",
        "De pagina van een getekend formulier scannen met een documentscanner en de barcode lezen",
    ),
    (
        "Process a signed form: source, barcode, check, confirm",
        "Een getekend formulier verwerken: bron, barcode, controleren, bevestigen",
    ),
    (
        "Write the stored page of a signed form to a file",
        "De bewaarde pagina van een getekend formulier in een bestand zetten",
    ),
    // Commands to a registration.
    ("Scan the blank pass", "De blanco pas scannen"),
    ("Enter name, address and birth date", "Naam, adres en geboortedatum (NAW) invoeren"),
    (
        "Keep what was typed of name, address and birth date so far; nothing is checked",
        "Bewaren wat er tot nu toe van de NAW is getypt; er wordt niets gecontroleerd",
    ),
    ("Choose the salutation and judge duplicates", "De aanhef kiezen en dubbele klanten beoordelen"),
    ("Enter IBAN, newsletter, selection", "IBAN, nieuwsbrief en selectie invoeren"),
    ("Answer whether the patron wants a login account", "Antwoorden of de klant een inlogaccount wil"),
    ("Choose a new account, or an existing one", "Een nieuw account kiezen, of een bestaand"),
    ("Look for an existing account", "Een bestaand account zoeken"),
    ("Choose the subscription", "Het abonnement kiezen"),
    ("Save (Opslaan): the registration becomes real", "Opslaan: de inschrijving wordt echt"),
    ("Receive money (Afrekenen)", "Geld ontvangen (afrekenen)"),
    ("Remit what remains (Kwijtschelden)", "Kwijtschelden wat er nog staat"),
    ("Leave what remains open (Registreren)", "Registreren: openlaten wat er nog staat"),
    ("Collect what remains by direct debit", "Wat er nog staat automatisch laten incasseren"),
    ("Print the pass", "De pas printen"),
    ("Say what came out of the printer", "Zeggen wat er uit de printer kwam"),
    (
        "Take another blank pass for one that was spoiled",
        "Een andere blanco pas nemen voor een die bedorven is",
    ),
    ("Hand the pass out without printing", "De pas zonder print uitgeven"),
    ("Enter the account data of the mandate", "De rekeninggegevens van de machtiging invullen"),
    ("The patron signed the form", "De klant heeft het formulier getekend"),
    ("Read the barcode of the signed form", "De barcode van het getekende formulier lezen"),
    ("The data of the signed form are right", "De gegevens op het getekende formulier kloppen"),
    ("Start a mandate for an enrolled patron", "Een machtiging beginnen voor een ingeschreven klant"),
    ("Revoke the mandate", "De machtiging intrekken"),
    ("Set the switch service flag", "De overstapservice aan- of uitzetten"),
    ("Go back one step; what was entered is kept", "Een stap terug; wat is ingevoerd blijft bewaard"),
    ("Cancel the registration", "De inschrijving annuleren"),
    ("Forget the login account", "Het inlogaccount vergeten"),
    ("Generate the login account anew", "Het inlogaccount opnieuw genereren"),
    (
        "Print a test card on a pass printer and follow it to its end (branch administrators)",
        "Een testkaart printen op een pasprinter en volgen tot het einde (vestigingsbeheer)",
    ),
    (
        "Clear a trouble of a pass printer that was removed, such as a jam (branch administrators)",
        "Een verholpen storing van een pasprinter wissen, zoals een vastgelopen pas (vestigingsbeheer)",
    ),
    (
        "Print the form on a form printer of the branch and follow it to its end",
        "Het formulier printen op een formulierprinter van de vestiging en volgen tot het einde",
    ),
];
