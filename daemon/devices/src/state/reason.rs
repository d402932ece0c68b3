//! What can be the matter with a device, and what helps.

use super::words::Words;

/// A trouble, told the same way by every driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The port of the device does not exist.
    PortMissing,
    /// The daemon may not open the port.
    PermissionDenied,
    /// Another program has the port.
    PortBusy,
    /// The port cannot be set to the configured speed or format.
    PortSettingsRefused,
    /// The host answered that nobody listens there.
    ConnectionRefused,
    /// The host cannot be reached or its name is not known.
    HostUnreachable,
    /// A connection that was there broke.
    ConnectionLost,
    /// The device did not answer in time.
    TimeOut,
    /// The device answered something that is no answer in its language.
    GarbageAnswer,
    /// The device does not know a command it was sent.
    CommandRefused,
    /// The device does not accept a value it was sent.
    ParameterRefused,
    /// The cover is open.
    CoverOpen,
    /// The ribbon has ended, is missing or broke.
    RibbonEnded,
    /// The ribbon will end soon; printing still works.
    RibbonLow,
    /// The card feeder is empty or does not feed.
    FeederEmpty,
    /// A card or the mechanism is stuck.
    Mechanical,
    /// The printer wants to be cleaned; printing still works.
    CleaningNeeded,
    /// Nobody put a card in within the configured time.
    NoCardInTime,
    /// The card is not one this printer takes.
    WrongCard,
    /// The picture has not the size of the card.
    PictureSize,
    /// There is no paper in the feeder of the document scanner.
    DocumentFeederEmpty,
    /// The feeder of the document scanner took no sheet: there is none, or it is stuck.
    DocumentNotFed,
    /// Paper is stuck in the document scanner.
    DocumentJam,
    /// The cover of the document scanner is open.
    ScannerCoverOpen,
    /// The document scanner is at work for somebody else.
    ScannerBusy,
    /// The document scanner says that it is out of order, or broke a scan off.
    ScannerError,
    /// The document scanner offers no settings that are of use.
    ScannerUnsuitable,
    /// The document scanner wants a password.
    ScannerLocked,
    /// The certificate of the device is not one that is trusted.
    CertificateUnknown,
    /// A program that the driver needs is not installed.
    DriverMissing,
    /// The page came in only in part.
    PageIncomplete,
    /// The page is larger than is taken in.
    PageTooLarge,
    /// The start of printing could not be recorded, so nothing was printed.
    NotRecorded,
    /// The daemon is stopping.
    Stopping,
    /// The printer has no cards, labels or paper left.
    PaperOut,
    /// Cards, labels or paper will run out soon; printing still works.
    PaperLow,
    /// Paper is stuck.
    PaperJam,
    /// Ink or toner has ended.
    InkEmpty,
    /// Ink or toner will end soon; printing still works.
    InkLow,
    /// Somebody paused the printer.
    Paused,
    /// The output or the reject box is full.
    OutputFull,
    /// A card was left in the exit.
    CardLeftInExit,
    /// Rewritable cards are printed without a ribbon, and there is one.
    RemoveRibbon,
    /// The ribbon is not one this printer or job takes.
    WrongRibbon,
    /// The print head is too hot; it cools down by itself.
    TooHot,
    /// The printer is locked with a key.
    PrinterLocked,
    /// The power supply is too weak.
    PowerLow,
    /// The printer says that it is broken.
    HardwareFault,
    /// The printer has another resolution than configured.
    ResolutionMismatch,
    /// The printer takes none of the formats Balie can send.
    FormatNotSupported,
    /// The printer or its queue takes no jobs.
    NotAccepting,
    /// The printer refused the job.
    JobRefused,
    /// The printer gave the job up.
    JobAborted,
    /// Somebody cancelled the job at the printer.
    JobCancelled,
    /// The printer does not take the configured size.
    MediaNotSupported,
    /// There is no printer under this name at the server.
    NoSuchQueue,
    /// The server takes encrypted connections only.
    EncryptionNeeded,
    /// The printer does not know a job any more that it took.
    JobForgotten,
    /// The printer tells nothing of cover, ribbon and what is left to print; printing still works.
    StatusIncomplete,
    /// The printer does not tell how much is left to print; printing still works.
    RemainingUntold,
    /// The file of the branch that says in what scanners differ could not be read, or not all of it; scanning still works.
    PeculiaritiesUnread,
}

impl Reason {
    /// Every reason, in the order of this enumeration.
    pub const ALL: [Self; 61] = [
        Self::PortMissing,
        Self::PermissionDenied,
        Self::PortBusy,
        Self::PortSettingsRefused,
        Self::ConnectionRefused,
        Self::HostUnreachable,
        Self::ConnectionLost,
        Self::TimeOut,
        Self::GarbageAnswer,
        Self::CommandRefused,
        Self::ParameterRefused,
        Self::CoverOpen,
        Self::RibbonEnded,
        Self::RibbonLow,
        Self::FeederEmpty,
        Self::Mechanical,
        Self::CleaningNeeded,
        Self::NoCardInTime,
        Self::WrongCard,
        Self::PictureSize,
        Self::DocumentFeederEmpty,
        Self::DocumentNotFed,
        Self::DocumentJam,
        Self::ScannerCoverOpen,
        Self::ScannerBusy,
        Self::ScannerError,
        Self::ScannerUnsuitable,
        Self::ScannerLocked,
        Self::CertificateUnknown,
        Self::DriverMissing,
        Self::PageIncomplete,
        Self::PageTooLarge,
        Self::NotRecorded,
        Self::Stopping,
        Self::PaperOut,
        Self::PaperLow,
        Self::PaperJam,
        Self::InkEmpty,
        Self::InkLow,
        Self::Paused,
        Self::OutputFull,
        Self::CardLeftInExit,
        Self::RemoveRibbon,
        Self::WrongRibbon,
        Self::TooHot,
        Self::PrinterLocked,
        Self::PowerLow,
        Self::HardwareFault,
        Self::ResolutionMismatch,
        Self::FormatNotSupported,
        Self::NotAccepting,
        Self::JobRefused,
        Self::JobAborted,
        Self::JobCancelled,
        Self::MediaNotSupported,
        Self::NoSuchQueue,
        Self::EncryptionNeeded,
        Self::JobForgotten,
        Self::StatusIncomplete,
        Self::RemainingUntold,
        Self::PeculiaritiesUnread,
    ];

    /// A stable name in the form of `google.rpc.ErrorInfo.reason`: `[A-Z][A-Z0-9_]+[A-Z0-9]`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.words().code
    }

    /// What is the matter: English for `en` and its regions, Dutch for anything else.
    #[must_use]
    pub fn message(self, lang: &str) -> &'static str {
        self.words().message(lang)
    }

    /// What a person can do about it, in the same languages.
    #[must_use]
    pub fn remedy(self, lang: &str) -> &'static str {
        self.words().remedy(lang)
    }

    /// True when whoever stands at the counter can put it right.
    #[must_use]
    pub const fn is_for_the_clerk(self) -> bool {
        matches!(
            self,
            Self::CoverOpen
                | Self::RibbonEnded
                | Self::RibbonLow
                | Self::FeederEmpty
                | Self::Mechanical
                | Self::CleaningNeeded
                | Self::NoCardInTime
                | Self::WrongCard
                | Self::DocumentFeederEmpty
                | Self::DocumentNotFed
                | Self::DocumentJam
                | Self::ScannerCoverOpen
                | Self::PaperOut
                | Self::PaperLow
                | Self::PaperJam
                | Self::InkEmpty
                | Self::InkLow
                | Self::Paused
                | Self::OutputFull
                | Self::CardLeftInExit
                | Self::RemoveRibbon
                | Self::WrongRibbon
                | Self::TooHot
                | Self::PrinterLocked
        )
    }

    /// False for what goes wrong with a job while the device itself is well.
    #[must_use]
    pub const fn is_of_the_device(self) -> bool {
        !matches!(
            self,
            Self::NoCardInTime
                | Self::PictureSize
                | Self::DocumentFeederEmpty
                | Self::DocumentNotFed
                | Self::ScannerBusy
                | Self::PageIncomplete
                | Self::PageTooLarge
                | Self::NotRecorded
                | Self::Stopping
                | Self::JobRefused
                | Self::JobAborted
                | Self::JobCancelled
                | Self::JobForgotten
        )
    }

    /// True when the device still does its work.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::RibbonLow
                | Self::CleaningNeeded
                | Self::PaperLow
                | Self::InkLow
                | Self::StatusIncomplete
                | Self::RemainingUntold
                | Self::PeculiaritiesUnread
        )
    }

    const fn words(self) -> &'static Words {
        match self {
            Self::PortMissing => &Words {
                code: "PORT_MISSING",
                nl: "De poort van het apparaat bestaat niet",
                nl_remedy: "Steek de kabel in, of controleer het pad in de configuratie.",
                en: "The port of the device does not exist",
                en_remedy: "Plug the cable in, or check the path in the configuration.",
            },
            Self::PermissionDenied => &Words {
                code: "PERMISSION_DENIED",
                nl: "Balie mag de poort van het apparaat niet openen",
                nl_remedy: "Installeer de udev-regels van Balie, of maak de dienst lid van de groep van de poort.",
                en: "Balie may not open the port of the device",
                en_remedy: "Install the udev rules of Balie, or make the service a member of the port's group.",
            },
            Self::PortBusy => &Words {
                code: "PORT_BUSY",
                nl: "Een ander programma gebruikt het apparaat",
                nl_remedy: "Sluit het andere programma; Balie probeert het vanzelf opnieuw.",
                en: "Another program uses the device",
                en_remedy: "Close the other program; Balie tries again by itself.",
            },
            Self::PortSettingsRefused => &Words {
                code: "PORT_SETTINGS_REFUSED",
                nl: "De poort accepteert de ingestelde snelheid of indeling niet",
                nl_remedy: "Controleer snelheid, databits, pariteit en stopbits in de configuratie.",
                en: "The port does not accept the configured speed or format",
                en_remedy: "Check speed, data bits, parity and stop bits in the configuration.",
            },
            Self::ConnectionRefused => &Words {
                code: "CONNECTION_REFUSED",
                nl: "Het apparaat neemt geen verbinding aan",
                nl_remedy: "Controleer of het apparaat aan staat en of adres en poort kloppen.",
                en: "The device accepts no connection",
                en_remedy: "Check that the device is switched on and that address and port are right.",
            },
            Self::HostUnreachable => &Words {
                code: "HOST_UNREACHABLE",
                nl: "Het apparaat is niet te vinden op het netwerk",
                nl_remedy: "Controleer netwerkkabel en adres.",
                en: "The device cannot be found on the network",
                en_remedy: "Check network cable and address.",
            },
            Self::ConnectionLost => &Words {
                code: "CONNECTION_LOST",
                nl: "De verbinding met het apparaat is verbroken",
                nl_remedy: "Controleer kabel en stroom; Balie maakt vanzelf opnieuw verbinding.",
                en: "The connection with the device broke",
                en_remedy: "Check cable and power; Balie connects again by itself.",
            },
            Self::TimeOut => &Words {
                code: "TIME_OUT",
                nl: "Het apparaat antwoordt niet op tijd",
                nl_remedy: "Wacht even; zet het apparaat uit en weer aan als het niet helpt.",
                en: "The device does not answer in time",
                en_remedy: "Wait a moment; switch the device off and on if that does not help.",
            },
            Self::GarbageAnswer => &Words {
                code: "GARBAGE_ANSWER",
                nl: "Het apparaat geeft een onbegrijpelijk antwoord",
                nl_remedy: "Controleer of op dit adres het ingestelde soort apparaat staat.",
                en: "The device gives an answer that makes no sense",
                en_remedy: "Check that the configured kind of device is at this address.",
            },
            Self::CommandRefused => &Words {
                code: "COMMAND_REFUSED",
                nl: "Het apparaat kent een opdracht niet",
                nl_remedy: "Controleer model en firmware; meld dit aan de beheerder.",
                en: "The device does not know a command",
                en_remedy: "Check model and firmware; report this to the administrator.",
            },
            Self::ParameterRefused => &Words {
                code: "PARAMETER_REFUSED",
                nl: "Het apparaat accepteert een instelling niet",
                nl_remedy: "Controleer lint en invoer in de configuratie.",
                en: "The device does not accept a setting",
                en_remedy: "Check ribbon and card insertion in the configuration.",
            },
            Self::CoverOpen => &Words {
                code: "COVER_OPEN",
                nl: "De klep van de printer staat open",
                nl_remedy: "Sluit de klep.",
                en: "The cover of the printer is open",
                en_remedy: "Close the cover.",
            },
            Self::RibbonEnded => &Words {
                code: "RIBBON_ENDED",
                nl: "Het lint is op, ontbreekt of is gebroken",
                nl_remedy: "Plaats een nieuw lint.",
                en: "The ribbon has ended, is missing or broke",
                en_remedy: "Put a new ribbon in.",
            },
            Self::RibbonLow => &Words {
                code: "RIBBON_LOW",
                nl: "Het lint is bijna op",
                nl_remedy: "Leg een nieuw lint klaar.",
                en: "The ribbon will end soon",
                en_remedy: "Keep a new ribbon ready.",
            },
            Self::FeederEmpty => &Words {
                code: "FEEDER_EMPTY",
                nl: "De kaartlade is leeg of voert niet in",
                nl_remedy: "Vul de lade en leg de passen recht.",
                en: "The card feeder is empty or does not feed",
                en_remedy: "Fill the feeder and straighten the cards.",
            },
            Self::Mechanical => &Words {
                code: "MECHANICAL_ERROR",
                nl: "Er zit een pas of onderdeel vast in de printer",
                nl_remedy: "Open de klep, haal de pas eruit en sluit de klep.",
                en: "A card or a part is stuck in the printer",
                en_remedy: "Open the cover, take the card out and close the cover.",
            },
            Self::CleaningNeeded => &Words {
                code: "CLEANING_NEEDED",
                nl: "De printer moet worden schoongemaakt",
                nl_remedy: "Voer een reinigingskaart door de printer.",
                en: "The printer wants to be cleaned",
                en_remedy: "Run a cleaning card through the printer.",
            },
            Self::NoCardInTime => &Words {
                code: "NO_CARD_IN_TIME",
                nl: "Er is niet op tijd een pas in de printer gestoken",
                nl_remedy: "Start het afdrukken opnieuw en steek een pas in.",
                en: "No card was put into the printer in time",
                en_remedy: "Start printing again and put a card in.",
            },
            Self::WrongCard => &Words {
                code: "WRONG_CARD",
                nl: "De printer kan deze pas niet gebruiken",
                nl_remedy: "Neem een andere blanco pas.",
                en: "The printer cannot use this card",
                en_remedy: "Take another blank card.",
            },
            Self::PictureSize => &Words {
                code: "PICTURE_SIZE",
                nl: "De afbeelding past niet op de pas",
                nl_remedy: "Meld dit aan de beheerder: het ontwerp van de pas hoort niet bij deze printer.",
                en: "The picture does not fit the card",
                en_remedy: "Report this to the administrator: the pass design does not belong to this printer.",
            },
            Self::DocumentFeederEmpty => &Words {
                code: "DOCUMENT_FEEDER_EMPTY",
                nl: "Er ligt geen papier in de invoer van de scanner",
                nl_remedy: "Leg de pagina in de invoer, of op de glasplaat, en scan opnieuw.",
                en: "There is no paper in the feeder of the scanner",
                en_remedy: "Put the page into the feeder, or on the glass, and scan again.",
            },
            Self::DocumentNotFed => &Words {
                code: "DOCUMENT_NOT_FED",
                nl: "De invoer van de scanner pakte geen pagina: hij is leeg, of er zit papier vast",
                nl_remedy: "Kijk in de invoer; haal eruit wat vastzit, leg de pagina recht in de invoer en scan opnieuw.",
                en: "The feeder of the scanner took no page: it is empty, or paper is stuck in it",
                en_remedy: "Look into the feeder; take out what is stuck, put the page in straight and scan again.",
            },
            Self::DocumentJam => &Words {
                code: "DOCUMENT_JAM",
                nl: "Er zit papier vast in de scanner",
                nl_remedy: "Open de klep van de invoer, haal het papier eruit en scan opnieuw.",
                en: "Paper is stuck in the scanner",
                en_remedy: "Open the cover of the feeder, take the paper out and scan again.",
            },
            Self::ScannerCoverOpen => &Words {
                code: "SCANNER_COVER_OPEN",
                nl: "De klep van de scanner staat open",
                nl_remedy: "Sluit de klep.",
                en: "The cover of the scanner is open",
                en_remedy: "Close the cover.",
            },
            Self::ScannerBusy => &Words {
                code: "SCANNER_BUSY",
                nl: "De scanner is bezig met ander werk",
                nl_remedy: "Wacht tot de scanner klaar is en scan opnieuw.",
                en: "The scanner is busy with other work",
                en_remedy: "Wait until the scanner is done and scan again.",
            },
            Self::ScannerError => &Words {
                code: "SCANNER_ERROR",
                nl: "De scanner meldt een storing",
                nl_remedy: "Kijk op het scherm van de scanner; zet hem uit en weer aan als dat niet helpt.",
                en: "The scanner reports a fault",
                en_remedy: "Look at the display of the scanner; switch it off and on if that does not help.",
            },
            Self::ScannerUnsuitable => &Words {
                code: "SCANNER_UNSUITABLE",
                nl: "De scanner kan niet wat Balie vraagt",
                nl_remedy: "Controleer in de configuratie waar het papier ligt (source) en de opties; meld dit aan de beheerder.",
                en: "The scanner cannot do what Balie asks",
                en_remedy: "Check in the configuration where the paper lies (source) and the options; report this to the administrator.",
            },
            Self::ScannerLocked => &Words {
                code: "SCANNER_LOCKED",
                nl: "De scanner vraagt om aanmelden",
                nl_remedy: "Laat de beheerder scannen vanaf een computer toestaan, zonder aanmelden, op de webpagina van de scanner.",
                en: "The scanner wants a sign-in",
                en_remedy: "Have the administrator allow scanning from a computer, without a sign-in, on the web page of the scanner.",
            },
            Self::CertificateUnknown => &Words {
                code: "CERTIFICATE_UNKNOWN",
                nl: "Het certificaat van het apparaat is niet bekend",
                nl_remedy: "Zet de SHA-256 uit het logboek in de configuratie (certificate_sha256), als het echt dit apparaat is.",
                en: "The certificate of the device is not known",
                en_remedy: "Put the SHA-256 from the log into the configuration (certificate_sha256), if it really is this device.",
            },
            Self::DriverMissing => &Words {
                code: "DRIVER_MISSING",
                nl: "Een programma dat voor dit apparaat nodig is ontbreekt",
                nl_remedy: "Installeer het (voor SANE: het pakket sane-utils), of controleer het pad in de configuratie.",
                en: "A program that this device needs is missing",
                en_remedy: "Install it (for SANE: the package sane-utils), or check the path in the configuration.",
            },
            Self::PageIncomplete => &Words {
                code: "PAGE_INCOMPLETE",
                nl: "De pagina is maar voor een deel binnengekomen",
                nl_remedy: "Scan de pagina opnieuw.",
                en: "The page came in only in part",
                en_remedy: "Scan the page again.",
            },
            Self::PageTooLarge => &Words {
                code: "SCANNED_PAGE_TOO_LARGE",
                nl: "De scanner levert een te groot bestand",
                nl_remedy: "Stel de scanner in op 300 dpi en A4; meld dit aan de beheerder.",
                en: "The scanner delivers a file that is too large",
                en_remedy: "Set the scanner to 300 dpi and A4; report this to the administrator.",
            },
            Self::NotRecorded => &Words {
                code: "NOT_RECORDED",
                nl: "Het begin van het afdrukken kon niet worden vastgelegd; er is niets afgedrukt",
                nl_remedy: "Probeer het opnieuw; meld het aan de beheerder als het terugkomt.",
                en: "The start of printing could not be recorded; nothing was printed",
                en_remedy: "Try again; report it to the administrator if it returns.",
            },
            Self::Stopping => &Words {
                code: "STOPPING",
                nl: "Balie wordt gestopt",
                nl_remedy: "Wacht tot Balie weer gestart is.",
                en: "Balie is stopping",
                en_remedy: "Wait until Balie has started again.",
            },
            Self::PaperOut => &Words {
                code: "PAPER_OUT",
                nl: "De printer heeft geen passen of papier meer",
                nl_remedy: "Leg passen of papier in de printer.",
                en: "The printer has no cards or paper left",
                en_remedy: "Put cards or paper into the printer.",
            },
            Self::PaperLow => &Words {
                code: "PAPER_LOW",
                nl: "De passen of het papier zijn bijna op",
                nl_remedy: "Leg passen of papier klaar.",
                en: "The cards or the paper will run out soon",
                en_remedy: "Keep cards or paper ready.",
            },
            Self::PaperJam => &Words {
                code: "PAPER_JAM",
                nl: "Er zit papier vast in de printer",
                nl_remedy: "Haal het papier eruit en sluit de klep.",
                en: "Paper is stuck in the printer",
                en_remedy: "Take the paper out and close the cover.",
            },
            Self::InkEmpty => &Words {
                code: "INK_EMPTY",
                nl: "De inkt of toner is op",
                nl_remedy: "Plaats nieuwe inkt of toner.",
                en: "Ink or toner has ended",
                en_remedy: "Put new ink or toner in.",
            },
            Self::InkLow => &Words {
                code: "INK_LOW",
                nl: "De inkt of toner is bijna op",
                nl_remedy: "Leg nieuwe inkt of toner klaar.",
                en: "Ink or toner will end soon",
                en_remedy: "Keep new ink or toner ready.",
            },
            Self::Paused => &Words {
                code: "PAUSED",
                nl: "De printer is gepauzeerd",
                nl_remedy: "Zet de pauze op de printer zelf uit.",
                en: "The printer is paused",
                en_remedy: "End the pause at the printer itself.",
            },
            Self::OutputFull => &Words {
                code: "OUTPUT_FULL",
                nl: "De uitvoer of de bak met afgekeurde passen is vol",
                nl_remedy: "Maak de uitvoer leeg.",
                en: "The output or the reject box is full",
                en_remedy: "Empty the output.",
            },
            Self::CardLeftInExit => &Words {
                code: "CARD_LEFT_IN_EXIT",
                nl: "Er ligt nog een pas in de uitvoer",
                nl_remedy: "Haal de pas uit de printer.",
                en: "A card was left in the exit",
                en_remedy: "Take the card out of the printer.",
            },
            Self::RemoveRibbon => &Words {
                code: "REMOVE_RIBBON",
                nl: "Herschrijfbare passen worden zonder lint geprint, en er zit een lint in",
                nl_remedy: "Haal het lint uit de printer.",
                en: "Rewritable cards are printed without a ribbon, and there is one",
                en_remedy: "Take the ribbon out of the printer.",
            },
            Self::WrongRibbon => &Words {
                code: "WRONG_RIBBON",
                nl: "Dit lint past niet bij de printer of de opdracht",
                nl_remedy: "Plaats het lint dat in de configuratie staat.",
                en: "This ribbon does not suit the printer or the job",
                en_remedy: "Put the ribbon in that the configuration names.",
            },
            Self::TooHot => &Words {
                code: "TOO_HOT",
                nl: "De printkop is te heet",
                nl_remedy: "Wacht tot de printer is afgekoeld.",
                en: "The print head is too hot",
                en_remedy: "Wait until the printer has cooled down.",
            },
            Self::PrinterLocked => &Words {
                code: "PRINTER_LOCKED",
                nl: "De printer is op slot",
                nl_remedy: "Ontgrendel de printer met de sleutel.",
                en: "The printer is locked",
                en_remedy: "Unlock the printer with its key.",
            },
            Self::PowerLow => &Words {
                code: "POWER_LOW",
                nl: "De voeding van de printer is te zwak",
                nl_remedy: "Gebruik de eigen voeding van de printer.",
                en: "The power supply of the printer is too weak",
                en_remedy: "Use the printer's own power supply.",
            },
            Self::HardwareFault => &Words {
                code: "HARDWARE_FAULT",
                nl: "De printer meldt een defect",
                nl_remedy: "Laat de printer nakijken door de leverancier.",
                en: "The printer reports a defect",
                en_remedy: "Have the printer looked at by its supplier.",
            },
            Self::ResolutionMismatch => &Words {
                code: "RESOLUTION_MISMATCH",
                nl: "De printer heeft een andere resolutie dan is ingesteld",
                nl_remedy: "Zet `dpi` in de configuratie op de resolutie van de printer.",
                en: "The printer has another resolution than configured",
                en_remedy: "Set `dpi` in the configuration to the resolution of the printer.",
            },
            Self::FormatNotSupported => &Words {
                code: "FORMAT_NOT_SUPPORTED",
                nl: "De printer kent geen van de formaten die Balie kan sturen",
                nl_remedy: "Gebruik een printer of wachtrij die PDF, PNG of PWG-raster aanneemt.",
                en: "The printer takes none of the formats Balie can send",
                en_remedy: "Use a printer or queue that takes PDF, PNG or PWG raster.",
            },
            Self::NotAccepting => &Words {
                code: "NOT_ACCEPTING_JOBS",
                nl: "De printer of wachtrij neemt geen opdrachten aan",
                nl_remedy: "Zet de wachtrij aan, of vraag de beheerder.",
                en: "The printer or its queue takes no jobs",
                en_remedy: "Enable the queue, or ask the administrator.",
            },
            Self::JobRefused => &Words {
                code: "JOB_REFUSED",
                nl: "De printer weigert de opdracht",
                nl_remedy: "Raadpleeg het logboek en de instellingen van de printer.",
                en: "The printer refused the job",
                en_remedy: "See the log and the settings of the printer.",
            },
            Self::JobAborted => &Words {
                code: "JOB_ABORTED",
                nl: "De printer heeft de opdracht afgebroken",
                nl_remedy: "Kijk bij de printer; probeer het daarna opnieuw.",
                en: "The printer gave the job up",
                en_remedy: "Look at the printer; then try again.",
            },
            Self::JobCancelled => &Words {
                code: "JOB_CANCELLED_AT_PRINTER",
                nl: "De opdracht is bij de printer geannuleerd",
                nl_remedy: "Start het afdrukken opnieuw.",
                en: "The job was cancelled at the printer",
                en_remedy: "Start printing again.",
            },
            Self::MediaNotSupported => &Words {
                code: "MEDIA_NOT_SUPPORTED",
                nl: "De printer kent het ingestelde formaat niet",
                nl_remedy: "Zet `media` in de configuratie op een formaat van de printer.",
                en: "The printer does not take the configured size",
                en_remedy: "Set `media` in the configuration to a size of the printer.",
            },
            Self::NoSuchQueue => &Words {
                code: "NO_SUCH_QUEUE",
                nl: "De server kent geen printer met deze naam",
                nl_remedy: "Controleer het pad van de URI in de configuratie.",
                en: "The server knows no printer of this name",
                en_remedy: "Check the path of the URI in the configuration.",
            },
            Self::EncryptionNeeded => &Words {
                code: "ENCRYPTION_NEEDED",
                nl: "Het apparaat neemt alleen versleutelde verbindingen aan",
                nl_remedy: "Begin het adres in de configuratie met ipps:// (printer) of https:// (scanner).",
                en: "The device takes encrypted connections only",
                en_remedy: "Begin the address in the configuration with ipps:// (printer) or https:// (scanner).",
            },
            Self::JobForgotten => &Words {
                code: "JOB_FORGOTTEN",
                nl: "De printer weet niet meer wat er van de opdracht is geworden",
                nl_remedy: "Kijk bij de printer wat eruit kwam.",
                en: "The printer does not know any more what became of the job",
                en_remedy: "Look at the printer what came out.",
            },
            Self::StatusIncomplete => &Words {
                code: "STATUS_INCOMPLETE",
                nl: "De printer meldt niet of de klep open staat, of het lint op is en hoeveel er nog te printen is",
                nl_remedy: "Printen kan gewoon; kijk zelf of de pas goed uit de printer komt.",
                en: "The printer does not tell whether its cover is open, whether the ribbon has ended, and how much is left to print",
                en_remedy: "It prints all the same; look yourself whether the pass comes out well.",
            },
            Self::RemainingUntold => &Words {
                code: "REMAINING_UNTOLD",
                nl: "De printer meldt niet hoeveel er nog te printen is",
                nl_remedy: "Printen kan gewoon; kijk zelf of de pas uit de printer komt.",
                en: "The printer does not tell how much is left to print",
                en_remedy: "It prints all the same; look yourself whether the pass comes out.",
            },
            Self::PeculiaritiesUnread => &Words {
                code: "PECULIARITIES_UNREAD",
                nl: "In het bestand met bijzonderheden van scanners staat een fout; wat fout is, telt niet mee",
                nl_remedy: "Scannen kan; laat de beheerder `balied check` draaien: dat noemt bestand, regel en fout.",
                en: "The file of the peculiarities of scanners has a mistake; what is wrong does not count",
                en_remedy: "Scanning works; have the administrator run `balied check`: it names file, line and mistake.",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_reason_has_its_own_code_and_words_in_both_languages() {
        let codes: HashSet<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        assert_eq!(codes.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            assert!(reason.code().bytes().all(|b| b.is_ascii_uppercase() || b == b'_'), "{reason:?}");
            assert_ne!(reason.message("nl"), reason.message("en"), "{reason:?}");
            assert!(reason.remedy("nl").ends_with('.') && reason.remedy("en").ends_with('.'), "{reason:?}");
        }
    }
}
