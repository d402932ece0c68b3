//! Erasing a registration.

use super::texts;

texts! {
    erased: "Gewist worden: naam, adres en geboortedatum, IBAN, machtiging met de bewaarde pagina, inlogaccount, abonnement en afrekening van deze inschrijving, en de taken ervan.",
        "Erased are: name, address and date of birth, IBAN, mandate with the stored page, login account, subscription and settlement of this registration, and its jobs.";
    stays: "Blijven: de aantallen en bedragen van de dag, wie wat deed (zonder waarden), een melding van het wissen voor de centrale administratie, en het nummer van een uitgegeven pas, dat niet opnieuw kan.",
        "What stays: the counts and sums of the day, who did what (without values), a note of the erasure for the central administration, and the number of a pass that was issued, which cannot be used again.";
    forever: "Dit kan niet ongedaan worden gemaakt. Reservekopieën van eerder bevatten de gegevens nog, en ook wat balied bij het terugzetten van een reservekopie bewaarde (*.before-restore).",
        "This cannot be undone. Backups made earlier still contain the data, and so does what balied kept when a backup was put back (*.before-restore).";
    sure: "Deze inschrijving wissen? Typ ja:", "Erase this registration? Type yes:";
    needs_yes: "Wissen vraagt eerst om een bevestiging op een terminal; geef --yes om niet te vragen",
        "Erasing asks for a confirmation on a terminal first; give --yes not to be asked";
    not_confirmed(why): "{why} Dat laatste met --unconfirmed", "{why} The latter with --unconfirmed";
    account: "Het inlogaccount is gewist.", "The login account is erased.";
    message: "Het bericht met de activeringscode was nog niet verstuurd en is gewist.",
        "The message with the activation code had not gone out yet and is erased.";
    account_kept: "Het inlogaccount blijft: een andere inschrijving gebruikt het. Van deze inschrijving staat er niets meer in.",
        "The login account stays: another registration uses it. Nothing of this registration is left in it.";
    done(name, number): "{name} is gewist (wijziging {number}).", "{name} is erased (change {number}).";
}
