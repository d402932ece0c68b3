//! What the words mean by which backends name modes and sources. SANE prescribes none of them, and backends of makers
//! have them in other languages as well.

use std::cmp::Reverse;

/// Grey that is made of black dots, in lower case; as all words here.
const DOTS: [&str; 7] = ["dither", "diffus", "halftone", "half-tone", "half tone", "raster", "demi-teinte"];
/// Shades of grey.
const GREY: [&str; 10] = ["gray", "grey", "gri", "grau", "grå", "cinza", "szar", "šed", "сер", "灰"];
/// One bit for each dot.
const BLACK_OR_WHITE: [&str; 23] = [
    "lineart", "line art", "line-art", "black", "binary", "mono", "b&w", "b/w", "1 bit", "1-bit", "1bit",
    "bilevel", "zwart", "schwarz", "strich", "noir", "negro", "nero", "preto", "svart", "czar", "черн",
    "黑白",
];
/// Colours.
const COLOUR: [&str; 8] = ["colo", "kleur", "farb", "farv", "färg", "couleur", "kolor", "цвет"];
/// Bits for each dot that are enough: 8 of grey, 24 of colour.
const ENOUGH_BITS: [u32; 2] = [8, 24];
/// No mode has more bits for each dot than this: a larger number is one of shades.
const MOST_BITS: u32 = 64;
/// A feeder; some makers name what it does rather than what it is, and some have names of their own for it.
const FEEDER: [&str; 25] = [
    "adf",
    "ardf",
    "spdf",
    "dsdf",
    "rspf",
    "feeder",
    "sheetfed",
    "sheet-fed",
    "sheet feed",
    "simplex",
    "duplex",
    "2-sided",
    "1-sided",
    "document processor",
    "invoer",
    "einzug",
    "zufuhr",
    "chargeur",
    "aliment",
    "podajnik",
    "dokumentmat",
    "arkmat",
    "føder",
    "подат",
    "送り",
];
/// The same, where they stand alone.
const FEEDER_WORDS: [&str; 3] = ["dp", "df", "spf"];
/// Both sides of a sheet.
const BOTH_SIDES: [&str; 11] = [
    "duplex",
    "2-sided",
    "two-sided",
    "double",
    "both",
    "dubbel",
    "beidseitig",
    "doppel",
    "recto verso",
    "recto-verso",
    "fronte-retro",
];
/// The side of a sheet that is not the front.
const BACK: [&str; 5] = ["back", "rear", "achter", "rück", "verso"];
/// Where film lies, or no sheet of paper fits.
const NO_PAPER: [&str; 10] =
    ["transparen", "durchlicht", "tpu", "negativ", "positiv", "slide", "film", "card", "kaart", "karte"];
/// The same, where they stand alone.
const NO_PAPER_WORDS: [&str; 3] = ["tma", "xpa", "dia"];
/// What the scanner chooses by itself; a number or a word of an option may be left to it.
const AUTO: &str = "auto";

/// Where paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Glass,
    Feeder,
}

/// The mode that suits a page of black print best: grey in shades, then colour, then whatever there is; grey of dots
/// and black on white last.
pub(super) fn mode(offered: &[String]) -> Option<&String> {
    offered.iter().filter(|mode| !mode.eq_ignore_ascii_case(AUTO)).min_by_key(|mode| {
        let words = mode.to_lowercase();
        let kind = if has(&words, &DOTS) {
            3
        } else if has(&words, &GREY) {
            0
        } else if has(&words, &BLACK_OR_WHITE) || stands_in(&words, &["bw"]) {
            4
        } else if has(&words, &COLOUR) {
            1
        } else {
            2
        };
        // More than is needed, or less carefully made.
        (kind, has_many_bits(&words) || words.contains("fast"))
    })
}

/// Where paper lies in the source of this name; none where no paper lies, or it is left open.
pub(super) fn place(source: &str) -> Option<Place> {
    let words = source.to_lowercase();
    if has(&words, &NO_PAPER) || stands_in(&words, &NO_PAPER_WORDS) {
        None
    } else if has(&words, &FEEDER) || stands_in(&words, &FEEDER_WORDS) {
        Some(Place::Feeder)
    } else if words.trim().starts_with(AUTO) {
        None
    } else {
        Some(Place::Glass)
    }
}

/// The source for a sheet that is printed on one side: not both sides, and not its back. Of several that fit, the one
/// that is set already: which side of a feeder sheets lie at is the scanner's to know.
pub(super) fn source<'a>(offered: &'a [String], now: Option<&str>, wanted: Place) -> Option<&'a String> {
    let fitting = offered.iter().filter(|source| place(source) == Some(wanted));
    fitting.min_by_key(|source| {
        let words = source.to_lowercase();
        (has(&words, &BOTH_SIDES), has(&words, &BACK), Reverse(now == Some(source.as_str())))
    })
}

/// True for a mode of both sides of a sheet.
pub(super) fn is_of_both_sides(mode: &str) -> bool {
    has(&mode.to_lowercase(), &BOTH_SIDES)
}

/// True for an A4 sheet on end, in whatever words: `ISO/A4/Portrait`, `A4`.
pub(super) fn is_a4(size: &str) -> bool {
    let words = size.to_lowercase();
    let lies = ["landscape", "ldscp", "rotated", "horizontal"].iter().any(|word| words.contains(word));
    !lies && stands_in(&words, &["a4"])
}

fn has(words: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| words.contains(part))
}

/// True when one of these stands as a word of its own.
fn stands_in(words: &str, wanted: &[&str]) -> bool {
    words.split(|c: char| !c.is_alphanumeric()).any(|word| wanted.contains(&word))
}

fn has_many_bits(words: &str) -> bool {
    let numbers = words.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    numbers.filter(|bits| *bits > 1 && *bits <= MOST_BITS).any(|bits: u32| !ENOUGH_BITS.contains(&bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(list: &str) -> Vec<String> {
        list.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn grey_in_shades_is_chosen() {
        for (offered, wanted) in [
            ("Black & White|Gray[Error Diffusion]|True Gray|24bit Color|24bit Color[Fast]", "True Gray"),
            ("24bit Color[Fast]|Black & White|True Gray|Gray[Error Diffusion]", "True Gray"),
            ("Lineart|Halftone|Gray|Color", "Gray"),
            ("Monochrome|Grayscale|Color", "Grayscale"),
            ("Color|Gray|48 bits color|16 bits gray|Lineart", "Gray"),
            ("16 bits gray|Gray", "Gray"),
            ("Black and White|Greyscale|Color", "Greyscale"),
            ("Lineart|Dithered Gray|Color", "Color"),
            ("24bit Color[Fast]|24bit Color", "24bit Color"),
            ("Color Lineart|Color", "Color"),
            ("Binary|Halftone", "Halftone"),
            ("Lineart", "Lineart"),
            ("Grijs|Zwart", "Grijs"),
            // avision, pixma, hp5590, kvs20xx.
            ("Lineart|Dithered|Gray|16bit Gray|Color|16bit Color", "Gray"),
            ("Lineart|Dithered|12bit Gray|256-Level Gray|Color", "256-Level Gray"),
            ("auto|Color|Gray|48 bits color|16 bits gray|Lineart", "Gray"),
            ("auto|Lineart", "Lineart"),
            ("Color (48 bits)|Color (24 bits)|Lineart", "Color (24 bits)"),
            ("bw|halftone|gray|color", "gray"),
            ("bw|color", "color"),
            ("Black & White Halftone|Grayscale (Black & White)", "Grayscale (Black & White)"),
            // In other languages.
            ("Zwart-wit|Kleur|Grijswaarden", "Grijswaarden"),
            ("Schwarzweiß|Farbe|Graustufen", "Graustufen"),
            ("Schwarzweiß|Farbe", "Farbe"),
            ("Noir et blanc|Couleur|Niveaux de gris", "Niveaux de gris"),
            ("Blanco y negro|Color|Escala de grises", "Escala de grises"),
            ("Bianco e nero|Colore|Scala di grigi", "Scala di grigi"),
            ("Svartvit|Färg|Gråskala", "Gråskala"),
            ("Czarno-biały|Kolor|Odcienie szarości", "Odcienie szarości"),
        ] {
            assert_eq!(mode(&own(offered)).map(String::as_str), Some(wanted), "{offered}");
        }
        assert_eq!(mode(&[]), None);
        assert_eq!(mode(&own("auto")), None, "there is nothing to be set");
    }

    #[test]
    fn sources_are_told_apart() {
        for (offered, glass, feeder) in [
            ("FlatBed|ADF Duplex|ADF", Some("FlatBed"), Some("ADF")),
            ("ADF Front|ADF Back|ADF Duplex", None, Some("ADF Front")),
            ("ADF Back|ADF Front", None, Some("ADF Front")),
            ("ADF Duplex", None, Some("ADF Duplex")),
            ("ADF Front|ADF Duplex|Card Front|Card Duplex", None, Some("ADF Front")),
            (
                "FlatBed|Automatic Document Feeder(left aligned,Duplex)|Automatic Document Feeder(left aligned)",
                Some("FlatBed"),
                Some("Automatic Document Feeder(left aligned)"),
            ),
            ("Auto|Flatbed|ADF", Some("Flatbed"), Some("ADF")),
            ("Auto|DP|Platen|2-sided (Binding Top)|2-sided (Binding Left/Right)", Some("Platen"), Some("DP")),
            ("Flatbed|ADF - Both Sides|ADF - Front Side", Some("Flatbed"), Some("ADF - Front Side")),
            ("Normal|Transparency|Negative", Some("Normal"), None),
            ("Document Table", Some("Document Table"), None),
            ("Transparency Unit|Flatbed", Some("Flatbed"), None),
            // avision, epson2, microtek2, ScanSnap iX1300, canon_pixma.
            ("Normal|ADF Front|ADF Back|ADF Duplex", Some("Normal"), Some("ADF Front")),
            ("Flatbed|Transparency Unit|TPU8x10", Some("Flatbed"), None),
            ("TMA|Filmstrip|Flatbed|ADF", Some("Flatbed"), Some("ADF")),
            ("Card Front|Card Back|ADF Back|ADF Front", None, Some("ADF Front")),
            (
                "Flatben|ADF Duplex (Long-side Binding)|ADF Duplex (Short-side Binding)",
                Some("Flatben"),
                Some("ADF Duplex (Long-side Binding)"),
            ),
            // Names of the makers' own, and other languages.
            ("Platen|ARDF", Some("Platen"), Some("ARDF")),
            ("fb|adf", Some("fb"), Some("adf")),
            ("Automatic|Flatbed|Sheetfed", Some("Flatbed"), Some("Sheetfed")),
            ("Glasplaat|Automatische documentinvoer", Some("Glasplaat"), Some("Automatische documentinvoer")),
            (
                "Flachbett|Automatischer Vorlageneinzug (beidseitig)|Automatischer Vorlageneinzug",
                Some("Flachbett"),
                Some("Automatischer Vorlageneinzug"),
            ),
            ("Vitre|Chargeur automatique", Some("Vitre"), Some("Chargeur automatique")),
            ("Cristal|Alimentador automático", Some("Cristal"), Some("Alimentador automático")),
            ("Piano|Alimentatore automatico", Some("Piano"), Some("Alimentatore automatico")),
        ] {
            let found = |place| source(&own(offered), None, place).cloned();
            let expected = (glass.map(str::to_owned), feeder.map(str::to_owned));
            assert_eq!((found(Place::Glass), found(Place::Feeder)), expected, "{offered}");
        }
    }

    #[test]
    fn of_feeders_that_fit_the_one_that_is_set_is_kept() {
        let offered = own("ADF(left aligned)|ADF(centrally aligned)|ADF(centrally aligned,Duplex)");
        for (now, wanted) in [
            ("ADF(centrally aligned)", "ADF(centrally aligned)"),
            ("ADF(left aligned)", "ADF(left aligned)"),
            ("ADF(centrally aligned,Duplex)", "ADF(left aligned)"),
        ] {
            let found = source(&offered, Some(now), Place::Feeder);
            assert_eq!(found.map(String::as_str), Some(wanted), "{now}");
        }
    }

    #[test]
    fn a_sheet_on_end_is_known() {
        assert!(is_a4("ISO/A4/Portrait") && is_a4("A4") && is_a4("a4 (210 x 297 mm)"));
        assert!(!is_a4("ISO/A4/Landscape") && !is_a4("ISO/A5/Portrait") && !is_a4("Letter") && !is_a4("A4R"));
    }
}
