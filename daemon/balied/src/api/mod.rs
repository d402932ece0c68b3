//! The gRPC edge: translates between wire and domain, checks who asks, and nothing else.

mod admission;
mod auth;
mod body;
mod bounded;
mod branch;
mod catalogue;
mod convert;
mod devices;
mod documents;
mod enrolment;
mod gate;
mod jobs;
mod limits;
mod mask;
mod methods;
mod paging;
mod registrations;
mod scans;
mod status;
mod stream;
mod strict;
mod users;

pub use admission::Admission;
pub use auth::{Access, AccessRule, AccessRules, RoleName};
pub use enrolment::Enrolment;
pub use gate::{Gate, Gated};

use crate::hub::Hub;
use crate::listen::Slots;
use balie_proto::v1 as pb;
use body::Origin;
use std::path::PathBuf;
use std::sync::Arc;
use tonic::service::Routes;

/// Files that come in at once, ...
const UPLOADS: usize = 16;
/// ... of which from one peer.
const UPLOADS_OF_ONE: usize = 4;
/// Pages that go out at once, which are in memory meanwhile, ...
const DOWNLOADS: usize = 6;
/// ... of which to one peer.
const DOWNLOADS_OF_ONE: usize = 2;

/// What every service needs.
#[derive(Clone)]
pub struct Api {
    hub: Hub,
    access: Arc<Access>,
    uploads: Uploads,
    downloads: Slots<Origin>,
}

/// Files that come in.
#[derive(Clone)]
struct Uploads {
    /// Where they are until they are stored.
    directory: PathBuf,
    places: Slots<Origin>,
}

impl Api {
    /// An edge to this hub. Files that come in are in this directory until they are stored.
    pub fn new(hub: Hub, access: Arc<Access>, uploads: PathBuf) -> Self {
        let uploads = Uploads { directory: uploads, places: Slots::new(UPLOADS, UPLOADS_OF_ONE) };
        Self { hub, access, uploads, downloads: Slots::new(DOWNLOADS, DOWNLOADS_OF_ONE) }
    }

    /// All services.
    pub fn routes(&self) -> Routes {
        let mut routes = Routes::builder();
        macro_rules! add {
            ($($server:path),+) => {
                $(routes.add_service(<$server>::new(self.clone()).max_decoding_message_size(methods::PIECE));)+
            };
        }
        add!(
            pb::registration_service_server::RegistrationServiceServer::<Self>,
            pb::catalogue_service_server::CatalogueServiceServer::<Self>,
            pb::device_service_server::DeviceServiceServer::<Self>,
            pb::job_service_server::JobServiceServer::<Self>,
            pb::document_service_server::DocumentServiceServer::<Self>,
            pb::branch_service_server::BranchServiceServer::<Self>
        );
        routes.routes()
    }
}
