//! Where a listing goes on.

use crate::error::StoreError;

/// The order of a listing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Oldest first, by creation.
    CreatedAscending,
    /// Newest first, by creation. Stable: no row moves, whatever is written meanwhile.
    #[default]
    CreatedDescending,
    /// Least recently changed first. A row changed meanwhile moves to the end and is seen there.
    ChangedAscending,
    /// Most recently changed first. A row changed meanwhile moves before the first page.
    ChangedDescending,
}

impl Order {
    pub(super) fn is_by_change(self) -> bool {
        matches!(self, Self::ChangedAscending | Self::ChangedDescending)
    }

    pub(super) fn is_descending(self) -> bool {
        matches!(self, Self::CreatedDescending | Self::ChangedDescending)
    }

    fn letters(self) -> &'static str {
        match self {
            Self::CreatedAscending => "ca",
            Self::CreatedDescending => "cd",
            Self::ChangedAscending => "ua",
            Self::ChangedDescending => "ud",
        }
    }
}

/// The last row a page showed. It holds the row's keys and not its position, so rows that come or go before
/// it shift nothing, and it stays valid when the row itself is erased. Holds nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub(super) order: Order,
    /// Creation in microseconds, or the change number.
    pub(super) key: i64,
    pub(super) sequence: i64,
}

impl Cursor {
    /// As text, for a page token.
    #[must_use]
    pub fn encode(&self) -> String {
        format!("{}.{:x}.{:x}", self.order.letters(), self.key, self.sequence)
    }

    /// From the text that [`encode`](Self::encode) made.
    ///
    /// # Errors
    /// `Invalid` when it is anything else.
    pub fn decode(text: &str) -> Result<Self, StoreError> {
        let invalid = || StoreError::Invalid { what: "page token".to_owned() };
        let mut parts = text.split('.');
        let (Some(letters), Some(key), Some(sequence), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(invalid());
        };
        let orders = [
            Order::CreatedAscending,
            Order::CreatedDescending,
            Order::ChangedAscending,
            Order::ChangedDescending,
        ];
        let order = orders.into_iter().find(|order| order.letters() == letters).ok_or_else(invalid)?;
        // Two's complement, as the hexadecimal formatting of a negative number is.
        let number = |digits| u64::from_str_radix(digits, 16).map(u64::cast_signed).map_err(|_| invalid());
        Ok(Self { order, key: number(key)?, sequence: number(sequence)? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_round_trips(letters in 0..4_usize, key: i64, sequence: i64) {
            let order = [Order::CreatedAscending, Order::CreatedDescending,
                Order::ChangedAscending, Order::ChangedDescending][letters];
            let cursor = Cursor { order, key, sequence };
            prop_assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }

        #[test]
        fn other_text_is_refused(text in "[a-z.0-9]{0,12}") {
            if let Ok(cursor) = Cursor::decode(&text) {
                // What is accepted must at least look like a cursor.
                prop_assert_eq!(text.split('.').count(), 3);
                prop_assert!(["ca", "cd", "ua", "ud"].contains(&cursor.order.letters()));
            }
        }
    }
}
