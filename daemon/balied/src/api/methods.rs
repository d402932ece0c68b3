//! Every method there is: who may call it, and how much may be sent with it.

use super::strict::{Expected, expected};
use crate::hub::PAGE_MAX;
use balie_registration::Role;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Before each message on the wire: whether it is compressed, and its length.
pub const PREFIX: usize = 5;

/// Largest request that only asks, in bytes.
const QUESTION: usize = 64 * 1024;
/// Largest request that brings what a clerk typed, in bytes.
const COMMAND: usize = 256 * 1024;
/// Largest request for a certificate, in bytes. Whoever sends it has not proved who he is.
const ENROLMENT: usize = 16 * 1024;
/// Largest piece of a file, in bytes; no message is larger.
pub const PIECE: usize = 1024 * 1024;
/// Bytes that an answer takes up which lists or draws something, until it is taken.
const ANSWER: usize = 1024 * 1024;
/// Largest file with what is around its pieces, in bytes.
const FILE: usize = PAGE_MAX + 4 * PIECE;

/// Who may call a method.
#[derive(Clone, Copy)]
pub enum Who {
    /// Whoever has a connection, also without a role.
    Anybody,
    /// Whoever has one of the roles for which this is true.
    Role(fn(Role) -> bool),
}

/// A method.
pub struct Method {
    /// Who may call it.
    pub who: Who,
    /// Largest message, in bytes.
    pub message_max: usize,
    /// Most bytes of all messages together.
    pub whole_max: usize,
    /// Whether it takes several messages.
    pub streamed: bool,
    /// Whether it may stay open for as long as its caller likes.
    pub stays_open: bool,
    /// Bytes that the answer takes up until it is taken, besides what every call does.
    pub answer: usize,
    /// What a message looks like; none for a method that is not of Balie, whose messages are not looked at.
    pub expected: Option<Expected>,
}

/// The method of this path; none when there is no such method.
pub fn method(path: &str) -> Option<&'static Method> {
    METHODS.get(path)
}

fn any(_: Role) -> bool {
    true
}

fn follows_for_the_organisation(role: Role) -> bool {
    matches!(role, Role::Central | Role::BranchAdmin)
}

const READER: Who = Who::Role(Role::may_read);
const CLERK: Who = Who::Role(Role::may_register);
const ADMINISTRATOR: Who = Who::Role(Role::may_administer);
const ANY_ROLE: Who = Who::Role(any);
const CENTRAL: Who = Who::Role(follows_for_the_organisation);

type Row = (&'static str, Who, usize);

/// Path, who may, largest message. A method that is not here does not exist for anybody.
const TABLE: &[Row] = &[
    ("/balie.v1.RegistrationService/CreateRegistration", CLERK, COMMAND),
    ("/balie.v1.RegistrationService/GetRegistration", READER, QUESTION),
    ("/balie.v1.RegistrationService/ListRegistrations", READER, QUESTION),
    ("/balie.v1.RegistrationService/ApplyCommand", CLERK, COMMAND),
    ("/balie.v1.RegistrationService/WatchRegistration", READER, QUESTION),
    ("/balie.v1.RegistrationService/EraseRegistration", ADMINISTRATOR, QUESTION),
    ("/balie.v1.RegistrationService/ListAuditEntries", READER, QUESTION),
    ("/balie.v1.CatalogueService/GetCatalogue", READER, QUESTION),
    ("/balie.v1.CatalogueService/ListSubscriptionOptions", READER, QUESTION),
    ("/balie.v1.DeviceService/ListDevices", ANY_ROLE, QUESTION),
    ("/balie.v1.DeviceService/WatchDevices", ANY_ROLE, QUESTION),
    ("/balie.v1.DeviceService/ListDiscoveredDevices", ANY_ROLE, QUESTION),
    ("/balie.v1.DeviceService/ClaimScanner", CLERK, QUESTION),
    ("/balie.v1.DeviceService/RetainScanner", CLERK, QUESTION),
    ("/balie.v1.DeviceService/PrintTestCard", ADMINISTRATOR, QUESTION),
    ("/balie.v1.DeviceService/ResetDevice", ADMINISTRATOR, QUESTION),
    ("/balie.v1.JobService/GetJob", READER, QUESTION),
    ("/balie.v1.JobService/ListJobs", READER, QUESTION),
    ("/balie.v1.JobService/WatchJob", READER, QUESTION),
    ("/balie.v1.JobService/CancelJob", CLERK, QUESTION),
    ("/balie.v1.DocumentService/RenderPass", READER, QUESTION),
    ("/balie.v1.DocumentService/RenderMandateForm", READER, QUESTION),
    ("/balie.v1.DocumentService/PrintMandateForm", CLERK, QUESTION),
    ("/balie.v1.DocumentService/UploadMandatePage", CLERK, PIECE),
    ("/balie.v1.DocumentService/ScanMandatePage", CLERK, QUESTION),
    ("/balie.v1.DocumentService/WatchMandateScan", CLERK, QUESTION),
    ("/balie.v1.DocumentService/DownloadMandatePage", READER, QUESTION),
    ("/balie.v1.BranchService/GetBranch", ANY_ROLE, QUESTION),
    ("/balie.v1.BranchService/GetCaller", ANY_ROLE, QUESTION),
    ("/balie.v1.BranchService/LookUpAddress", READER, QUESTION),
    ("/balie.v1.BranchService/ListChanges", READER, QUESTION),
    ("/balie.v1.BranchService/WatchChanges", READER, QUESTION),
    ("/balie.v1.BranchService/AcknowledgeChanges", CENTRAL, QUESTION),
    ("/balie.v1.BranchService/ForgetReader", ADMINISTRATOR, QUESTION),
    ("/balie.v1.BranchService/SummarizeRegistrations", READER, QUESTION),
    ("/balie.v1.EnrolmentService/Enrol", Who::Anybody, ENROLMENT),
    ("/balie.v1.EnrolmentService/RenewCertificate", ANY_ROLE, ENROLMENT),
    ("/grpc.health.v1.Health/Check", Who::Anybody, ENROLMENT),
    (HEALTH_WATCH, Who::Anybody, ENROLMENT),
    (REFLECTION, Who::Anybody, ENROLMENT),
];

/// Reflection takes several messages, as does what a file comes with.
pub const REFLECTION: &str = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
/// Tells whether the daemon is well for as long as somebody listens.
pub const HEALTH_WATCH: &str = "/grpc.health.v1.Health/Watch";

/// The methods whose answer may be large: they list, sum up or draw.
const AT_LENGTH: [&str; 7] = [
    "/balie.v1.RegistrationService/ListRegistrations",
    "/balie.v1.RegistrationService/ListAuditEntries",
    "/balie.v1.JobService/ListJobs",
    "/balie.v1.DocumentService/RenderPass",
    "/balie.v1.DocumentService/RenderMandateForm",
    "/balie.v1.BranchService/ListChanges",
    "/balie.v1.BranchService/SummarizeRegistrations",
];

static METHODS: LazyLock<HashMap<&'static str, Method>> = LazyLock::new(|| {
    let mut messages = expected();
    let method = |&(path, who, message_max): &Row| {
        let expected = messages.remove(path);
        let streamed = path == REFLECTION || expected.as_ref().is_some_and(|expected| expected.streamed);
        let whole_max = if streamed { FILE } else { PREFIX + message_max };
        let stays_open = [REFLECTION, HEALTH_WATCH].contains(&path)
            || expected.as_ref().is_some_and(|expected| expected.answers_streamed);
        let answer = if AT_LENGTH.contains(&path) { ANSWER } else { 0 };
        (path, Method { who, message_max, whole_max, streamed, stays_open, answer, expected })
    };
    TABLE.iter().map(method).collect()
});

/// The path of every method.
#[cfg(test)]
pub fn paths() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(path, ..)| *path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost_reflect::DescriptorPool;
    use std::collections::BTreeSet;

    #[test]
    fn every_method_has_a_row_and_every_row_a_method() {
        let sets = [
            balie_proto::v1::FILE_DESCRIPTOR_SET,
            tonic_health::pb::FILE_DESCRIPTOR_SET,
            tonic_reflection::pb::v1::FILE_DESCRIPTOR_SET,
        ];
        let mut there = BTreeSet::new();
        for set in sets {
            let pool = DescriptorPool::decode(set).unwrap();
            for service in pool.services() {
                let path = |name: &str| format!("/{}/{name}", service.full_name());
                for found in service.methods() {
                    let path = path(found.name());
                    let row = method(&path).unwrap_or_else(|| panic!("{path} has no row"));
                    assert_eq!(row.streamed, found.is_client_streaming(), "{path}");
                    assert_eq!(row.stays_open, found.is_server_streaming(), "{path}");
                    assert_eq!(row.expected.is_some(), path.starts_with("/balie.v1."), "{path}");
                    there.insert(path);
                }
            }
        }
        let rows: BTreeSet<_> = TABLE.iter().map(|(path, ..)| (*path).to_owned()).collect();
        assert_eq!(rows.len(), TABLE.len(), "a method has two rows");
        assert_eq!(rows, there);
        assert!(AT_LENGTH.iter().all(|path| method(path).is_some_and(|method| method.answer > 0)));
    }

    #[test]
    fn who_is_nobody_may_enrol_and_see_that_the_daemon_is_well_and_nothing_else() {
        let open: Vec<_> = TABLE.iter().filter(|(_, who, _)| matches!(who, Who::Anybody)).collect();
        let paths: Vec<_> = open.iter().map(|(path, ..)| *path).collect();
        assert_eq!(
            paths,
            [
                "/balie.v1.EnrolmentService/Enrol",
                "/grpc.health.v1.Health/Check",
                "/grpc.health.v1.Health/Watch",
                REFLECTION
            ]
        );
        assert!(open.iter().all(|(_, _, most)| *most <= 16 * 1024));
    }
}
