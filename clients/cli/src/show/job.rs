//! A job in words.

use crate::text::{Lang, print, states};
use balie_client::sentence;
use balie_client::services::Jobs;
use balie_client::v1::{Job, JobState};

/// State and, where there are any, the reason and what helps.
pub(crate) fn outcome(lang: Lang, job: &Job) -> String {
    let state = states::job(lang, job.state());
    let reason = if says_more(state, &job.reason) { sentence(&job.reason) } else { String::new() };
    [state, &reason, &job.remedy].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Why a job ended as it did, as a sentence: its reason, or its state where it has none.
pub(crate) fn why(lang: Lang, job: &Job) -> String {
    let state = states::job(lang, job.state());
    if says_more(state, &job.reason) { sentence(&job.reason) } else { format!("{state}.") }
}

/// Whether a reason tells more than the state.
pub(crate) fn says_more(state: &str, reason: &str) -> bool {
    !reason.is_empty() && reason.trim_end_matches('.').to_lowercase() != state
}

/// What a job is doing now, in one line.
pub(crate) fn status(lang: Lang, job: &Job) -> String {
    match job.state() {
        JobState::Queued => print::position(lang, job.queue_position),
        JobState::Preparing | JobState::Started if !job.progress.is_empty() => {
            format!("{} · {}", states::job(lang, job.state()), job.progress)
        }
        _ => outcome(lang, job),
    }
}

/// What a job is doing, told once for each thing: a percentage that grows is no news.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    told: String,
}

impl Progress {
    /// What there is to tell of a job that has not ended; none when it was told already.
    pub(crate) fn news(&mut self, lang: Lang, job: &Job) -> Option<String> {
        let text = match job.state() {
            state if Jobs::has_ended(state) => return None,
            JobState::Queued if job.queue_position > 0 => print::position(lang, job.queue_position),
            _ => job.progress.split(" (").next().unwrap_or_default().to_owned(),
        };
        let is_news = !text.is_empty() && self.told != text;
        is_news.then(|| {
            self.told.clone_from(&text);
            text
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_not_told_twice() {
        let cancelled =
            Job { state: JobState::Cancelled.into(), reason: "Geannuleerd.".into(), ..Default::default() };
        assert_eq!(outcome(Lang::Dutch, &cancelled), "geannuleerd");
        assert_eq!(why(Lang::Dutch, &cancelled), "geannuleerd.");
        let failed = Job {
            state: JobState::Failed.into(),
            reason: "Geen lint.".into(),
            remedy: "Plaats een lint.".into(),
            ..Default::default()
        };
        assert_eq!(outcome(Lang::Dutch, &failed), "mislukt · Geen lint. · Plaats een lint.");
        assert_eq!(why(Lang::Dutch, &failed), "Geen lint.");
        let device = Job { reason: "Het lint is op".into(), ..failed };
        assert_eq!(outcome(Lang::Dutch, &device), "mislukt · Het lint is op. · Plaats een lint.");
        assert_eq!(why(Lang::Dutch, &device), "Het lint is op.");
    }

    #[test]
    fn each_thing_is_told_once() {
        let job = |state: JobState, progress: &str, queue_position| Job {
            state: state.into(),
            progress: progress.to_owned(),
            queue_position,
            ..Default::default()
        };
        let mut progress = Progress::default();
        let mut news = |job: &Job| progress.news(Lang::Dutch, job);
        assert!(news(&job(JobState::Queued, "", 2)).is_some_and(|text| text.contains('2')));
        assert_eq!(news(&job(JobState::Started, "Komt binnen (12 %)", 0)).as_deref(), Some("Komt binnen"));
        assert_eq!(news(&job(JobState::Started, "Komt binnen (13 %)", 0)), None);
        assert_eq!(news(&job(JobState::Started, "", 0)), None);
        assert_eq!(news(&job(JobState::Failed, "Leest", 0)), None);
    }
}
