//! What arguments mean.

/// Arguments and options, in the order of the files of `args` and `input`.
pub(super) const ARGUMENTS: &[(&str, &str)] = &[
    // Options of every command.
    ("Global options", "Algemene opties"),
    (
        "Write JSON (streams: one object a line) instead of text; errors too",
        "JSON schrijven (stromen: één object per regel) in plaats van tekst; fouten ook",
    ),
    (
        "Language: nl or en [default: BALIE_LANG, else the locale, else nl]",
        "Taal: nl of en [standaard: BALIE_LANG, anders die van het systeem, anders nl]",
    ),
    (
        "Socket of the daemon [default: BALIE_SOCKET, else the server this PC is enrolled at, else \
         /run/balie/balied.sock]",
        "Socket van de dienst [standaard: BALIE_SOCKET, anders de server waarbij deze pc is aangemeld, anders \
         /run/balie/balied.sock]",
    ),
    (
        "Address of the daemon on another machine, where this PC is enrolled [default: BALIE_SERVER]",
        "Adres van de dienst op een andere machine, waar deze pc is aangemeld [standaard: BALIE_SERVER]",
    ),
    (
        "Address of the branch server, such as balie.annen.lan or 10.0.0.5:7443",
        "Adres van de server van de vestiging, zoals balie.annen.lan of 10.0.0.5:7443",
    ),
    (
        "One-time code from `balied pki code`; read from standard input when absent, so that it is in no history",
        "Eenmalige code van `balied pki code`; zonder wordt hij van de standaardinvoer gelezen en komt hij in geen \
         geschiedenis",
    ),
    (
        "Directory for key and certificate [default: BALIE_CREDENTIALS, else ~/.config/balie, for root \
         /etc/balie/station]",
        "Map voor sleutel en certificaat [standaard: BALIE_CREDENTIALS, anders ~/.config/balie, voor root \
         /etc/balie/station]",
    ),
    (
        "Name of this station [default: the host name]",
        "Naam van deze balieplek [standaard: de naam van de computer]",
    ),
    // Arguments, in the order of the files of `args`.
    ("As in force on this date; today when absent", "Zoals geldig op deze datum; zonder: vandaag"),
    (
        "Registration: pass number, patron number, mandate reference or id",
        "Inschrijving: pasnummer, klantnummer, kenmerk van de machtiging of id",
    ),
    (
        "The patron asked to pay in instalments (for 0049)",
        "De klant vroeg om betaling in termijnen (voor 0049)",
    ),
    ("The school is a d-Bos school (for 0086)", "De school is een d-Bos-school (voor 0086)"),
    ("The patron is staff of the library (for 0001)", "De klant werkt bij de bibliotheek (voor 0001)"),
    (
        "The patron is a guest of this home library (for 0345)",
        "De klant is gast van deze thuisbibliotheek (voor 0345)",
    ),
    (
        "Why a branch administrator hands it out (for 0001 of an institution)",
        "Waarom een filiaalbeheerder het uitgeeft (voor 0001 van een instelling)",
    ),
    ("Changes after this number", "Wijzigingen na dit nummer"),
    (
        "Epoch known to the reader; refused when the branch has another one",
        "Epoche die de lezer kent; geweigerd als de vestiging een andere heeft",
    ),
    ("Then each change as it is committed", "Daarna elke wijziging zodra ze er is"),
    ("At most this many, without --follow", "Hooguit dit aantal, zonder --follow"),
    (
        "Tell the branch that everything up to this number was received (central administration)",
        "De vestiging melden dat alles tot en met dit nummer is ontvangen (centrale administratie)",
    ),
    (
        "Forget a reader of the changes that is gone for good, so that erasing no longer waits for it",
        "Een lezer van de wijzigingen vergeten die voorgoed weg is, zodat wissen er niet meer op wacht",
    ),
    ("First enrolment date; today when absent", "Eerste inschrijfdatum; zonder: vandaag"),
    ("Last enrolment date; the first one when absent", "Laatste inschrijfdatum; zonder: de eerste"),
    (
        "Changes of registrations after this number; from now on when absent",
        "Wijzigingen van inschrijvingen na dit nummer; zonder: vanaf nu",
    ),
    ("How often to look at jobs, in milliseconds", "Hoe vaak naar taken te kijken, in milliseconden"),
    ("Scanner; may be absent when the branch has one", "Scanner; mag weg als de vestiging er één heeft"),
    (
        "Ask the station that holds the scanner to release it",
        "De balieplek met de scanner vragen hem af te staan",
    ),
    ("Stop after this many scans", "Stoppen na dit aantal scans"),
    (
        "File: .png or .pdf; `-` is a PDF on standard output",
        "Bestand: .png of .pdf; `-` is een PDF op de standaarduitvoer",
    ),
    (
        "File: .pdf or .png; `-` is a PDF on standard output",
        "Bestand: .pdf of .png; `-` is een PDF op de standaarduitvoer",
    ),
    ("Language of the form: nl or en", "Taal van het formulier: nl of en"),
    ("The page: PDF, JPEG, PNG or TIFF, at most 20 MiB", "De pagina: PDF, JPEG, PNG of TIFF, hooguit 20 MiB"),
    (
        "Where the signed form comes from [default: file with --page, else no-upload]",
        "Waar het getekende formulier vandaan komt [standaard: file met --page, anders no-upload]",
    ),
    ("The signed page: PDF, JPEG, PNG or TIFF", "De getekende pagina: PDF, JPEG, PNG of TIFF"),
    (
        "The barcode of the form; absent: as read from the page, else asked",
        "De barcode van het formulier; zonder: zoals van de pagina gelezen, anders gevraagd",
    ),
    ("Date on the form; today when absent", "Datum op het formulier; zonder: vandaag"),
    ("The data were checked: do not ask", "De gegevens zijn gecontroleerd: niet vragen"),
    (
        "Document scanner; may be absent when the branch has one",
        "Documentscanner; mag weg als de vestiging er één heeft",
    ),
    (
        "Where the paper lies [default: as configured for the scanner]",
        "Waar het papier ligt [standaard: zoals ingesteld voor de scanner]",
    ),
    (
        "Write a reduced picture (PNG) of the scanned page to this file",
        "Een verkleinde afbeelding (PNG) van de gescande pagina in dit bestand zetten",
    ),
    ("File; `-` is standard output", "Bestand; `-` is de standaarduitvoer"),
    (
        "Only in these states, such as queued or unknown; may be repeated",
        "Alleen in deze toestanden, zoals queued of unknown; mag vaker",
    ),
    ("Only of this registration", "Alleen van deze inschrijving"),
    ("At most this many, up to 1000", "Hooguit dit aantal, tot 1000"),
    ("Job", "Taak"),
    ("The shell", "De shell"),
    ("Directory; made when absent", "Map; wordt gemaakt als ze er niet is"),
    (
        "Work from this file without asking anything; `-` is standard input. Absent: ask step by step",
        "Uit dit bestand werken zonder iets te vragen; `-` is de standaardinvoer. Zonder: stap voor stap vragen",
    ),
    ("Go on with this registration", "Met deze inschrijving verder gaan"),
    (
        "Pass printer; may be absent when the branch has one",
        "Pasprinter; mag weg als de vestiging er één heeft",
    ),
    (
        "Directory for the pass (PNG) and the mandate form (PDF), made where there is none; asking step by step, the \
         form goes to the current directory when absent",
        "Map voor de pas (PNG) en het machtigingsformulier (PDF), gemaakt als hij er niet is; stap voor stap en \
         zonder deze optie komt het formulier in de huidige map",
    ),
    (
        "With --file: how long to wait for a print, in seconds",
        "Met --file: hoe lang op een print te wachten, in seconden",
    ),
    ("Why, 3 to 200 characters", "Waarom, 3 tot 200 tekens"),
    (
        "The pass that was handed out without printing is back; otherwise its number is spent",
        "De pas die ongeprint is uitgegeven is terug; anders wordt het nummer niet meer uitgegeven",
    ),
    ("Only if the registration still has this etag", "Alleen als de inschrijving deze etag nog heeft"),
    (
        "Request id (UUID); the same id with the same content within 24 hours is carried out once",
        "Aanvraag-id (UUID); dezelfde id met dezelfde inhoud wordt binnen 24 uur één keer uitgevoerd",
    ),
    ("Only tell whether it would be accepted", "Alleen zeggen of het zou worden aangenomen"),
    (
        "Wait for the jobs it starts, and fail if they fail",
        "Wachten op de taken die begonnen worden; mislukt als zij mislukken",
    ),
    (
        "The command as JSON, such as '{\"pay\": {\"tendered\": \"60\"}}'; `-` is standard input",
        "De opdracht als JSON, zoals '{\"pay\": {\"tendered\": \"60\"}}'; `-` is de standaardinvoer",
    ),
    (
        "Also when the central administration has not confirmed it: it then exists nowhere any more",
        "Ook als de centrale administratie haar niet heeft bevestigd: ze bestaat dan nergens meer",
    ),
    ("Do not ask: erase", "Niet vragen: wissen"),
    (
        "Only at these steps, such as settling; may be repeated",
        "Alleen bij deze stappen, zoals settling; mag vaker",
    ),
    ("Only those a clerk still has to finish", "Alleen die nog afgemaakt moeten worden"),
    ("Pass number", "Pasnummer"),
    ("Patron number", "Klantnummer"),
    ("Begin of the surname", "Begin van de achternaam"),
    ("Enrolled on or after this date", "Ingeschreven op of na deze datum"),
    ("Enrolled on or before this date", "Ingeschreven op of voor deze datum"),
    ("Tariff code", "Tariefcode"),
    ("Station that changed it last", "Balieplek die haar het laatst wijzigde"),
    ("Only those with an open balance", "Alleen met een openstaand bedrag"),
    (
        "State of the mandate, such as signing or active",
        "Toestand van de machtiging, zoals signing of active",
    ),
    (
        "State of the login account, such as pending or lapsed",
        "Toestand van het inlogaccount, zoals pending of lapsed",
    ),
    (
        "Only those whose account must be activated before this date or instant (RFC 3339, UTC)",
        "Alleen waarvan het account voor deze datum of dit tijdstip moet zijn geactiveerd (RFC 3339, UTC)",
    ),
    ("At most this many", "Hooguit dit aantal"),
    // Arguments of commands to a registration.
    ("What was scanned or typed", "Wat is gescand of getypt"),
    ("A pass of another branch is right", "Een pas van een andere vestiging klopt"),
    (
        "Salutation; as follows from the kind of person when absent",
        "Aanhef; zonder: zoals volgt uit het soort persoon",
    ),
    (
        "This is somebody else than every duplicate offered",
        "Dit is iemand anders dan alle klanten die misschien dezelfde zijn",
    ),
    ("Re-enrol: name of the earlier registration", "Opnieuw inschrijven: naam van de eerdere inschrijving"),
    (
        "This is somebody else than the patron whose IBAN this is too",
        "Dit is iemand anders dan de klant die deze IBAN ook heeft",
    ),
    ("Wanted: yes or no", "Gewenst: ja of nee"),
    ("E-mail address; without one the answer becomes no", "E-mailadres; zonder wordt het antwoord nee"),
    (
        "Use an existing account; otherwise a new one is generated on saving",
        "Een bestaand account gebruiken; anders wordt er bij het opslaan een gegenereerd",
    ),
    ("User name", "Gebruikersnaam"),
    ("What the patron gives, in euro", "Wat de klant geeft, in euro"),
    ("How; cash when absent", "Hoe; zonder: contant"),
    ("Printer; may be absent when the branch has one", "Printer; mag weg als de vestiging er één heeft"),
    (
        "Also when no font has some characters, which come out as empty boxes",
        "Ook als geen lettertype sommige tekens heeft; die worden lege vakjes",
    ),
    (
        "The print, \"jobs/{uuid}\"; the one in doubt now when absent",
        "De opdracht, \"jobs/{uuid}\"; zonder: die waarover nu twijfel is",
    ),
    ("What came out", "Wat eruit kwam"),
    ("Where the signed form comes from", "Waar het getekende formulier vandaan komt"),
    ("Date of revocation; today when absent", "Datum van intrekking; zonder: vandaag"),
    (
        "What was to be collected by it has been collected already; otherwise it is open again",
        "Wat ermee geïncasseerd zou worden is al geïncasseerd; anders staat het weer open",
    ),
    ("The patron uses the switch service: yes or no", "De klant gebruikt de overstapservice: ja of nee"),
    ("E-mail address; the one entered before when absent", "E-mailadres; zonder: het eerder ingevoerde"),
    ("IBAN for automatic collection", "IBAN voor automatische incasso"),
    ("The patron wants the newsletter", "De klant wil de nieuwsbrief"),
    ("Selection code, such as \"Boekstart\"", "Selectiecode, zoals \"Boekstart\""),
    ("IBAN of the account", "IBAN van de rekening"),
    ("BIC; foreign accounts only", "BIC; alleen bij buitenlandse rekeningen"),
    ("Name of the account holder", "Naam van de rekeninghouder"),
    ("Place of the account holder", "Plaats van de rekeninghouder"),
    (
        "Street of the account holder; the address is needed for an account outside the EEA",
        "Straat van de rekeninghouder; het adres is nodig voor een rekening buiten de EER",
    ),
    (
        "House number or name of the house of the account holder",
        "Huisnummer of naam van het huis van de rekeninghouder",
    ),
    ("Postcode of the account holder", "Postcode van de rekeninghouder"),
    (
        "Country of the account holder, two letters or its name; NL when absent",
        "Land van de rekeninghouder, twee letters of de naam; zonder: NL",
    ),
    ("The patron uses the switch service (overstapservice)", "De klant gebruikt de overstapservice"),
    ("Kind of patron", "Soort klant"),
    ("Initials, such as \"A.\"", "Voorletters, zoals \"A.\""),
    ("One name only, and so no initials", "Maar één naam, en dus geen voorletters"),
    ("Voorvoegsel, such as \"van de\"", "Voorvoegsel, zoals \"van de\""),
    ("Surname; for an institution its name", "Achternaam; bij een instelling de naam"),
    ("Roepnaam: for youth only", "Roepnaam: alleen bij jeugd"),
    ("Birth date in any usual form", "Geboortedatum in elke gangbare vorm"),
    (
        "Postadres; a part that holds a comma between double quotes",
        "Postadres; een deel met een komma erin tussen dubbele aanhalingstekens",
    ),
    ("Factuuradres, likewise", "Factuuradres, net zo"),
    ("Alternatief adres, likewise", "Alternatief adres, net zo"),
    ("Telephone", "Telefoon"),
    ("Number for text messages", "Nummer voor sms-berichten"),
    ("E-mail address", "E-mailadres"),
    (
        "Contact person of an institution, or guardian of a minor",
        "Contactpersoon van een instelling, of ouder of verzorger van een kind",
    ),
    ("Telephone of the contact person", "Telefoon van de contactpersoon"),
    ("Postcode; absent where the country has none", "Postcode; zonder waar het land er geen heeft"),
    (
        "House number with addition; abroad a number or name, if any",
        "Huisnummer met toevoeging; in het buitenland een nummer of naam, als die er is",
    ),
    ("Street", "Straat"),
    ("Place", "Plaats"),
    ("Country, two letters or its name; NL when absent", "Land, twee letters of de naam; zonder: NL"),
    ("Tariff code, such as 0045", "Tariefcode, zoals 0045"),
    ("Discount in euro", "Korting in euro"),
    (
        "For a guest: name of the home library (for 0345)",
        "Bij een gast: naam van de thuisbibliotheek (voor 0345)",
    ),
    ("For a guest: pass number at the home library", "Bij een gast: pasnummer bij de thuisbibliotheek"),
    (
        "Device of which everything is told; all devices in short when absent",
        "Apparaat waarvan alles wordt verteld; zonder: alle apparaten in het kort",
    ),
    ("Pass printer", "Pasprinter"),
    (
        "Form printer; may be absent when the branch has one",
        "Formulierprinter; mag weg als de vestiging er één heeft",
    ),
];
