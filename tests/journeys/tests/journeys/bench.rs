//! A branch with a CA and a daemon on TCP.

use balie_client::station::{EnrolError, Enrolled, enrol};
use balie_client::{CallPolicy, Caller, Client, ClientError, Connection, Endpoint, Language};
use balie_journeys::{Branch, program};
use hyper_util::rt::TokioIo;
use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair, SanType};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;
use time::OffsetDateTime;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tonic::transport::{self, Channel, Uri};
use tower::service_fn;

/// A branch with a CA and a daemon on TCP.
pub struct Bench {
    pub branch: Branch,
    pub port: u16,
}

impl Bench {
    pub async fn open() -> Self {
        let (branch, port) = Branch::open_to_stations().await;
        Self { branch, port }
    }

    pub fn server(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// Runs `balied pki`.
    pub fn pki(&self, arguments: &[&str]) -> Output {
        let config = self.branch.config();
        let run =
            Command::new(program("balied")).arg("--config").arg(config).arg("pki").args(arguments).output();
        run.expect("balied runs")
    }

    /// A one-time code for a station.
    pub fn code(&self, station: &str, role: &str) -> String {
        self.code_with(&["--station", station, "--role", role])
    }

    pub fn code_with(&self, arguments: &[&str]) -> String {
        let made = self.pki(&[&["code"], arguments].concat());
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        String::from_utf8(made.stdout).expect("text").trim().to_owned()
    }

    /// Enrols with a code, into a directory of this name.
    pub async fn enrol(&self, directory: &str, code: &str) -> Result<Enrolled, EnrolError> {
        self.enrol_at(&self.server(), directory, code).await
    }

    pub async fn enrol_at(&self, server: &str, directory: &str, code: &str) -> Result<Enrolled, EnrolError> {
        enrol(server, code, &caller(Language::English), &self.directory(directory), |_| {}).await
    }

    /// A station, enrolled.
    pub async fn station(&self, name: &str, role: &str) -> PathBuf {
        let enrolled = self.enrol(name, &self.code(name, role)).await.expect("enrolled");
        assert_eq!((enrolled.station.as_str(), enrolled.role.as_str()), (name, role));
        self.directory(name)
    }

    pub fn directory(&self, name: &str) -> PathBuf {
        self.branch.path().join("pc").join(name)
    }

    /// A client with the credentials in this directory.
    pub async fn client(&self, directory: &Path) -> Result<Client, ClientError> {
        self.client_in(directory, Language::English).await
    }

    pub async fn client_in(&self, directory: &Path, language: Language) -> Result<Client, ClientError> {
        let endpoint = Endpoint::Tcp { server: self.server(), credentials: Some(directory.to_owned()) };
        let policy = CallPolicy { attempts: 1, ..CallPolicy::default() };
        Ok(Client::new(&Connection::connect_with(endpoint, caller(language), policy).await?))
    }

    /// What the daemon says to the first call with these credentials, whether it says so in the handshake or after.
    pub async fn refusal(&self, directory: &Path) -> ClientError {
        match self.client(directory).await {
            Ok(client) => client.branch.get().await.expect_err("refused"),
            Err(error) => error,
        }
    }

    /// The CA certificate of the branch (PEM).
    pub fn authority(&self) -> String {
        std::fs::read_to_string(self.branch.state().join("pki/ca.pem")).expect("a CA")
    }

    /// The CA of the branch, to issue certificates that the daemon never would.
    pub fn issuer(&self) -> Issuer<'static, KeyPair> {
        let key = std::fs::read_to_string(self.branch.state().join("pki/ca.key")).expect("a key");
        Issuer::from_ca_cert_pem(&self.authority(), KeyPair::from_pem(&key).unwrap()).unwrap()
    }
}

/// A channel that trusts the branch and shows no certificate.
pub async fn anonymous(bench: &Bench) -> Channel {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(bench.authority().as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let (connector, port) = (TlsConnector::from(Arc::new(config)), bench.port);
    let connect = move |_: Uri| {
        let connector = connector.clone();
        async move {
            let stream = TcpStream::connect(("127.0.0.1", port)).await?;
            let name = ServerName::try_from("127.0.0.1").unwrap();
            Ok::<_, std::io::Error>(TokioIo::new(connector.connect(name, stream).await?))
        }
    };
    transport::Endpoint::from_static("http://balied.local")
        .connect_with_connector(service_fn(connect))
        .await
        .unwrap()
}

pub fn caller(language: Language) -> Caller {
    Caller::new(language, Some("host-name".to_owned())).expect("a station name")
}

/// A time so far from now.
pub fn from_now(seconds: i64) -> OffsetDateTime {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let now = now - Duration::from_nanos(now.subsec_nanos().into());
    OffsetDateTime::from_unix_timestamp(now.as_secs().cast_signed() + seconds).unwrap()
}

/// What a certificate for a station looks like.
pub fn station_params(uri: &str, from: OffsetDateTime, to: OffsetDateTime) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "balie-2");
    params.subject_alt_names = vec![SanType::URI(uri.try_into().unwrap())];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.not_before = from;
    params.not_after = to;
    params
}

/// A CA that nobody knows.
pub fn other_ca() -> (String, Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Balie 9401 CA");
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let certificate = params.self_signed(&key).unwrap();
    (certificate.pem(), Issuer::new(params, key))
}

/// Writes credentials as a PC has them.
pub fn write_credentials(directory: &Path, key: &str, certificate: &str, authority: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::create_dir_all(directory).unwrap();
    let path = directory.join("station.pem");
    std::fs::write(&path, format!("{key}{certificate}")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(directory.join("ca.pem"), authority).unwrap();
}
