//! What is asked of a scanner (`ScanSettings`).

use super::capabilities::{Input, Profile};
use crate::document_scanner::wanted::Resolutions;

/// An A4 sheet (ISO 216), in 1/300 inch.
const A4: (u32, u32) = (2480, 3508);
/// Colours, the best for a page of black print first.
const COLOURS: [&str; 3] = ["Grayscale8", "RGB24", "BlackAndWhite1"];
/// What a page is scanned for.
const INTENT: &str = "Document";
/// Media types, the best first: without loss, then small, then wrapped.
const FORMATS: [&str; 3] = ["image/png", "image/jpeg", "application/pdf"];

/// The format that every scanner has, also one that tells none (eSCL Technical Specification, DocumentFormats).
const EVERYONES: &str = "image/jpeg";

/// The settings of a scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settings {
    feeder: bool,
    width: u32,
    height: u32,
    colours: &'static str,
    format: &'static str,
    /// The format is also asked for in the element that version 2.1 brought.
    ext: bool,
    /// What the page is for is said where the scanner knows it, or does not say what it knows.
    intent: bool,
    resolution: u32,
}

impl Settings {
    /// The best an input offers; none when it offers nothing that is of use.
    pub fn choose(input: &Input, feeder: bool) -> Option<Self> {
        let best = input.profiles.iter().filter_map(of_profile).min_by_key(|(rank, ..)| *rank);
        let (_, colours, format, ext, resolution) = best?;
        let side = |wanted: u32, most: Option<u32>| {
            most.filter(|most| *most > 0).map_or(wanted, |most| wanted.min(most))
        };
        // Of a sheet that does not lie at the left, nothing is lost of the whole width.
        let width = if input.off_left { input.width.unwrap_or_default().max(A4.0) } else { A4.0 };
        let (width, height) = (side(width, input.width), side(A4.1, input.height));
        let intent = input.intents.is_empty() || input.intents.iter().any(|known| known == INTENT);
        Some(Self { feeder, width, height, colours, format, ext, intent, resolution })
    }

    /// The document to send. Every value is one of a list above or a number: nothing needs escaping.
    pub fn to_xml(&self) -> String {
        let Self { width, height, colours, format, resolution, .. } = self;
        let source = if self.feeder { "Feeder" } else { "Platen" };
        let ext = match self.ext {
            true => format!("<scan:DocumentFormatExt>{format}</scan:DocumentFormatExt>"),
            false => String::new(),
        };
        let intent = match self.intent {
            true => format!("<scan:Intent>{INTENT}</scan:Intent>"),
            false => String::new(),
        };
        let duplex = if self.feeder { "<scan:Duplex>false</scan:Duplex>" } else { "" };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <scan:ScanSettings xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" \
             xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\">\
             <pwg:Version>2.0</pwg:Version>{intent}\
             <pwg:ScanRegions><pwg:ScanRegion>\
             <pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>\
             <pwg:XOffset>0</pwg:XOffset><pwg:YOffset>0</pwg:YOffset>\
             <pwg:Width>{width}</pwg:Width><pwg:Height>{height}</pwg:Height>\
             </pwg:ScanRegion></pwg:ScanRegions>\
             <pwg:InputSource>{source}</pwg:InputSource>\
             <scan:ColorMode>{colours}</scan:ColorMode>\
             <pwg:DocumentFormat>{format}</pwg:DocumentFormat>{ext}\
             <scan:XResolution>{resolution}</scan:XResolution><scan:YResolution>{resolution}</scan:YResolution>\
             {duplex}</scan:ScanSettings>\n"
        )
    }
}

/// Rank, colours, format, whether it is an extended one, and resolution.
type Choice = ((usize, usize), &'static str, &'static str, bool, u32);

fn of_profile(profile: &Profile) -> Option<Choice> {
    let offered = |wanted: &&str| profile.colours.iter().any(|offered| offered == wanted);
    let best = |wanted: &str| profile.resolutions_in(wanted).and_then(Resolutions::best);
    let (colours, resolution) = COLOURS
        .iter()
        .enumerate()
        .filter(|(_, wanted)| offered(wanted))
        .find_map(|(rank, wanted)| Some((rank, best(wanted)?)))?;
    let offers =
        |list: &[String], wanted: &str| list.iter().any(|offered| offered.eq_ignore_ascii_case(wanted));
    let of_either = |wanted: &&str| offers(&profile.formats, wanted) || offers(&profile.formats_ext, wanted);
    let untold = profile.formats.is_empty() && profile.formats_ext.is_empty();
    let format = FORMATS.iter().position(|wanted| of_either(wanted) || untold && *wanted == EVERYONES)?;
    let ext = offers(&profile.formats_ext, FORMATS[format]);
    Some(((colours, format), COLOURS[colours], FORMATS[format], ext, resolution))
}

#[cfg(test)]
mod tests {
    use super::super::capabilities::Capabilities;
    use super::*;

    fn profile(colours: &[&str], formats: &[&str], ext: &[&str]) -> Profile {
        let own = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        let resolutions = vec![(Vec::new(), Resolutions::List(vec![100, 300]))];
        Profile { colours: own(colours), formats: own(formats), formats_ext: own(ext), resolutions }
    }

    #[test]
    fn the_best_that_is_offered_is_chosen() {
        let input = Input {
            width: Some(2400),
            height: None,
            off_left: false,
            intents: Vec::new(),
            profiles: vec![
                profile(&["RGB24"], &["image/png"], &[]),
                profile(&["BlackAndWhite1", "Grayscale8"], &["application/pdf"], &["image/jpeg"]),
            ],
        };
        let chosen = Settings::choose(&input, true).unwrap();
        assert_eq!(
            (chosen.colours, chosen.format, chosen.ext, chosen.resolution),
            ("Grayscale8", "image/jpeg", true, 300)
        );
        assert_eq!((chosen.width, chosen.height), (2400, 3508));
        let xml = chosen.to_xml();
        for part in ["<pwg:InputSource>Feeder<", "<scan:DocumentFormatExt>image/jpeg<", "<scan:Duplex>false<"]
        {
            assert!(xml.contains(part), "{part}");
        }
        assert!(super::super::xml::Element::parse(xml.as_bytes()).is_ok());
    }

    #[test]
    fn of_a_sheet_that_is_not_at_the_left_the_whole_width_is_taken() {
        for (off_left, width, wanted) in [
            (false, Some(2550), 2480),
            (true, Some(2550), 2550),
            (true, Some(2400), 2400),
            (true, None, 2480),
            (true, Some(0), 2480),
        ] {
            let profiles = vec![profile(&["Grayscale8"], &["image/jpeg"], &[])];
            let input = Input { width, height: None, off_left, intents: Vec::new(), profiles };
            assert_eq!(Settings::choose(&input, true).unwrap().width, wanted, "{off_left} {width:?}");
        }
    }

    #[test]
    fn an_offer_of_no_use_is_none() {
        for profiles in [
            vec![],
            vec![profile(&["RGB48"], &["image/png"], &[])],
            vec![profile(&["Grayscale8"], &["application/octet-stream"], &[])],
        ] {
            let input = Input { width: None, height: None, off_left: false, intents: Vec::new(), profiles };
            assert_eq!(Settings::choose(&input, false), None);
        }
    }

    #[test]
    fn a_scanner_that_tells_no_format_has_the_one_that_all_have() {
        let profiles = vec![profile(&["Grayscale8"], &[], &[])];
        let input = Input { width: None, height: None, off_left: false, intents: Vec::new(), profiles };
        let chosen = Settings::choose(&input, true).unwrap();
        assert_eq!((chosen.format, chosen.ext), ("image/jpeg", false));
    }

    #[test]
    fn what_a_page_is_for_is_said_to_those_who_know_it() {
        for (intents, said) in [(&[][..], true), (&["Preview", "Document"], true), (&["Preview"], false)] {
            let intents = intents.iter().map(|text| (*text).to_owned()).collect();
            let profiles = vec![profile(&["Grayscale8"], &["image/jpeg"], &[])];
            let input = Input { width: None, height: None, off_left: false, intents, profiles };
            let xml = Settings::choose(&input, false).unwrap().to_xml();
            assert_eq!(xml.contains("<scan:Intent>Document<"), said, "{:?}", input.intents);
        }
    }

    #[test]
    fn a_scan_is_planned_for_scanners_as_they_are_sold() {
        let capabilities = |file: &str| {
            let place = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/capabilities/");
            let document = std::fs::read(format!("{place}{file}")).unwrap();
            Capabilities::parse(&document).unwrap_or_else(|_| panic!("{file} is read"))
        };
        for (file, model, glass, fed) in [
            ("HP-LaserJet-MFP-M426fdn.xml", "HP LaserJet MFP M426fdn", (2480, 3508), Some((2480, 3508))),
            ("Kyocera-ECOSYS-M2040dn.xml", "Kyocera ECOSYS M2040dn", (2480, 3508), Some((2480, 3508))),
            ("Xerox-B235.xml", "Xerox(R) B235 MFP", (2480, 3508), Some((2480, 3508))),
        ] {
            let found = capabilities(file);
            assert_eq!(found.model.as_deref(), Some(model));
            let plan = |input: Option<&Input>, feeder| {
                let chosen = Settings::choose(input.unwrap(), feeder).unwrap();
                assert_eq!(
                    (chosen.colours, chosen.format, chosen.resolution),
                    ("Grayscale8", "image/jpeg", 300),
                    "{file}"
                );
                (chosen.width, chosen.height)
            };
            assert_eq!(plan(found.platen.as_ref(), false), glass, "{file}");
            assert_eq!(found.feeder.as_ref().map(|feeder| plan(Some(feeder), true)), fed, "{file}");
        }
    }
}
