//! Journeys of the session alone.
