//! Asking: the one place where the clerk's lines and scans become answers.

use super::Dialogue;
use super::event::Event;
use super::question::Question;
use super::turn::{Answer, Turn};
use super::typed::{self, Typed};
use crate::input::yes_no;
use crate::text::dialogue as words;

/// What the clerk answered.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reply {
    /// Enter: what stood between the brackets, if anything did.
    Enter,
    /// `-`: nothing.
    Clear,
    /// What was typed or scanned.
    Text(String),
}

/// One of a few possible answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choice<T> {
    /// What is typed.
    pub key: &'static str,
    /// What it means; typing it in full will do.
    pub word: &'static str,
    /// What is answered.
    pub value: T,
}

impl<T> Choice<T> {
    pub(super) const fn new(key: &'static str, word: &'static str, value: T) -> Self {
        Self { key, word, value }
    }
}

/// The choices in one line: `m = man, v = vrouw`.
pub(super) fn options<T>(choices: &[Choice<T>]) -> String {
    let parts: Vec<_> = choices.iter().map(|choice| format!("{} = {}", choice.key, choice.word)).collect();
    parts.join(", ")
}

/// The choice that was typed, by key or by word, without regard to case.
pub(super) fn find<'c, T>(choices: &'c [Choice<T>], typed: &str) -> Option<&'c Choice<T>> {
    let same = |text: &str| text.to_lowercase() == typed.trim().to_lowercase();
    choices.iter().find(|choice| same(choice.key) || same(choice.word))
}

impl Dialogue<'_, '_> {
    /// Asks until there is an answer.
    pub(super) async fn ask(&mut self, question: &Question<'_>) -> Answer<Reply> {
        self.lines(question.above().into_iter().map(|line| line.trim_start().to_owned()));
        let prompt = question.prompt();
        self.open(&prompt);
        loop {
            let event = match self.event(true).await {
                Ok(event) => event,
                Err(turn) => {
                    self.leave_open("");
                    return Err(turn);
                }
            };
            match event {
                Event::Line(line) => {
                    self.close(&line);
                    if let Some(reply) = self.line(question, &line)? {
                        return Ok(reply);
                    }
                    self.open(&prompt);
                }
                Event::End => {
                    self.leave_open("");
                    return Err(Turn::Ended);
                }
                Event::Scan(scan) if question.scan => {
                    self.leave_open(&scan.text);
                    return Ok(Reply::Text(scan.text));
                }
                Event::Scan(_) => self.say(words::scan_not_expected(self.context.lang)),
                Event::Changed(before) => {
                    if self.notice(&before) {
                        return Err(Turn::Again);
                    }
                }
            }
        }
    }

    /// What a line answers; none when the question stands as it stood.
    fn line(&mut self, question: &Question<'_>, line: &str) -> Answer<Option<Reply>> {
        let lang = self.context.lang;
        match typed::read(lang, line) {
            Typed::Enter => return Ok(Some(Reply::Enter)),
            Typed::Clear => return Ok(Some(Reply::Clear)),
            Typed::Text(text) => return Ok(Some(Reply::Text(text))),
            Typed::Back => return Err(Turn::Back),
            Typed::StepBack => return Err(Turn::StepBack),
            Typed::Leave => return Err(Turn::Leave),
            Typed::Cancel => return Err(Turn::Cancel),
            Typed::Help => {
                let mut lines = question.help(lang);
                if !question.options.is_empty() {
                    lines.insert(0, format!("  {}", question.options));
                }
                self.lines(lines.into_iter().map(|line| line.trim_start().to_owned()));
            }
            Typed::Overview => self.overview(),
            Typed::Scanner => self.toggle_scanner(),
        }
        Ok(None)
    }

    /// Asks for text; empty when there is none and none is required.
    pub(super) async fn text(&mut self, question: &Question<'_>) -> Answer<String> {
        loop {
            let text = match self.ask(question).await? {
                Reply::Enter => question.default.to_owned(),
                Reply::Clear => String::new(),
                Reply::Text(text) => text,
            };
            if !(question.required && text.is_empty()) {
                return Ok(text);
            }
            self.problem(words::is_required(self.context.lang));
        }
    }

    /// Asks for one of the choices.
    pub(super) async fn choose<T: Copy + PartialEq>(
        &mut self,
        question: Question<'_>,
        choices: &[Choice<T>],
        default: Option<T>,
    ) -> Answer<T> {
        let options = options(choices);
        let default = choices.iter().find(|choice| Some(choice.value) == default);
        let question =
            Question { options: &options, default: default.map_or("", |choice| choice.word), ..question };
        loop {
            let chosen = match self.ask(&question).await? {
                Reply::Enter => default,
                Reply::Clear => None,
                Reply::Text(text) => find(choices, &text),
            };
            match chosen {
                Some(choice) => return Ok(choice.value),
                None => self.problem(words::choose_one(self.context.lang)),
            }
        }
    }

    /// Asks yes or no. Without a default Enter answers nothing.
    pub(super) async fn confirm(&mut self, question: Question<'_>, default: Option<bool>) -> Answer<bool> {
        let lang = self.context.lang;
        let options = match default {
            Some(true) => words::yes_no_default_yes(lang),
            Some(false) => words::yes_no_default_no(lang),
            None => words::yes_no(lang),
        };
        let question = Question { options, ..question };
        loop {
            let answer = match self.ask(&question).await? {
                Reply::Enter => default,
                Reply::Clear => None,
                Reply::Text(text) => yes_no(&text).ok(),
            };
            match answer {
                Some(answer) => return Ok(answer),
                None => self.problem(words::yes_or_no(lang)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: [Choice<u8>; 2] = [Choice::new("m", "man", 1), Choice::new("v", "Vrouw", 2)];

    #[test]
    fn a_choice_is_found_by_key_or_word() {
        assert_eq!(options(&CHOICES), "m = man, v = Vrouw");
        for typed in ["v", "V", "vrouw", " VROUW "] {
            assert_eq!(find(&CHOICES, typed).map(|choice| choice.value), Some(2), "{typed}");
        }
        for typed in ["", "x", "vr", "1"] {
            assert!(find(&CHOICES, typed).is_none(), "{typed}");
        }
    }
}
