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
    pub resolutions: Resolutions,
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
        let found = Self {
            model: text("MakeAndModel"),
            serial: text("SerialNumber"),
            platen: input(&["Platen", "PlatenInputCaps"]),
            // The form is one sheet, printed on one side: a duplex feeder is used like any other.
            feeder: input(&["Adf", "AdfSimplexInputCaps"]).or_else(|| input(&["Adf", "AdfDuplexInputCaps"])),
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
        Self {
            width: element.number_at(&["MaxWidth"]),
            height: element.number_at(&["MaxHeight"]),
            profiles: profiles.collect(),
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
            resolutions: resolutions(element.child("SupportedResolutions")),
        }
    }
}

fn resolutions(element: Option<&Element>) -> Resolutions {
    let Some(element) = element else { return Resolutions::List(Vec::new()) };
    let range = |name: &str| element.number_at(&["ResolutionRange", "XResolutionRange", name]);
    if let (Some(min), Some(max)) = (range("Min"), range("Max")) {
        return Resolutions::Range { min, max, step: range("Step").unwrap_or(1).max(1) };
    }
    let discrete =
        element.child("DiscreteResolutions").map(|all| all.children.as_slice()).unwrap_or_default();
    // The two axes may differ; a page must not be distorted.
    let square = discrete.iter().filter_map(|one| {
        let (x, y) = (one.number_at(&["XResolution"])?, one.number_at(&["YResolution"])?);
        (x == y).then_some(x)
    });
    Resolutions::List(square.collect())
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
            platen.profiles[0].resolutions,
            Resolutions::List(vec![300]),
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
        assert_eq!(found.unwrap().platen.unwrap().profiles[0].resolutions, expected);
    }

    #[test]
    fn a_scanner_without_any_place_for_paper_is_none() {
        assert_eq!(parse("<Camera/>"), Err(NotXml));
        assert_eq!(Capabilities::parse(b"<html/>"), Err(NotXml));
    }
}
