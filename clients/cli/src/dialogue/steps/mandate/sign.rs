//! The form is printed and signed; then its source is chosen (Bronkeuze).

use crate::dialogue::Dialogue;
use crate::dialogue::ask::Choice;
use crate::dialogue::question::Question;
use crate::dialogue::turn::Answer;
use crate::papers;
use crate::text::{Lang, mandate as words};
use balie_client::Command;
use balie_client::v1::{DeviceRole, MandateSigned, MandateSource};
use std::path::PathBuf;

/// Where the signed form can come from, in the order of the manual; from a scanner only where there is one.
fn sources(lang: Lang, scanner: bool) -> Vec<Choice<MandateSource>> {
    let scan = Choice::new("s", words::scan_source(lang), MandateSource::Scan);
    let mut sources = if scanner { vec![scan] } else { Vec::new() };
    sources.extend([
        Choice::new(words::key_file(lang), words::from_file(lang), MandateSource::File),
        Choice::new(words::key_no_upload(lang), words::no_upload(lang), MandateSource::NoUpload),
    ]);
    sources
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
        let scanner = !self.devices(DeviceRole::DocumentScanner).await?.is_empty();
        let source = self.choose(question, &sources(lang, scanner), None).await?;
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
                Err(failure) => self.failed(&failure),
            }
            let question = Question {
                label: words::other_directory(lang),
                required: true,
                help: words::other_directory_help(lang),
                ..Default::default()
            };
            directory = papers::typed_path(&self.text(&question).await?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_scanned_only_where_there_is_a_scanner() {
        for lang in Lang::ALL {
            let keys = |scanner| sources(lang, scanner).iter().map(|source| source.key).collect::<Vec<_>>();
            assert_eq!(keys(true)[1..], keys(false));
            assert_eq!((keys(true).len(), keys(true)[0]), (3, "s"));
        }
    }
}
