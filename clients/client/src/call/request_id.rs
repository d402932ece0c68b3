//! Request ids (AIP-155).

use std::fmt;
use uuid::Uuid;

/// Identifies one wish of a caller. Sent again with the same content within 24 hours, the daemon gives the
/// first answer again instead of doing the work twice. A UUID version 7 (RFC 9562), so that ids sort by
/// time in logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RequestId(Uuid);

impl RequestId {
    /// A new wish.
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }

    /// An id made elsewhere; none when it is not a UUID.
    pub fn parse(text: &str) -> Option<Self> {
        Uuid::try_parse(text.trim()).ok().map(Self)
    }
}

impl Default for RequestId {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_new_and_can_be_read_back() {
        let (one, other) = (RequestId::new(), RequestId::new());
        assert_ne!(one, other);
        assert_eq!(RequestId::parse(&one.to_string()), Some(one));
        assert_eq!(one.0.get_version_num(), 7);
        assert_eq!(RequestId::parse("nee"), None);
    }
}
