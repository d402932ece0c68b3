//! What a scanner can do (`ScannerCapabilities`).

use super::xml::{Element, NotXml};
use crate::document_scanner::wanted::Resolutions;

/// What a scanner can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Capabilities {
    pub model: Option<String>,
    pub serial: Option<String>,
    pub platen: Option<Input>,
    pub feeder: Option<Input>,
}

/// What it can do with paper from one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Input {
    /// Width of the largest region, in 1/300 inch; none when it is not told.
    pub width: Option<u32>,
    /// Height of the largest region, in 1/300 inch; none when it is not told.
    pub height: Option<u32>,
    /// Sheets are fed at the right or in the middle, so that which part of the width a sheet takes depends on its own.
    pub off_left: bool,
    /// What scans may be meant for, such as `Document`; empty when it is not told.
    pub intents: Vec<String>,
    /// What goes together.
    pub profiles: Vec<Profile>,
}

/// Settings that go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    /// Such as `Grayscale8`.
    pub colours: Vec<String>,
    /// Media types.
    pub formats: Vec<String>,
    /// Media types of version 2.1 on, which are asked for in an element of their own.
    pub formats_ext: Vec<String>,
    /// The resolutions of these colours; of all colours where none are named.
    pub resolutions: Vec<(Vec<String>, Resolutions)>,
}

impl Capabilities {
    pub fn parse(document: &[u8]) -> Result<Self, NotXml> {
        let root = Element::parse(document)?;
        if root.name != "ScannerCapabilities" {
            return Err(NotXml);
        }
        let shared = root.child("SettingProfiles").map(|all| all.children.as_slice()).unwrap_or_default();
        let input = |path: &[&str]| root.at(path).map(|element| Input::of(element, shared));
        let text = |name: &str| root.text_at(&[name]).map(str::to_owned);
        // The form is one sheet, printed on one side: a duplex feeder is used like any other.
        let feeder = input(&["Adf", "AdfSimplexInputCaps"]).or_else(|| input(&["Adf", "AdfDuplexInputCaps"]));
        let justified = |at: &[&str]| root.text_at(&[at, &["Justification", "XImagePosition"]].concat());
        let off_left = matches!(justified(&["Adf"]).or_else(|| justified(&[])), Some("Right" | "Center"));
        let found = Self {
            model: text("MakeAndModel"),
            serial: text("SerialNumber"),
            platen: input(&["Platen", "PlatenInputCaps"]),
            feeder: feeder.map(|feeder| Input { off_left, ..feeder }),
        };
        if found.platen.is_none() && found.feeder.is_none() { Err(NotXml) } else { Ok(found) }
    }
}

impl Input {
    fn of(element: &Element, shared: &[Element]) -> Self {
        let own = element.child("SettingProfiles").map(|all| all.children.as_slice()).unwrap_or_default();
        let profiles = own.iter().map(|profile| {
            // A profile may only name one that stands at the root of the document.
            let named = shared.iter().find(|other| profile.label.is_some() && other.label == profile.label);
            Profile::of(named.filter(|_| profile.children.is_empty()).unwrap_or(profile))
        });
        let without = own.is_empty().then(|| Profile::without_profiles(element));
        Self {
            width: element.number_at(&["MaxWidth"]),
            height: element.number_at(&["MaxHeight"]),
            off_left: false,
            // The second name is not of the specification, but of scanners.
            intents: element
                .child("SupportedIntents")
                .map(|all| [all.texts("Intent"), all.texts("SupportedIntent")].concat())
                .unwrap_or_default(),
            profiles: profiles.chain(without).collect(),
        }
    }
}

impl Profile {
    fn of(element: &Element) -> Self {
        let list = |of: &str, name: &str| element.child(of).map(|all| all.texts(name)).unwrap_or_default();
        let mut colours = list("ColorModes", "ColorMode");
        if colours.is_empty() {
            colours = element.texts("ColorMode");
        }
        Self {
            colours,
            formats: list("DocumentFormats", "DocumentFormat"),
            formats_ext: list("DocumentFormats", "DocumentFormatExt"),
            resolutions: element
                .all("SupportedResolutions")
                .map(|supported| (supported.texts("ColorMode"), resolutions(supported)))
                .collect(),
        }
    }

    /// The one profile of an input as it was before profiles: resolutions stand in it, each with the colours it has.
    fn without_profiles(element: &Element) -> Self {
        let all =
            element.child("SupportedResolutions").map(|all| all.children.as_slice()).unwrap_or_default();
        let colours_of = |one: &Element| {
            one.child("ColorReferences").map(|all| all.texts("ColorReference")).unwrap_or_default()
        };
        let mut colours: Vec<String> = all.iter().flat_map(colours_of).collect();
        if colours.is_empty() {
            return Self::of(element);
        }
        colours.sort_unstable();
        colours.dedup();
        let resolutions = colours.iter().map(|colour| {
            let with = all.iter().filter(|one| colours_of(one).contains(colour));
            (vec![colour.clone()], Resolutions::List(with.filter_map(square).collect()))
        });
        let resolutions = resolutions.collect();
        Self { colours, resolutions, ..Self::of(element) }
    }

    /// The resolutions there are in these colours.
    pub fn resolutions_in(&self, colours: &str) -> Option<&Resolutions> {
        let of = |named: &[String]| named.iter().any(|one| one == colours);
        let own = self.resolutions.iter().find(|(named, _)| of(named));
        own.or_else(|| self.resolutions.iter().find(|(named, _)| named.is_empty())).map(|(_, all)| all)
    }
}

fn resolutions(element: &Element) -> Resolutions {
    let range = |name: &str| element.number_at(&["ResolutionRange", "XResolutionRange", name]);
    if let (Some(min), Some(max)) = (range("Min"), range("Max")) {
        return Resolutions::Range { min, max, step: range("Step").unwrap_or(1).max(1) };
    }
    let discrete =
        element.child("DiscreteResolutions").map(|all| all.children.as_slice()).unwrap_or_default();
    Resolutions::List(discrete.iter().filter_map(square).collect())
}

/// A resolution that is the same on both axes: they may differ, but a page must not be distorted.
fn square(resolution: &Element) -> Option<u32> {
    let (x, y) = (resolution.number_at(&["XResolution"])?, resolution.number_at(&["YResolution"])?);
    (x == y).then_some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<Capabilities, NotXml> {
        let document = format!(
            "<scan:ScannerCapabilities xmlns:scan='s' xmlns:pwg='p'><pwg:MakeAndModel>M &amp; N</pwg:MakeAndModel>\
             {body}</scan:ScannerCapabilities>"
        );
        Capabilities::parse(document.as_bytes())
    }

    const PROFILE: &str = "<ColorModes><ColorMode>Grayscale8</ColorMode></ColorModes><DocumentFormats>\
        <DocumentFormat>image/jpeg</DocumentFormat><DocumentFormatExt>image/png</DocumentFormatExt></DocumentFormats>\
        <SupportedResolutions><DiscreteResolutions><DiscreteResolution><XResolution>300</XResolution>\
        <YResolution>300</YResolution></DiscreteResolution><DiscreteResolution><XResolution>300</XResolution>\
        <YResolution>600</YResolution></DiscreteResolution></DiscreteResolutions></SupportedResolutions>";

    #[test]
    fn a_profile_is_read_where_it_stands_or_where_it_is_named() {
        let inline = parse(&format!(
            "<Platen><PlatenInputCaps><MaxWidth>2550</MaxWidth><SettingProfiles><SettingProfile>{PROFILE}\
             </SettingProfile></SettingProfiles></PlatenInputCaps></Platen>"
        ))
        .unwrap();
        assert_eq!(inline.model.as_deref(), Some("M&N"));
        let platen = inline.platen.unwrap();
        assert_eq!((platen.width, platen.height), (Some(2550), None));
        assert_eq!(platen.profiles[0].colours, ["Grayscale8"]);
        assert_eq!((platen.profiles[0].formats.len(), platen.profiles[0].formats_ext.len()), (1, 1));
        assert_eq!(
            platen.profiles[0].resolutions_in("Grayscale8"),
            Some(&Resolutions::List(vec![300])),
            "a distorted one is left out"
        );

        let named = parse(&format!(
            "<SettingProfiles><SettingProfile name='p0'/><SettingProfile name='p1'>{PROFILE}</SettingProfile>\
             </SettingProfiles><Adf><AdfSimplexInputCaps><SettingProfiles><SettingProfile ref='p1'/>\
             </SettingProfiles></AdfSimplexInputCaps></Adf>"
        ))
        .unwrap();
        assert_eq!(named.platen, None);
        assert_eq!(named.feeder.unwrap().profiles, platen.profiles);
    }

    #[test]
    fn a_range_of_resolutions_is_read() {
        let axis = |axis: &str| {
            format!("<{axis}><Min>75</Min><Max>600</Max><Normal>300</Normal><Step>5</Step></{axis}>")
        };
        let found = parse(&format!(
            "<Platen><PlatenInputCaps><SettingProfiles><SettingProfile><SupportedResolutions><ResolutionRange>{}{}\
             </ResolutionRange></SupportedResolutions></SettingProfile></SettingProfiles></PlatenInputCaps></Platen>",
            axis("XResolutionRange"),
            axis("YResolutionRange")
        ));
        let expected = Resolutions::Range { min: 75, max: 600, step: 5 };
        assert_eq!(found.unwrap().platen.unwrap().profiles[0].resolutions_in("RGB24"), Some(&expected));
    }

    #[test]
    fn resolutions_may_differ_by_colours() {
        let of = |colours: &str, dpi: u32| {
            format!(
                "<SupportedResolutions>{colours}<DiscreteResolutions><DiscreteResolution><XResolution>{dpi}\
                 </XResolution><YResolution>{dpi}</YResolution></DiscreteResolution></DiscreteResolutions>\
                 </SupportedResolutions>"
            )
        };
        let profile = |body: &str| {
            let found = parse(&format!(
                "<Platen><PlatenInputCaps><SettingProfiles><SettingProfile>{body}</SettingProfile></SettingProfiles>\
                 </PlatenInputCaps></Platen>"
            ));
            found.unwrap().platen.unwrap().profiles.remove(0)
        };
        let both = profile(
            &(of("<ColorMode>RGB24</ColorMode>", 200) + &of("<ColorMode>Grayscale8</ColorMode>", 600)),
        );
        let list = |dpi| Some(Resolutions::List(vec![dpi]));
        assert_eq!(both.resolutions_in("Grayscale8").cloned(), list(600));
        assert_eq!(both.resolutions_in("RGB24").cloned(), list(200));
        assert_eq!(both.resolutions_in("BlackAndWhite1"), None);
        assert_eq!(profile(&of("", 300)).resolutions_in("RGB24").cloned(), list(300));
    }

    #[test]
    fn resolutions_without_profiles_are_those_of_their_colours() {
        let resolution = |dpi: u32, colours: &[&str]| {
            let colours = colours.iter().map(|colour| format!("<ColorReference>{colour}</ColorReference>"));
            format!(
                "<Resolution><XResolution>{dpi}</XResolution><YResolution>{dpi}</YResolution><ColorReferences>{}\
                 </ColorReferences></Resolution>",
                colours.collect::<String>()
            )
        };
        let found = parse(&format!(
            "<Platen><PlatenInputCaps><MaxWidth>2550</MaxWidth><SupportedResolutions>{}{}{}</SupportedResolutions>\
             </PlatenInputCaps></Platen>",
            resolution(75, &["Grayscale8", "RGB24"]),
            resolution(300, &["Grayscale8", "RGB24"]),
            resolution(2400, &["RGB24"])
        ));
        let profile = found.unwrap().platen.unwrap().profiles.remove(0);
        assert_eq!(profile.colours, ["Grayscale8", "RGB24"]);
        let list = |list: &[u32]| Some(Resolutions::List(list.to_vec()));
        assert_eq!(profile.resolutions_in("Grayscale8").cloned(), list(&[75, 300]));
        assert_eq!(profile.resolutions_in("RGB24").cloned(), list(&[75, 300, 2400]));
        assert_eq!(profile.resolutions_in("BlackAndWhite1"), None);
    }

    #[test]
    fn a_feeder_that_is_not_at_the_left_is_known() {
        let input = "<SettingProfiles/>";
        for (position, off_left) in
            [("Left", false), ("Right", true), ("Center", true), ("", false), ("Nowhere", false)]
        {
            let justified =
                format!("<Justification><XImagePosition>{position}</XImagePosition></Justification>");
            let feeder = format!("<AdfSimplexInputCaps>{input}</AdfSimplexInputCaps>");
            let platen = format!("<Platen><PlatenInputCaps>{input}</PlatenInputCaps></Platen>");
            for body in [
                format!("{platen}<Adf>{feeder}{justified}</Adf>"),
                format!("{platen}<Adf>{feeder}</Adf>{justified}"),
            ] {
                let found = parse(&body).unwrap();
                assert_eq!(found.feeder.unwrap().off_left, off_left, "{body}");
                assert!(!found.platen.unwrap().off_left);
            }
        }
    }

    #[test]
    fn a_scanner_without_any_place_for_paper_is_none() {
        assert_eq!(parse("<Camera/>"), Err(NotXml));
        assert_eq!(Capabilities::parse(b"<html/>"), Err(NotXml));
    }
}
