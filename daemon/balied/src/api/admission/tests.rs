use super::*;
use crate::api::methods::{HEALTH_WATCH, REFLECTION, paths};
use crate::hub::Caller;
use crate::tcp::{Station, Why};
use balie_registration::Role;
use futures_util::FutureExt as _;
use http_body_util::StreamBody;
use prost::bytes::Bytes;
use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use tonic::Code;

const ROLES: [Role; 5] = [Role::Counter, Role::Education, Role::BranchAdmin, Role::Central, Role::Monitoring];

fn station(role: Role) -> Peer {
    Peer::Station(Arc::new(Station {
        name: "balie-1".to_owned(),
        role,
        identity: None,
        not_after: chrono::DateTime::UNIX_EPOCH,
    }))
}

/// A body that tells when it is asked for something, and has nothing to give.
fn tell_tale(asked: &Arc<AtomicUsize>) -> Body {
    let asked = Arc::clone(asked);
    Body::new(StreamBody::new(futures_util::stream::poll_fn(move |_| {
        asked.fetch_add(1, Ordering::Relaxed);
        Poll::<Option<Result<http_body::Frame<Bytes>, Status>>>::Pending
    })))
}

/// What becomes of a call: whether the server behind got it, and with what code it was refused; and how often something
/// of its body was asked for before the server behind did.
fn call(admission: &Admission, path: &str, peer: Option<Peer>) -> (Result<bool, Code>, usize) {
    let asked = Arc::default();
    let mut request = http::Request::new(tell_tale(&asked));
    *request.uri_mut() = format!("http://localhost{path}").parse().unwrap();
    if let Some(peer) = peer {
        request.extensions_mut().insert(peer);
    }
    let behind = tower::service_fn(|request: http::Request<Body>| async move {
        let caller = request.extensions().get::<Caller>().is_some();
        Ok::<_, Infallible>(
            http::Response::builder().header("caller", caller.to_string()).body(Body::empty()).unwrap(),
        )
    });
    let answer = admission.layer(behind).call(request).now_or_never().expect("at once").unwrap();
    let header = |name| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let outcome = match header("grpc-status") {
        Some(code) => Err(Code::from_bytes(code.as_bytes())),
        None => Ok(header("caller").as_deref() == Some("true")),
    };
    (outcome, asked.load(Ordering::Relaxed))
}

#[test]
fn the_table_is_kept_before_a_byte_of_the_body_is_asked_for() {
    let admission = Admission::new(Arc::new(Access::new(Vec::new())));
    let mut refused = 0;
    for path in paths() {
        let who = method(path).unwrap().who;
        for role in ROLES {
            let expected = match who {
                Who::Anybody => Ok(false),
                Who::Role(may) if may(role) => Ok(true),
                Who::Role(_) => Err(Code::PermissionDenied),
            };
            assert_eq!(call(&admission, path, Some(station(role))), (expected, 0), "{path} as {role:?}");
            refused += usize::from(expected.is_err());
        }
        let address = "10.0.0.1".parse().unwrap();
        let stranger = Peer::Stranger { address, why: Why::NoCertificate };
        let expected = match who {
            Who::Anybody => Ok(false),
            Who::Role(_) => Err(Code::Unauthenticated),
        };
        assert_eq!(call(&admission, path, Some(stranger)), (expected, 0), "{path} as a stranger");
        assert_eq!(call(&admission, path, None), (Err(Code::Unauthenticated), 0), "{path} as nobody");
    }
    assert!(refused > 30, "{refused}");
}

#[tokio::test]
async fn what_anybody_may_hold_open_has_an_end() {
    let admission = Admission::new(Arc::new(Access::new(Vec::new())));
    let open = async |last: u8| {
        let address = [10, 0, 0, last].into();
        let mut request = http::Request::new(tell_tale(&Arc::default()));
        let path = if last.is_multiple_of(2) { REFLECTION } else { HEALTH_WATCH };
        *request.uri_mut() = path.parse().unwrap();
        request.extensions_mut().insert(Peer::Stranger { address, why: Why::NoCertificate });
        admission.admit(request).await.map_err(|status| status.code())
    };
    let mut held = Vec::new();
    for last in 0..4 {
        for _ in 0..4 {
            held.push(open(last).await.unwrap());
        }
        assert_eq!(open(last).await.err(), Some(Code::ResourceExhausted), "of one");
    }
    assert_eq!(open(9).await.err(), Some(Code::ResourceExhausted), "of all");
    held.pop();
    assert!(open(9).await.is_ok());
}

#[test]
fn what_there_is_not_is_left_to_the_server_behind_without_a_body() {
    let admission = Admission::new(Arc::new(Access::new(Vec::new())));
    for path in ["/", "/balie.v1.NoService/NoMethod", "/balie.v1.BranchService/GetBranch/"] {
        assert_eq!(call(&admission, path, None), (Ok(false), 0), "{path}");
    }
}

/// Until the caller has taken it, and not only until it is made.
#[tokio::test]
async fn an_answer_takes_up_its_share_until_it_is_taken() {
    let admission = Admission::new(Arc::new(Access::new(Vec::new())));
    let list = async || {
        let mut request = http::Request::new(Body::empty());
        *request.uri_mut() = "/balie.v1.RegistrationService/ListRegistrations".parse().unwrap();
        request.extensions_mut().insert(station(Role::Central));
        let behind = tower::service_fn(async |_: http::Request<Body>| {
            Ok::<_, Infallible>(http::Response::new(tell_tale(&Arc::default())))
        });
        let answer = admission.layer(behind).call(request).await.unwrap();
        match answer.headers().contains_key("grpc-status") {
            true => None,
            false => Some(answer),
        }
    };
    let mut held = Vec::new();
    while let Some(answer) = list().await {
        held.push(answer);
        assert!(held.len() < 100, "there is no end");
    }
    assert_eq!(held.len(), 7, "of 1 MiB each");
    held.pop();
    assert!(list().await.is_some());
}
