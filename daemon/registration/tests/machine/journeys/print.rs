//! Printing the pass: once, whatever happens.

use crate::common::*;
use balie_registration::machine::{
    Command, Effect, Issued, PassPrint, PassUsage, PrintOutcome, SeenPrint, Step,
};
use balie_registration::{Explain, Lang};

fn at_print() -> Desk {
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::Register);
    desk
}

fn unknown() -> PrintOutcome {
    PrintOutcome::Unknown { reason: "CONNECTION_LOST".into() }
}

#[test]
fn printed_and_done() {
    let mut desk = at_print();
    let Effect::PrintPass { job, device } = desk
        .starts(Command::PrintPass { device: Some("evolis-1".into()), despite_missing_characters: false })
    else {
        panic!()
    };
    assert_eq!(device.as_deref(), Some("evolis-1"));
    assert_eq!(*desk.print(), PassPrint::Printing { job });
    for impatient in [print(), Command::SkipPrint, desk.seen(SeenPrint::NotPrinted)] {
        assert_eq!(told(&desk.refuses(impatient)), ("PRINT_RUNNING", vec![]));
    }
    assert_eq!(told(&desk.refuses(replace(OTHER_PASS))), ("PASS_NOT_SPOILED", vec![]));
    let stray = Command::PrintEnded { job: Desk::stray_job(), outcome: PrintOutcome::Done };
    assert_eq!(told(&desk.refuses(stray)), ("OTHER_JOB", vec![]));
    let done = || Command::PrintEnded { job, outcome: PrintOutcome::Done };
    desk.does(done());
    assert_eq!(desk.step(), Step::Enrolled);
    let issued = &desk.state().member().unwrap().issued;
    assert_eq!(*issued, Issued::Printed { job, at: desk.world.now });
    assert_eq!(told(&desk.refuses(done())), ("NOT_IN_THIS_STEP", vec![]), "told twice");
    assert_eq!(told(&desk.refuses(print())), ("NOT_IN_THIS_STEP", vec![]));
}

#[test]
fn not_printed_and_again() {
    let mut desk = at_print();
    let first = desk.starts(print()).job();
    let outcome = PrintOutcome::NotPrinted { reason: "RIBBON_ENDED".into() };
    desk.does(Command::PrintEnded { job: first, outcome });
    assert_eq!(*desk.print(), PassPrint::Ready { last_failure: Some("RIBBON_ENDED".into()) });
    let second = desk.starts(print()).job();
    assert_ne!(first, second);
    let late = Command::PrintEnded { job: first, outcome: PrintOutcome::Done };
    assert_eq!(told(&desk.refuses(late)), ("OTHER_JOB", vec![]), "of the print before");
    desk.does(Command::PrintEnded { job: second, outcome: PrintOutcome::Done });
    assert_eq!(desk.step(), Step::Enrolled);
}

#[test]
fn unknown_waits_for_a_person() {
    for (seen, step) in [(SeenPrint::Printed, Step::Enrolled), (SeenPrint::NotPrinted, Step::IssuingPass)] {
        let mut desk = at_print();
        desk.prints(unknown());
        assert!(matches!(desk.print(), PassPrint::Unknown { reason, .. } if reason == "CONNECTION_LOST"));
        let PassPrint::Unknown { job, .. } = *desk.print() else { panic!() };
        for hasty in [print(), Command::SkipPrint] {
            assert_eq!(told(&desk.refuses(hasty)), ("PRINT_UNKNOWN", vec![]));
        }
        // Not even the printer itself, once it was given up on.
        let late = Command::PrintEnded { job, outcome: PrintOutcome::Done };
        assert_eq!(told(&desk.refuses(late)), ("OTHER_JOB", vec![]));
        let other = Command::ResolvePrint { job: Desk::stray_job(), seen };
        assert_eq!(told(&desk.refuses(other)), ("OTHER_JOB", vec![]), "said of another print");
        desk.does(Command::ResolvePrint { job, seen });
        assert_eq!(desk.step(), step);
        match seen {
            SeenPrint::Printed => {
                assert_eq!(
                    desk.state().member().unwrap().issued,
                    Issued::Printed { job, at: desk.world.now }
                );
            }
            _ => {
                assert_eq!(*desk.print(), PassPrint::Ready { last_failure: None });
                let answered = Command::ResolvePrint { job, seen: SeenPrint::Printed };
                assert_eq!(told(&desk.refuses(answered)), ("PRINT_KNOWN", vec![]));
                desk.prints(PrintOutcome::Done);
                assert_eq!(desk.step(), Step::Enrolled);
            }
        }
    }
}

#[test]
fn a_spoiled_pass_is_replaced_and_never_used_again() {
    let mut desk = at_print();
    desk.prints(unknown());
    desk.does(desk.seen(SeenPrint::Spoiled));
    assert_eq!(*desk.print(), PassPrint::Spoiled);
    for without in [print(), Command::SkipPrint] {
        assert_eq!(told(&desk.refuses(without)), ("PASS_SPOILED", vec![]));
    }
    assert_eq!(fields(&desk.refuses(replace(PASS))), [("code", "PASS_SPENT")]);
    desk.world.pass_usage = Some(PassUsage::Spent);
    assert_eq!(fields(&desk.refuses(replace(OTHER_PASS))), [("code", "PASS_SPENT")]);
    desk.world.pass_usage = Some(PassUsage::Free);
    let decision = desk.decides(replace(OTHER_PASS));
    assert_eq!(decision.spent_pass.unwrap().to_string(), PASS);
    assert_eq!(desk.state().pass().unwrap().number.to_string(), OTHER_PASS);
    assert_eq!(desk.state().enrolment().unwrap().patron.pass.number.to_string(), OTHER_PASS);
    desk.prints(PrintOutcome::Done);
    assert_eq!(desk.step(), Step::Enrolled);
}

#[test]
fn handed_out_unprinted() {
    let mut desk = at_print();
    desk.does(Command::SkipPrint);
    assert_eq!(desk.state().member().unwrap().issued, Issued::Unprinted { at: desk.world.now });
}

#[test]
fn empty_boxes_on_a_pass_are_told_before_it_is_printed() {
    let mut desk = Desk::new();
    desk.saved("0045").does(Command::Register);
    desk.world.no_glyphs = vec!['क', 'ा'];
    let refused = desk.refuses(print());
    assert_eq!(fields(&refused), [("despite_missing_characters", "NO_GLYPHS")]);
    for lang in [Lang::Nl, Lang::En] {
        let text = refused.message(lang);
        assert!(text.contains("क \u{25CC}ा") && text.contains("fonts-noto"), "{text}");
    }
    desk.starts(Command::PrintPass { device: None, despite_missing_characters: true });
    assert!(matches!(desk.print(), PassPrint::Printing { .. }));
}
