//! Where somebody lives: postcode, house number, street, place and country.

mod abroad;
mod countries;
mod country;
mod error;
mod house_number;
mod place;
mod postcode;

pub use abroad::{House, foreign_postcode};
pub use countries::{Country, PostcodeUse, read_country};
pub use country::CountryCode;
pub use error::AddressError;
pub use house_number::HouseNumber;
pub use place::{PlaceName, StreetName};
pub use postcode::Postcode;
