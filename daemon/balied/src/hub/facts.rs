//! Bringing the facts of a decision together, inside its transaction.

use super::records::{DUPLICATES, kept_iban, registration as read_registration};
use super::{Caller, Hub, HubError};
use balie_registration::machine::{
    Candidate, Command, Facts, JobId, PassUsage, Person, PersonKind, Registration, Step, local_date,
};
use balie_registration::scan::{Scanned, classify};
use balie_registration::values::{Iban, MandateReference, PatronNumber, search_key, similar};
use balie_store::{DuplicateQuery, Reader, WriteTx};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Sequences that fit in a mandate reference: five digits, of which 0 is not used.
const MANDATE_SEQUENCES: u64 = 99_999;

/// Everything the command needs to be judged.
pub async fn gather<'a>(
    hub: &'a Hub,
    tx: &mut WriteTx,
    caller: &Caller,
    registration: &Registration,
    command: &Command,
    now: DateTime<Utc>,
) -> Result<Facts<'a>, HubError> {
    let mut facts = Facts {
        now,
        policy: hub.policy(),
        catalogue: hub.catalogue(),
        role: caller.role,
        pass_usage: None,
        candidates: Vec::new(),
        gone_account: None,
        job: JobId(Uuid::now_v7()),
        patron_number: None,
        no_glyphs: Vec::new(),
        mandate_reference: None,
    };
    match command {
        Command::AssignPass(input) | Command::ReplacePass(input) => {
            facts.pass_usage = Some(usage(hub, tx, &registration.id, &input.code).await?);
        }
        Command::ChoosePerson(_) => facts.candidates = around(tx, registration, None).await?,
        Command::EnterDetails(input) => {
            facts.candidates = around(tx, registration, Iban::parse(&input.iban).ok()).await?;
        }
        Command::ChooseSubscription(_) => facts.candidates = around(tx, registration, None).await?,
        Command::Save => {
            facts.candidates = around(tx, registration, None).await?;
            let numbers = hub.parts.numbers;
            let number = tx.next_counter("patron", numbers.first.into(), numbers.last.into()).await?;
            facts.patron_number =
                u32::try_from(number).ok().and_then(|number| PatronNumber::new(number).ok());
        }
        Command::EnterMandate(_) => {
            let today = local_date(now);
            // One counter for all days, which a restore moves on: a counter of the day would begin anew when
            // the backup is of an earlier day.
            let issued = tx.next_counter("mandate", 1, u64::MAX >> 1).await?;
            let sequence = u32::try_from((issued - 1) % MANDATE_SEQUENCES + 1).unwrap_or_default();
            facts.mandate_reference = MandateReference::issue(hub.policy().branch, today, sequence).ok();
        }
        _ => {}
    }
    Ok(facts)
}

async fn usage(hub: &Hub, tx: &mut WriteTx, own: &Uuid, code: &str) -> Result<PassUsage, HubError> {
    let policy = hub.policy();
    let (Scanned::OwnPass(number) | Scanned::OtherBranchPass(number)) = classify(code, None, &policy.branch)
    else {
        // Not a pass: the heart says so before it looks at the usage.
        return Ok(PassUsage::Free);
    };
    let number = number.to_string();
    if tx.read().pass_is_spent(&number).await? {
        return Ok(PassUsage::Spent);
    }
    Ok(match tx.read().registration_by_pass(&number).await? {
        Some(holder) if holder.id != own.to_string() => match holder.content.step == Step::Cancelled.name() {
            true => PassUsage::Spent,
            false => PassUsage::InUse { place: format!("{} {}", policy.branch, policy.branch_name) },
        },
        _ => PassUsage::Free,
    })
}

async fn around(
    tx: &mut WriteTx,
    registration: &Registration,
    iban: Option<Iban>,
) -> Result<Vec<Candidate>, HubError> {
    let state = &registration.state;
    let Some(person) = state.person() else { return Ok(Vec::new()) };
    let iban =
        iban.or_else(|| state.patron().and_then(|patron| patron.details.iban)).or_else(|| kept_iban(state));
    let earlier = state.identity().and_then(|identity| identity.earlier.as_ref());
    let earlier = earlier.map(|earlier| earlier.registration);
    candidates(&mut tx.read(), person, iban.as_ref(), registration.id, earlier).await
}

/// Registrations that share the birth date, e-mail address or IBAN, and the earlier one of the same patron.
pub async fn candidates(
    reader: &mut Reader<'_>,
    person: &Person,
    iban: Option<&Iban>,
    own: Uuid,
    earlier: Option<Uuid>,
) -> Result<Vec<Candidate>, HubError> {
    let institution = person.kind == PersonKind::Institution;
    let wanted = DuplicateQuery {
        except: Some(own.to_string()),
        except_step: Some(Step::Cancelled.name().to_owned()),
        // All institutions have the same birth date (manual, "School/Instelling/Tehuizen").
        birth_date: (!institution).then(|| person.birth_date.last_day()),
        surname_key: Some(search_key(person.name.surname())),
        email_key: person.email.as_ref().map(|email| email.normalised()),
        iban_key: iban.map(|iban| iban.electronic().to_owned()),
    };
    let alike = |key: &str| similar(person.name.surname(), key);
    let mut records: Vec<_> = reader
        .duplicates(&wanted, alike, DUPLICATES)
        .await?
        .into_iter()
        .map(|candidate| candidate.registration)
        .collect();
    if let Some(earlier) = earlier.map(|id| id.to_string())
        && !records.iter().any(|record| record.id == earlier)
    {
        records.extend(reader.registration(&earlier).await?);
    }
    let found = records.iter().map(candidate).collect::<Result<Vec<_>, _>>()?;
    Ok(found.into_iter().flatten().filter(|candidate| candidate.step != Step::Cancelled).collect())
}

fn candidate(record: &balie_store::Registration) -> Result<Option<Candidate>, HubError> {
    let registration = read_registration(record)?;
    let state = &registration.state;
    let Some(person) = state.person() else { return Ok(None) };
    Ok(Some(Candidate {
        registration: registration.id,
        surname: person.name.surname().to_owned(),
        full_name: person.name.full(),
        birth_date: person.birth_date,
        email: person.email.clone(),
        iban: state.patron().and_then(|patron| patron.details.iban),
        pass: state.pass().map(|pass| pass.number),
        patron_number: state.enrolment().map(|saved| saved.patron_number),
        subscription: state.choice().map(|choice| choice.code.clone()),
        step: state.step(),
    }))
}
