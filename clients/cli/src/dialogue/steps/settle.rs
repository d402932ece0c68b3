//! Settling the fee (AFREKENEN NIEUWE LENER).

use crate::dialogue::Dialogue;
use crate::dialogue::ask::{Choice, find};
use crate::dialogue::ask::{Reply, options};
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::show;
use crate::text::{Lang, settle as words, states};
use balie_client::Command;
use balie_client::v1::{CollectByDirectDebit, Ledger, Pay, PaymentMethod, Register, Remit, Settlement, Step};

/// How a fee can be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Card,
    DirectDebit,
    Remit,
    Register,
}

/// What was typed at the amount.
#[derive(Debug, PartialEq, Eq)]
enum Typed {
    Way(Way),
    Pay(PaymentMethod, String),
}

fn ways(lang: Lang) -> [Choice<Way>; 4] {
    [
        Choice::new(words::key_card(lang), words::card(lang), Way::Card),
        Choice::new(words::key_debit(lang), words::debit(lang), Way::DirectDebit),
        Choice::new(words::key_remit(lang), words::remit(lang), Way::Remit),
        Choice::new("r", words::register(lang), Way::Register),
    ]
}

/// A letter or word for a way, `p 20` for a part by card, anything else as an amount in cash.
fn read(ways: &[Choice<Way>], typed: &str) -> Typed {
    if let Some(way) = find(ways, typed) {
        return Typed::Way(way.value);
    }
    match typed.split_once(' ').and_then(|(front, amount)| Some((find(ways, front)?.value, amount.trim()))) {
        Some((Way::Card, amount)) => Typed::Pay(PaymentMethod::Card, amount.to_owned()),
        _ => Typed::Pay(PaymentMethod::Cash, typed.to_owned()),
    }
}

impl Dialogue<'_, '_> {
    /// Receives the fee, remits it, leaves it open or has it collected.
    pub(in crate::dialogue) async fn settle(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let (ways, cash) = self.possible_ways().await?;
        self.ledger();
        let mut parts = if cash { vec![words::amount_cash(lang).to_owned()] } else { Vec::new() };
        if !ways.is_empty() {
            parts.push(options(&ways));
        }
        let possible = parts.join(", ");
        let question = Question {
            label: if cash { words::amount(lang) } else { words::how(lang) },
            required: true,
            options: &possible,
            help: words::amount_help(lang),
            ..Default::default()
        };
        let typed = loop {
            match self.ask(&question).await? {
                Reply::Text(typed) => break typed,
                Reply::Enter | Reply::Clear => self.problem(words::enter_does_nothing(lang)),
            }
        };
        match read(&ways, &typed) {
            Typed::Way(Way::Card) => self.pay(PaymentMethod::Card, self.remaining()).await?,
            Typed::Pay(method, amount) => self.pay(method, amount).await?,
            Typed::Way(Way::DirectDebit) => {
                self.done(Command::CollectByDirectDebit(CollectByDirectDebit {})).await?;
            }
            Typed::Way(Way::Register) => {
                self.done(Command::Register(Register {})).await?;
                self.say(words::registered(lang));
            }
            Typed::Way(Way::Remit) => match self.reason(words::remit_why(lang)).await {
                Ok(reason) => self.done(Command::Remit(Remit { reason })).await?,
                Err(Turn::Back) => return Err(Turn::Again),
                Err(turn) => return Err(turn),
            },
        }
        if self.now.step() != Step::Settling {
            let settlement = self.ledger_now().settlement();
            self.success(words::settled(lang, states::settlement(lang, settlement)));
            if settlement == Settlement::DirectDebit {
                self.say(words::mandate_follows(lang));
            }
        }
        Ok(())
    }

    /// Which ways this subscription allows: the daemon is asked, nothing is changed. And whether cash and
    /// card are taken at all.
    async fn possible_ways(&mut self) -> Answer<(Vec<Choice<Way>>, bool)> {
        let mut possible = Vec::new();
        let mut reasons = Vec::new();
        for way in ways(self.context.lang) {
            let command = match way.value {
                Way::Card => pay(PaymentMethod::Card, self.remaining()),
                Way::DirectDebit => Command::CollectByDirectDebit(CollectByDirectDebit {}),
                // What holds for leaving it open holds for remitting it.
                Way::Remit | Way::Register => Command::Register(Register {}),
            };
            match self.check(command).await? {
                None => possible.push(way),
                Some(refusal) if !reasons.contains(&refusal.message) => reasons.push(refusal.message),
                Some(_) => {}
            }
        }
        for reason in reasons {
            self.say(reason);
        }
        let pays = possible.iter().any(|way| way.value == Way::Card);
        Ok((possible, pays))
    }

    async fn pay(&mut self, method: PaymentMethod, tendered: String) -> Answer<()> {
        self.done(pay(method, tendered)).await?;
        let lang = self.context.lang;
        let ledger = self.ledger_now();
        if !show::is_zero(&ledger.last_change) {
            self.success(words::change(lang, show::euro(&ledger.last_change)));
        }
        if !show::is_zero(&ledger.remaining) {
            self.say(words::still(lang, show::euro(&ledger.remaining)));
        }
        Ok(())
    }

    fn ledger_now(&self) -> Ledger {
        self.now.ledger.clone().unwrap_or_default()
    }

    fn remaining(&self) -> String {
        self.ledger_now().remaining
    }

    fn ledger(&mut self) {
        let lang = self.context.lang;
        let ledger = self.ledger_now();
        let some = |amount: &str| if show::is_zero(amount) { String::new() } else { show::euro(amount) };
        self.say(words::title(lang));
        self.rows(&[
            (words::patron(lang), self.patron_name()),
            (words::received_via(lang), words::till(lang, &self.branch.display_name)),
            (words::session(lang), show::euro(&ledger.session_amount)),
            (words::received(lang), some(&ledger.received)),
            (words::remitted(lang), some(&ledger.remitted)),
            (words::to_receive(lang), show::euro(&ledger.remaining)),
        ]);
    }
}

fn pay(method: PaymentMethod, tendered: String) -> Command {
    Command::Pay(Pay { method: method.into(), tendered })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_words_and_amounts_are_told_apart() {
        let ways = ways(Lang::Dutch);
        let cash = |amount: &str| Typed::Pay(PaymentMethod::Cash, amount.into());
        for (typed, meant) in [
            ("60", cash("60")),
            ("€ 58,00", cash("€ 58,00")),
            ("p", Typed::Way(Way::Card)),
            ("Pin", Typed::Way(Way::Card)),
            ("p 20", Typed::Pay(PaymentMethod::Card, "20".into())),
            ("i", Typed::Way(Way::DirectDebit)),
            ("k", Typed::Way(Way::Remit)),
            ("R", Typed::Way(Way::Register)),
            ("x", cash("x")),
        ] {
            assert_eq!(read(&ways, typed), meant, "{typed}");
        }
    }

    #[test]
    fn no_two_ways_share_a_letter() {
        for lang in Lang::ALL {
            let keys: std::collections::HashSet<_> = ways(lang).iter().map(|way| way.key).collect();
            assert_eq!(keys.len(), 4, "{lang:?}");
        }
    }
}
