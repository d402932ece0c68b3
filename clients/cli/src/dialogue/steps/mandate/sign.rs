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

/// How the clerk goes on with the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// It is printed first.
    Print,
    /// It is signed, and comes from here.
    Signed(MandateSource),
}

/// What can be chosen: printing, where there is a form printer; then where the signed form can come from, in the order
/// of the manual; from a scanner only where there is one.
fn choices(lang: Lang, printer: bool, scanner: bool) -> Vec<Choice<Next>> {
    let signed = |key, word, source| Choice::new(key, word, Next::Signed(source));
    let print = printer.then(|| Choice::new("p", words::print_form(lang), Next::Print));
    let scan = scanner.then(|| signed("s", words::scan_source(lang), MandateSource::Scan));
    let always = [
        signed(words::key_file(lang), words::from_file(lang), MandateSource::File),
        signed(words::key_no_upload(lang), words::no_upload(lang), MandateSource::NoUpload),
    ];
    print.into_iter().chain(scan).chain(always).collect()
}

impl Dialogue<'_, '_> {
    /// Saves the form, prints it as often as the clerk wants, has it signed, and asks where the signed form comes from.
    pub(in crate::dialogue) async fn sign_mandate(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        self.save_form().await?;
        self.say(words::let_sign(lang));
        let source = loop {
            let printers = self.devices(DeviceRole::FormPrinter).await?;
            let scanner = !self.devices(DeviceRole::DocumentScanner).await?.is_empty();
            let help = match printers.is_empty() {
                true => words::source_help(lang).to_owned(),
                false => format!("{} {}", words::print_form_help(lang), words::source_help(lang)),
            };
            let question =
                Question { label: words::signed(lang), required: true, help: &help, ..Default::default() };
            match self.choose(question, &choices(lang, !printers.is_empty(), scanner), None).await? {
                Next::Print => self.print_form(&printers).await?,
                Next::Signed(source) => break source,
            }
        };
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
        if !form.notice.is_empty() {
            self.problem(&form.notice);
        }
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
    fn what_needs_a_device_is_offered_only_where_there_is_one() {
        for lang in Lang::ALL {
            let keys = |printer, scanner| {
                choices(lang, printer, scanner).iter().map(|choice| choice.key).collect::<Vec<_>>()
            };
            let all = keys(true, true);
            assert_eq!((all.len(), &all[..2]), (4, &["p", "s"][..]));
            assert_eq!(all[1..], keys(false, true));
            assert_eq!(all[2..], keys(false, false));
        }
    }
}
