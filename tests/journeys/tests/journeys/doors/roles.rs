//! Every method is called in every role, and what comes of it is compared with what was agreed.

use super::{other_user, raw};
use balie_client::v1;
use balie_journeys::Branch;
use prost::Message as _;
use tonic::Code;

const READERS: &[&str] = &["counter", "education", "branch-admin", "central"];
const CLERKS: &[&str] = &["counter", "education", "branch-admin"];
const ALL: &[&str] = &["counter", "education", "branch-admin", "central", "monitoring"];

/// Who may call a method. A method that was forgotten here is one for readers, which the test would show.
fn may(method: &str) -> &'static [&'static str] {
    match method {
        "CreateRegistration" | "ApplyCommand" | "CancelJob" | "ClaimScanner" | "RetainScanner"
        | "PrintMandateForm" | "UploadMandatePage" | "ScanMandatePage" | "WatchMandateScan" => CLERKS,
        "EraseRegistration" | "PrintTestCard" | "ResetDevice" | "ForgetReader" => &["branch-admin"],
        "AcknowledgeChanges" => &["branch-admin", "central"],
        "GetBranch" | "GetCaller" | "ListDevices" | "WatchDevices" | "ListDiscoveredDevices" => ALL,
        _ => READERS,
    }
}

/// Service and name of every method.
fn methods() -> Vec<(String, String)> {
    let set = prost_types::FileDescriptorSet::decode(v1::FILE_DESCRIPTOR_SET).unwrap();
    let files = set.file.iter().filter(|file| file.package() == "balie.v1");
    let services = files.flat_map(|file| &file.service);
    let of = |service: &prost_types::ServiceDescriptorProto| {
        let name = service.name().to_owned();
        service.method.iter().map(move |method| (name.clone(), method.name().to_owned())).collect::<Vec<_>>()
    };
    services.flat_map(of).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_method_is_for_the_roles_it_was_meant_for() {
    let uid = nix::unistd::Uid::effective();
    let methods = methods();
    assert!(methods.len() > 30, "{methods:?}");
    for role in ALL {
        let branch = Branch::open(&format!("[[access]]\nrole = \"{role}\"\nuser = \"{uid}\"")).await;
        let channel = raw::channel(&branch.socket()).await;
        for (service, method) in &methods {
            let path = format!("/balie.v1.{service}/{method}");
            let (code, reason) = raw::call(channel.clone(), &path, &[], raw::framed(0, &[])).await;
            let what = format!("{path} as {role}: {code:?} {reason}");
            if service == "EnrolmentService" {
                // By TCP alone; but the role is looked at first, and all of these have one.
                assert_eq!(code, Code::Unimplemented, "{what}");
                continue;
            }
            let refused = (code, reason.as_str()) == (Code::PermissionDenied, "ROLE_MAY_NOT");
            assert_eq!(refused, !may(method).contains(role), "{what}");
            assert!(!matches!(code, Code::Unauthenticated | Code::Unimplemented | Code::Internal), "{what}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_no_role_gets_nothing() {
    if !other_user::possible() {
        return;
    }
    let branch = Branch::open("").await;
    branch.open_to_all();
    for (service, method) in methods() {
        let path = format!("/balie.v1.{service}/{method}");
        let said = other_user::call(20_001, &branch.socket(), &path, 0).await;
        let expected = if method == "Enrol" { "Unimplemented " } else { "PermissionDenied NO_ROLE" };
        assert_eq!(said, expected, "{path}");
    }
    let health = other_user::call(20_001, &branch.socket(), "/grpc.health.v1.Health/Check", 0).await;
    assert_eq!(health, "Ok OK");
}
