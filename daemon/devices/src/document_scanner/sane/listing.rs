//! What a scanner can do, as `scanimage --all-options` prints it.
//!
//! A line of an option is indented by four blanks (`print_option` in SANE's `scanimage.c`): its name, what it takes,
//! its present value in brackets, and marks.
//!
//! ```text
//!     --mode Lineart|Gray|Color [Gray]
//!     --resolution 50..1200dpi (in steps of 1) [50]
//!     --source Document Table [Document Table] [read-only]
//!     --brightness -100..100% (in steps of 1) [inactive]
//!     --duplex[=(yes|no)] [no] [advanced]
//! ```

/// How deep the line of an option is indented; descriptions are indented deeper, groups less.
const INDENT: &str = "    ";
/// Units as they are printed (`print_unit`); none at first.
const UNITS: [&str; 7] = ["", "pel", "bit", "mm", "dpi", "%", "us"];
/// Behind the unit of an option that takes a table of numbers.
const TABLE: &str = ",...";

/// The options of a scanner, in the order in which they are listed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Listing(Vec<Offer>);

/// One option.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Offer {
    /// With its dashes: `--mode`, `-x`.
    pub name: String,
    pub takes: Takes,
    pub unit: Unit,
    /// The present value; none of an inactive one, of a button and of a table.
    pub now: Option<String>,
    pub access: Access,
}

/// Whether an option can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Now.
    Settable,
    /// Its value can be read alone, or is that of a button on the scanner (`[read-only]`, `[hardware]`).
    ReadOnly,
    /// Not while other options are as they are (`[inactive]`).
    Inactive,
}

/// What an option takes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Takes {
    /// One of these words or numbers, the unit taken off the last.
    Choice(Vec<String>),
    /// A number in a range; the step is 0 where none is told.
    Range { min: f64, max: f64, step: f64 },
    /// Yes or no.
    Switch,
    /// Text, a number without bounds, or nothing at all.
    Other,
}

/// The unit of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    None,
    Millimetres,
    /// Dots at the resolution of the scan.
    Dots,
    /// Dots per inch.
    Dpi,
    /// Per cent, bits, microseconds.
    Other,
}

impl Listing {
    /// Reads a listing. What is no option is passed over.
    pub fn parse(text: &str) -> Self {
        Self(text.lines().filter_map(|line| Offer::parse(line.strip_prefix(INDENT)?)).collect())
    }

    /// True when the same can be set as in another listing. What cannot be set changes by itself, such as whether a
    /// button is pressed.
    pub fn is_as(&self, other: &Self) -> bool {
        let same = |(one, other): (&Offer, &Offer)| {
            let settable = one.access == Access::Settable;
            let what = |offer: &Offer| (offer.name.clone(), offer.takes.clone(), offer.unit, offer.access);
            what(one) == what(other) && (!settable || one.now == other.now)
        };
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(same)
    }

    /// The option of this name, whether or not it can be set.
    pub fn get(&self, name: &str) -> Option<&Offer> {
        self.0.iter().find(|offer| offer.name == name)
    }

    /// The option of this name, where it can be set now.
    pub fn settable(&self, name: &str) -> Option<&Offer> {
        self.get(name).filter(|offer| offer.access == Access::Settable)
    }
}

impl Offer {
    fn parse(line: &str) -> Option<Self> {
        let line = line.trim_end();
        if !line.starts_with('-') {
            return None;
        }
        let (name, rest) = line.split_at(line.find([' ', '[']).unwrap_or(line.len()));
        let (rest, access) = without_marks(rest);
        let (values, now) = match access {
            Access::Inactive => (rest, None),
            _ => split_present(rest),
        };
        let (takes, unit) = takes(values.trim());
        Some(Self { name: name.to_owned(), takes, unit, now: now.map(str::to_owned), access })
    }

    /// The choices; none where there is nothing to choose.
    pub fn choices(&self) -> &[String] {
        match &self.takes {
            Takes::Choice(choices) => choices,
            _ => &[],
        }
    }

    /// True when this is the present value.
    pub fn is(&self, value: &str) -> bool {
        self.now.as_deref() == Some(value)
    }
}

/// Takes the marks off the end of a line.
fn without_marks(line: &str) -> (&str, Access) {
    let mut rest = line;
    let mut access = Access::Settable;
    loop {
        rest = rest.trim_end();
        let marks = [
            (" [advanced]", access),
            (" [inactive]", Access::Inactive),
            (" [read-only]", Access::ReadOnly),
            (" [hardware]", Access::ReadOnly),
        ];
        let found = marks.into_iter().find_map(|(mark, means)| Some((rest.strip_suffix(mark)?, means)));
        let Some(taken) = found else { return (rest, access) };
        (rest, access) = taken;
    }
}

/// Splits the present value off: `24bit Color[Fast]|True Gray [24bit Color[Fast]]`. Values may hold brackets: the
/// present one is one of the choices; where it is none of them, it is what the last bracket opens.
fn split_present(text: &str) -> (&str, Option<&str>) {
    let Some(closed) = text.strip_suffix(']') else { return (text, None) };
    let at = |(position, open): (usize, &str)| (&text[..position], &closed[position + open.len()..]);
    let is_choice = |(values, now): &(&str, &str)| values.split('|').any(|value| value.trim() == *now);
    let possible = closed.match_indices(" [").map(at);
    let present = possible.clone().find(is_choice).or_else(|| possible.last());
    present.map_or((text, None), |(values, now)| (values, Some(now)))
}

fn takes(values: &str) -> (Takes, Unit) {
    if values.starts_with("[=(") {
        return (Takes::Switch, Unit::None);
    }
    if values.is_empty() || values.starts_with('<') {
        return (Takes::Other, Unit::None);
    }
    range(values).unwrap_or_else(|| choice(values))
}

/// `50..1200dpi (in steps of 1)`; a value that the scanner may find by itself is told before it: `auto|50..1200dpi`.
fn range(values: &str) -> Option<(Takes, Unit)> {
    let values = values.strip_prefix("auto").map_or(values, |rest| rest.trim_start_matches('|'));
    let (min, rest) = values.split_once("..")?;
    let (max, rest) = number(rest)?;
    let (unit, step) = rest.split_once(" (in steps of ").unwrap_or((rest, ""));
    let step = number(step).map_or(0.0, |(step, _)| step.abs());
    Some((Takes::Range { min: number(min).filter(|(_, rest)| rest.is_empty())?.0, max, step }, unit_of(unit)))
}

fn choice(values: &str) -> (Takes, Unit) {
    // What is not UTF-8 was read as something else, and cannot be given back.
    let can_be_set = |value: &&str| !value.is_empty() && !value.contains(char::REPLACEMENT_CHARACTER);
    let mut choices: Vec<String> =
        values.split('|').map(str::trim).filter(can_be_set).map(str::to_owned).collect();
    let mut unit = Unit::None;
    if let Some((last, others)) = choices.split_last_mut() {
        let is_number =
            |choice: &String| choice == "auto" || number(choice).is_some_and(|(_, rest)| rest.is_empty());
        // The unit stands behind the last of a list of numbers; `24bit Color` is none.
        if let Some((_, rest)) = number(last)
            && others.iter().all(is_number)
            && UNITS.contains(&rest.trim_end_matches(TABLE))
        {
            unit = unit_of(rest);
            last.truncate(last.len() - rest.len());
        }
    }
    (Takes::Choice(choices), unit)
}

fn unit_of(text: &str) -> Unit {
    match text.trim().trim_end_matches(TABLE) {
        "" => Unit::None,
        "mm" => Unit::Millimetres,
        "pel" => Unit::Dots,
        "dpi" => Unit::Dpi,
        _ => Unit::Other,
    }
}

/// The number a text begins with, such as `215.872` or `1.52588e-05`, and what follows.
pub(super) fn number(text: &str) -> Option<(f64, &str)> {
    let text = text.trim_start();
    let is_digit = |c: char| c.is_ascii_digit();
    let end = text.find(|c: char| !(is_digit(c) || matches!(c, '.' | '-' | '+'))).unwrap_or(text.len());
    let (_, rest) = text.split_at(end);
    let power = rest.strip_prefix('e').map(|power| power.trim_start_matches(['-', '+']));
    let end = match power.filter(|power| power.starts_with(is_digit)) {
        Some(power) => text.len() - power.trim_start_matches(is_digit).len(),
        None => end,
    };
    let (digits, rest) = text.split_at(end);
    digits.parse().ok().filter(|number: &f64| number.is_finite()).map(|number| (number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_virtual::peers;
    use proptest::prelude::*;

    fn one(line: &str) -> Offer {
        Offer::parse(line).unwrap()
    }

    fn choice(choices: &[&str]) -> Takes {
        Takes::Choice(choices.iter().map(|text| (*text).to_owned()).collect())
    }

    #[test]
    fn an_option_is_read_as_what_it_is() {
        let range = |min, max, step| Takes::Range { min, max, step };
        for (line, takes, unit, now, access) in [
            (
                "--mode Lineart|Gray [Gray]",
                choice(&["Lineart", "Gray"]),
                Unit::None,
                Some("Gray"),
                Access::Settable,
            ),
            (
                "--mode Gray[Error Diffusion]|24bit Color[Fast] [24bit Color[Fast]]",
                choice(&["Gray[Error Diffusion]", "24bit Color[Fast]"]),
                Unit::None,
                Some("24bit Color[Fast]"),
                Access::Settable,
            ),
            (
                "--mode A [x]|B [A [x]] [advanced]",
                choice(&["A [x]", "B"]),
                Unit::None,
                Some("A [x]"),
                Access::Settable,
            ),
            ("--resolution 75|300dpi [75]", choice(&["75", "300"]), Unit::Dpi, Some("75"), Access::Settable),
            (
                "--resolution 75|300dpi,... [75]",
                choice(&["75", "300"]),
                Unit::Dpi,
                Some("75"),
                Access::Settable,
            ),
            (
                "--resolution auto|75|300dpi [75]",
                choice(&["auto", "75", "300"]),
                Unit::Dpi,
                Some("75"),
                Access::Settable,
            ),
            (
                "--resolution auto|50..600dpi [75]",
                range(50.0, 600.0, 0.0),
                Unit::Dpi,
                Some("75"),
                Access::Settable,
            ),
            (
                "-x 0..215.872mm (in steps of 0.0211639) [215.872]",
                range(0.0, 215.872, 0.0211639),
                Unit::Millimetres,
                Some("215.872"),
                Access::Settable,
            ),
            ("-y 0..3507pel [10]", range(0.0, 3507.0, 0.0), Unit::Dots, Some("10"), Access::Settable),
            (
                "-y 0..0.00457764pel (in steps of 1.52588e-05) [1e-05]",
                range(0.0, 0.00457764, 1.52588e-05),
                Unit::Dots,
                Some("1e-05"),
                Access::Settable,
            ),
            (
                "--resolution auto||75|300dpi [75]",
                choice(&["auto", "75", "300"]),
                Unit::Dpi,
                Some("75"),
                Access::Settable,
            ),
            ("--resolution 0..1e+06 [75]", range(0.0, 1e6, 0.0), Unit::None, Some("75"), Access::Settable),
            (
                "--mode Graut\u{fffd}ne|Farbe [Farbe]",
                choice(&["Farbe"]),
                Unit::None,
                Some("Farbe"),
                Access::Settable,
            ),
            (
                "--red-gamma-table 0..255,... [inactive]",
                range(0.0, 255.0, 0.0),
                Unit::None,
                None,
                Access::Inactive,
            ),
            ("--cct-profile -2..2,...", range(-2.0, 2.0, 0.0), Unit::None, None, Access::Settable),
            ("--eject [inactive]", Takes::Other, Unit::None, None, Access::Inactive),
            (
                "--source Document Table [Document Table] [read-only]",
                choice(&["Document Table"]),
                Unit::None,
                Some("Document Table"),
                Access::ReadOnly,
            ),
            (
                "--source Normal|Negative [inactive]",
                choice(&["Normal", "Negative"]),
                Unit::None,
                None,
                Access::Inactive,
            ),
            (
                "--brightness -100..100% (in steps of 1) [inactive] [advanced]",
                range(-100.0, 100.0, 1.0),
                Unit::Other,
                None,
                Access::Inactive,
            ),
            ("--scan[=(yes|no)] [no] [hardware]", Takes::Switch, Unit::None, Some("no"), Access::ReadOnly),
            (
                "--duplex[=(auto|yes|no)] [yes] [advanced]",
                Takes::Switch,
                Unit::None,
                Some("yes"),
                Access::Settable,
            ),
            ("--name <string> [a [b]", Takes::Other, Unit::None, Some("b"), Access::Settable),
            (
                "--mode 24bit Color|48bit Color [24bit Color]",
                choice(&["24bit Color", "48bit Color"]),
                Unit::None,
                Some("24bit Color"),
                Access::Settable,
            ),
            ("--calibrate", Takes::Other, Unit::None, None, Access::Settable),
        ] {
            let name = line.split([' ', '[']).next().unwrap().to_owned();
            assert_eq!(one(line), Offer { name, takes, unit, now: now.map(str::to_owned), access }, "{line}");
        }
    }

    #[test]
    fn groups_and_descriptions_are_no_options() {
        let text = "All options specific to device `x':\n  Geometry:\n    -x 0..210mm [210]\n        -y: the height.\n\
                    \u{20}   --mode Gray [Gray]\n";
        let listing = Listing::parse(text);
        assert!(listing.settable("-x").is_some() && listing.get("--mode").is_some());
        assert_eq!(listing.get("-y"), None);
        assert_eq!(Listing::parse("nothing of use"), Listing::default());
    }

    #[test]
    fn a_button_that_is_pressed_changes_nothing() {
        let listing = |text: &str| Listing::parse(text);
        let before = listing("    --mode Gray|Color [Gray]\n    --scan[=(yes|no)] [no] [hardware]\n");
        assert!(
            before.is_as(&listing("    --mode Gray|Color [Gray]\n    --scan[=(yes|no)] [yes] [hardware]\n"))
        );
        assert!(
            !before.is_as(&listing("    --mode Gray|Color [Color]\n    --scan[=(yes|no)] [no] [hardware]\n"))
        );
        assert!(!before.is_as(&listing("    --mode Gray|Color [Gray]\n")));
    }

    /// A program nobody here wrote lists the options of every kind that SANE's own virtual scanner has.
    #[test]
    fn the_options_of_the_test_backend_are_what_they_say() {
        let arguments = ["--device-name=test", "--enable-test-options=yes", "--all-options"];
        let listed = std::process::Command::new("scanimage").args(arguments).env("LC_ALL", "C").output();
        let Ok(listed) = listed else {
            return peers::go_without("the listing of scanimage", "the package sane-utils").unwrap();
        };
        let listing = Listing::parse(&String::from_utf8_lossy(&listed.stdout));
        for (name, access) in [
            ("--bool-soft-select-soft-detect", Access::Settable),
            ("--bool-hard-select-soft-detect", Access::ReadOnly),
            ("--bool-hard-select", Access::ReadOnly),
            ("--bool-soft-detect", Access::ReadOnly),
            ("--int", Access::Settable),
            ("--three-pass", Access::Inactive),
        ] {
            assert_eq!(listing.get(name).map(|offer| offer.access), Some(access), "{name}");
        }
        let whole = listing.get("--int-constraint-range").unwrap();
        let expected = Takes::Range { min: 4.0, max: 192.0, step: 2.0 };
        assert_eq!((&whole.takes, whole.unit, whole.now.as_deref()), (&expected, Unit::Dots, Some("26")));
        let list = listing.get("--fixed-constraint-word-list").unwrap();
        assert_eq!(list.takes, choice(&["-32.7", "12.1", "42", "129.5"]));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn any_text_gives_a_listing(text in "(    --?(mode|x|source)[ -~é]{0,60}\n){0,4}", any in any::<String>()) {
            let _ = (Listing::parse(&text), Listing::parse(&any));
        }

        #[test]
        fn the_present_value_is_found_among_choices(
            choices in prop::collection::vec("[A-Za-z0-9&\\[\\]][A-Za-z0-9 &\\[\\]]{0,10}[A-Za-z0-9]", 1..5),
            pick in any::<prop::sample::Index>(),
            mark in prop::sample::select(vec!["", " [read-only]", " [advanced]"]),
        ) {
            let now = pick.get(&choices);
            let offer = one(&format!("--mode {} [{now}]{mark}", choices.join("|")));
            prop_assert!(choices.iter().any(|choice| offer.is(choice)), "{offer:?}");
        }
    }
}
