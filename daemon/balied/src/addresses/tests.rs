//! Lists as they are made by hand and by spreadsheets.

use super::*;
use std::cell::Cell;

thread_local! {
    /// What was read from files of addresses in this test.
    pub static BYTES_READ: Cell<usize> = const { Cell::new(0) };
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    file
}

fn find(book: &AddressBook, postcode: &str) -> (String, String) {
    let Found { street, place } = book.find(&Postcode::parse(postcode).unwrap()).unwrap();
    (street, place)
}

#[test]
fn every_line_of_a_long_list_is_found_and_nothing_else() {
    let postcode = |at: u32| format!("{}{}B", 1000 + at / 26, char::from(b'A' + (at % 26) as u8));
    let line = |at: u32| format!("{};Straat {at};{}\n", postcode(at), "Plaats".repeat(1 + at as usize % 20));
    // Every other postcode.
    let text: String = (0..2000).step_by(2).map(line).collect();
    let file = file(text.trim_end());
    AddressBook::check(file.path()).unwrap();
    let book = AddressBook::open(file.path()).unwrap();
    for at in 0..2000 {
        let (street, _) = find(&book, &postcode(at));
        assert_eq!(street, if at % 2 == 0 { format!("Straat {at}") } else { String::new() });
    }
}

#[test]
fn what_differs_within_a_postcode_is_left_to_the_clerk() {
    let file = file("9468 BG;Kruisakkers;Annen\r\n9468BH;De Hoek;Annen\r\n9468 BH;Het Pad;Annen\r\n");
    AddressBook::check(file.path()).unwrap();
    let book = AddressBook::open(file.path()).unwrap();
    assert_eq!(find(&book, "9468bg"), ("Kruisakkers".to_owned(), "Annen".to_owned()));
    assert_eq!(find(&book, "9468BH"), (String::new(), "Annen".to_owned()));
    assert_eq!(find(&book, "9999ZZ"), Default::default());
    assert_eq!(find(&book, "1000AA"), Default::default());
}

#[test]
fn a_wrong_line_is_told_by_its_number() {
    let wrong = |text: &str| AddressBook::check(file(text).path()).unwrap_err().to_string();
    assert!(wrong("9468BG;Kruisakkers;Annen\n9468BA;Pad;Annen\n").starts_with("line 2: not in order"));
    assert!(wrong("9468BG;Kruisakkers;Annen\npostcode;straat;plaats\n").starts_with("line 2: expected"));
    assert!(wrong(&format!("9468BG;{};Annen\n", "x".repeat(300))).starts_with("line 1: expected"));
}

const STREETS: [[&str; 3]; 4] = [
    ["9468 BG", "Kruisakkers", "Annen"],
    ["9571 AB", "Hoofdstraat", "2e Exloërmond"],
    ["9571 AC", "Hageweg \"'t Centrum\"", "2e Exloërmond"],
    ["9573 PA", "Bos, Zee en Duin", "1e Exloërmond"],
];

/// A sheet as a spreadsheet saves it.
fn sheet(before: &str, separator: char, quoted: bool, end: &str, after: &str) -> String {
    let column = |text: &str| {
        if quoted || text.contains(['"', separator]) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let row = |row: &[&str; 3]| row.map(column).join(&separator.to_string());
    let rows: Vec<_> = STREETS.iter().map(row).collect();
    format!("{before}{}{end}{after}", rows.join(end))
}

#[track_caller]
fn holds(file: &tempfile::NamedTempFile) {
    AddressBook::check(file.path()).unwrap();
    let book = AddressBook::open(file.path()).unwrap();
    for [postcode, street, place] in STREETS {
        assert_eq!(find(&book, postcode), (street.to_owned(), place.to_owned()));
    }
    for postcode in ["1000 AA", "9468 BH", "9571 AD", "9999 ZZ"] {
        assert_eq!(find(&book, postcode), Default::default(), "{postcode}");
    }
}

#[test]
fn a_list_that_a_spreadsheet_saved_is_read() {
    for separator in [';', ',', '\t'] {
        let heading = format!("Postcode{separator}Straat{separator}Plaats");
        for mark in ["", "\u{FEFF}"] {
            for end in ["\n", "\r\n"] {
                for quoted in [false, true] {
                    let blank = format!("{separator}{separator}{end}{end}");
                    let told = format!("{mark}sep={separator}{end}");
                    for before in [
                        mark.to_owned(),
                        format!("{mark}{heading}{end}"),
                        format!("{mark}{separator}{separator}{end}{heading}{end}{end}{separator}{end}"),
                        told.clone(),
                        told + &heading + end,
                    ] {
                        for after in ["", end, &blank] {
                            holds(&file(&sheet(&before, separator, quoted, end, after)));
                        }
                    }
                }
            }
        }
    }
    // Many empty rows.
    holds(&file(&sheet("", ';', false, "\r\n", &";;\r\n".repeat(20_000))));
    for columns in (0..2_000).step_by(13) {
        holds(&file(&sheet("", ';', false, &format!("\n{}\n", ";".repeat(columns)), "")));
    }
    // A column to the right that was used once, and an empty row in between.
    let wide = sheet("", ';', false, ";;\r\n", "").replacen("9571", ";;;;\r\n\r\n9571", 1);
    holds(&file(&wide));
}

#[test]
fn a_place_with_digits_is_one_that_a_patron_can_have() {
    use balie_registration::values::PlaceName;
    let file = file(&sheet("", ';', false, "\n", ""));
    let book = AddressBook::open(file.path()).unwrap();
    for [postcode, ..] in STREETS {
        let (_, place) = find(&book, postcode);
        assert_eq!(PlaceName::parse_dutch(&place).map(|name| name.to_string()), Ok(place));
    }
}

#[test]
fn what_is_wrong_is_named() {
    let bytes = |bytes: &[u8]| {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let book = AddressBook::open(file.path()).unwrap();
        let _ = find(&book, "9468 BG");
        AddressBook::check(file.path()).unwrap_err().words()
    };
    let utf16: Vec<u8> = format!("\u{FEFF}{}", sheet("", '\t', false, "\r\n", ""))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin = sheet("", ';', false, "\r\n", "").replace('ë', "\u{1}");
    let latin: Vec<u8> = latin.bytes().map(|byte| if byte == 1 { 0xEB } else { byte }).collect();
    for (text, nl, en) in [
        (&utf16[..], "UTF-16 opgeslagen", "saved in UTF-16"),
        (&utf16[2..], "UTF-16 opgeslagen", "saved in UTF-16"),
        (&latin[..], "regel 2: dit bestand is niet in UTF-8", "Latin 1"),
        (b"PK\x03\x04\x14\0\x06\0".as_slice(), "xlsx", "xlsx"),
        (b"9468 BG;Kruisakkers;Annen\r9468 BH;Pad;Annen\r".as_slice(), "CSV (Macintosh)", "old Macintosh"),
        (b"9468 BG;Kruisakkers\n".as_slice(), "2 kolommen, gescheiden door `;`", "2 columns"),
        (b"9468 BG Kruisakkers Annen\n".as_slice(), "maar één kolom: `;` komt", "only one column: `;` does"),
        (
            b"9468 BG;Kruisakkers;Annen\n9469;Pad;Annen\n".as_slice(),
            "“9469” is geen",
            "“9469” is no Dutch postcode",
        ),
        (b"9468 BG;;Annen\n".as_slice(), "regel 1: verwacht", "a column is empty"),
        (b";Pad;Annen\n9468 BH;Pad;Annen\n".as_slice(), "regel 1: verwacht", "a column is empty"),
        (
            b"9468 BG;Weg;Annen\n9468 BG;Pad;Annen\r9468 BH;Pad;Annen\n".as_slice(),
            "regel 2: verwacht",
            "a control character in it (byte 0D)",
        ),
        (b"9468 BG;Kruis\0akkers;Annen\n".as_slice(), "een stuurteken in (byte 00)", "(byte 00)"),
        (b"9468 BG;Kruisakkers\0;Annen\n".as_slice(), "een stuurteken in (byte 00)", "(byte 00)"),
        (&[b'x'; 200_000], "regel 1: verwacht", "the line is longer than 256 bytes"),
        (&[b';'; 200_000], "regel 1: verwacht", "the line is longer than 256 bytes"),
        (b"9468 BG;\"Kruisakkers;Annen\n".as_slice(), "niet gesloten", "not closed"),
        (b"946 BG;Kruisakkers;Annen\n9468 BH;Pad;Annen\n".as_slice(), "regel 1: verwacht", "“946 BG” is no"),
    ] {
        let words = bytes(text);
        assert!(words.nl.contains(nl) && words.en.contains(en), "{words:?}");
    }
}

/// A search that went through them at each of its steps would read the file ten times.
#[test]
fn empty_rows_are_gone_through_no_more_than_twice() {
    let after = ";;\r\n".repeat(100_000);
    let file = file(&sheet("", ';', false, "\r\n", &after));
    let book = AddressBook::open(file.path()).unwrap();
    for postcode in ["9468 BG", "9573 PA", "9999 ZZ"] {
        let before = BYTES_READ.get();
        find(&book, postcode);
        let read = BYTES_READ.get() - before;
        assert!(read < after.len() * 5 / 2, "{read} bytes of {}", after.len());
    }
}

/// A list in another code page is not right, but a street that cannot be read never stops a clerk.
#[test]
fn an_unchecked_list_in_another_code_page_offers_what_it_can() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), b"9571 AB;Caf\xE9weg;Annen\n9571 AC;Pad;Annen\n").unwrap();
    let book = AddressBook::open(file.path()).unwrap();
    assert_eq!(find(&book, "9571 AB"), (String::new(), "Annen".to_owned()));
    assert_eq!(find(&book, "9571 AC"), ("Pad".to_owned(), "Annen".to_owned()));
}

proptest::proptest! {
    #[test]
    fn no_file_makes_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let _ = AddressBook::check(file.path());
        let book = AddressBook::open(file.path()).unwrap();
        let _ = find(&book, "9468 BG");
    }

    #[test]
    fn no_list_makes_it_panic(
        told in "(sep=[;,]\n)?",
        lines in "([0-9]{4} ?[A-Z]{2}[;,\t\"]{1,2}[a-z\"]{0,9}[;,\t\"]{1,2}[a-z]{0,9}\r?\n|[;\n]){0,20}",
    ) {
        let lines = told + &lines;
        let file = file(&lines);
        let _ = AddressBook::check(file.path());
        let book = AddressBook::open(file.path()).unwrap();
        let _ = find(&book, "9468 BG");
    }
}
