//! The one-time code that enrols a PC: `XXXX-XXXX-XXXX-XXXX`.

use super::in_fours;
use balie_typed::text::squeeze;

/// In capitals and groups of four, however the groups were kept apart: a mail may have made dashes of the hyphens.
pub fn shape_code(text: &str) -> String {
    in_fours(squeeze(text).chars().filter(|c| *c != '-'), "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_while_it_is_typed_and_go_while_it_is_erased() {
        let mut text = String::new();
        for letter in "7k2m9q4c".chars() {
            text.push(letter);
            text = shape_code(&text);
        }
        assert_eq!(text, "7K2M-9Q4C");
        for shorter in ["7K2M-9Q4", "7K2M-9Q", "7K2M-9", "7K2M", "7K2"] {
            text.pop();
            text = shape_code(&text);
            assert_eq!(text, shorter);
        }
    }

    #[test]
    fn what_is_pasted_is_taken_as_it_was_written() {
        for pasted in [
            "7k2m 9q4c xxxx 0abc\n",
            " 7K2M\u{2013}9Q4C\u{2011}XXXX-0ABC",
            "7k2m9q4cxxxx0abc",
            "\u{FEFF}7K2M-9Q4C\u{200B}-XXXX-0ABC\u{202C}",
        ] {
            assert_eq!(shape_code(pasted), "7K2M-9Q4C-XXXX-0ABC", "{pasted}");
        }
        assert_eq!(
            shape_code("7K2M-9Q4C-XXXX-0ABC-12"),
            "7K2M-9Q4C-XXXX-0ABC-12",
            "too much is told, not cut"
        );
    }
}
