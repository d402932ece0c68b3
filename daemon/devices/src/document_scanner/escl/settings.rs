//! What is asked of a scanner (`ScanSettings`).

use super::capabilities::{Input, Profile};

/// An A4 sheet (ISO 216), in 1/300 inch.
const A4: (u32, u32) = (2480, 3508);
/// Colours, the best for a page of black print first.
const COLOURS: [&str; 3] = ["Grayscale8", "RGB24", "BlackAndWhite1"];
/// Media types, the best first: without loss, then small, then wrapped.
const FORMATS: [&str; 3] = ["image/png", "image/jpeg", "application/pdf"];

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
        let (width, height) = (side(A4.0, input.width), side(A4.1, input.height));
        Some(Self { feeder, width, height, colours, format, ext, resolution })
    }

    /// The document to send. Every value is one of a list above or a number: nothing needs escaping.
    pub fn to_xml(&self) -> String {
        let Self { width, height, colours, format, resolution, .. } = self;
        let source = if self.feeder { "Feeder" } else { "Platen" };
        let ext = match self.ext {
            true => format!("<scan:DocumentFormatExt>{format}</scan:DocumentFormatExt>"),
            false => String::new(),
        };
        let duplex = if self.feeder { "<scan:Duplex>false</scan:Duplex>" } else { "" };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <scan:ScanSettings xmlns:scan=\"http://schemas.hp.com/imaging/escl/2011/05/03\" \
             xmlns:pwg=\"http://www.pwg.org/schemas/2010/12/sm\">\
             <pwg:Version>2.0</pwg:Version><scan:Intent>Document</scan:Intent>\
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
    let colours =
        COLOURS.iter().position(|wanted| profile.colours.iter().any(|offered| offered == wanted))?;
    let offers =
        |list: &[String], wanted: &str| list.iter().any(|offered| offered.eq_ignore_ascii_case(wanted));
    let of_either = |wanted: &&str| offers(&profile.formats, wanted) || offers(&profile.formats_ext, wanted);
    let format = FORMATS.iter().position(of_either)?;
    let resolution = profile.resolutions.best()?;
    let ext = offers(&profile.formats_ext, FORMATS[format]);
    Some(((colours, format), COLOURS[colours], FORMATS[format], ext, resolution))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document_scanner::wanted::Resolutions;

    fn profile(colours: &[&str], formats: &[&str], ext: &[&str]) -> Profile {
        let own = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        let resolutions = Resolutions::List(vec![100, 300]);
        Profile { colours: own(colours), formats: own(formats), formats_ext: own(ext), resolutions }
    }

    #[test]
    fn the_best_that_is_offered_is_chosen() {
        let input = Input {
            width: Some(2400),
            height: None,
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
    fn an_offer_of_no_use_is_none() {
        for profiles in [
            vec![],
            vec![profile(&["RGB48"], &["image/png"], &[])],
            vec![profile(&["Grayscale8"], &["application/octet-stream"], &[])],
        ] {
            assert_eq!(Settings::choose(&Input { width: None, height: None, profiles }, false), None);
        }
    }
}
