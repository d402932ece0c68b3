//! Arguments of `catalogue`, `options`, `changes`, `summary` and `watch`.

use super::values;
use clap::Args;

/// Arguments of `catalogue`.
#[derive(Debug, Args)]
pub(crate) struct CatalogueArgs {
    /// As in force on this date; today when absent
    #[arg(long, default_value = "", hide_default_value = true, value_parser = values::date)]
    pub date: String,
}

/// Arguments of `options`.
#[derive(Debug, Args)]
pub(crate) struct OptionsArgs {
    /// Registration: pass number, patron number, mandate reference or id
    pub name: String,
    /// The patron asked to pay in instalments (for 0049)
    #[arg(long)]
    pub instalments_requested: bool,
    /// The school is a d-Bos school (for 0086)
    #[arg(long)]
    pub dbos_school: bool,
    /// The patron is staff of the library (for 0001)
    #[arg(long)]
    pub staff: bool,
    /// The patron is a guest of this home library (for 0345)
    #[arg(long, default_value = "", hide_default_value = true)]
    pub home_library: String,
    /// Why a branch administrator hands it out (for 0001 of an institution)
    #[arg(long, default_value = "", hide_default_value = true)]
    pub reason: String,
}

/// Arguments of `changes`.
#[derive(Debug, Args)]
pub(crate) struct ChangesArgs {
    /// Changes after this number
    #[arg(long, default_value_t = 0)]
    pub since: u64,
    /// Epoch known to the reader; refused when the branch has another one
    #[arg(long, default_value = "", hide_default_value = true)]
    pub epoch: String,
    /// Then each change as it is committed
    #[arg(long)]
    pub follow: bool,
    /// At most this many, without --follow
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(i32).range(1..=1000))]
    pub limit: i32,
    /// Tell the branch that everything up to this number was received (central administration)
    #[arg(long, value_name = "NUMBER", requires = "epoch", conflicts_with_all = ["since", "follow"])]
    pub acknowledge: Option<u64>,
    /// Forget a reader of the changes that is gone for good, so that erasing no longer waits for it
    #[arg(long, value_name = "READER", conflicts_with_all = ["since", "follow", "epoch", "acknowledge"])]
    pub forget: Option<String>,
}

/// Arguments of `summary`.
#[derive(Debug, Args)]
pub(crate) struct SummaryArgs {
    /// First enrolment date; today when absent
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub from: Option<String>,
    /// Last enrolment date; the first one when absent
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub through: Option<String>,
}

/// Arguments of `watch`.
#[derive(Debug, Args)]
pub(crate) struct WatchArgs {
    /// Changes of registrations after this number; from now on when absent
    #[arg(long, value_name = "NUMBER")]
    pub since: Option<u64>,
    /// How often to look at jobs, in milliseconds
    #[arg(long, value_name = "MS", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(100..))]
    pub interval: u64,
}
