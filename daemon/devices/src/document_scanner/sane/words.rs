//! What the words mean by which backends name modes and sources. SANE prescribes none of them.

/// Grey that is made of black dots, in lower case.
const DOTS: [&str; 5] = ["dither", "diffusion", "halftone", "half-tone", "half tone"];
/// One bit for each dot.
const BLACK_OR_WHITE: [&str; 10] =
    ["lineart", "line art", "line-art", "black", "binary", "mono", "b&w", "b/w", "1 bit", "bilevel"];
/// More than is needed, or less carefully made.
const LESS_SUITED: [&str; 5] = ["16", "36", "42", "48", "fast"];
/// A feeder; some makers name what it does rather than what it is.
const FEEDER: [&str; 7] = ["adf", "feeder", "simplex", "duplex", "2-sided", "1-sided", "document processor"];
/// Both sides of a sheet.
const BOTH_SIDES: [&str; 3] = ["duplex", "2-sided", "both"];
/// Where film lies, or no sheet of paper fits.
const NO_PAPER: [&str; 7] = ["transparency", "tpu", "negative", "positive", "slide", "film", "card"];

/// Where paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Glass,
    Feeder,
}

/// The mode that suits a page of black print best: grey in shades, then colour, then whatever there is; grey of dots
/// and black on white last.
pub(super) fn mode(offered: &[String]) -> Option<&String> {
    offered.iter().min_by_key(|mode| {
        let words = mode.to_ascii_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        let kind = if has(&BLACK_OR_WHITE) {
            4
        } else if has(&DOTS) {
            3
        } else if has(&["gray", "grey"]) {
            0
        } else if has(&["colo"]) {
            1
        } else {
            2
        };
        (kind, has(&LESS_SUITED))
    })
}

/// Where paper lies in the source of this name; none where no paper lies, or it is left open.
pub(super) fn place(source: &str) -> Option<Place> {
    let words = source.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
    if has(&NO_PAPER) || words.trim() == "auto" {
        None
    } else if has(&FEEDER) || words.trim() == "dp" {
        Some(Place::Feeder)
    } else {
        Some(Place::Glass)
    }
}

/// The source for a sheet that is printed on one side: not both sides, and not its back.
pub(super) fn source(offered: &[String], wanted: Place) -> Option<&String> {
    let fitting = offered.iter().filter(|source| place(source) == Some(wanted));
    fitting.min_by_key(|source| {
        let words = source.to_ascii_lowercase();
        (BOTH_SIDES.iter().any(|part| words.contains(part)), words.contains("back"))
    })
}

/// True for an A4 sheet on end, in whatever words: `ISO/A4/Portrait`, `A4`.
pub(super) fn is_a4(size: &str) -> bool {
    let words = size.to_ascii_lowercase();
    let lies = ["landscape", "ldscp", "rotated", "horizontal"].iter().any(|word| words.contains(word));
    !lies && words.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "a4")
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
        ] {
            assert_eq!(mode(&own(offered)).map(String::as_str), Some(wanted), "{offered}");
        }
        assert_eq!(mode(&[]), None);
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
        ] {
            let found = |place| source(&own(offered), place).cloned();
            let expected = (glass.map(str::to_owned), feeder.map(str::to_owned));
            assert_eq!((found(Place::Glass), found(Place::Feeder)), expected, "{offered}");
        }
    }

    #[test]
    fn a_sheet_on_end_is_known() {
        assert!(is_a4("ISO/A4/Portrait") && is_a4("A4") && is_a4("a4 (210 x 297 mm)"));
        assert!(!is_a4("ISO/A4/Landscape") && !is_a4("ISO/A5/Portrait") && !is_a4("Letter"));
    }
}
