//! Putting the daemon together and running it until it is told to stop.

use crate::api::{Access, Admission, Api};
use crate::config::{Config, ConfigError};
use crate::hub::{Clock, Hub, HubError, Parts, workers};
use crate::listen::{Room, raise_limit};
use crate::outbox::Outbox;
use crate::page_reader::PageReader;
use crate::pki::PkiError;
use crate::socket::Socket;
use crate::tcp::Tcp;
use crate::vault::{self, KeyError, SEALED};
use balie_accounts::BuiltIn;
use balie_devices::DeviceRegistry;
use balie_devices::registry::DevicesConfig;
use balie_documents::{Documents, DocumentsConfig};
use balie_registration::Lang;
use balie_store::Store;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Calls a client may have open at once on one connection, watches among them.
const CALLS: u32 = 256;
/// Bytes that may come before the daemon has taken those that came: of one call, and of all calls of one connection.
/// Nothing waits long: a call takes what comes, or is over.
const CALL_WINDOW: u32 = 64 * 1024;
const CONNECTION_WINDOW: u32 = 128 * 1024;
/// Largest set of headers of a call, in bytes.
const HEADERS: u32 = 16 * 1024;
/// Calls beyond what is allowed, and other faults of HTTP/2, after which a connection is closed. The server keeps something
/// of each until it has said so (RUSTSEC-2024-0003), and unless told has no end of them.
const FAULTS: usize = 64;
/// A connection that answers no ping for this long is closed.
const PING: Duration = Duration::from_secs(30);
/// How long running calls get to end when the daemon stops.
const DRAIN: Duration = Duration::from_secs(5);

/// Why the daemon did not start, or stopped by itself.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The store.
    #[error("{}\n{}", .0.message("nl"), .0.message("en"))]
    Store(#[from] balie_store::StoreError),
    /// The account provider.
    #[error("{}\n{}", .0.message("nl"), .0.message("en"))]
    Accounts(#[from] balie_accounts::AccountError),
    /// The templates.
    #[error(transparent)]
    Documents(#[from] balie_documents::DocumentError),
    /// The devices.
    #[error(transparent)]
    Devices(#[from] balie_devices::registry::RegistryError),
    /// The key of the stored pages.
    #[error(transparent)]
    PageKey(#[from] KeyError),
    /// The hub.
    #[error("{nl}\n{en} ({detail})", nl = .0.message(Lang::Nl), en = .0.message(Lang::En), detail = .0)]
    Hub(#[from] HubError),
    /// The certificates, or the port.
    #[error(transparent)]
    Pki(#[from] PkiError),
    /// The socket or the state directory.
    #[error("{at}: kan niet worden gebruikt: {source}\n{at}: cannot be used: {source}", at = path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The gRPC server.
    #[error(transparent)]
    Server(#[from] tonic::transport::Error),
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> ServeError + '_ {
    move |source| ServeError::Io { path: path.to_owned(), source }
}

/// The login accounts that the daemon keeps itself.
///
/// # Errors
/// [`ServeError`], in the words of what failed.
pub async fn accounts(config: &Config) -> Result<BuiltIn, ServeError> {
    let state = &config.paths.state;
    let outbox = state.join("outbox");
    let courier = Outbox::open(&outbox, config.sender()?).map_err(at(&outbox))?;
    let options = balie_accounts::Options::default();
    Ok(BuiltIn::open(state.join("accounts.db"), Arc::new(courier), options).await?)
}

/// Opens everything the hub is made of.
///
/// # Errors
/// [`ServeError`], in the words of what failed.
pub async fn open(config: &Config, clock: Clock, pages: PageReader) -> Result<Hub, ServeError> {
    Ok(assemble(config, clock, pages).await?.0)
}

/// The hub, and the accounts that are to be closed after it.
async fn assemble(
    config: &Config,
    clock: Clock,
    pages: PageReader,
) -> Result<(Hub, Arc<BuiltIn>), ServeError> {
    let (policy, creditor, numbers) = config.parts()?;
    let catalogue = config.catalogue()?;
    let documents = Documents::new(DocumentsConfig {
        template_directory: config.paths.templates.clone(),
        ..DocumentsConfig::default()
    })?;
    let state = &config.paths.state;
    std::fs::create_dir_all(state).map_err(at(state))?;
    let store = Store::open(state.join("balie.db"), balie_store::Options::default()).await?;
    let has_sealed = store.read().await?.read().has_attachment_beginning_with(SEALED).await?;
    let credentials = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
    let vault = vault::load(state, credentials.as_deref(), has_sealed)?;
    let accounts = Arc::new(accounts(config).await?);
    let (peculiarities, mistakes) = config.peculiarities_that_hold();
    for mistake in mistakes {
        mistake.to_string().lines().for_each(|line| tracing::error!("{line}"));
    }
    let devices = DevicesConfig { peculiarities, ..config.devices() };
    let devices = DeviceRegistry::start(&devices)?;
    let hub = Hub::new(Parts {
        store,
        catalogue,
        policy,
        numbers,
        creditor,
        devices,
        documents,
        pages,
        vault,
        accounts: accounts.clone(),
        addresses: config.address_book()?,
        retention: config.retention.into(),
        look_every: Duration::from_secs(config.retention.look_every_secs),
        clock,
    });
    Ok((hub, accounts))
}

/// Runs the daemon until `stop`, then lets running calls and prints end.
///
/// # Errors
/// [`ServeError`], in the words of what failed.
pub async fn run(config: &Config, stop: CancellationToken) -> Result<(), ServeError> {
    let (hub, accounts) = assemble(config, Clock::system(), PageReader::own_program()).await?;
    match hub.seal_plain_pages().await? {
        0 => {}
        count => tracing::info!(count, "pages that were stored plainly are sealed now"),
    }
    let workers = workers::start(&hub).await?;
    let socket = Socket::bind(&config.paths.socket).map_err(at(&config.paths.socket))?;
    let tcp = match &config.tcp {
        Some(tcp) => Some(Tcp::bind(tcp, &config.paths.state).await?),
        None => None,
    };
    let (descriptors, open) = raise_limit();
    let stations = config.tcp.as_ref().map_or(0, |tcp| tcp.max_connections);
    let room = Room::new(descriptors, open, stations);
    let access = Arc::new(Access::new(config.access.clone()));
    let admission = Admission::new(Arc::clone(&access));
    let api = Api::new(hub.clone(), access, config.paths.state.clone());
    let (reporter, health) = tonic_health::server::health_reporter();
    reporter.set_service_status("", tonic_health::ServingStatus::Serving).await;
    let reflection = tonic_reflection::server::Builder::configure()
        .register_encoded_file_descriptor_set(balie_proto::v1::FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .build_v1()
        .map_err(|error| HubError::Internal(error.to_string()))?;
    let routes = api.routes().add_service(health).add_service(reflection);

    notify(&[("READY", "1")]);
    tracing::info!(branch = %hub.policy().branch, socket = %config.paths.socket.display(), "ready");
    let watchdog = tokio::spawn(watchdog(hub.clone()));
    let by_tcp = tcp.map(|tcp| tcp.serve(routes.clone(), server, admission.clone(), room, stop.clone()));
    let by_socket = socket.serve(routes, server(), admission, room.socket, stop.clone());
    let serving = async {
        match by_tcp {
            Some(by_tcp) => tokio::try_join!(by_socket, by_tcp).map(|_| ()),
            None => by_socket.await,
        }
    };
    let served = tokio::select! {
        served = serving => served.map_err(ServeError::from),
        // Watching clients never end by themselves.
        () = drained(stop.clone()) => Ok(()),
    };
    notify(&[("STOPPING", "1")]);
    tracing::info!("stopping");
    stop.cancel();
    watchdog.abort();
    workers.stop().await;
    hub.devices().shutdown().await;
    hub.write_pending_views().await;
    hub.store().close().await;
    accounts.close().await;
    served
}

/// A server with the limits that hold for every connection.
fn server() -> tonic::transport::Server {
    tonic::transport::Server::builder()
        .max_concurrent_streams(CALLS)
        .initial_stream_window_size(CALL_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .http2_max_header_list_size(HEADERS)
        .http2_max_local_error_reset_streams(Some(FAULTS))
        .http2_keepalive_interval(Some(PING))
        .http2_keepalive_timeout(Some(PING))
}

async fn drained(stop: CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(DRAIN).await;
}

fn notify(state: &[(&str, &str)]) {
    if let Err(error) = systemd::daemon::notify(state.iter()) {
        tracing::warn!(%error, "systemd could not be notified");
    }
}

/// Tells systemd that the daemon is well, as long as the store answers.
async fn watchdog(hub: Hub) {
    let Ok(microseconds) = systemd::daemon::watchdog_enabled() else { return };
    if microseconds == 0 {
        return;
    }
    let mut every = tokio::time::interval(Duration::from_micros(microseconds) / 2);
    loop {
        every.tick().await;
        match hub.store().read().await {
            Ok(_) => notify(&[("WATCHDOG", "1")]),
            Err(error) => tracing::error!(%error, "store does not answer; not telling the watchdog"),
        }
    }
}
