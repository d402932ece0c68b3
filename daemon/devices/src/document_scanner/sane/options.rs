//! What a scanner can do, as `scanimage --all-options` prints it.
//!
//! A line of an option is indented by four blanks: `--mode Lineart|Gray|Color [Gray]`,
//! `--resolution 75|150|300dpi [75]`, `--resolution 50..1200dpi (in steps of 1) [50]`, `-x 0..216.069mm [216.069]`.
//! Options that cannot be set now end with `[inactive]`.

use crate::document_scanner::wanted::Resolutions;

/// An A4 sheet (ISO 216), in millimetres.
const A4: (f32, f32) = (210.0, 297.0);

/// What a scanner can do.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Options {
    mode: Option<String>,
    resolution: Option<u32>,
    glass: Option<String>,
    feeder: Option<String>,
    width: Option<f32>,
    height: Option<f32>,
}

impl Options {
    pub fn parse(text: &str) -> Self {
        let mut found = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.ends_with("[inactive]")) {
            let Some((name, values)) = line.split_once(' ') else { continue };
            match name {
                "--mode" => found.mode = mode(&choices(values)),
                "--resolution" | "--x-resolution" => {
                    found.resolution =
                        resolutions(values).and_then(|offered| offered.best()).or(found.resolution);
                }
                "--source" => (found.glass, found.feeder) = sources(&choices(values)),
                "-x" => found.width = longest(values),
                "-y" => found.height = longest(values),
                _ => {}
            }
        }
        found
    }

    /// Whether there is a feeder besides a glass.
    pub fn has_both(&self) -> bool {
        self.feeder.is_some() && self.glass.is_some()
    }

    /// Whether there is a feeder.
    pub fn has_feeder(&self) -> bool {
        self.feeder.is_some()
    }

    /// The arguments for a page from the feeder or the glass. A scanner that offers no choice of a setting gets none.
    pub fn arguments(&self, feeder: bool) -> Vec<String> {
        let mut arguments = Vec::new();
        let mut add = |name: &str, value: Option<String>| {
            arguments.extend(value.map(|value| format!("{name}={value}")));
        };
        // The source first: for some backends the others depend on it.
        add("--source", if feeder { self.feeder.clone() } else { self.glass.clone() });
        add("--mode", self.mode.clone());
        add("--resolution", self.resolution.map(|dpi| dpi.to_string()));
        for (name, side, wanted) in [("-x", self.width, A4.0), ("-y", self.height, A4.1)] {
            if let Some(most) = side {
                arguments.extend([name.to_owned(), most.min(wanted).to_string()]);
            }
        }
        arguments
    }
}

/// The values to choose from: `Lineart|Gray|Color [Gray]`.
fn choices(values: &str) -> Vec<&str> {
    let values = values.split(" [").next().unwrap_or_default();
    values.split('|').map(str::trim).filter(|value| !value.is_empty()).collect()
}

/// Grey, in whatever words; else colour; else the first.
fn mode(offered: &[&str]) -> Option<String> {
    let containing = |part: &str| offered.iter().find(|mode| mode.to_ascii_lowercase().contains(part));
    let chosen = containing("gray").or_else(|| containing("grey")).or_else(|| containing("colo"));
    chosen.or(offered.first()).map(|mode| (*mode).to_owned())
}

fn sources(offered: &[&str]) -> (Option<String>, Option<String>) {
    let lower = |source: &&&str| source.to_ascii_lowercase();
    let is_feeder = |source: &&&str| lower(source).contains("adf") || lower(source).contains("feeder");
    // One side is enough where there is a choice.
    let feeders = || offered.iter().filter(is_feeder);
    let feeder = feeders().find(|source| !lower(source).contains("duplex")).or_else(|| feeders().next());
    let glass = offered.iter().find(|source| !is_feeder(source) && !lower(source).contains("transparency"));
    (glass.map(|source| (*source).to_owned()), feeder.map(|source| (*source).to_owned()))
}

fn resolutions(values: &str) -> Option<Resolutions> {
    let number = |text: &str| {
        let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    };
    if let Some((min, rest)) = values.split_once("..") {
        let step = values.split_once("in steps of ").and_then(|(_, step)| number(step)).unwrap_or(1);
        return Some(Resolutions::Range { min: number(min)?, max: number(rest)?, step });
    }
    let list: Vec<u32> = choices(values).into_iter().filter_map(number).collect();
    (!list.is_empty()).then_some(Resolutions::List(list))
}

/// The upper end of `0..216.069mm [216.069]`.
fn longest(values: &str) -> Option<f32> {
    let upper = values.split_once("..")?.1.split("mm").next()?;
    upper.trim().parse().ok().filter(|millimetres: &f32| millimetres.is_finite() && *millimetres > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_scanner_with_feeder_and_glass() {
        let options = Options::parse(
            "All options specific to device `x':\n  Standard:\n    --mode Lineart|True Gray|Color [Color]\n        Words.\n\
             \u{20}   --resolution 75|100|150|300|600dpi [75]\n    --source FlatBed|ADF Duplex|ADF [FlatBed]\n\
             \u{20}   --brightness -100..100% [inactive]\n    -x 0..215.9mm (in steps of 0.0211639) [215.9]\n    -y 0..355.6mm [297]\n",
        );
        assert!(options.has_both());
        let wanted = ["--source=ADF", "--mode=True Gray", "--resolution=300", "-x", "210", "-y", "297"];
        assert_eq!(options.arguments(true), wanted);
        assert_eq!(options.arguments(false)[0], "--source=FlatBed");
    }

    #[test]
    fn a_scanner_with_a_range_and_without_choices() {
        let options = Options::parse(
            "    --resolution 50..1200dpi (in steps of 1) [50]\n    -x 0..200mm (in steps of 1) [80]\n",
        );
        assert!(!options.has_feeder());
        assert_eq!(options.arguments(false), ["--resolution=300", "-x", "200"]);
        assert_eq!(Options::parse("nothing of use"), Options::default());
        let inactive = Options::parse("    --source Flatbed|ADF [inactive]\n");
        assert_eq!(inactive.arguments(true), Vec::<String>::new());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_text_gives_arguments(text in "(    --(mode|resolution|source) [ -~]{0,40}\n|    -[xy] [0-9.m ]{0,20}\n){0,6}") {
            let options = Options::parse(&text);
            for feeder in [false, true] {
                options.arguments(feeder);
            }
        }
    }
}
