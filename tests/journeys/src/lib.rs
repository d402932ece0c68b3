//! End-to-end journeys through the real daemon, CLI and virtual devices.
