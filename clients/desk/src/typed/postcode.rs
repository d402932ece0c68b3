//! Dutch postcodes: `1234 AB`.

use balie_typed::text::squeeze;

/// `9468bg` becomes `9468 BG`; a postcode of another country is left as it is.
pub fn shape_postcode(text: &str) -> String {
    let bare = squeeze(text);
    let (digits, letters) = bare.split_at(bare.find(|c: char| !c.is_ascii_digit()).unwrap_or(bare.len()));
    let dutch = digits.len() == 4
        && (1..=2).contains(&letters.len())
        && letters.bytes().all(|b| b.is_ascii_alphabetic());
    if dutch { format!("{digits} {}", letters.to_ascii_uppercase()) } else { text.to_owned() }
}

/// Has the form of a Dutch postcode: the first digit is not 0, and the letters are not SA, SD or SS.
pub fn postcode_holds(text: &str) -> bool {
    let shaped = shape_postcode(text);
    let bytes = shaped.as_bytes();
    bytes.len() == 7
        && (b'1'..=b'9').contains(&bytes[0])
        && bytes[4] == b' '
        && bytes[5..].iter().all(u8::is_ascii_uppercase)
        && !matches!(&shaped[5..], "SA" | "SD" | "SS")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dutch_postcodes_are_shaped() {
        assert_eq!(shape_postcode("9468bg"), "9468 BG");
        assert_eq!(shape_postcode("9468 b"), "9468 B");
        assert_eq!(shape_postcode("9468"), "9468");
        assert_eq!(shape_postcode("49549"), "49549");
        assert_eq!(shape_postcode("SW1A 1AA"), "SW1A 1AA");
        assert_eq!(shape_postcode("\u{FEFF}9468\u{200B}bg"), "9468 BG", "as the daemon reads it");
        assert_eq!(shape_postcode("９４６８ＢＧ"), "9468 BG");
    }

    #[test]
    fn forms_that_do_not_exist_do_not_hold() {
        assert!(postcode_holds("9468 BG") && postcode_holds("9468bg"));
        for wrong in ["0468 BG", "9468 SS", "9468 B", "9468", "", "é468 BG"] {
            assert!(!postcode_holds(wrong), "{wrong}");
        }
    }
}
