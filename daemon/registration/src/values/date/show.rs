//! Showing a date to a person.

use crate::explain::Lang;
use balie_typed::MONTHS;
use chrono::{Datelike, NaiveDate};

/// Day, month in words and year: `15 april 2021`, `15 April 2021`.
pub fn show_date_long(date: NaiveDate, lang: Lang) -> String {
    format!("{} {}", date.day(), show_month(date, lang))
}

/// Month in words and year: `februari 2027` (manual: "Geldig t/m februari 2027").
pub fn show_month(date: NaiveDate, lang: Lang) -> String {
    let (nl, en) =
        usize::try_from(date.month0()).ok().and_then(|month| MONTHS.get(month)).unwrap_or(&("", ""));
    let month = match lang {
        Lang::Nl => nl,
        Lang::En => en,
    };
    format!("{month} {}", date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use balie_typed::show_date;

    #[test]
    fn as_the_manual_prints_them() {
        let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        assert_eq!(show_date(date(2021, 4, 5)), "05-04-2021");
        assert_eq!(show_date_long(date(2021, 4, 15), Lang::Nl), "15 april 2021");
        assert_eq!(show_date_long(date(2021, 4, 5), Lang::En), "5 April 2021");
        assert_eq!(show_month(date(2027, 2, 28), Lang::Nl), "februari 2027");
        assert_eq!(show_month(date(2025, 12, 1), Lang::En), "December 2025");
        assert_eq!(show_month(date(2025, 5, 31), Lang::Nl), "mei 2025");
    }
}
