//! What went wrong.

use super::{Lang, texts};
use std::io::{self, ErrorKind};

texts! {
    unreachable(at): "Balie antwoordt niet op {at}", "Balie does not answer at {at}";
    connection_lost: "De verbinding met Balie is weggevallen", "The connection to Balie was lost";
    cause(cause): "Oorzaak: {cause}", "Cause: {cause}";
    unreachable_remedy: "Controleer of de dienst draait: systemctl status balied",
        "Check that the service runs: systemctl status balied";
    timed_out: "Balie gaf niet op tijd antwoord; of het gelukt is, is niet bekend",
        "Balie gave no answer in time; whether it was done is not known";
    bad_station(station): "`{station}` is geen naam voor een balieplek: gebruik 1 tot 64 letters, cijfers, punt, streepje of onderstreping",
        "`{station}` is no name for a station: use 1 to 64 letters, digits, dot, hyphen or underscore";
    too_large(size, limit): "Het bestand heeft {size} bytes; hooguit {limit} kan",
        "The file has {size} bytes; at most {limit} will do";
    unexpected(error): "Onverwachte fout: {error}", "Unexpected failure: {error}";
    in_file(file, message): "{file}: {message}", "{file}: {message}";
    in_file_at(file, line, message): "{file}, regel {line}: {message}", "{file}, line {line}: {message}";
    io(path, error): "{path}: {error}", "{path}: {error}";
    possible(commands): "Wat hier wel kan: {commands}", "What is possible here: {commands}";
    stale_remedy: "Bekijk de inschrijving opnieuw en herhaal wat nog nodig is",
        "Look at the registration again and repeat what is still needed";
    print_with_boxes: "Toch printen: met --despite-missing-characters, of in een bestand met \
        despite_missing_characters = true onder [print]",
        "To print all the same: with --despite-missing-characters, or in a file with \
        despite_missing_characters = true under [print]";
    no_command: "Geef een opdracht, of --command met JSON", "Give a command, or --command with JSON";
    json_with_dialogue: "--json gaat niet samen met vragen en antwoorden; geef --file",
        "--json does not go with questions and answers; give --file";
    two_sources: "Geef een opdracht of --command, niet beide", "Give a command or --command, not both";
    bad_format(path): "{path}: aan de naam is niet te zien of het PDF of PNG moet zijn (.pdf of .png)",
        "{path}: the name does not tell whether it is to be PDF or PNG (.pdf or .png)";
    bad_request_id(id): "`{id}` is geen UUID", "`{id}` is not a UUID";
    name_digits(typed, found, pass, patron): "`{typed}`: {found} cijfers, {pass} verwacht; een klantnummer heeft er \
        hooguit {patron}",
        "`{typed}`: {found} digits, {pass} expected; a patron number has at most {patron}";
    name_unknown(typed): "`{typed}` is geen pasnummer, klantnummer, kenmerk van een machtiging of id",
        "`{typed}` is not a pass number, patron number, mandate reference or id";
    not_confirmed: "Niet bevestigd; er is niets veranderd", "Not confirmed; nothing was changed";
    not_there: "bestaat niet", "does not exist";
    no_access: "geen toegang", "access denied";
    nobody_listens: "er luistert niemand", "nobody listens";
    is_directory: "is een map", "is a directory";
    no_directory: "is geen map", "is not a directory";
    disk_full: "geen ruimte meer op de schijf", "no space left on the disk";
    read_only: "kan niet worden beschreven", "cannot be written to";
    broken_off: "de verbinding is verbroken", "the connection was broken off";
}

/// Why something with a file or a socket failed; what is rare is told as the system tells it.
pub(crate) fn io_cause(lang: Lang, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => not_there(lang),
        ErrorKind::PermissionDenied => no_access(lang),
        ErrorKind::ConnectionRefused => nobody_listens(lang),
        ErrorKind::IsADirectory => is_directory(lang),
        ErrorKind::NotADirectory => no_directory(lang),
        ErrorKind::StorageFull => disk_full(lang),
        ErrorKind::ReadOnlyFilesystem => read_only(lang),
        ErrorKind::ConnectionReset | ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof => broken_off(lang),
        _ => return error.to_string(),
    }
    .to_owned()
}
