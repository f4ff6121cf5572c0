//! `interstella doctor --repair`: says what of a data directory cannot be read any more and what a repair would keep; does it when told to.
//!
//! In: a data directory no cloud runs on. Out: words, and with consent a journal of what can be read. Never here: how.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use ledger::{JournalExamination, LogBook, MetricBook, OpenError, Storage, examine_journal, repair_journal};

use super::fail;
use crate::terminal::tell;

/// Runs it; `agreed` is consent given beforehand.
pub(crate) fn run(data: &Path, agreed: bool) -> ExitCode {
    match examine_journal(data) {
        Err(OpenError::Locked { .. }) => {
            fail("doctor", format!("a cloud runs on {}; end it first", data.display()))
        }
        Err(error) => fail("doctor", error),
        Ok(None) => {
            tell(&format!("There is nothing to repair in {}: no journal lies there.", data.display()));
            ExitCode::SUCCESS
        }
        Ok(Some(found)) => {
            books(data);
            decide(data, &found, agreed)
        }
    }
}

/// Log events and metric values need no repair: what is damaged is skipped whenever they are opened.
fn books(data: &Path) {
    let storage = Storage::Directory(data.to_owned());
    let logs = LogBook::open(&storage).map(|book| book.damage());
    let metrics = MetricBook::open(&storage).map(|book| book.damage());
    for damage in logs.into_iter().chain(metrics).flatten() {
        tell(&damage.to_string());
    }
}

fn decide(data: &Path, found: &JournalExamination, agreed: bool) -> ExitCode {
    found.notes.iter().for_each(|note| tell(note));
    if found.losses.is_empty() {
        tell(&format!(
            "Nothing to repair: all {} records of {} can be read.",
            found.records,
            found.directory.display()
        ));
        return ExitCode::SUCCESS;
    }
    tell(&format!("{} records can be read and are kept. Lost with a repair:", found.records));
    found.losses.iter().for_each(|loss| tell(&format!("  {loss}")));
    tell("What the lost writes changed is as it was before them. The files there are stay, put aside.");
    if !agreed && !asked() {
        tell("Nothing was changed. `interstella doctor --repair --yes` does it.");
        return ExitCode::FAILURE;
    }
    match repair_journal(data) {
        Ok(aside) => {
            tell(&format!(
                "Repaired. The former files are in {}; remove them when nothing is missed.",
                aside.display()
            ));
            ExitCode::SUCCESS
        }
        Err(error) => fail("doctor", error),
    }
}

/// Whether somebody at a terminal agrees.
fn asked() -> bool {
    let mut input = std::io::stdin().lock();
    if !std::io::stdin().is_terminal() {
        return false;
    }
    let mut out = std::io::stdout().lock();
    let mut answer = String::new();
    write!(out, "Repair? [y/N] ").and_then(|()| out.flush()).is_ok()
        && input.read_line(&mut answer).is_ok()
        && matches!(answer.trim(), "y" | "Y" | "yes")
}
