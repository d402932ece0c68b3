//! What is set for a page, and in which order.
//!
//! Options of SANE depend on each other: which modes and resolutions there are depends on the source, and how large a
//! page may be depends on the size of the sheet that is fed. So the order is: where the paper lies, one side of it,
//! the mode, the resolution, the size of the sheet, and last what of it is scanned. An option that cannot be set is
//! never set, whatever its value is.

use super::listing::{Access, Listing, Offer, Takes, Unit, number};
use super::words::{self, Place};
use crate::document_scanner::wanted::{DPI, Resolutions};

/// An A4 sheet (ISO 216), in millimetres.
const A4: (f64, f64) = (210.0, 297.0);
const MM_PER_INCH: f64 = 25.4;
/// Bits for each dot of grey.
const DEPTH: &str = "8";
/// Names of the choice of a size of paper.
const PAPERS: [&str; 6] =
    ["--scan-area", "--paper-size", "--papersize", "--page-size", "--page-format", "--quick-format"];
/// What is to be off: the back of a sheet, and pictures that are only good for a look.
const OFF: [&str; 2] = ["--duplex", "--preview"];
/// So far from the corner of the glass, in millimetres or dots, a scan may begin without being told otherwise.
const AT_CORNER: f64 = 0.5;

/// Whether paper can be taken from a place, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Paper {
    /// It cannot.
    Nowhere,
    /// It is taken from there without being asked.
    AsIs,
    /// This source is set.
    Source(String),
}

impl Paper {
    /// What the options say of a place. A scanner that says nothing has a glass.
    pub fn of(listing: &Listing, place: Place) -> Self {
        let lies = |here: Option<Place>| {
            if here.unwrap_or(Place::Glass) == place { Self::AsIs } else { Self::Nowhere }
        };
        let Some(source) = listing.get("--source") else { return lies(None) };
        let choices = source.choices();
        match source.access {
            Access::Inactive => lies(None),
            Access::ReadOnly => lies(source.now.as_deref().and_then(words::place)),
            Access::Settable => match words::source(choices, source.now.as_deref(), place) {
                // The only one there is need not be set, and some backends fail when it is.
                Some(only) if choices.len() == 1 && source.is(only) => Self::AsIs,
                Some(chosen) => Self::Source(chosen.clone()),
                None if choices.iter().all(|choice| words::place(choice).is_none()) => lies(None),
                None => Self::Nowhere,
            },
        }
    }
}

/// Names and values of options, in the order in which they are set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Plan {
    source: Option<String>,
    /// Everything between source and size.
    settings: Vec<(&'static str, String)>,
    /// What is scanned: where it begins, width and height.
    size: Vec<(&'static str, String)>,
}

impl Plan {
    /// The plan for a page from a place.
    pub fn of(listing: &Listing, place: Place) -> Self {
        Self::after(listing, place, &Self::default())
    }

    /// The plan by a listing that was made with an earlier plan set: what is as it should be because of that has to be
    /// set again.
    pub fn after(listing: &Listing, place: Place, set: &Self) -> Self {
        let source = match Paper::of(listing, place) {
            Paper::Source(source) => Some(source),
            Paper::Nowhere | Paper::AsIs => None,
        };
        let mut plan = Self { source, ..Self::default() };
        plan.one_side(listing, set);
        plan.mode(listing, set);
        let dpi = plan.resolution(listing);
        plan.sheet(listing, dpi);
        for (from, name, sheet, wanted) in
            [("-l", "-x", "--page-width", A4.0), ("-t", "-y", "--page-height", A4.1)]
        {
            let corner = listing.settable(from).and_then(Corner::of);
            plan.size.extend(corner.as_ref().map(|corner| (from, shown(corner.at))));
            let fed = plan.settings.iter().any(|(name, _)| *name == sheet);
            let fed = listing.settable(sheet).filter(|_| fed);
            let moved = corner.map_or(0.0, |corner| corner.moved);
            let side = listing.settable(name).and_then(|offer| side(offer, wanted, dpi, fed, moved));
            plan.size.extend(side.map(|side| (name, side)));
        }
        plan
    }

    /// The arguments for the source alone.
    pub fn source(&self) -> Vec<String> {
        self.source.iter().map(|source| format!("--source={source}")).collect()
    }

    /// The arguments for everything that other options depend on.
    pub fn settings(&self) -> Vec<String> {
        let settings = self.settings.iter().map(|(name, value)| format!("{name}={value}"));
        self.source().into_iter().chain(settings).collect()
    }

    /// All arguments.
    pub fn arguments(&self) -> Vec<String> {
        let size = self.size.iter().flat_map(|(name, value)| [(*name).to_owned(), value.clone()]);
        self.settings().into_iter().chain(size).collect()
    }

    fn sets(&self, wanted: &str) -> bool {
        self.settings.iter().any(|(name, _)| *name == wanted)
    }

    /// One side of the sheet, and all of it.
    fn one_side(&mut self, listing: &Listing, set: &Self) {
        for name in OFF {
            let switch = listing.settable(name).filter(|switch| switch.takes == Takes::Switch);
            if switch.is_some_and(|switch| switch.is("yes") || set.sets(name)) {
                self.settings.push((name, "no".to_owned()));
            }
        }
        let both = |value: &String| words::is_of_both_sides(value);
        let mode = listing.settable("--adf-mode");
        if let Some(mode) = mode.filter(|mode| mode.now.as_ref().is_some_and(both) || set.sets("--adf-mode"))
        {
            let one = mode.choices().iter().find(|value| !both(value));
            self.settings.extend(one.map(|one| ("--adf-mode", one.clone())));
        }
    }

    fn mode(&mut self, listing: &Listing, set: &Self) {
        let chosen = listing.settable("--mode").and_then(|mode| words::mode(mode.choices()));
        self.settings.extend(chosen.map(|mode| ("--mode", mode.clone())));
        let depth = listing.settable("--depth").filter(|depth| !depth.is(DEPTH) || set.sets("--depth"));
        let enough = |depth: &Offer| match &depth.takes {
            Takes::Choice(choices) => choices.iter().any(|bits| bits == DEPTH),
            Takes::Range { min, max, .. } => {
                number(DEPTH).is_some_and(|(bits, _)| *min <= bits && bits <= *max)
            }
            Takes::Switch | Takes::Other => false,
        };
        if depth.is_some_and(enough) {
            self.settings.push(("--depth", DEPTH.to_owned()));
        }
    }

    /// Plans the resolution, the same on both axes; gives the dots per inch that the page will have.
    fn resolution(&mut self, listing: &Listing) -> f64 {
        let offered = |name| listing.settable(name).and_then(resolutions);
        let (x, y) = (offered("--resolution").map(|all| ("--resolution", all)), offered("--y-resolution"));
        let x = x.or_else(|| offered("--x-resolution").map(|all| ("--x-resolution", all)));
        let best = match (&x, &y) {
            (Some((_, x)), Some(y)) => x.best_with(y),
            (Some((_, x)), None) => x.best(),
            (None, _) => None,
        };
        let Some((best, (name, _))) = best.zip(x) else {
            // As it is.
            let now = listing.get("--resolution").and_then(|offer| number(offer.now.as_deref()?));
            return now.map_or(f64::from(DPI), |(dpi, _)| dpi);
        };
        // Where words are offered, such as `300x300`, a number is none of them.
        let spelled = |name: &str| {
            let offered = listing.settable(name).and_then(|offer| {
                let is_best = |choice: &&String| square(choice) == Some(f64::from(best));
                offer.choices().iter().find(is_best).cloned()
            });
            offered.unwrap_or_else(|| best.to_string())
        };
        self.settings.push((name, spelled(name)));
        self.settings.extend(y.map(|_| ("--y-resolution", spelled("--y-resolution"))));
        f64::from(best)
    }

    /// Plans the size of the sheet, where the scanner wants to know it.
    fn sheet(&mut self, listing: &Listing, dpi: f64) {
        for (name, wanted) in [("--page-width", A4.0), ("--page-height", A4.1)] {
            let side = listing.settable(name).and_then(|offer| side(offer, wanted, dpi, None, 0.0));
            self.settings.extend(side.map(|side| (name, side)));
        }
        // A size by name, where it cannot be told in numbers.
        if listing.settable("-x").is_none() || listing.settable("-y").is_none() {
            let named = PAPERS.into_iter().find_map(|name| {
                let sizes = listing.settable(name)?.choices();
                Some((name, sizes.iter().find(|size| words::is_a4(size))?.clone()))
            });
            self.settings.extend(named);
        }
    }
}

fn resolutions(offer: &Offer) -> Option<Resolutions> {
    // Dots per inch are far from the limits of this type; what is not is cut off at them.
    let whole = |number: f64| number.max(0.0) as u32;
    match &offer.takes {
        Takes::Range { min, max, step } => Some(Resolutions::Range {
            min: whole(min.ceil()),
            max: whole(*max),
            step: whole(step.round()).max(1),
        }),
        Takes::Choice(choices) => {
            let list: Vec<u32> = choices.iter().filter_map(|choice| square(choice)).map(whole).collect();
            (!list.is_empty()).then_some(Resolutions::List(list))
        }
        Takes::Switch | Takes::Other => None,
    }
}

/// The dots per inch of a choice; none where the two axes differ: `300x600`.
fn square(choice: &str) -> Option<f64> {
    let (dpi, rest) = number(choice)?;
    let other = rest.trim_start().strip_prefix(['x', 'X']).and_then(number);
    other.is_none_or(|(other, _)| other == dpi).then_some(dpi)
}

/// Where a scan is to begin that would begin further in.
struct Corner {
    at: f64,
    /// How much more room there is from there on than was listed.
    moved: f64,
}

impl Corner {
    fn of(offer: &Offer) -> Option<Self> {
        let Takes::Range { min, max, .. } = offer.takes else { return None };
        let (now, _) = number(offer.now.as_deref()?)?;
        let at = min.max(0.0);
        let moved = now - at;
        (at <= max && moved > AT_CORNER).then_some(Self { at, moved })
    }
}

/// One side of what is scanned, or of the sheet: that of an A4 sheet, or as much of it as the scanner takes. `fed` is
/// the same side of the sheet, where that was planned: it bounds what is scanned, whatever was listed before.
fn side(offer: &Offer, wanted: f64, dpi: f64, fed: Option<&Offer>, moved: f64) -> Option<String> {
    let wanted = match offer.unit {
        Unit::Millimetres => wanted,
        Unit::Dots => (wanted / MM_PER_INCH * dpi).round(),
        Unit::None | Unit::Dpi | Unit::Other => return None,
    };
    match fed.filter(|fed| fed.unit == offer.unit) {
        Some(fed) => within(fed, wanted, 0.0),
        None => within(offer, wanted, moved),
    }
    .map(shown)
}

/// A number in the range of an option, which reaches so much further, as near to this one as can be; none where there
/// is no room at all.
fn within(offer: &Offer, wanted: f64, further: f64) -> Option<f64> {
    match offer.takes {
        Takes::Range { min, max, .. } if max + further > 0.0 && min <= max + further => {
            Some(wanted.clamp(min, max + further))
        }
        _ => None,
    }
}

fn shown(number: f64) -> String {
    number.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plan(text: &str, place: Place) -> Vec<String> {
        Plan::of(&Listing::parse(text), place).arguments()
    }

    fn from(text: &str) -> (Paper, Paper) {
        let listing = Listing::parse(text);
        (Paper::of(&listing, Place::Glass), Paper::of(&listing, Place::Feeder))
    }

    const UTSUSHI: &str = include_str!("../../../tests/listings/utsushi.txt");
    const BROTHER: &str = include_str!("../../../tests/listings/brother4.txt");
    const FUJITSU: &str = include_str!("../../../tests/listings/fujitsu.txt");

    #[test]
    fn what_can_be_read_alone_is_not_set() {
        assert_eq!(from(UTSUSHI), (Paper::AsIs, Paper::Nowhere));
        let wanted = ["--mode=Grayscale", "--resolution=300", "-x", "210", "-y", "297"];
        assert_eq!(plan(UTSUSHI, Place::Glass), wanted);
        let fed = "    --source ADF [ADF] [read-only]\n";
        assert_eq!(from(fed), (Paper::Nowhere, Paper::AsIs));
        let inactive =
            "    --source Normal|Transparency|Negative [inactive]\n    --mode Gray [Gray] [hardware]\n";
        assert_eq!((from(inactive).0, plan(inactive, Place::Glass)), (Paper::AsIs, Vec::new()));
    }

    #[test]
    fn shades_of_grey_and_not_dots() {
        let feeder = plan(BROTHER, Place::Feeder);
        assert_eq!(feeder[..2], ["--source=Automatic Document Feeder(left aligned)", "--mode=True Gray"]);
        assert_eq!(
            plan(BROTHER, Place::Glass)[..3],
            ["--source=FlatBed", "--mode=True Gray", "--resolution=300"]
        );
    }

    #[test]
    fn the_sheet_is_told_before_what_of_it_is_scanned() {
        let wanted = [
            "--source=ADF Front",
            "--mode=Gray",
            "--resolution=300",
            "--page-width=210",
            "--page-height=297",
            "-x",
            "210",
            "-y",
            "297",
        ];
        assert_eq!(plan(FUJITSU, Place::Feeder), wanted);
        assert_eq!(from(FUJITSU).0, Paper::Nowhere, "it has no glass");
        // A sheet that is smaller than A4 bounds both.
        let small = FUJITSU.replace("0..879.489mm", "0..250mm");
        assert_eq!(plan(&small, Place::Feeder)[4..], ["--page-height=250", "-x", "210", "-y", "250"]);
    }

    #[test]
    fn other_kinds_of_options() {
        for (text, wanted) in [
            ("    --source Flatbed [Flatbed] [advanced]\n", &[][..]),
            (
                "    --x-resolution 50|300|600dpi [50]\n    --y-resolution 50|200|600dpi [50]\n",
                &["--x-resolution=600", "--y-resolution=600"],
            ),
            ("    --resolution 75|300|600dpi,... [75]\n", &["--resolution=300"]),
            (
                "    --resolution 300dpi [300] [read-only]\n    -x 0..2550pel [1]\n    -y 0..3000pel [1]\n",
                &["-x", "2480", "-y", "3000"],
            ),
            ("    --depth 1|8|16 [16]\n", &["--depth=8"]),
            ("    --depth 8|16 [8]\n", &[]),
            (
                "    --duplex[=(yes|no)] [yes]\n    --adf-mode Simplex|Duplex [Duplex]\n",
                &["--duplex=no", "--adf-mode=Simplex"],
            ),
            ("    --duplex[=(yes|no)] [no]\n", &[]),
            (
                "    --scan-area Letter/Portrait|ISO/A4/Landscape|ISO/A4/Portrait [Letter/Portrait]\n\
                 \u{20}   -x 0..216mm [inactive]\n",
                &["--scan-area=ISO/A4/Portrait"],
            ),
            ("    -x 0..200mm (in steps of 1) [80]\n", &["-x", "200"]),
            // It would begin elsewhere: nearer to the corner there is more room.
            (
                "    -l 0..215mm [20]\n    -t 0..297mm [0.2]\n    -x 0..195mm [195]\n    -y 0..296.8mm [200]\n",
                &["-l", "0", "-x", "210", "-y", "296.8"],
            ),
            ("    -l 2..215mm [10] [read-only]\n    -t 2..297mm [10]\n", &["-t", "2"]),
            ("    -l -108..108mm [-108]\n    -x 0..216mm [216]\n", &["-x", "210"]),
            ("    --preview[=(yes|no)] [yes]\n", &["--preview=no"]),
            ("    --depth 1..16bit [16]\n", &["--depth=8"]),
            ("    --depth 8|14bit [14]\n", &["--depth=8"]),
            ("    --resolution 100x100|300x300|300x600 [100x100]\n", &["--resolution=300x300"]),
            ("    --resolution 75 dpi|150 dpi|300 dpi [75 dpi]\n", &["--resolution=300 dpi"]),
            (
                "    --resolution auto||75|300dpi [75]\n    --mode auto|Color [Color]\n",
                &["--mode=Color", "--resolution=300"],
            ),
            ("    --resolution High|Low [Low]\n    -x 0..5000pel [1]\n", &["-x", "2480"]),
            // The size of the sheet in dots; and a backend that tells whole dots as fractions.
            (
                "    --resolution 300dpi [300]\n    --page-height 0..4200pel [3300]\n    -y 0..3300pel [3300]\n",
                &["--resolution=300", "--page-height=3508", "-y", "3508"],
            ),
            ("    -y 0..0.0535278pel (in steps of 1.52588e-05) [0.0535278]\n", &["-y", "0.0535278"]),
            ("    --quick-format Maximum|A4|A5 Landscape [Maximum]\n", &["--quick-format=A4"]),
            ("    -x 0..-1mm [0]\n    -y <float> [3]\n", &[]),
        ] {
            assert_eq!(plan(text, Place::Glass), wanted, "{text}");
        }
    }

    #[test]
    fn what_holds_because_it_was_set_is_set_again() {
        let before =
            "    --duplex[=(yes|no)] [yes]\n    --adf-mode Simplex|Duplex [Duplex]\n    --depth 8|16 [16]\n";
        let after =
            "    --duplex[=(yes|no)] [no]\n    --adf-mode Simplex|Duplex [Simplex]\n    --depth 8|16 [8]\n";
        let first = Plan::of(&Listing::parse(before), Place::Feeder);
        assert_eq!(first.settings(), ["--duplex=no", "--adf-mode=Simplex", "--depth=8"]);
        assert_eq!(Plan::after(&Listing::parse(after), Place::Feeder, &first), first);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn what_is_not_settable_never_becomes_an_argument(
            lines in prop::collection::vec((
                prop::sample::select(vec![
                    "--source ADF|Flatbed [ADF]", "--mode Gray|Color [Color]", "--resolution 50..600dpi [50]",
                    "--depth 8|16 [16]", "--page-height 0..800mm [279]", "-x 0..215mm [1]", "-y 0..300mm [1]",
                    "--duplex[=(yes|no)] [yes]", "--scan-area A4|Max [Max]", "--y-resolution 50..600dpi [50]",
                    "-l 0..215mm [20]", "-t 5..300mm [20]", "--preview[=(yes|no)] [yes]",
                ]),
                prop::sample::select(vec![
                    "", " [advanced]", " [read-only]", " [hardware]", " [read-only] [advanced]", " [inactive]",
                ]),
            ), 0..10),
        ) {
            let text: String = lines.iter().map(|(line, mark)| format!("    {line}{mark}\n")).collect();
            let listing = Listing::parse(&text);
            for place in [Place::Glass, Place::Feeder] {
                for argument in Plan::of(&listing, place).arguments().iter().filter(|one| one.starts_with('-')) {
                    let name = argument.split('=').next().unwrap();
                    prop_assert!(listing.settable(name).is_some(), "{argument} of {text}");
                }
            }
        }
    }
}
