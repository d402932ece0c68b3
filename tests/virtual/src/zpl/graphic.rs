//! The data of a graphic field: hexadecimal digits with Zebra's repeat counts (ZPL II Programming Guide,
//! "Alternative Data Compression Scheme").

/// Why data is no graphic.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GraphicError {
    /// The parameters before the data are not the four of `^GFA`.
    #[error("not the parameters of ^GFA")]
    Parameters,
    /// A character that is neither digit nor count.
    #[error("`{0}` in the data")]
    Character(char),
    /// The data describe another number of bytes than announced.
    #[error("{found} bytes of {announced}")]
    Size {
        /// Bytes that the parameters announce.
        announced: usize,
        /// Bytes that the data describe.
        found: usize,
    },
}

/// A decoded graphic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graphic {
    /// Bytes of one row.
    pub row_bytes: usize,
    /// All rows, packed.
    pub rows: Vec<u8>,
}

impl Graphic {
    /// Reads the parameters of `^GF`: `A`, bytes sent, bytes in all, bytes of a row, data.
    ///
    /// # Errors
    /// When they are not a graphic of exactly the announced size.
    pub fn read(parameters: &str) -> Result<Self, GraphicError> {
        let mut parts = parameters.splitn(5, ',');
        let (Some("A" | "a"), Some(_), Some(total), Some(row), Some(data)) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(GraphicError::Parameters);
        };
        let number = |text: &str| text.parse::<usize>().ok().filter(|number| (1..=99_999).contains(number));
        let (Some(announced), Some(row_bytes)) = (number(total), number(row)) else {
            return Err(GraphicError::Parameters);
        };
        let rows = decode(data, row_bytes)?;
        if rows.len() != announced || !announced.is_multiple_of(row_bytes) {
            return Err(GraphicError::Size { announced, found: rows.len() });
        }
        Ok(Self { row_bytes, rows })
    }
}

fn decode(data: &str, row_bytes: usize) -> Result<Vec<u8>, GraphicError> {
    let digits_in_row = row_bytes * 2;
    let mut digits: Vec<u8> = Vec::new();
    let mut count = 0;
    for character in data.chars() {
        let in_row = digits.len() % digits_in_row;
        match character {
            'G'..='Y' => count += character as usize - 'G' as usize + 1,
            'g'..='z' => count += (character as usize - 'g' as usize + 1) * 20,
            ',' => digits.resize(digits.len() + digits_in_row - in_row, 0x0),
            '!' => digits.resize(digits.len() + digits_in_row - in_row, 0xf),
            ':' => {
                let start = digits.len().checked_sub(digits_in_row).ok_or(GraphicError::Character(':'))?;
                digits.extend_from_within(start..);
            }
            ' ' => {}
            other => {
                let digit = other.to_digit(16).ok_or(GraphicError::Character(other))?;
                // A digit is at most 15.
                digits.resize(digits.len() + count.max(1), digit as u8);
                count = 0;
            }
        }
    }
    Ok(digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_fill_and_repeat() {
        let graphic = Graphic::read("A,1,12,4,FF0000FFHFJ0HF!:").unwrap_err();
        assert_eq!(graphic, GraphicError::Size { announced: 12, found: 16 });
        let graphic = Graphic::read("A,1,16,4,FF0000FFHFJ0HF!:").unwrap();
        let row = [0xff, 0, 0, 0xff];
        assert_eq!(graphic.rows, [row, row, [0xff; 4], [0xff; 4]].concat());
        assert_eq!(Graphic::read("A,1,8,4,F,:").unwrap().rows, [0xf0, 0, 0, 0, 0xf0, 0, 0, 0]);
        // g is 20, and counts add up: 27 sixes and a five.
        assert_eq!(Graphic::read("A,1,14,14,gM65").unwrap().rows[12..], [0x66, 0x65]);
    }

    #[test]
    fn what_is_no_graphic_is_refused() {
        assert_eq!(Graphic::read("A,1,1,1,xx"), Err(GraphicError::Size { announced: 1, found: 0 }));
        assert_eq!(Graphic::read("A,1,1,1,?"), Err(GraphicError::Character('?')));
        assert_eq!(Graphic::read("A,1,1,1,:"), Err(GraphicError::Character(':')));
        assert_eq!(Graphic::read("B,1,1,1,x"), Err(GraphicError::Parameters));
        assert_eq!(Graphic::read("A,1,0,1,"), Err(GraphicError::Parameters));
    }
}
