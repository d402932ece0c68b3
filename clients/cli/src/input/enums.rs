//! Choices, under their short names.

use balie_client::v1::{MandateSource, PaperSource, PaymentMethod, PersonKind, PrintResult, Salutation};
use clap::ValueEnum;
use serde::Deserialize;

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident => $proto:ident { $($(#[$variant_doc:meta])* $variant:ident => $value:ident),+ $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub(crate) enum $name { $($(#[$variant_doc])* $variant),+ }

            impl From<$name> for $proto {
                fn from(value: $name) -> Self {
                    match value { $($name::$variant => Self::$value),+ }
                }
            }

            impl From<$name> for i32 {
                fn from(value: $name) -> Self {
                    $proto::from(value).into()
                }
            }
        )+
    };
}

choices! {
    /// Kind of patron.
    Kind => PersonKind {
        /// Man
        Man => Man,
        /// Woman
        Woman => Woman,
        /// Neutral ("n.v.t.")
        Neutral => Neutral,
        /// School, institution or home
        Institution => Institution,
    }
    /// How the patron is addressed.
    SalutationInput => Salutation {
        /// Dhr.
        Mr => Mr,
        /// Mw.
        Mrs => Mrs,
        /// No title
        Neutral => Neutral,
        /// As an institution
        Institution => Institution,
    }
    /// How a payment is made.
    Method => PaymentMethod {
        /// Cash; change is computed
        Cash => Cash,
        /// By card
        Card => Card,
    }
    /// What came out of the printer.
    PrintSeen => PrintResult {
        /// A good pass came out
        Printed => Printed,
        /// Nothing was printed; the pass is still blank
        NotPrinted => NotPrinted,
        /// The pass was spoiled
        Spoiled => Spoiled,
    }
    /// Where the signed mandate form comes from.
    Source => MandateSource {
        /// A page from the document scanner
        Scan => Scan,
        /// A file
        File => File,
        /// No upload: only the barcode is read
        NoUpload => NoUpload,
    }
    /// Where the paper lies in a document scanner.
    Paper => PaperSource {
        /// As configured for the scanner
        Configured => Unspecified,
        /// In the feeder if there is paper in it, else on the glass
        Auto => Auto,
        /// On the glass
        Platen => Platen,
        /// In the feeder
        Feeder => Feeder,
    }
}

/// Yes or no, in either language.
pub(crate) fn yes_no(text: &str) -> Result<bool, String> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "on" | "ja" | "j" => Ok(true),
        "no" | "n" | "false" | "off" | "nee" => Ok(false),
        _ => Err("expected yes or no".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_both_languages() {
        assert_eq!(["ja", "J", "yes", "true"].map(yes_no), [const { Ok(true) }; 4]);
        assert_eq!(["nee", "N", "off", "false"].map(yes_no), [const { Ok(false) }; 4]);
        assert!(yes_no("").is_err() && yes_no("misschien").is_err());
    }

    #[test]
    fn flags_and_files_use_the_same_names() {
        for source in Source::value_variants() {
            let flag = source.to_possible_value().unwrap().get_name().replace('-', "_");
            assert_eq!(serde_json::from_value::<Source>(flag.into()).unwrap(), *source);
        }
    }
}
