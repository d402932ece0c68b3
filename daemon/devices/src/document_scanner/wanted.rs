//! What is wanted of every scanner: grey at 300 dots per inch, or what comes nearest.

/// Dots per inch at which a barcode of 0.25 mm modules is read with ease and a page stays small.
pub(super) const DPI: u32 = 300;
/// Fewer dots per inch than this are taken only where there is nothing better.
const ENOUGH: u32 = 150;

/// The resolutions a scanner offers, in dots per inch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Resolutions {
    /// These.
    List(Vec<u32>),
    /// All in a range.
    Range {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
        /// The distance between two, at least 1.
        step: u32,
    },
}

impl Resolutions {
    /// The best of them; none when there is none.
    pub fn best(&self) -> Option<u32> {
        match self {
            Self::List(list) => list
                .iter()
                .copied()
                .filter(|dpi| *dpi > 0)
                .min_by_key(|dpi| (*dpi < ENOUGH, dpi.abs_diff(DPI), std::cmp::Reverse(*dpi))),
            Self::Range { min, max, .. } if min > max || *max == 0 => None,
            Self::Range { min, max, step } => {
                let wanted = DPI.clamp((*min).max(1), *max);
                let steps = (wanted - min) / (*step).max(1);
                Some((min + steps * (*step).max(1)).max(1))
            }
        }
    }

    /// The best that both axes have, for a page that is not distorted; none when there is none.
    pub fn best_with(&self, other: &Self) -> Option<u32> {
        let of_two = [self.best()?, other.best()?];
        let possible = match (self, other) {
            (Self::List(list), _) | (_, Self::List(list)) => list.as_slice(),
            _ => &of_two,
        };
        let common = possible.iter().copied().filter(|dpi| self.has(*dpi) && other.has(*dpi));
        Self::List(common.collect()).best()
    }

    fn has(&self, dpi: u32) -> bool {
        match self {
            Self::List(list) => list.contains(&dpi),
            Self::Range { min, max, step } => {
                (*min..=*max).contains(&dpi) && (dpi - min).is_multiple_of((*step).max(1))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn three_hundred_or_what_comes_nearest() {
        let list = |list: &[u32]| Resolutions::List(list.to_vec()).best();
        assert_eq!(list(&[75, 150, 300, 600]), Some(300));
        assert_eq!(list(&[75, 100, 600]), Some(600), "rather too fine than too coarse");
        assert_eq!(list(&[200, 400]), Some(400), "the finer of two that are as near");
        assert_eq!(list(&[75]), Some(75));
        assert_eq!(list(&[]), None);
        assert_eq!(Resolutions::Range { min: 50, max: 1200, step: 1 }.best(), Some(300));
        assert_eq!(Resolutions::Range { min: 50, max: 200, step: 50 }.best(), Some(200));
        assert_eq!(Resolutions::Range { min: 400, max: 1200, step: 1 }.best(), Some(400));
        assert_eq!(Resolutions::Range { min: 9, max: 3, step: 1 }.best(), None);
    }

    #[test]
    fn both_axes_get_the_same() {
        let list = |list: &[u32]| Resolutions::List(list.to_vec());
        let range = |min, max| Resolutions::Range { min, max, step: 1 };
        assert_eq!(list(&[75, 300, 600]).best_with(&list(&[75, 600])), Some(600));
        assert_eq!(list(&[75, 600]).best_with(&range(50, 400)), Some(75));
        assert_eq!(range(50, 1200).best_with(&range(50, 200)), Some(200));
        assert_eq!(range(50, 1200).best_with(&range(50, 600)), Some(300));
        assert_eq!(range(50, 100).best_with(&range(200, 600)), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_range_gives_one_of_its_members(min in 0_u32..2000, width in 0_u32..2000, step in 0_u32..300) {
            let max = min + width;
            if let Some(best) = (Resolutions::Range { min, max, step }).best() {
                prop_assert!(best >= min && best <= max.max(1) && best > 0);
                prop_assert!(step < 2 || best == 1 || (best - min) % step == 0);
            }
        }
    }
}
