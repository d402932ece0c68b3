//! Who is at the other end, and in which role: on the socket by peer credentials, on TCP by certificate.

use super::status::refused;
use super::users::{SystemUser, Users};
use crate::hub::Caller;
use crate::listen::LocalPeer;
use crate::tcp::{Peer, Why};
use balie_registration::{Lang, Role};
use nix::unistd::Uid;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use tonic::codegen::http::{Extensions, HeaderMap};
use tonic::{Code, Request, Status};

/// Metadata key by which a client names its station.
const STATION: &str = "x-balie-station";
/// Longest name of a station.
const STATION_MAX: usize = 64;
/// The one method that may be called by TCP without a certificate. Everything else is closed.
const OPEN: &str = "/balie.v1.EnrolmentService/Enrol";

/// One rule: this user, or the members of this group, have this role. The first rule that fits wins.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessRule {
    /// Role.
    pub role: RoleName,
    /// User name or number.
    #[serde(default)]
    pub user: Option<String>,
    /// Group name or number.
    #[serde(default)]
    pub group: Option<String>,
}

/// Name of a role in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each is the role of the same name")]
pub enum RoleName {
    Counter,
    Education,
    BranchAdmin,
    Central,
    Monitoring,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Counter => Self::Counter,
            RoleName::Education => Self::Education,
            RoleName::BranchAdmin => Self::BranchAdmin,
            RoleName::Central => Self::Central,
            RoleName::Monitoring => Self::Monitoring,
        }
    }
}

impl std::fmt::Display for RoleName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(Role::from(*self).name())
    }
}

/// Rules of access, in order.
pub type AccessRules = Vec<AccessRule>;

/// Decides on roles: on TCP the certificate names station and role; on the unix socket the rules go by the credentials
/// of the peer, which the kernel vouches for.
#[derive(Debug)]
pub struct Access {
    rules: AccessRules,
    own: Uid,
    users: Users,
}

impl Access {
    /// These rules. Whoever runs the daemon, and root, are branch administrators unless a rule says
    /// otherwise; everybody else needs a rule.
    pub fn new(rules: AccessRules) -> Self {
        Self { rules, own: Uid::effective(), users: Users::default() }
    }

    /// The caller of a request, as it was resolved when the request came in.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` where it was not.
    pub fn caller<T>(&self, request: &Request<T>) -> Result<Caller, Status> {
        request.extensions().get::<Caller>().cloned().ok_or_else(|| unproven(language(request)))
    }

    /// The caller of a request that comes in.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` without certificate or peer credentials, `PERMISSION_DENIED` without a role.
    pub async fn resolve(&self, extensions: &Extensions, headers: &HeaderMap) -> Result<Caller, Status> {
        let lang = language_of(headers);
        match extensions.get::<Peer>() {
            // What the caller says of his station counts on the socket alone.
            Some(Peer::Station(station)) => {
                let (user, station_name) = (station.name.clone(), station.name.clone());
                return Ok(Caller { user, role: station.role, station: station_name, lang });
            }
            Some(Peer::Stranger { why, .. }) => return Err(stranger(*why, lang)),
            None => {}
        }
        let LocalPeer { uid, gid, .. } = extensions.get::<LocalPeer>().ok_or_else(|| unproven(lang))?;
        let user = self.users.look_up(*uid, *gid).await;
        let name = &user.name;
        match self.role(*uid, &user) {
            Some(role) => {
                let station = station(headers).unwrap_or_else(|| name.clone());
                Ok(Caller { user: name.clone(), role, station, lang })
            }
            None => {
                let text = match lang {
                    Lang::Nl => format!("Gebruiker {name} heeft geen rol bij de balie. Vraag de beheerder."),
                    Lang::En => format!("User {name} has no role at this counter. Ask the administrator."),
                };
                Err(refused(Code::PermissionDenied, "NO_ROLE", &text, lang, HashMap::new()))
            }
        }
    }

    fn role(&self, uid: Uid, found: &SystemUser) -> Option<Role> {
        let fits = |rule: &&AccessRule| {
            let user = rule.user.as_ref().is_none_or(|user| *user == found.name || *user == uid.to_string());
            let group = rule.group.as_ref().is_none_or(|group| found.groups.iter().any(|own| own == group));
            (rule.user.is_some() || rule.group.is_some()) && user && group
        };
        if let Some(rule) = self.rules.iter().find(fits) {
            return Some(rule.role.into());
        }
        (uid == self.own || uid.is_root()).then_some(Role::BranchAdmin)
    }
}

/// Whether a method may be called by TCP without a certificate.
pub fn is_open(path: &str) -> bool {
    path == OPEN
}

/// Nothing says who calls.
pub fn unproven(lang: Lang) -> Status {
    let text = match lang {
        Lang::Nl => "De verbinding bewijst niet wie er belt.",
        Lang::En => "The connection does not prove who calls.",
    };
    refused(Code::Unauthenticated, "NO_CREDENTIALS", text, lang, HashMap::new())
}

/// The certificate does not say, or may no longer say, who calls.
pub fn stranger(why: Why, lang: Lang) -> Status {
    let (reason, nl, en) = match why {
        Why::NoCertificate => (
            "NO_CERTIFICATE",
            "Deze pc is nog niet aangemeld. Meld hem aan met een aanmeldcode van de beheerder.",
            "This PC is not enrolled yet. Enrol it with a code from the administrator.",
        ),
        Why::NotKnown => (
            "CERTIFICATE_UNKNOWN",
            "Het certificaat van deze pc geldt niet meer. Meld hem opnieuw aan met een aanmeldcode.",
            "The certificate of this PC is no longer valid. Enrol it again with a code.",
        ),
        Why::Revoked => (
            "STATION_REVOKED",
            "De toegang van deze pc is ingetrokken. Vraag de beheerder.",
            "Access of this PC was revoked. Ask the administrator.",
        ),
    };
    let text = match lang {
        Lang::Nl => nl,
        Lang::En => en,
    };
    refused(Code::Unauthenticated, reason, text, lang, HashMap::new())
}

/// The language of a request.
pub fn language<T>(request: &Request<T>) -> Lang {
    let header = request.metadata().get("accept-language").and_then(|value| value.to_str().ok());
    Lang::from_accept_language(header.unwrap_or_default())
}

/// The language of a request that was not taken apart yet.
pub fn language_of(headers: &HeaderMap) -> Lang {
    let header = headers.get("accept-language").and_then(|value| value.to_str().ok());
    Lang::from_accept_language(header.unwrap_or_default())
}

fn station(headers: &HeaderMap) -> Option<String> {
    let name = headers.get(STATION)?.to_str().ok()?.trim();
    let good = !name.is_empty() && name.len() <= STATION_MAX && name.chars().all(|c| c.is_ascii_graphic());
    good.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(role: RoleName, user: Option<&str>, group: Option<&str>) -> AccessRule {
        AccessRule { role, user: user.map(str::to_owned), group: group.map(str::to_owned) }
    }

    #[test]
    fn the_first_rule_that_fits_wins_and_strangers_have_no_role() {
        let own = Uid::effective();
        let stranger = Uid::from_raw(own.as_raw() + 54_321);
        let access = Access::new(vec![
            rule(RoleName::Counter, Some("mies"), None),
            rule(RoleName::Education, None, Some("54321")),
            rule(RoleName::Central, None, None),
        ]);
        let user =
            |name: &str, group: &str| SystemUser { name: name.to_owned(), groups: vec![group.to_owned()] };
        assert_eq!(access.role(stranger, &user("mies", "1")), Some(Role::Counter));
        assert_eq!(access.role(stranger, &user("no-such-user-here", "54321")), Some(Role::Education));
        // A rule that names nobody is for nobody.
        assert_eq!(access.role(stranger, &user("no-such-user-here", "54322")), None);
        assert_eq!(access.role(own, &user("no-such-user-here", "54322")), Some(Role::BranchAdmin));
    }
}
