//! A branch where everything is asked twice, in Dutch and in English, and looked at before and after.

use super::raw;
use balie_client::v1::{self, Registration};
use balie_client::{Client, Command, Language, RequestId};
use balie_journeys::{Branch, apply, example_person, pass_number};
use prost::Message;
use tonic::Code;
use tonic::transport::Channel;
use tonic_types::StatusExt;

/// A running branch with a client.
pub struct Desk {
    pub branch: Branch,
    pub client: Client,
    channel: Channel,
}

/// A refusal, as it is expected in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Refusal<'a> {
    pub code: Code,
    /// `ErrorInfo.reason`.
    pub reason: &'a str,
    /// `BadRequest`: field and reason of each violation, in order.
    pub fields: &'a [(&'a str, &'a str)],
    /// What is said, in Dutch and in English: of the only field when there is one, else of the whole.
    pub words: [&'a str; 2],
}

impl<'a> Refusal<'a> {
    /// One field that does not hold.
    pub fn field(field: &'a (&'a str, &'a str), words: [&'a str; 2]) -> Self {
        Self { code: Code::InvalidArgument, reason: field.1, fields: std::slice::from_ref(field), words }
    }
}

/// Everything that a refusal must leave as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    registration: Option<Registration>,
    /// The last change of the branch.
    last: u64,
}

impl Desk {
    pub async fn open(extra: &str) -> Self {
        Self::at(Branch::open(extra).await).await
    }

    pub async fn at(branch: Branch) -> Self {
        let client = branch.client("balie-1").await;
        let channel = raw::channel(branch.socket()).await;
        Self { branch, client, channel }
    }

    /// A draft with a pass and the example patron kept half-way.
    pub async fn draft(&self, serial: u32) -> Registration {
        let pass = v1::AssignPass { code: pass_number(serial), confirm_other_branch: false };
        let now = self.client.registrations.create(Some(pass)).await.expect("a free pass");
        let person = v1::Person { email: String::new(), ..example_person() };
        apply(&self.client, &now, Command::KeepPerson(v1::KeepPerson { person: Some(person) })).await
    }

    /// How things stand now.
    pub async fn standing(&self, name: Option<&str>) -> Standing {
        let registration = match name {
            Some(name) => Some(self.client.registrations.get(name).await.expect("it is there")),
            None => None,
        };
        let changes = self.client.branch.changes(0, 1000, "").await.expect("the feed").changes;
        Standing { registration, last: changes.iter().map(|change| change.number).max().unwrap_or_default() }
    }

    /// Calls a method with these bytes, which is refused in both languages.
    pub async fn refuses(&self, method: &str, message: &[u8], expected: Refusal<'_>) {
        for (language, words) in Language::ALL.into_iter().zip(expected.words) {
            let what = format!("{method} {} {}", expected.reason, language.tag());
            let answer = raw::call(&self.channel, language, method, message.to_vec()).await;
            let status = answer.expect_err(&what);
            let details = status.get_error_details();
            let info = details.error_info().unwrap_or_else(|| panic!("{what}: {status:?}"));
            assert_eq!(
                (status.code(), info.reason.as_str(), info.domain.as_str()),
                (expected.code, expected.reason, "balie.v1"),
                "{what}: {status:?}"
            );
            let whole = details.localized_message().expect("a sentence");
            assert_eq!(whole.locale, language.tag(), "{what}");
            let violations =
                details.bad_request().map(|bad| bad.field_violations.as_slice()).unwrap_or_default();
            let fields: Vec<_> =
                violations.iter().map(|field| (field.field.as_str(), field.reason.as_str())).collect();
            assert_eq!(fields, expected.fields, "{what}");
            let mut said = whole.message.as_str();
            for violation in violations {
                let sentence = violation.localized_message.as_ref().expect("a sentence for each field");
                assert_eq!(sentence.locale, language.tag(), "{what}");
                assert!(!sentence.message.is_empty(), "{what}");
                if violations.len() == 1 {
                    said = &sentence.message;
                }
            }
            assert!(said.contains(words), "{what}: {said:?} lacks {words:?}");
        }
    }

    /// A command is refused in both languages, and changes nothing.
    pub async fn refuses_command(&self, now: &Registration, command: Command, expected: Refusal<'_>) {
        let before = self.standing(Some(&now.name)).await;
        self.refuses("RegistrationService/ApplyCommand", &request(now, command), expected).await;
        assert_eq!(self.standing(Some(&now.name)).await, before, "{expected:?}");
    }

    /// The command line refuses in both languages with this exit code and these words, and nothing changes.
    pub async fn balie_refuses(&self, of: Option<&str>, arguments: &[&str], code: i32, words: [&[&str]; 2]) {
        let before = self.standing(of).await;
        for (language, words) in Language::ALL.into_iter().zip(words) {
            self.branch.balie(language.tag(), arguments).await.refused(code, words);
        }
        assert_eq!(self.standing(of).await, before, "{arguments:?}");
    }
}

/// The bytes of `ApplyCommandRequest`.
pub fn request(now: &Registration, command: Command) -> Vec<u8> {
    let request = v1::ApplyCommandRequest {
        name: now.name.clone(),
        etag: now.etag.clone(),
        request_id: RequestId::new().to_string(),
        command: Some(v1::Command { command: Some(command) }),
        validate_only: false,
    };
    request.encode_to_vec()
}
