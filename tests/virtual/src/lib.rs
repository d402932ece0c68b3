//! Virtual devices on real transports: a serial scanner on a pty, a card printer on TCP.
