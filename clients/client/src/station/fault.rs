//! Why a connection with TLS did not come about.

use std::error::Error;
use std::io;
use tokio_rustls::rustls::{AlertDescription, CertificateError, Error as RustlsError};

/// Why a connection with TLS did not come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TlsFault {
    /// The certificate of the other side was not issued by the CA of this station's branch: it is not the daemon.
    #[error("the other side is not the daemon of this branch")]
    NotTheDaemon,
    /// The daemon's certificate does not have the name or address that was used.
    #[error("the daemon's certificate does not have this name")]
    Name,
    /// The daemon's certificate has ended or not begun: mostly, the clock of this PC is wrong.
    #[error("the daemon's certificate is not valid at this time; is the clock right?")]
    Clock,
    /// The certificate of this station has ended.
    #[error("the certificate of this station has ended")]
    Ended,
    /// The daemon does not take the certificate of this station, or wants one.
    #[error("the daemon does not accept the certificate of this station")]
    NotAccepted,
    /// The other side does not speak TLS as the daemon does.
    #[error("the other side does not speak TLS 1.3 with HTTP/2")]
    NotTls,
}

impl TlsFault {
    /// The fault among the causes of an error; none when TLS is not to blame.
    pub(crate) fn among(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut cause = Some(error);
        while let Some(error) = cause {
            if let Some(error) = error.downcast_ref() {
                return Self::of(error);
            }
            // The source of an I/O error is that of the error within, not the error within.
            let within = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            cause = within.map(|within| within as &(dyn Error + 'static)).or_else(|| error.source());
        }
        None
    }

    fn of(error: &RustlsError) -> Option<Self> {
        Some(match error {
            RustlsError::InvalidCertificate(error) => match error {
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                    Self::Name
                }
                CertificateError::Expired
                | CertificateError::ExpiredContext { .. }
                | CertificateError::NotValidYet
                | CertificateError::NotValidYetContext { .. } => Self::Clock,
                _ => Self::NotTheDaemon,
            },
            RustlsError::NoCertificatesPresented => Self::NotTheDaemon,
            RustlsError::AlertReceived(AlertDescription::CertificateExpired) => Self::Ended,
            RustlsError::AlertReceived(
                AlertDescription::BadCertificate
                | AlertDescription::CertificateRequired
                | AlertDescription::CertificateRevoked
                | AlertDescription::CertificateUnknown
                | AlertDescription::DecryptError
                | AlertDescription::UnknownCA
                | AlertDescription::UnsupportedCertificate
                | AlertDescription::AccessDenied,
            ) => Self::NotAccepted,
            _ => Self::NotTls,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fault_is_found_however_deep() {
        let rustls = RustlsError::AlertReceived(AlertDescription::CertificateExpired);
        let io = io::Error::new(io::ErrorKind::InvalidData, rustls);
        assert_eq!(TlsFault::among(&io), Some(TlsFault::Ended));
        let status = tonic::Status::from_error(Box::new(io::Error::other(io)));
        assert_eq!(TlsFault::among(&status), Some(TlsFault::Ended));
        assert_eq!(TlsFault::among(&io::Error::other("refused")), None);
    }
}
