//! Where somebody lives: postcode, house number, street, place and country.

mod country;
mod error;
mod house_number;
mod place;
mod postcode;

pub use country::CountryCode;
pub use error::AddressError;
pub use house_number::HouseNumber;
pub use place::{PlaceName, StreetName};
pub use postcode::Postcode;
