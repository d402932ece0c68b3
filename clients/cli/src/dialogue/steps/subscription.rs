//! Choosing the subscription.

use crate::dialogue::Dialogue;
use crate::dialogue::ask::Reply;
use crate::dialogue::question::Question;
use crate::dialogue::turn::{Answer, Turn};
use crate::offer;
use crate::show;
use crate::text::{Lang, fields, subscription as words};
use balie_client::Command;
use balie_client::services::Circumstances;
use balie_client::v1::{ChooseSubscription, SubscriptionChoice, SubscriptionOption};

/// What a clerk can answer to make a refused subscription possible.
const ANSWERS: [(&str, Need); 5] = [
    ("SUBSCRIPTION_ONLY_ON_REQUEST", Need::Instalments),
    ("SUBSCRIPTION_NOT_DBOS_SCHOOL", Need::Dbos),
    ("SUBSCRIPTION_NEEDS_SELECTION", Need::Staff),
    ("SUBSCRIPTION_NEEDS_HOME_LIBRARY", Need::HomeLibrary),
    ("SUBSCRIPTION_NEEDS_REASON", Need::Reason),
];

/// Something to be asked about the patron.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    Instalments,
    Dbos,
    Staff,
    HomeLibrary,
    Reason,
}

/// What must be asked before a subscription is possible; none when no answer makes it so.
fn needs(option: &SubscriptionOption) -> Option<Vec<Need>> {
    let need = |code: &String| ANSWERS.iter().find(|(reason, _)| reason == code).map(|(_, need)| *need);
    option.refusal_codes.iter().map(need).collect()
}

impl Dialogue<'_, '_> {
    /// The subscription, its discount, and what the rules of some ask for.
    pub(in crate::dialogue) async fn subscription(&mut self) -> Answer<()> {
        let lang = self.context.lang;
        let name = self.now.name.clone();
        let options = self
            .get(|client| {
                let name = name.clone();
                async move { client.catalogue.options(&name, &Circumstances::default()).await }
            })
            .await?;
        let (open, closed): (Vec<_>, Vec<_>) = options.iter().partition(|option| needs(option).is_some());
        let (allowed, asked): (Vec<_>, Vec<_>) = open.into_iter().partition(|option| option.allowed);
        let offered: Vec<_> = allowed.iter().chain(&asked).copied().collect();
        self.offer(&allowed, &asked, &closed);
        let chosen = self.now.subscription.clone().unwrap_or_default();
        let automatic =
            allowed.iter().find(|option| option.automatic).and_then(|option| option.subscription.clone());
        let default = match chosen.code.as_str() {
            "" => automatic.map(|choice| choice.code).unwrap_or_default(),
            code => code.to_owned(),
        };
        loop {
            let picked = self.pick(&offered, &closed, &default).await?;
            match self.enter_subscription(picked, &chosen).await {
                Ok(()) => return Ok(()),
                Err(Turn::Back) => self.say(words::choose_again(lang)),
                Err(turn) => return Err(turn),
            }
        }
    }

    fn offer(
        &mut self,
        allowed: &[&SubscriptionOption],
        asked: &[&SubscriptionOption],
        closed: &[&SubscriptionOption],
    ) {
        let lang = self.context.lang;
        let [allowed, asked] = offer::numbered(lang, [allowed, asked]);
        let groups = [
            (words::allowed(lang), allowed),
            (words::asked(lang), asked),
            (words::refused(lang), offer::refused(closed)),
        ];
        for (title, group) in groups.into_iter().filter(|(_, group)| !group.is_empty()) {
            self.say(title);
            self.lines(group);
            self.space();
        }
    }

    async fn pick<'o>(
        &mut self,
        offered: &[&'o SubscriptionOption],
        closed: &[&SubscriptionOption],
        default: &str,
    ) -> Answer<&'o SubscriptionOption> {
        let lang = self.context.lang;
        let code = |option: &SubscriptionOption| {
            option.subscription.as_ref().map(|choice| choice.code.clone()).unwrap_or_default()
        };
        let question = Question {
            label: words::pick(lang),
            required: true,
            default,
            help: words::pick_help(lang),
            ..Default::default()
        };
        loop {
            let typed = self.text(&question).await?;
            let number = typed.parse::<usize>().ok().filter(|_| typed.len() < 3);
            let found = match number.and_then(|number| number.checked_sub(1)) {
                Some(at) => offered.get(at),
                None => offered.iter().find(|option| code(option) == typed),
            };
            if let Some(option) = found {
                return Ok(option);
            }
            match closed.iter().find(|option| code(option) == typed) {
                Some(option) => option.refusals.iter().for_each(|reason| self.problem(reason)),
                None => self.problem(words::pick_how(lang)),
            }
        }
    }

    async fn enter_subscription(
        &mut self,
        option: &SubscriptionOption,
        before: &SubscriptionChoice,
    ) -> Answer<()> {
        let quote = option.subscription.clone().unwrap_or_default();
        let mut choice = match before.code == quote.code {
            true => before.clone(),
            false => SubscriptionChoice { code: quote.code.clone(), ..Default::default() },
        };
        for need in needs(option).unwrap_or_default() {
            self.answer(need, &mut choice).await?;
        }
        if quote.price != "0.00" && !quote.price.is_empty() {
            self.discount(&mut choice).await?;
        }
        loop {
            let command = ChooseSubscription { subscription: Some(choice.clone()) };
            let Err(refusal) = self.apply(Command::ChooseSubscription(command)).await? else { return Ok(()) };
            self.refused(&refusal);
            let is_wrong = |field: &str| refusal.violations_of(field).next().is_some();
            if is_wrong("subscription.home_library") || is_wrong("subscription.home_pass_number") {
                self.answer(Need::HomeLibrary, &mut choice).await?;
            } else if is_wrong("subscription.reason") {
                self.answer(Need::Reason, &mut choice).await?;
            } else if is_wrong("subscription.discount") {
                choice.discount.clear();
                self.discount(&mut choice).await?;
            } else {
                return Err(Turn::Again);
            }
        }
    }

    /// Asks what makes a subscription possible; no takes the clerk back to the list.
    async fn answer(&mut self, need: Need, choice: &mut SubscriptionChoice) -> Answer<()> {
        let lang = self.context.lang;
        let (label, answer): (_, fn(&mut SubscriptionChoice) -> &mut bool) = match need {
            Need::Instalments => (words::instalments(lang), |choice| &mut choice.instalments_requested),
            Need::Dbos => (words::dbos(lang), |choice| &mut choice.dbos_school),
            Need::Staff => (words::staff(lang), |choice| &mut choice.staff),
            Need::HomeLibrary => return self.home_library(choice).await,
            Need::Reason => {
                let label = fields::handed_out_reason(lang);
                let (default, help) = (choice.reason.clone(), fields::reason_help(lang));
                let question =
                    Question { label, required: true, default: &default, help, ..Default::default() };
                choice.reason = self.text(&question).await?;
                return Ok(());
            }
        };
        if self.confirm(Question { label, ..Default::default() }, None).await? {
            *answer(choice) = true;
            return Ok(());
        }
        self.problem(words::then_not(lang, &choice.code));
        Err(Turn::Back)
    }

    async fn home_library(&mut self, choice: &mut SubscriptionChoice) -> Answer<()> {
        let lang = self.context.lang;
        loop {
            let library = Question {
                label: fields::home_library(lang),
                required: true,
                default: &choice.home_library.clone(),
                help: fields::home_library_help(lang),
                ..Default::default()
            };
            choice.home_library = self.text(&library).await?;
            let pass = Question {
                label: fields::home_pass_number(lang),
                required: true,
                default: &choice.home_pass_number.clone(),
                help: fields::home_pass_help(lang),
                scan: true,
                ..Default::default()
            };
            match self.text(&pass).await {
                Ok(number) => {
                    choice.home_pass_number = number;
                    return Ok(());
                }
                Err(Turn::Back) => {}
                Err(turn) => return Err(turn),
            }
        }
    }

    async fn discount(&mut self, choice: &mut SubscriptionChoice) -> Answer<()> {
        let lang = self.context.lang;
        let shown = shown_discount(lang, &choice.discount);
        let question = Question {
            label: fields::discount(lang),
            default: &shown,
            help: fields::discount_help(lang),
            ..Default::default()
        };
        match self.ask(&question).await? {
            Reply::Enter => {}
            Reply::Clear => choice.discount.clear(),
            Reply::Text(typed) => choice.discount = typed,
        }
        Ok(())
    }
}

fn shown_discount(lang: Lang, discount: &str) -> String {
    if show::is_zero(discount) { words::no_discount(lang).to_owned() } else { show::euro(discount) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_answer_makes_possible_is_asked() {
        let option = |codes: &[&str]| SubscriptionOption {
            refusal_codes: codes.iter().map(|code| (*code).to_owned()).collect(),
            ..Default::default()
        };
        assert_eq!(needs(&option(&[])), Some(vec![]));
        assert_eq!(needs(&option(&["SUBSCRIPTION_NEEDS_HOME_LIBRARY"])), Some(vec![Need::HomeLibrary]));
        assert_eq!(needs(&option(&["SUBSCRIPTION_NEEDS_REASON"])), Some(vec![Need::Reason]));
        assert_eq!(needs(&option(&["SUBSCRIPTION_ROLE_ADMIN_ONLY"])), None);
        assert_eq!(needs(&option(&["SUBSCRIPTION_AGE_BELOW", "SUBSCRIPTION_ONLY_ON_REQUEST"])), None);
    }
}
