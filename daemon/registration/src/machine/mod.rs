//! The registration state machine.
