//! `balie status`: whether the branch is well, in one look.

use super::devices;
use crate::context::{Context, Outcome};
use crate::failure::Failure;
use crate::terminal::{align_right, columns};
use crate::text::{Lang, lists, status as text};
use crate::view;
use balie_client::v1::{
    Device, DeviceState, GetBranchResponse, JobState, ListJobsRequest, RegistrationFilter,
    login_account::State as Account,
};
use balie_client::{ClientError, Code};
use serde_json::json;

/// Registrations counted at most.
const MANY: usize = 1000;

/// What there is to do; none of it for a role that may not read registrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Work {
    open: usize,
    unknown_prints: usize,
    lapsed_accounts: usize,
}

pub(super) async fn run(context: &mut Context<'_>) -> Outcome {
    let branch = context.client.branch.get().await?;
    let devices = context.client.devices.list().await?;
    let work = work(context).await?;
    let wrong = wrong(context.lang, &devices, work);
    context.result(
        || {
            json!({
                "branch": view::branch(&branch),
                "devices": devices.iter().map(view::device).collect::<Vec<_>>(),
                "open_registrations": work.map(|work| work.open),
                "unknown_prints": work.map(|work| work.unknown_prints),
                "lapsed_accounts": work.map(|work| work.lapsed_accounts),
                "well": wrong.is_empty(),
            })
        },
        |lang| lines(lang, &branch, &devices, work),
    );
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Device { message: wrong.join("; ") }) }
}

async fn work(context: &Context<'_>) -> Result<Option<Work>, Failure> {
    let client = &context.client;
    let counted = async {
        let count =
            async |filter| Ok::<_, ClientError>(client.registrations.list_up_to(filter, MANY).await?.len());
        let unknown =
            ListJobsRequest { states: vec![JobState::Unknown.into()], page_size: 1000, ..Default::default() };
        Ok::<_, ClientError>(Work {
            open: count(RegistrationFilter { open_only: true, ..Default::default() }).await?,
            unknown_prints: client.jobs.list(unknown).await?.jobs.len(),
            lapsed_accounts: count(RegistrationFilter {
                account_state: Account::Lapsed.into(),
                ..Default::default()
            })
            .await?,
        })
    };
    match counted.await {
        Ok(work) => Ok(Some(work)),
        Err(ClientError::Refused(refusal)) if refusal.code == Code::PermissionDenied => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What needs a person now: devices that do not work, and prints of which nobody said what came out.
fn wrong(lang: Lang, devices: &[Device], work: Option<Work>) -> Vec<String> {
    let ill = |device: &&Device| {
        matches!(device.state(), DeviceState::Absent | DeviceState::Attention | DeviceState::Faulted)
    };
    let mut wrong: Vec<_> =
        devices.iter().filter(ill).map(|device| text::device(lang, &device.display_name)).collect();
    if let Some(count) = work.map(|work| work.unknown_prints).filter(|count| *count > 0) {
        wrong.push(text::unknown_prints(lang, count));
    }
    wrong
}

fn lines(lang: Lang, branch: &GetBranchResponse, devices: &[Device], work: Option<Work>) -> Vec<String> {
    let mut lines = vec![
        lists::branch(lang, &branch.number, &branch.display_name),
        lists::version(lang, &branch.version),
    ];
    lines.push(String::new());
    lines.extend(devices::entries(lang, devices));
    if let Some(work) = work {
        let count = |count: usize| if count < MANY { count.to_string() } else { format!("{MANY}+") };
        let mut rows = [
            vec![text::open(lang).to_owned(), count(work.open)],
            vec![text::prints(lang).to_owned(), count(work.unknown_prints)],
            vec![text::lapsed(lang).to_owned(), count(work.lapsed_accounts)],
        ];
        align_right(&mut rows, 1);
        lines.push(String::new());
        lines.extend(columns(&rows));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(state: DeviceState) -> Device {
        Device { display_name: "scanner".into(), state: state.into(), ..Default::default() }
    }

    #[test]
    fn what_works_or_is_at_work_is_well() {
        let well =
            [DeviceState::Ready, DeviceState::Busy, DeviceState::Starting, DeviceState::WaitingForCard];
        assert!(wrong(Lang::Dutch, &well.map(device), None).is_empty());
        let ill = [DeviceState::Absent, DeviceState::Attention, DeviceState::Faulted];
        assert_eq!(wrong(Lang::Dutch, &ill.map(device), None).len(), 3);
    }

    #[test]
    fn a_print_that_nobody_judged_needs_a_person() {
        let work = |unknown_prints| Some(Work { open: 3, unknown_prints, lapsed_accounts: 1 });
        assert!(wrong(Lang::Dutch, &[], work(0)).is_empty());
        assert_eq!(wrong(Lang::Dutch, &[], work(2)), ["2 prints met onbekende uitkomst"]);
    }
}
