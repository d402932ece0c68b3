//! Who may be the same patron, among many who only share a date, an address or a past.

use crate::retention::branch::{Branch, by, person, request};
use balie_registration::Role;
use balie_registration::machine::{Command, PersonInput, PersonKind};
use balie_registration::values::PassNumber;
use balied::hub::Name;
use uuid::Uuid;

/// Institutions and others that are enrolled before the patron comes back.
const MANY: u32 = 60;

/// The pass of branch 9401 with this serial.
fn pass(serial: u32) -> String {
    let numbers = (0..10).map(|digit| format!("29401{serial:08}{digit}"));
    numbers.into_iter().find(|number| PassNumber::parse(number).is_ok()).expect("one digit fits")
}

async fn entered(branch: &Branch, serial: u32, person: PersonInput) -> Uuid {
    let id = branch.draft(&pass(serial)).await.stored.registration.id;
    branch.does(id, Command::EnterPerson(Box::new(person))).await;
    id
}

async fn offered(branch: &Branch, id: Uuid) -> Vec<Uuid> {
    let stored = branch.hub.look(&Name::Id(id)).await.unwrap();
    stored.duplicates.iter().map(|(found, _)| found.registration).collect()
}

#[tokio::test]
async fn a_patron_is_found_behind_more_institutions_and_cancelled_ones_than_are_looked_at() {
    let branch = Branch::open().await;
    let born_with_them = || PersonInput { birth_date: "01-01-1980".to_owned(), ..person() };
    let patron = entered(&branch, 1, born_with_them()).await;
    for number in 2..MANY {
        let school = PersonInput {
            kind: Some(PersonKind::Institution),
            initials: String::new(),
            surname: format!("Obs De Eshof {number}"),
            birth_date: String::new(),
            contact_person: "D. de Vries".to_owned(),
            ..person()
        };
        entered(&branch, number, school).await;
        let gone = entered(&branch, MANY + number, born_with_them()).await;
        let cancel = Command::Cancel { reason: "vergissing".to_owned(), pass_returned: false };
        branch.hub.apply(&by(Role::Counter), gone, cancel, request()).await.unwrap();
    }
    let again = PersonInput { surname: "Zwaardemaeker".to_owned(), ..born_with_them() };
    let again = entered(&branch, 2 * MANY, again).await;
    assert_eq!(offered(&branch, again).await, [patron]);
    // A family that shares an address of mail has no place for somebody else either.
    let mail = "familie@voorbeeld.nl".to_owned();
    for number in 0..MANY {
        let child = PersonInput {
            surname: "Jansen".to_owned(),
            birth_date: format!("01-02-{}", 1920 + number),
            email: mail.clone(),
            ..person()
        };
        entered(&branch, 3 * MANY + number, child).await;
    }
    let again = PersonInput { email: mail, ..born_with_them() };
    let again = entered(&branch, 5 * MANY, again).await;
    assert!(offered(&branch, again).await.contains(&patron));
}
