//! The form is printed and signed; then its source is chosen (Bronkeuze).

use crate::dialogue::Dialogue;
use crate::dialogue::ask::Choice;
use crate::dialogue::question::Question;
use crate::dialogue::turn::Answer;
use crate::failure::Failure;
use crate::papers;
use crate::text::{Lang, mandate as words};
use balie_client::Command;
use balie_client::v1::{MandateSigned, MandateSource};
use std::path::{Path, PathBuf};

/// Where the signed form can come from. A document scanner gets its choice here, and what it takes to scan a
/// page beside the upload of a file in `process`.
fn sources(lang: Lang) -> [Choice<MandateSource>; 2] {
    [
        Choice::new(words::key_file(lang), words::from_file(lang), MandateSource::File),
        Choice::new(words::key_no_upload(lang), words::no_upload(lang), MandateSource::NoUpload),
    ]
}

impl Dialogue<'_, '_> {
    /// Saves the form, has it signed, and asks where the signed form comes from.
    pub(in crate::dialogue) async fn sign_mandate(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        self.save_form().await?;
        self.say(words::let_sign(lang));
        let question = Question {
            label: words::signed(lang),
            required: true,
            help: words::source_help(lang),
            ..Default::default()
        };
        let source = self.choose(question, &sources(lang), None).await?;
        self.done(Command::MandateSigned(MandateSigned { source: source.into() })).await
    }

    /// Writes the form to a directory: that of the command line, or another where that cannot be written.
    async fn save_form(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let mut directory = self.args.out.clone().unwrap_or_else(|| PathBuf::from("."));
        let name = self.now.name.clone();
        let form = self
            .get(|client| {
                let name = name.clone();
                async move { papers::form(&client, &name, lang).await }
            })
            .await?;
        loop {
            match papers::write(&directory, &form) {
                Ok(path) => {
                    self.say(words::form_written(lang, path.display()));
                    return Ok(());
                }
                Err(failure) => self.cannot_write(&failure),
            }
            let question = Question {
                label: words::other_directory(lang),
                required: true,
                help: words::other_directory_help(lang),
                ..Default::default()
            };
            directory = Path::new(&self.text(&question).await?).to_owned();
        }
    }

    fn cannot_write(&mut self, failure: &Failure) {
        let lang = self.context.lang;
        failure.lines(lang).iter().for_each(|line| self.problem(line));
    }
}
