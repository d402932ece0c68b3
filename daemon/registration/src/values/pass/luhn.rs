//! The mod-10 check digit of Luhn (ISO/IEC 7812-1:2017 annex B).

/// The digit that makes `payload` followed by it pass the check.
///
/// `payload` holds the decimal digits as numbers 0 to 9, most significant first.
pub(super) fn check_digit(payload: &[u8]) -> u8 {
    let sum: u32 = payload
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| {
            let weighted = if place % 2 == 0 { digit * 2 } else { digit };
            u32::from(if weighted > 9 { weighted - 9 } else { weighted })
        })
        .sum();
    // A remainder is below 10 and so is this.
    ((10 - sum % 10) % 10) as u8
}

#[cfg(test)]
mod tests {
    use super::check_digit;

    #[test]
    fn known_numbers() {
        // 7992739871-3 is the textbook example; the second is the pass of the manual.
        assert_eq!(check_digit(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1]), 3);
        assert_eq!(check_digit(&[2, 9, 4, 0, 1, 0, 0, 0, 0, 7, 5, 8, 0]), 1);
        assert_eq!(check_digit(&[0]), 0);
        assert_eq!(check_digit(&[]), 0);
    }
}
