//! Making this PC a station; and what is the matter with its connection.

use super::{Lang, texts};
use balie_client::station::TlsFault;

texts! {
    code: "Aanmeldcode:", "Enrolment code:";
    connecting: "Verbinden en nagaan of het de server van de code is...",
        "Connecting, and checking that it is the server of the code...";
    asking: "De server is de juiste. Certificaat aanvragen...", "It is the right server. Asking for a certificate...";
    storing: "Certificaat opslaan...", "Storing the certificate...";
    done(station, role, server): "Aangemeld als {station} (rol {role}) bij {server}",
        "Enrolled as {station} (role {role}) at {server}";
    address(address): "`{address}` is geen adres van een Balie-server, zoals balie.annen.lan of 10.0.0.5:7443",
        "`{address}` is no address of a Balie server, such as balie.annen.lan or 10.0.0.5:7443";
    not_the_daemon: "De andere kant is niet de server waarbij deze pc is aangemeld; er is niets verstuurd",
        "The other side is not the server that this PC is enrolled at; nothing was sent";
    name: "Het certificaat van de server noemt dit adres niet; voeg het toe onder [tcp] names",
        "The certificate of the server does not have this address; add it to [tcp] names";
    clock: "De klok van deze pc of van de server loopt verkeerd; zet de klok goed",
        "The clock of this PC or of the server is wrong; set it right";
    ended: "Het certificaat van deze pc is verlopen; meld hem opnieuw aan: balie enrol ADRES CODE",
        "The certificate of this PC has ended; enrol it again: balie enrol ADDRESS CODE";
    not_accepted: "De server accepteert het certificaat van deze pc niet; meld hem opnieuw aan: balie enrol ADRES CODE",
        "The server does not accept the certificate of this PC; enrol it again: balie enrol ADDRESS CODE";
    not_tls: "Op dit adres draait iets anders dan Balie; kijk adres en poort na",
        "Something other than Balie runs at this address; check address and port";
}

/// Why daemon and PC do not trust each other.
pub(crate) fn fault(lang: Lang, fault: TlsFault) -> &'static str {
    match fault {
        TlsFault::NotTheDaemon => not_the_daemon(lang),
        TlsFault::Name => name(lang),
        TlsFault::Clock => clock(lang),
        TlsFault::Ended => ended(lang),
        TlsFault::NotAccepted => not_accepted(lang),
        _ => not_tls(lang),
    }
}
