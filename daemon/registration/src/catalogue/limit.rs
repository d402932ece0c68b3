//! How much may be borrowed or reserved, and what being late costs.

use crate::explain::Lang;
use crate::values::Money;

/// A largest number, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// At most this many.
    AtMost(u32),
    /// As many as one likes ("onbeperkt").
    Unlimited,
}

impl Limit {
    /// The limit as shown: `125` or `onbeperkt`.
    pub fn show(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::AtMost(number), _) => number.to_string(),
            (Self::Unlimited, Lang::Nl) => "onbeperkt".to_owned(),
            (Self::Unlimited, Lang::En) => "unlimited".to_owned(),
        }
    }

    /// Whether this many is within the limit.
    pub fn allows(self, number: u32) -> bool {
        match self {
            Self::AtMost(most) => number <= most,
            Self::Unlimited => true,
        }
    }
}

/// What keeping one item too long costs (manual: "boete: 0,05 per dag max. 0,25").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fine {
    /// Per item per day.
    pub per_day: Money,
    /// The most for one item; never less than `per_day`.
    pub max: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_includes_its_own_number() {
        assert!(Limit::AtMost(12).allows(12));
        assert!(!Limit::AtMost(12).allows(13));
        assert!(Limit::Unlimited.allows(u32::MAX));
        assert_eq!(Limit::Unlimited.show(Lang::Nl), "onbeperkt");
        assert_eq!(Limit::AtMost(125).show(Lang::En), "125");
    }
}
