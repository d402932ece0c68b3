//! How wide texts are, by the same layout code that draws them.

use usvg::{Node, Tree};

use super::{FontError, Fonts};
use crate::output::escape_xml;

/// Weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Normal,
    Bold,
}

impl Weight {
    fn css(self) -> &'static str {
        match self {
            Weight::Normal => "normal",
            Weight::Bold => "bold",
        }
    }
}

/// Size at which texts are measured: large, so that rounding in the layout does not matter.
const EM: f32 = 100.0;

impl Fonts {
    /// Width of every text for a font size of 1, in the unit of that size. A text without any visible
    /// glyph counts as 0.
    pub(crate) fn widths<T: AsRef<str>>(
        &self,
        texts: &[T],
        family: &str,
        weight: Weight,
    ) -> Result<Vec<f32>, FontError> {
        self.require(family)?;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\" font-family=\"{}\" \
             font-size=\"{EM}\" font-weight=\"{}\">",
            escape_xml(family),
            weight.css()
        );
        for (index, text) in texts.iter().enumerate() {
            let text = escape_xml(text.as_ref());
            svg.push_str(&format!("<text id=\"t{index}\" xml:space=\"preserve\">{text}</text>"));
        }
        svg.push_str("</svg>");

        let options = usvg::Options {
            fontdb: self.database(),
            font_resolver: self.resolver(),
            ..usvg::Options::default()
        };
        // The parser's own words could quote the text; they stay out of the error.
        let tree = Tree::from_str(&svg, &options)
            .map_err(|_| FontError::Measure("the text is not well-formed".to_owned()))?;
        Ok((0..texts.len())
            .map(|index| match tree.node_by_id(&format!("t{index}")) {
                Some(Node::Text(text)) => text.bounding_box().width() / EM,
                _ => 0.0,
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::FAMILY;

    #[test]
    fn widths_follow_the_advances_of_the_font() {
        let fonts = Fonts::system(Vec::new());
        let widths = fonts.widths(&["0", "00", "i", "W", "", "a b", "ab"], FAMILY, Weight::Normal).unwrap();
        // Every digit of DejaVu Sans is 1303 of 2048 units wide.
        assert!((widths[0] - 1303.0 / 2048.0).abs() < 0.002, "{widths:?}");
        assert!((widths[1] - 2.0 * widths[0]).abs() < 0.002, "{widths:?}");
        assert!(widths[2] < widths[3]);
        assert_eq!(widths[4], 0.0);
        assert!(widths[5] > widths[6]);
        let bold = fonts.widths(&["W"], FAMILY, Weight::Bold).unwrap();
        assert!(bold[0] > widths[3]);
    }

    #[test]
    fn a_missing_family_is_named_with_the_package_to_install() {
        let nowhere = Fonts::only(Vec::new());
        let error = nowhere.widths(&["x"], FAMILY, Weight::Normal).unwrap_err();
        assert_eq!(error, FontError::Missing { family: FAMILY.to_owned() });
        assert!(error.to_string().contains("fonts-dejavu-core"));
    }
}
