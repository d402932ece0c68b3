//! The gRPC edge: translates between wire and domain, checks who asks, and nothing else.

mod auth;
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
mod paging;
mod registrations;
mod scans;
mod status;
mod stream;
mod strict;

pub use auth::{Access, AccessRule, AccessRules, RoleName};
pub use enrolment::Enrolment;
pub use gate::{Gate, Gated};
pub use limits::{MESSAGE_MAX, RichLimits};

use crate::hub::Hub;
use balie_proto::v1 as pb;
use std::sync::Arc;
use tonic::service::Routes;

/// What every service needs.
#[derive(Clone)]
pub struct Api {
    hub: Hub,
    access: Arc<Access>,
}

impl Api {
    /// An edge to this hub.
    pub fn new(hub: Hub, access: Access) -> Self {
        Self { hub, access: Arc::new(access) }
    }

    /// All services.
    pub fn routes(&self) -> Routes {
        let mut routes = Routes::builder();
        macro_rules! add {
            ($($server:path),+) => {
                $(routes.add_service(<$server>::new(self.clone()).max_decoding_message_size(MESSAGE_MAX));)+
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
