//! `balied`: the branch daemon of Balie.

use balie_store::RestoreOptions;
use balied::backup::BackupError;
use balied::config::Config;
use balied::state::Absent;
use balied::terminal::{VisibleLog, tell};
use balied::{backup, pki, serve, state};
use clap::{CommandFactory as _, Parser, Subcommand};
use std::fs::File;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// The branch daemon of Balie: owns the devices of the counter and runs every registration.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Configuration file.
    #[arg(long, short, env = "BALIED_CONFIG", default_value = "/etc/balie/balied.toml")]
    config: PathBuf,
    #[command(subcommand)]
    command: Option<Task>,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Runs the daemon (the default).
    Run,
    /// Checks configuration, catalogue and templates, and starts nothing.
    Check,
    /// Activates a login account of the built-in provider, with the code from its message.
    Activate {
        /// The code.
        token: String,
    },
    /// Writes a backup to a new file, while the daemon works or stands still.
    ///
    /// The file (tar, mode 0600) holds all registrations, stored mandate pages, jobs, the audit trail and the login
    /// accounts that the daemon keeps itself. It does not hold the configuration, nor messages in the outbox that
    /// were not sent yet. It holds personal data: keep it as carefully as the branch itself, and no longer than the
    /// retention of the branch allows.
    ///
    /// Meanwhile the state directory needs as much free room as the databases take.
    Backup {
        /// The file to be made, which is the caller's; `-` for standard output.
        file: PathBuf,
    },
    /// Puts a backup back. The daemon must be stopped.
    ///
    /// Everything that happened after the backup was made is gone from this branch. So that no number is given out
    /// twice, patron numbers and mandate references go on a stretch further; the change feed gets a new epoch, so that
    /// the central administration reads it from the beginning; answers to requests are forgotten, and printing that
    /// was under way is unknown until a person says. A backup of another branch or of a newer version is refused.
    ///
    /// What is replaced is kept in the state directory as *.before-restore. It holds personal data: remove it when
    /// all is well.
    Restore {
        /// The backup.
        file: PathBuf,
        /// Numbers to pass over: more than were given out since the backup was made.
        #[arg(long, value_name = "NUMBER", default_value_t = 1000)]
        skip_numbers: u64,
    },
    /// Certificates of the counter PCs that work over TCP.
    #[command(subcommand)]
    Pki(pki::PkiTask),
    /// Reads a file with pages on standard input, within limits. The daemon starts this for each file.
    #[command(hide = true, name = balied::page_reader::SUBCOMMAND)]
    ReadPage {
        /// The first page alone.
        #[arg(long)]
        preview: bool,
        /// Where it is to be signed.
        #[arg(long, allow_hyphen_values = true)]
        signed: Option<balie_documents::SignaturePlace>,
    },
    /// Writes man pages to a directory.
    #[command(hide = true)]
    Man {
        /// Directory; made when absent.
        directory: PathBuf,
    },
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(Task::ReadPage { preview, signed }) = arguments.command {
        return balied::page_reader::run(preview, signed);
    }
    let in_journal = log();
    match carry_out(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // To the journal, or to the terminal for a person who starts it by hand; never to both.
            if in_journal {
                error.to_string().lines().for_each(|line| tracing::error!("{line}"));
            } else {
                tell(error);
            }
            ExitCode::FAILURE
        }
    }
}

type Failure = Box<dyn std::error::Error>;

fn carry_out(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command.unwrap_or(Task::Run) {
        Task::Man { directory } => Ok(man(&directory)?),
        Task::Check => check(&arguments.config),
        Task::Backup { file } if file.as_os_str() != backup::STANDARD_OUTPUT => {
            Config::load(&arguments.config)?;
            backup::backup_to_file(&arguments.config, &file)?;
            let file = file.display();
            tell(format_args!("{file}: reservekopie gemaakt; hij bevat persoonsgegevens."));
            tell(format_args!("{file}: backup made; it holds personal data."));
            Ok(())
        }
        task => in_state(task, &arguments.config),
    }
}

/// Everything that works in the state directory does so as the owner of that. What the caller named is opened as the
/// caller, before.
fn in_state(task: Task, config: &Path) -> Result<(), Failure> {
    let config = Config::load(config)?;
    let named = match &task {
        Task::Restore { file, .. } => Some(File::open(file).map_err(BackupError::at(file))?),
        _ => None,
    };
    let absent = match &task {
        Task::Run | Task::Restore { .. } => Absent::Make,
        Task::Pki(task) => task.absent(),
        _ => Absent::Leave,
    };
    state::enter(&config.paths.state, absent)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(work(task, &config, named))
}

async fn work(task: Task, config: &Config, named: Option<File>) -> Result<(), Failure> {
    match (task, named) {
        (Task::Run, _) => {
            let stop = CancellationToken::new();
            let told = stop.clone();
            let mut terminate = signal(SignalKind::terminate())?;
            let mut interrupt = signal(SignalKind::interrupt())?;
            tokio::spawn(async move {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = interrupt.recv() => {}
                }
                told.cancel();
            });
            tidy_up(config).await;
            serve::run(config, stop).await?;
        }
        (Task::Activate { token }, _) => {
            let accounts = serve::accounts(config).await?;
            let account = accounts.activate(&token, chrono::Utc::now()).await?;
            tell(format_args!("account {} is active.", account.user_name));
        }
        (Task::Backup { .. }, _) => {
            let out = std::io::stdout();
            if out.is_terminal() {
                return Err(
                    "een reservekopie is geen tekst voor een scherm; leid hem om naar een bestand.\n\
                     a backup is no text for a screen; redirect it to a file."
                        .into(),
                );
            }
            backup::backup(config, out, Path::new("stdout")).await?;
        }
        (Task::Restore { file, skip_numbers }, Some(opened)) => {
            let options = RestoreOptions { skip_numbers };
            let restored = backup::restore(config, opened, &file, options).await?;
            tell(format_args!(
                "teruggezet is de stand van {}.",
                restored.made_at.format("%d-%m-%Y %H:%M UTC")
            ));
            tell(format_args!("put back is the state of {}.", restored.made_at.format("%Y-%m-%d %H:%M UTC")));
            for kept in restored.kept {
                let kept = kept.display();
                tell(format_args!(
                    "{kept}: de vorige stand, met persoonsgegevens; verwijder die als alles goed is."
                ));
                tell(format_args!(
                    "{kept}: what was there before, with personal data; remove it when all is well."
                ));
            }
        }
        (Task::Pki(task), _) => pki::run(task, config)?,
        // Done above: they do not work in the state directory.
        (Task::Check | Task::ReadPage { .. } | Task::Man { .. } | Task::Restore { .. }, _) => {}
    }
    Ok(())
}

/// Removes what killed backups left behind, now and as often as the daemon looks for what is to be erased: who is erased
/// must not stay in that.
async fn tidy_up(config: &Config) {
    let state = config.paths.state.clone();
    let tidy = move || {
        let state = state.clone();
        tokio::task::spawn_blocking(move || backup::remove_left_behind(&state))
    };
    // It ends by a panic alone, which is told already.
    let _ = tidy().await;
    let look_every = Duration::from_secs(config.retention.look_every_secs);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(look_every).await;
            let _ = tidy().await;
        }
    });
}

fn check(path: &Path) -> Result<(), Failure> {
    let config = Config::load(path)?;
    config.parts()?;
    config.check_addresses()?;
    config.peculiarities()?;
    let catalogue = config.catalogue()?;
    balie_documents::Documents::new(balie_documents::DocumentsConfig {
        template_directory: config.paths.templates.clone(),
        ..Default::default()
    })?;
    for entry in catalogue.subscriptions() {
        let parts = [("code", "code", entry.code_to_confirm), ("periode", "period", entry.period_to_confirm)];
        for (nl, en, _) in parts.into_iter().filter(|(_, _, to_confirm)| *to_confirm) {
            let (code, name) = (&entry.code, &entry.name);
            tell(format_args!("abonnement {code} {name}: de {nl} is een aanname; bevestig die."));
            tell(format_args!("subscription {code} {name}: the {en} is a default; confirm it."));
        }
    }
    if config.mail.from.is_none() {
        let sender = config.sender()?;
        let from = sender.address();
        tell(format_args!("mail.from: niet ingesteld; berichten aan klanten komen van {from}."));
        tell(format_args!("mail.from: not set; messages to patrons come from {from}."));
    }
    tell(format_args!("{}: in orde.", path.display()));
    tell(format_args!("{}: in order.", path.display()));
    Ok(())
}

/// The daemon's page, in the section of system administration.
fn man(directory: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(directory)?;
    let mut page = std::fs::File::create(directory.join("balied.8"))?;
    clap_mangen::Man::new(Arguments::command()).section("8").render(&mut page)
}

/// To the journal when systemd runs us, which is told; else to standard error.
fn log() -> bool {
    let filter = EnvFilter::try_from_env("BALIED_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    if std::env::var_os("JOURNAL_STREAM").is_some()
        && let Ok(journal) = tracing_journald::layer()
    {
        registry.with(journal).init();
        return true;
    }
    registry.with(tracing_subscriber::fmt::layer().with_writer(|| VisibleLog).with_ansi(false)).init();
    false
}
