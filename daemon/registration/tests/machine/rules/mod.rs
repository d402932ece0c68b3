//! Every number and rule of the domain (sections 2 and 3) as seen through `handle`.

mod address;
mod duplicates;
mod mandate;
mod pass;
mod person;
mod retention;
mod roles;
mod subscription;
mod typed;
mod validity;
