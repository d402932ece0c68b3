//! A job in words.

use crate::text::{Lang, print, states};
use balie_client::services::Jobs;
use balie_client::v1::{Job, JobState};

/// State and, where there are any, the reason and what helps.
pub(crate) fn outcome(lang: Lang, job: &Job) -> String {
    let state = states::job(lang, job.state());
    [state, &job.reason, &job.remedy]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
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
