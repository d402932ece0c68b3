//! The mechanics of a ZPL printer: media, ribbon, head, formats in the buffer, without any transport.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::graphic::Graphic;
use super::label::Label;
use super::options::ZplOptions;
use super::parser::ZplCommand;

/// How long a format can be on its way from the line to the buffer when nobody asks for the status.
const ON_THE_WAY: Duration = Duration::from_millis(500);
const STX: &str = "\x02";
const ETX: &str = "\x03\r\n";

/// A format that is being taken in.
#[derive(Debug)]
struct Format {
    label: Label,
    width: u32,
    height: u32,
    origin: (u32, u32),
    copies: u32,
    graphics: Vec<((u32, u32), Graphic)>,
}

/// The mechanics and memory of the printer.
#[derive(Debug)]
pub(super) struct Machine {
    options: ZplOptions,
    /// Cards or labels left.
    pub(super) media: u32,
    pub(super) ribbon_out: bool,
    pub(super) head_open: bool,
    pub(super) paused: bool,
    pub(super) cleaning_due: bool,
    width: u32,
    height: u32,
    /// `^JZ`: a label that an error spoiled is printed again.
    reprint: bool,
    format: Option<Format>,
    /// Formats that are whole and still on their way to the buffer, and since when.
    on_the_way: Option<(Vec<Label>, Instant)>,
    queue: VecDeque<Label>,
    printing: Option<(Label, Instant)>,
    pub(super) labels: Vec<Label>,
    pub(super) spoiled: u64,
    pub(super) test_labels: u64,
    pub(super) garbage: u64,
}

impl Machine {
    pub(super) fn new(options: ZplOptions) -> Self {
        Self {
            media: options.media,
            width: options.width,
            height: options.height,
            ribbon_out: false,
            head_open: false,
            paused: false,
            cleaning_due: false,
            reprint: true,
            format: None,
            on_the_way: None,
            queue: VecDeque::new(),
            printing: None,
            labels: Vec::new(),
            spoiled: 0,
            test_labels: 0,
            garbage: 0,
            options,
        }
    }

    /// Lets time pass up to `now`.
    pub(super) fn advance(&mut self, now: Instant) {
        if self.on_the_way.as_ref().is_some_and(|(_, since)| *since + ON_THE_WAY <= now) {
            self.arrive();
        }
        loop {
            if self.in_error() || self.paused {
                return;
            }
            match self.printing.take() {
                Some((label, until)) if until <= now => self.labels.push(label),
                Some(printing) => {
                    self.printing = Some(printing);
                    return;
                }
                None => match self.queue.front() {
                    Some(_) if self.media > 0 => {
                        self.media -= 1;
                        let label = self.queue.pop_front();
                        self.printing = label.map(|label| (label, now + self.options.print_time));
                    }
                    _ => return,
                },
            }
        }
    }

    /// Something went wrong at the head: what is being printed is spoiled.
    pub(super) fn spoil(&mut self) {
        if let Some((label, _)) = self.printing.take() {
            self.spoiled += 1;
            if self.reprint {
                self.queue.push_front(label);
            }
        }
    }

    /// What was on its way is in the buffer.
    fn arrive(&mut self) {
        if let Some((labels, _)) = self.on_the_way.take() {
            self.queue.extend(labels);
        }
    }

    fn in_error(&self) -> bool {
        self.head_open || self.ribbon_out
    }

    fn is_out_of_media(&self) -> bool {
        self.media == 0
    }

    /// Executes a command and gives the answer, empty where there is none.
    pub(super) fn execute(&mut self, command: &ZplCommand, now: Instant) -> Vec<u8> {
        let mut answer = self.answer(command, now);
        if self.options.bare {
            answer.retain(|byte| !matches!(byte, 0x02 | 0x03));
        }
        answer
    }

    fn answer(&mut self, command: &ZplCommand, now: Instant) -> Vec<u8> {
        let parameters = command.parameters.as_str();
        let numbers: Vec<u32> = parameters.split(',').map(|part| part.parse().unwrap_or(0)).collect();
        let number = |at: usize| numbers.get(at).copied().unwrap_or(0);
        match command.name.as_str() {
            "HS" => {
                let status = self.host_status();
                self.arrive();
                self.advance(now);
                return status;
            }
            "HI" if !self.options.knows_identity => {}
            "HI" => {
                return format!("{STX}{},V84.20.11Z,{},8192KB,X{ETX}", self.options.model, self.options.dots)
                    .into_bytes();
            }
            "HQES" if self.options.knows_error_status => return self.error_status(),
            "HQES" => {}
            "JA" => {
                self.format = None;
                self.on_the_way = None;
                self.queue.clear();
            }
            "PS" => self.paused = false,
            "PP" => self.paused = true,
            "WC" => self.test_labels += 1,
            "XA" => {
                self.format = Some(Format {
                    label: Label::blank(0, 0),
                    width: self.width,
                    height: self.height,
                    origin: (0, 0),
                    copies: 1,
                    graphics: Vec::new(),
                });
            }
            "XZ" => self.end_format(now),
            "JZ" => self.reprint = parameters != "N",
            "PW" => self.with_format(|format| format.width = number(0)),
            "LL" => self.with_format(|format| format.height = number(0)),
            "FO" => self.with_format(|format| format.origin = (number(0), number(1))),
            "PQ" => self.with_format(|format| format.copies = number(0)),
            "GF" => match Graphic::read(parameters) {
                Ok(graphic) => self.with_format(|format| {
                    let origin = format.origin;
                    format.graphics.push((origin, graphic));
                }),
                Err(_) => self.garbage += 1,
            },
            "FS" | "MM" | "LH" | "CI" | "PO" | "LS" | "LT" => {}
            _ => self.garbage += 1,
        }
        Vec::new()
    }

    fn with_format(&mut self, change: impl FnOnce(&mut Format)) {
        match &mut self.format {
            Some(format) => change(format),
            None => self.garbage += 1,
        }
    }

    fn end_format(&mut self, now: Instant) {
        let Some(mut format) = self.format.take() else { return self.garbage += 1 };
        (self.width, self.height) = (format.width, format.height);
        format.label = Label::blank(format.width, format.height);
        for ((x, y), graphic) in &format.graphics {
            format.label.print(graphic, *x, *y);
        }
        let copies = (0..format.copies).map(|_| format.label.clone());
        if self.options.status_overtakes {
            self.on_the_way.get_or_insert_with(|| (Vec::new(), now)).0.extend(copies);
        } else {
            self.queue.extend(copies);
        }
        self.advance(now);
    }

    fn host_status(&self) -> Vec<u8> {
        let flag = u8::from;
        let trouble = self.in_error() || self.is_out_of_media();
        if trouble && self.options.silent_in_error {
            return Vec::new();
        }
        let waiting = self.queue.len();
        // The label under the head still counts as one that remains.
        let remaining = usize::from(self.printing.is_some());
        let texts = [
            format!(
                "{STX}014,{},{},{:04},{waiting:03},0,0,{},000,0,0,0{ETX}",
                flag(self.is_out_of_media()),
                flag(self.paused),
                self.height,
                flag(self.format.is_some()),
            ),
            format!(
                "{STX}000,0,{},{},1,2,6,0,{remaining:08},1,000{ETX}",
                flag(self.head_open),
                flag(self.ribbon_out),
            ),
            format!("{STX}1234,0{ETX}"),
        ];
        texts.into_iter().take(self.options.status_texts).collect::<String>().into_bytes()
    }

    fn error_status(&self) -> Vec<u8> {
        let flag = u32::from;
        let errors = flag(self.is_out_of_media()) | flag(self.ribbon_out) << 1 | flag(self.head_open) << 2;
        let warnings = flag(self.cleaning_due) << 1;
        let any = |flags: u32| u8::from(flags != 0);
        format!(
            "{STX}\r\n\r\n  PRINTER STATUS\r\n   ERRORS:         {} 00000000 {errors:08X}\r\n   \
             WARNINGS:       {} 00000000 {warnings:08X}\r\n{ETX}",
            any(errors),
            any(warnings)
        )
        .into_bytes()
    }

    /// The power goes off: what was in memory is gone, what was under the head is spoiled.
    pub(super) fn lose_power(&mut self) {
        self.format = None;
        self.on_the_way = None;
        self.queue.clear();
        self.spoiled += u64::from(self.printing.take().is_some());
        self.reprint = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(machine: &mut Machine, commands: &[(&str, &str)], now: Instant) {
        for (name, parameters) in commands {
            machine.advance(now);
            machine
                .execute(&ZplCommand { name: (*name).to_owned(), parameters: (*parameters).to_owned() }, now);
        }
    }

    const LABEL: [(&str, &str); 6] =
        [("XA", ""), ("PW", "8"), ("LL", "2"), ("FO", "0,1"), ("GF", "A,1,1,1,81"), ("XZ", "")];

    /// Longer than printing takes.
    const LATER: Duration = Duration::from_secs(1);

    fn status(machine: &mut Machine, now: Instant) -> String {
        machine.advance(now);
        let asked = ZplCommand { name: "HS".into(), parameters: String::new() };
        String::from_utf8(machine.execute(&asked, now)).unwrap()
    }

    #[test]
    fn a_label_is_printed_after_its_time() {
        let mut machine = Machine::new(ZplOptions { media: 1, ..ZplOptions::default() });
        let now = Instant::now();
        run(&mut machine, &LABEL, now);
        assert!(status(&mut machine, now).contains(",00000001,1,"), "one label remains");
        assert!(machine.labels.is_empty());
        let later = now + LATER;
        assert!(status(&mut machine, later).contains(",00000000,1,"));
        assert_eq!(machine.labels[0].size(), (8, 2));
        assert!(machine.labels[0].is_black(0, 1) && machine.labels[0].is_black(7, 1));
        assert_eq!(machine.labels[0].black_dots(), 2);
    }

    #[test]
    fn a_status_can_overtake_the_format_it_asks_about() {
        let options = ZplOptions { media: 1, status_overtakes: true, ..ZplOptions::default() };
        let mut machine = Machine::new(options);
        let now = Instant::now();
        run(&mut machine, &LABEL, now);
        assert!(status(&mut machine, now).contains(",00000000,1,"), "nothing remains, it says");
        assert!(status(&mut machine, now).contains(",00000001,1,"), "it is there");
        machine.advance(now + LATER);
        assert_eq!(machine.labels.len(), 1);
    }

    #[test]
    fn an_opened_head_spoils_the_label_and_it_is_printed_again_only_when_asked() {
        for (command, printed) in [("Y", 1), ("N", 0)] {
            let mut machine = Machine::new(ZplOptions { media: 9, ..ZplOptions::default() });
            let now = Instant::now();
            run(&mut machine, &[("JZ", command)], now);
            run(&mut machine, &LABEL, now);
            machine.head_open = true;
            machine.spoil();
            machine.head_open = false;
            machine.advance(now);
            machine.advance(now + LATER);
            assert_eq!((machine.labels.len(), machine.spoiled), (printed, 1));
        }
    }

    #[test]
    fn cancelling_empties_the_buffer_but_not_the_head() {
        let mut machine = Machine::new(ZplOptions { media: 9, ..ZplOptions::default() });
        let now = Instant::now();
        run(&mut machine, &LABEL, now);
        run(&mut machine, &LABEL, now);
        run(&mut machine, &[("JA", "")], now);
        machine.advance(now + LATER);
        machine.advance(now + LATER * 2);
        assert_eq!(machine.labels.len(), 1);
    }
}
